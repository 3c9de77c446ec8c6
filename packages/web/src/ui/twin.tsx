import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface TwinProps {
  /** One sentence that says what the chart shows. */
  readonly label: string;
  readonly chart: ReactNode;
  /** The same data as a table. */
  readonly table: ReactNode;
  readonly className?: string;
}

/** A chart and its table, one key apart: T (or the small button) turns one into the other. */
export function Twin({ label, chart, table, className }: TwinProps) {
  const { t } = useTranslation('ui');
  const [asTable, setAsTable] = useState(false);
  const turn = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === 't') {
      event.preventDefault();
      setAsTable((before) => !before);
    }
  };
  return (
    <figure className={className ? `twin ${className}` : 'twin'} aria-label={label} onKeyDown={turn}>
      <button
        type="button"
        className="plain turn"
        aria-pressed={asTable}
        title={t('turnHint')}
        onClick={() => setAsTable((before) => !before)}
      >
        {asTable ? t('asChart') : t('asTable')}
      </button>
      {asTable ? <div className="scroll">{table}</div> : chart}
    </figure>
  );
}
