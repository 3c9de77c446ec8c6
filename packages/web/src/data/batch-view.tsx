import {
  cancelImport,
  fillWords,
  getImport,
  type ImportBatch,
  importFaultWords,
  importNoteWords,
  type Lang,
  listImports,
} from '@qingzhang/contract';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend, useStaleAll } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { BatchBar } from './batch-bar.tsx';
import styles from './data.module.css';
import { bytesText, countText } from './format.ts';
import { Rejects } from './rejects.tsx';

const moving = (batch: ImportBatch | undefined) => batch?.state === 'queued' || batch?.state === 'running';

/** One import: what became of its rows, what was found in the file, which rows want mending. */
export function BatchView({ id }: { readonly id: number }) {
  const query = useCall(getImport, { params: { id } });
  const polled = useCall(
    getImport,
    { params: { id } },
    { refetchInterval: moving(query.data) ? 800 : false },
  );
  const staleAll = useStaleAll();
  const done = polled.data?.state === 'done';
  // What came in may have changed any figure that was shown before.
  useEffect(() => {
    if (done) void staleAll();
  }, [done, staleAll]);
  return (
    <Loaded query={polled} skeleton={<Skeleton rows={8} bar={22} />}>
      {(batch) => <Batch batch={batch} />}
    </Loaded>
  );
}

function Batch({ batch }: { readonly batch: ImportBatch }) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  return (
    <section aria-label={batch.fileName}>
      <div className={styles.batchHead}>
        <h2>
          {batch.fileName}
          <small>
            {t(`kind.${batch.kind}`)} · {t('batch.number', { id: batch.id })} · {momentText(batch.createdAt)}{' '}
            · {batch.createdBy}
          </small>
        </h2>
        {batch.dryRun && <Badge kind="live">{t('batch.dryRun')}</Badge>}
        {batch.simulated && <Badge kind="sim">{t('batch.simulated')}</Badge>}
      </div>
      <Say batch={batch} lang={lang} />
      {moving(batch) ? <Progress batch={batch} /> : <BatchBar rows={batch.rows} />}
      <div className={styles.sides}>
        <Findings batch={batch} lang={lang} />
        {batch.rows.rejected > 0 && <Rejects batch={batch} lang={lang} />}
      </div>
    </section>
  );
}

/** One sentence: what can be counted on. */
function Say({ batch, lang }: { readonly batch: ImportBatch; readonly lang: Lang }) {
  const { t } = useTranslation('data');
  const { rows } = batch;
  if (batch.error) {
    return (
      <p className={`lead ${styles.fault}`} role="alert">
        <b className="worse">✕ {t('batch.failed')}</b>{' '}
        {fillWords(importFaultWords, batch.error.code, batch.error.params, lang)}
      </p>
    );
  }
  if (batch.state === 'cancelled') return <p className="lead">{t('batch.cancelled')}</p>;
  if (moving(batch))
    return <p className="lead">{t(batch.state === 'queued' ? 'batch.queued' : 'batch.running')}</p>;
  return (
    <p className="lead">
      <b>
        {t(batch.dryRun ? 'batch.sayDry' : 'batch.sayNew', {
          count: rows.new + rows.revised,
          text: countText(rows.new + rows.revised),
        })}
      </b>
      {rows.revised > 0 && t('batch.sayRevised', { text: countText(rows.revised) })}
      {rows.same > 0 && t('batch.saySame', { text: countText(rows.same) })}
      {rows.rejected > 0 && (
        <>
          {t('batch.sayThen')}
          <b className="tight">▲ {t('batch.sayRejected', { text: countText(rows.rejected) })}</b>
        </>
      )}
      {rows.rejected === 0 && t('batch.sayClean')}
    </p>
  );
}

function Progress({ batch }: { readonly batch: ImportBatch }) {
  const { t } = useTranslation('data');
  const mayWrite = useMay('intake.write');
  const cancel = useSend(cancelImport, [getImport, listImports]);
  const share = batch.bytesTotal ? Math.min(1, batch.bytesDone / batch.bytesTotal) : null;
  return (
    <div className={styles.running}>
      <span
        className={styles.progress}
        role="progressbar"
        aria-label={batch.fileName}
        {...(share !== null && { 'aria-valuenow': Math.round(share * 100) })}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${(share ?? 0) * 100}%` }} />
      </span>
      <span className="n2">
        {share === null ? bytesText(batch.bytesDone) : `${Math.floor(share * 100)}%`} ·{' '}
        {t('batch.rowsRead', { text: countText(batch.rows.total) })}
      </span>
      {mayWrite && (
        <button
          type="button"
          className="btn"
          disabled={batch.cancelAsked || cancel.isPending}
          onClick={() => cancel.mutate({ params: { id: batch.id } })}
        >
          {batch.cancelAsked ? t('batch.cancelling') : t('batch.cancel')}
        </button>
      )}
      {cancel.error && <ErrorPanel error={cancel.error} />}
    </div>
  );
}

/** A file that could not be read has little to tell: rows without an answer are left out. */
const known = ([, text]: readonly [string, string]) => text !== '—';

/** 查出了什么: layout, encoding, hour labels, span, columns; what stopped nothing but should be known. */
function Findings({ batch, lang }: { readonly batch: ImportBatch; readonly lang: Lang }) {
  const { t } = useTranslation('data');
  const { detail } = batch;
  const separator = lang === 'zh' ? '、' : ', ';
  const pairs: readonly (readonly [string, string])[] = [
    [t('found.layout'), layoutText(batch.layout)],
    [t('found.encoding'), batch.encoding ?? '—'],
    [t('found.hourLabel'), batch.hourLabel ? t(`hourLabelLong.${batch.hourLabel}`) : '—'],
    [
      t('found.span'),
      batch.firstHour && batch.lastHour
        ? `${momentText(batch.firstHour)} — ${momentText(batch.lastHour)}`
        : '—',
    ],
    [t('found.size'), batch.bytesTotal === null ? bytesText(batch.bytesDone) : bytesText(batch.bytesTotal)],
    [t('found.columns'), detail.header.length > 0 ? detail.header.join(separator) : '—'],
    [t('found.known'), batch.knownAt ? momentText(batch.knownAt) : t('found.notYet')],
  ];
  return (
    <section>
      <h2>
        {t('found.title')}
        <small>{t('found.note')}</small>
      </h2>
      <table className={styles.found}>
        <tbody>
          {pairs.filter(known).map(([label, text]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(detail.notes.length > 0 || detail.ignored.length > 0) && (
        <ul className={styles.notes}>
          {detail.notes.map((note) => (
            <li key={`${note.code}${JSON.stringify(note.params)}`}>
              {fillWords(importNoteWords, note.code, note.params, lang)}
            </li>
          ))}
        </ul>
      )}
      {detail.unknownPlaces.length > 0 && (
        <>
          <h2>
            {t('found.unknown')}
            <small>{t('found.unknownNote')}</small>
          </h2>
          <table className={styles.found}>
            <tbody>
              {detail.unknownPlaces.map(({ place, rows }) => (
                <tr key={place}>
                  <th scope="row">{place}</th>
                  <td>{t('found.rows', { text: countText(rows) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );

  function layoutText(layout: string | null): string {
    switch (layout) {
      case 'plain':
      case 'city-hours':
      case 'station-hours':
      case 'cnemc-stations':
      case 'national-cities':
      case 'national-wide':
        return t(`layout.${layout}`);
      default:
        return layout ?? '—';
    }
  }
}
