import type { ImportBatch } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import styles from './data.module.css';
import { countText } from './format.ts';

export const rowParts = ['new', 'revised', 'same', 'empty', 'rejected'] as const;

/** Whether the parts of the rows add up to all of them, as the contract promises; if not, the page says so. */
export function addsUp(rows: ImportBatch['rows']): boolean {
  return rowParts.reduce((sum, part) => sum + rows[part], 0) === rows.total;
}

/** What became of the rows, as one bar whose parts add up; small parts keep a visible width. */
export function BatchBar({ rows }: { readonly rows: ImportBatch['rows'] }) {
  const { t } = useTranslation('data');
  const parts = rowParts.filter((part) => rows[part] > 0);
  if (rows.total === 0) return null;
  return (
    <div className={styles.bar}>
      <div className={styles.barTrack} aria-hidden="true">
        {parts.map((part) => (
          <i key={part} className={styles[part]} style={{ flexGrow: rows[part] }} />
        ))}
      </div>
      <ul className={styles.barLegend}>
        {parts.map((part) => (
          <li key={part}>
            <i className={styles[part]} aria-hidden="true" />
            {t(`rows.${part}`)} <b>{countText(rows[part])}</b>
          </li>
        ))}
        <li className="n3">{t('rows.total', { total: countText(rows.total) })}</li>
        {!addsUp(rows) && <li className="worse">{t('rows.mismatch')}</li>}
      </ul>
    </div>
  );
}
