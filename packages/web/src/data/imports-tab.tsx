import { type ImportBatch, listImports, listImportsXlsx } from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useMay, useSession } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { BatchView } from './batch-view.tsx';
import styles from './data.module.css';
import { countText } from './format.ts';
import { UploadZone } from './upload-zone.tsx';
import { useUploads } from './use-uploads.ts';

/** 导入: files in; the import looked at; all imports, the latest first. */
export function ImportsTab() {
  const { t } = useTranslation('data');
  const { batch } = useSearch({ from: '/shell/data' });
  const navigate = useNavigate({ from: '/data' });
  const mayWrite = useMay('intake.write');
  const name = useRegionName();
  const { lang } = useView();
  const ownCity = useSession()?.user.regionCode ?? null;
  const show = (id: number) =>
    void navigate({ search: (before) => ({ ...before, batch: id }), resetScroll: false });
  const uploads = useUploads(show);
  const [busy, setBusy] = useState(false);
  const [limit, setLimit] = useState(20);
  const query = useCall(listImports, { query: { limit } }, { refetchInterval: busy ? 1500 : false });
  const anyBusy = query.data?.items.some(({ state }) => state === 'queued' || state === 'running') ?? false;
  if (anyBusy !== busy) setBusy(anyBusy);
  const shown = batch ?? query.data?.items[0]?.id;
  return (
    <>
      {mayWrite ? (
        <>
          <UploadZone uploads={uploads} />
          {ownCity && <p className="cap">{t('upload.ownCity', { city: name(ownCity) })}</p>}
        </>
      ) : (
        <p className="n3">{t('upload.mayNot')}</p>
      )}
      {shown !== undefined && (
        <div className={styles.batch}>
          <BatchView key={shown} id={shown} />
        </div>
      )}
      <section className={styles.list}>
        <div className={styles.blockHead}>
          <h2>{t('list.title')}</h2>
          <ExportButton endpoint={listImportsXlsx} query={{ lang }} />
        </div>
        <Loaded query={query}>
          {({ items, nextCursor }) =>
            items.length === 0 ? (
              <Empty title={t('list.empty')}>
                <p className="n2">{t('list.emptyHint')}</p>
              </Empty>
            ) : (
              <>
                <BatchList items={items} shown={shown} onShow={show} />
                {nextCursor !== null && limit < 200 && (
                  <button type="button" className="btn" onClick={() => setLimit(limit + 40)}>
                    {t('list.more')}
                  </button>
                )}
              </>
            )
          }
        </Loaded>
      </section>
    </>
  );
}

interface BatchListProps {
  readonly items: readonly ImportBatch[];
  readonly shown: number | undefined;
  readonly onShow: (id: number) => void;
}

function BatchList({ items, shown, onShow }: BatchListProps) {
  const { t } = useTranslation('data');
  return (
    <div className="scroll">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('list.file')}</th>
            <th scope="col">{t('list.kind')}</th>
            <th scope="col">{t('list.state')}</th>
            {(['new', 'revised', 'same', 'empty', 'rejected'] as const).map((part) => (
              <th key={part} scope="col" className="num">
                {t(`rows.${part}`)}
              </th>
            ))}
            <th scope="col">{t('list.when')}</th>
            <th scope="col">{t('list.who')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((batch) => (
            <tr
              key={batch.id}
              aria-current={batch.id === shown}
              className={batch.id === shown ? styles.current : undefined}
            >
              <th scope="row">
                <button type="button" className={styles.link} onClick={() => onShow(batch.id)}>
                  {batch.fileName}
                </button>
              </th>
              <td>{t(`kind.${batch.kind}`)}</td>
              <td>
                <State batch={batch} />
              </td>
              {(['new', 'revised', 'same', 'empty', 'rejected'] as const).map((part) => (
                <td
                  key={part}
                  className={`num${batch.rows[part] === 0 ? ' n3' : ''}${part === 'rejected' && batch.rows[part] > 0 ? ' tight b' : ''}`}
                >
                  {countText(batch.rows[part])}
                </td>
              ))}
              <td className="nowrap">{momentText(batch.createdAt)}</td>
              <td>{batch.createdBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ batch }: { readonly batch: ImportBatch }) {
  const { t } = useTranslation('data');
  const share = batch.bytesTotal ? Math.floor((batch.bytesDone / batch.bytesTotal) * 100) : null;
  const tone = batch.state === 'failed' ? 'worse' : batch.state === 'done' ? '' : 'n2';
  const text = batch.state === 'done' && batch.dryRun ? t('state.dry') : t(`state.${batch.state}`);
  return (
    <span className={tone}>
      {text}
      {batch.state === 'running' && share !== null && ` ${share}%`}
    </span>
  );
}
