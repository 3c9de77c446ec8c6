import { type LedgerImportLine, listLedgerImports, listLedgerImportsXlsx } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import styles from './import.module.css';

/** 导入过的: batches of the program, the latest first. */
export function BatchesList({
  program,
  current,
}: {
  readonly program: string;
  readonly current: number | null;
}) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const [limit, setLimit] = useState(10);
  const list = useCall(listLedgerImports, { params: { key: program }, query: { limit } });
  return (
    <section className={styles.batches} aria-label={t('batches.title')}>
      <h2>
        {t('batches.title')}
        <small>{t('batches.hint')}</small>
        <span className={styles.right}>
          <ExportButton endpoint={listLedgerImportsXlsx} params={{ key: program }} query={{ lang }} />
        </span>
      </h2>
      {list.error !== null && list.data === undefined ? (
        <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />
      ) : list.data === undefined ? (
        <Skeleton rows={3} />
      ) : list.data.items.length === 0 ? (
        <p className={styles.quiet}>{t('batches.none')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.list}>
            <thead>
              <tr>
                {(['batch', 'file', 'month', 'state', 'rows', 'who', 'at'] as const).map((name) => (
                  <th key={name} className={name === 'batch' ? 'num' : undefined}>
                    {t(`batches.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.data.items.map((line) => (
                <Line key={line.id} line={line} current={line.id === current} />
              ))}
            </tbody>
          </table>
          {list.data.nextCursor !== null && (
            <button type="button" className={styles.link} onClick={() => setLimit(Math.min(200, limit + 40))}>
              {t('batches.more')}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function Line({ line, current }: { readonly line: LedgerImportLine; readonly current: boolean }) {
  const { t, i18n } = useTranslation('ledgerImport');
  const { counts } = line;
  return (
    <tr className={current ? styles.shown : undefined}>
      <td className="num">{line.id}</td>
      <td>
        <Link to="/programs/$key/import" params={{ key: line.program }} search={{ batch: line.id }}>
          {line.fileName}
        </Link>
      </td>
      <td>{line.month}</td>
      <td>{t(`state.${line.state}`)}</td>
      <td>
        {counts === null
          ? '—'
          : [
              t(line.state === 'done' ? 'bar.done' : 'bar.ready', { count: counts.ready }),
              t('bar.mend', { count: counts.mend }),
              t('bar.skipped', { count: counts.skipped }),
            ].join('　')}
      </td>
      <td>{line.post}</td>
      <td>{momentText(line.finishedAt ?? line.createdAt, i18n.language)}</td>
    </tr>
  );
}
