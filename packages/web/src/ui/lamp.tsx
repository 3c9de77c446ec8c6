import type { LampState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

/** 灯的形状: the shape repeats the colour for print and for colour-blind readers. */
export const lampGlyph: Record<LampState, string> = {
  safe: '●',
  tight: '▲',
  overdrawn: '■',
  impossible: '✕',
  none: '—',
};

interface LampProps {
  readonly state: LampState;
  /** Print the word beside the shape; without it the word is still there for screen readers. */
  readonly word?: boolean;
  readonly provisional?: boolean;
}

/** 灯: shape, word and colour of an account's state. */
export function Lamp({ state, word = false, provisional = false }: LampProps) {
  const { t } = useTranslation('ui');
  const name = t(`lamp.${state}`);
  return (
    <span className={`lamp ${state}${provisional ? ' provisional' : ''}`}>
      <i aria-hidden="true">{lampGlyph[state]}</i>
      <span className={word ? undefined : 'unseen'}>{name}</span>
    </span>
  );
}

/** The class that fills a table cell: safe and none stay white, trouble is filled. */
export function lampCell(state: LampState): string {
  return state === 'safe' || state === 'none' ? '' : `cell-${state}`;
}
