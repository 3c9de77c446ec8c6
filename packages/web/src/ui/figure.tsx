import type { Figure } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhy } from '../why/why-context.tsx';

interface AskProps {
  /** Handle of the figure; null: it cannot explain itself and is plain text. */
  readonly why: string | null | undefined;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A figure that answers 为什么: dotted underline, a button that opens the drawer. */
export function Ask({ why, children, className }: AskProps) {
  const { key, open } = useWhy();
  if (!why) return <span className={className}>{children}</span>;
  return (
    <button
      type="button"
      className={`why${key === why ? ' on' : ''}${className ? ` ${className}` : ''}`}
      aria-haspopup="dialog"
      onClick={() => open(why)}
    >
      {children}
    </button>
  );
}

interface FigureTextProps {
  readonly figure: Figure;
  readonly className?: string;
  /** Printed after the figure, inside the question. */
  readonly unit?: string;
}

/** A published figure. Without a value it is a dash that says so: never an empty cell, never a zero. */
export function FigureText({ figure, className, unit }: FigureTextProps) {
  const { t } = useTranslation('ui');
  return (
    <Ask why={figure.why} {...(className && { className })}>
      {figure.text === null ? (
        <span className="none" title={t('noValue')}>
          —<span className="unseen">{t('noValue')}</span>
        </span>
      ) : (
        figure.text
      )}
      {figure.text !== null && unit}
    </Ask>
  );
}
