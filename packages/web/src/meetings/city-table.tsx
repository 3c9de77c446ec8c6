import type { FollowUp } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { ListTable } from '../ui/list-table.tsx';
import styles from './meetings.module.css';
import { Share } from './year-strip.tsx';

interface CityTableProps {
  readonly rows: FollowUp['cities'];
  readonly city: string | null;
  readonly onCity: (city: string | null) => void;
}

/** 各市 T+3: signed the same day, arranged within three days, late, closed, promises kept; in protocol order. */
export function CityTable({ rows, city, onCity }: CityTableProps) {
  const { t } = useTranslation('meetings');
  const region = useRegionName();
  return (
    <section>
      <h2>
        {t('follow.cities')}
        <small>{t('follow.citiesNote')}</small>
      </h2>
      <ListTable
        className={`${styles.table} ${styles.cityTable}`}
        headings={[
          t('follow.city'),
          t('follow.tasks'),
          t('follow.signed'),
          t('follow.arranged'),
          t('follow.overdue'),
          t('follow.closed'),
          t('follow.kept'),
        ]}
      >
        {rows.map((row) => (
          <tr key={row.city} className={row.late > 0 ? styles.lateRow : undefined}>
            <th scope="row">
              <button
                type="button"
                className={styles.linkish}
                aria-pressed={city === row.city}
                onClick={() => onCity(city === row.city ? null : row.city)}
              >
                {region(row.city)}
              </button>
            </th>
            <td data-label={t('follow.tasks')}>{row.tasks}</td>
            <td data-label={t('follow.signed')}>
              {row.tasks === 0 ? '—' : <Share label={t('follow.signed')} part={row.signed} of={row.tasks} />}
            </td>
            <td data-label={t('follow.arranged')}>
              {row.tasks === 0 ? (
                '—'
              ) : (
                <Share label={t('follow.arranged')} part={row.arranged} of={row.tasks} />
              )}
              {row.unarranged > 0 && (
                <small className={styles.bad}>{t('follow.unarranged', { count: row.unarranged })}</small>
              )}
            </td>
            <td data-label={t('follow.overdue')}>
              {row.late > 0 ? <b className={styles.bad}>{row.late}</b> : <span className="n3">0</span>}
              {row.wasLate > 0 && <small>{t('follow.wasLate', { count: row.wasLate })}</small>}
            </td>
            <td data-label={t('follow.closed')}>
              {row.tasks === 0 ? '—' : <Share label={t('follow.closed')} part={row.closed} of={row.tasks} />}
            </td>
            <td data-label={t('follow.kept')} data-empty={row.commitments === 0 || undefined}>
              {row.commitments === 0 ? (
                <span className="n3">—</span>
              ) : (
                <Share label={t('follow.kept')} part={row.kept} of={row.commitments} />
              )}
            </td>
          </tr>
        ))}
      </ListTable>
    </section>
  );
}
