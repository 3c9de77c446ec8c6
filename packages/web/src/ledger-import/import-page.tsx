import {
  cancelLedgerImport,
  decideLedgerColumns,
  getLedgerCopy,
  getLedgerImport,
  getProgramBoard,
  type LedgerImport,
  type LedgerImportLine,
  listLedgerImports,
  listLedgerRowsXlsx,
  type MendActName,
  mendLedgerCause,
  mendLedgerRow,
  runLedgerImport,
  setLedgerImport,
  urlOf,
  withdrawLedgerImport,
} from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { keyOf, useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import { BatchesList } from './batches-list.tsx';
import { CausesList } from './causes-list.tsx';
import { ColumnsTable } from './columns-table.tsx';
import styles from './import.module.css';
import { SheetView } from './sheet-view.tsx';
import { StartZone } from './start-zone.tsx';
import { TriBar } from './tri-bar.tsx';
import { faultText } from './words.ts';

/** 导入台账: the spreadsheet they already have; confirm what is unsure, take the good rows in, mend the others. */
export function ImportPage() {
  const { t } = useTranslation('ledgerImport');
  const { key } = useParams({ from: '/shell/programs/$key/import' });
  const search = useSearch({ from: '/shell/programs/$key/import' });
  const navigate = useNavigate({ from: '/programs/$key/import' });
  const { lang } = useView();
  const client = useQueryClient();
  const board = useCall(getProgramBoard, { params: { key }, query: { lang } });
  const [starting, setStarting] = useState(false);
  const [pasting, setPasting] = useState(false);
  const mayReport = useMay('items.report');
  const mayImport = useMay('items.import');
  const name = board.data?.name[lang] || board.data?.name.zh || '';
  useTitle(t('title', { name }));
  const batchId = search.batch ?? null;
  const opened = (line: LedgerImportLine) => {
    setStarting(false);
    setPasting(false);
    void client.invalidateQueries({ queryKey: [listLedgerImports.path] });
    void navigate({ search: (before) => ({ ...before, batch: line.id, cause: undefined }) });
  };
  const may = mayReport || mayImport;
  return (
    <main className={`page ${styles.page}`}>
      {board.error !== null && board.data === undefined ? (
        <ErrorPanel error={board.error} onRetry={() => void board.refetch()} />
      ) : (
        <>
          <Header
            name={name}
            simulated={board.data?.simulated ?? false}
            batchId={batchId}
            onAnother={may ? () => setStarting(!starting) : null}
            onPaste={
              may
                ? () => {
                    setStarting(true);
                    setPasting(true);
                  }
                : null
            }
          />
          {!may && <p className={styles.quiet}>{t('noRight')}</p>}
          {may && (batchId === null || starting) && (
            <StartZone program={key} pasting={pasting} onPasting={setPasting} onBatch={opened} />
          )}
          {batchId !== null && (
            <Batch key={batchId} id={batchId} program={key} onStart={() => setStarting(true)} />
          )}
          <BatchesList program={key} current={batchId} />
        </>
      )}
    </main>
  );
}

interface HeaderProps {
  readonly name: string;
  readonly simulated: boolean;
  readonly batchId: number | null;
  readonly onAnother: (() => void) | null;
  readonly onPaste: (() => void) | null;
}

function Header({ name, simulated, batchId, onAnother, onPaste }: HeaderProps) {
  const { t } = useTranslation('ledgerImport');
  const batch = useCall(getLedgerImport, { params: { id: batchId ?? 0 } }, { enabled: batchId !== null });
  const own = batchId === null ? undefined : batch.data;
  return (
    <header className={styles.header}>
      <h1>{t('title', { name })}</h1>
      {simulated && <Badge kind="sim">{t('simulated')}</Badge>}
      <span className="n2">
        {own === undefined
          ? batchId === null && t('noFile')
          : `${own.fileName}　${own.counts === null ? '' : t('rows', { count: own.counts.total.toLocaleString() })}　${own.month}`}
      </span>
      {batchId !== null && onAnother !== null && onPaste !== null && (
        <span className={styles.right}>
          <button type="button" className="btn" onClick={onAnother}>
            {t('changeFile')}
          </button>
          <button type="button" className="btn" onClick={onPaste}>
            {t('paste')} <kbd>Ctrl V</kbd>
          </button>
        </span>
      )}
    </header>
  );
}

function Batch({
  id,
  program,
  onStart,
}: {
  readonly id: number;
  readonly program: string;
  readonly onStart: () => void;
}) {
  const { t } = useTranslation('ledgerImport');
  const client = useQueryClient();
  const words = useErrorWords();
  const input = { params: { id } };
  const [polling, setPolling] = useState(true);
  const query = useCall(getLedgerImport, input, { refetchInterval: polling ? 700 : false });
  const batch = query.data;
  const works = batch?.state === 'reading' || batch?.state === 'running';
  useEffect(() => setPolling(works || batch === undefined), [works, batch]);
  useEffect(() => {
    if (!works) void client.invalidateQueries({ queryKey: [listLedgerImports.path] });
  }, [works, client]);
  const keep = (next: LedgerImport) => client.setQueryData(keyOf(getLedgerImport, input), next);
  const search = useSearch({ from: '/shell/programs/$key/import' });
  const navigate = useNavigate({ from: '/programs/$key/import' });
  const decide = useSend(decideLedgerColumns);
  const mend = useSend(mendLedgerCause);
  const row = useSend(mendLedgerRow);
  const set = useSend(setLedgerImport);
  const run = useSend(runLedgerImport);
  const cancel = useSend(cancelLedgerImport);
  const all = [decide, mend, row, set, run, cancel];
  const pending = all.some(({ isPending }) => isPending);
  const error = all.find((one) => one.error !== null)?.error ?? null;
  const stale = error instanceof ApiError && error.code === 'thing.conflict';
  const { refetch } = query;
  useEffect(() => {
    if (stale) void refetch();
  }, [stale, refetch]);
  if (batch === undefined) {
    return query.error === null ? (
      <Skeleton rows={10} bar={22} />
    ) : (
      <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { revision } = batch;
  const options = { onSuccess: keep };
  const clear = () => {
    for (const one of all) one.reset();
  };
  const params = { id };
  const asked = batch.columns.filter(({ ask }) => ask).length;
  const visible = batch.sheets.filter(({ hidden }) => !hidden).length;
  const showCause = (cause: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, cause }), replace: true });
  return (
    <>
      <Lead batch={batch} asked={asked} />
      {batch.counts !== null && !works && batch.counts.total > 0 && (
        <TriBar counts={batch.counts} done={batch.state === 'done'} />
      )}
      {works && (
        <div className={styles.working} role="status">
          <p>
            {t(batch.state === 'reading' ? 'reading' : 'running', {
              share: Math.round(batch.progress * 100),
            })}
          </p>
          <progress max={1} value={batch.progress} />
          <button
            type="button"
            className="btn"
            disabled={cancel.isPending}
            onClick={() => cancel.mutate({ params }, options)}
          >
            {t('stop')}
          </button>
        </div>
      )}
      {error !== null && (
        <p role="alert" className={styles.alert}>
          {stale ? t('stale') : words(error)}
        </p>
      )}
      {!works && (visible > 1 || batch.saidMonth !== null) && (
        <div className={styles.options}>
          {visible > 1 && (
            <label>
              {t('sheetPick')}{' '}
              <select
                className={styles.select}
                value={batch.sheet ?? ''}
                disabled={pending || !(batch.may.decide || batch.state === 'failed')}
                onChange={(event) => {
                  clear();
                  setPolling(true);
                  set.mutate({ params, body: { revision, sheet: event.target.value } }, options);
                }}
              >
                {batch.sheets.map(({ name, rows, hidden }) => (
                  <option key={name} value={name}>
                    {name} {hidden ? t('hiddenSheet') : ''} {t('rows', { count: rows })}
                  </option>
                ))}
              </select>
            </label>
          )}
          {batch.saidMonth !== null && batch.may.decide && batch.may.report && !batch.may.assign && (
            <span className={styles.amber}>
              ▲ {t('saidMonth', { said: batch.saidMonth })}{' '}
              <button
                type="button"
                className={styles.link}
                disabled={pending}
                onClick={() => {
                  clear();
                  set.mutate({ params, body: { revision, month: batch.saidMonth ?? undefined } }, options);
                }}
              >
                {t('takeMonth', { said: batch.saidMonth })}
              </button>
            </span>
          )}
        </div>
      )}
      {!works && batch.targets.length > 0 && (
        <div className={styles.grid}>
          <ColumnsTable
            batch={batch}
            pending={pending}
            onDecide={(column, target, unit) => {
              clear();
              decide.mutate({ params, body: { revision, columns: [{ column, target, unit }] } }, options);
            }}
          />
          <div>
            <CausesList
              batch={batch}
              cause={search.cause}
              pending={pending}
              onShow={showCause}
              onMend={(cause: string, act: MendActName | null, choice: string | null) => {
                clear();
                if (search.cause === cause) showCause(undefined);
                mend.mutate({ params, body: { revision, cause, act, choice } }, options);
              }}
            />
            <SheetView
              batch={batch}
              cause={search.cause}
              pending={pending}
              onCell={(no, column, value) => {
                clear();
                row.mutate(
                  { params: { id, row: no }, body: { revision, cells: [{ column, value }] } },
                  options,
                );
              }}
              onItem={(no, item) => {
                clear();
                row.mutate({ params: { id, row: no }, body: { revision, item } }, options);
              }}
            />
          </div>
        </div>
      )}
      {!works && (
        <Bottom
          batch={batch}
          program={program}
          asked={asked}
          // Shown as it was set, while the server is being told.
          issue={(set.isPending ? set.variables.body.issue : undefined) ?? batch.issue}
          pending={pending}
          onStart={onStart}
          onIssue={(issue) => {
            clear();
            set.mutate({ params, body: { revision, issue } }, options);
          }}
          onRun={() => {
            clear();
            setPolling(true);
            run.mutate({ params, body: { revision } }, options);
          }}
          onWithdrawn={() => void query.refetch()}
        />
      )}
    </>
  );
}

/** The sentence: how many rows can go in, how many are to be mended, what the others are; what is asked. */
function Lead({ batch, asked }: { readonly batch: LedgerImport; readonly asked: number }) {
  const { t, i18n } = useTranslation('ledgerImport');
  const { lang } = useView();
  const { counts } = batch;
  if (batch.state === 'reading' || batch.state === 'running') return null;
  if (batch.state === 'withdrawn') return <p className={styles.say}>{t('say.withdrawn')}</p>;
  const failed = batch.failure !== null && (batch.state === 'failed' || batch.state === 'cancelled');
  const number = (count: number) => count.toLocaleString(i18n.language);
  const parts =
    counts === null ? [] : (['create', 'change', 'same'] as const).filter((kind) => counts[kind] > 0);
  const of =
    counts === null || parts.length < 2
      ? ''
      : `${t('of.open')}${parts.map((kind) => t(`of.${kind}`, { count: number(counts[kind]) })).join(t('of.sep'))}${t('of.close')}`;
  const skipped =
    counts === null
      ? ''
      : (['heading', 'blank', 'subtotal', 'title', 'note', 'leftOut'] as const)
          .filter((kind) => counts[kind] > 0)
          .map((kind) => t(`skip.${kind}`, { count: counts[kind] }))
          .join(lang === 'zh' ? '、' : ', ');
  return (
    <p className={styles.say}>
      {failed && batch.failure !== null && (
        <b className={batch.state === 'failed' ? styles.red : styles.amber}>
          {faultText(batch.failure, lang)}{' '}
        </b>
      )}
      {counts !== null && counts.total > 0 && (
        <>
          <b>
            {t(batch.state === 'done' ? 'say.done' : 'say.ready', {
              count: number(batch.state === 'done' ? counts.ready - counts.waiting : counts.ready),
            })}
          </b>
          {of}
          {batch.state === 'done' && batch.finishedAt !== null
            ? t('say.doneEnd', { at: momentText(batch.finishedAt, i18n.language) })
            : null}
          {batch.state !== 'done' && counts.mend > 0 && t('say.mend', { count: number(counts.mend) })}
          {batch.state !== 'done' &&
            counts.skipped > 0 &&
            t('say.skipped', { count: number(counts.skipped), parts: skipped })}
          {batch.state !== 'done' && t('say.end')}
          {batch.state === 'done' && counts.mend > 0 && t('say.doneMend', { count: number(counts.mend) })}
          {batch.withdrawUntil !== null &&
            t('say.withdrawUntil', { at: momentText(batch.withdrawUntil, i18n.language) })}
          {batch.state !== 'done' && asked > 0 && (
            <b className={styles.amber}>{t('say.ask', { count: asked })}</b>
          )}
          {batch.state !== 'done' && (asked > 0 ? t('say.remember') : t('say.known'))}
        </>
      )}
    </p>
  );
}

interface BottomProps {
  readonly batch: LedgerImport;
  readonly program: string;
  readonly asked: number;
  readonly issue: boolean;
  readonly pending: boolean;
  readonly onStart: () => void;
  readonly onIssue: (issue: boolean) => void;
  readonly onRun: () => void;
  readonly onWithdrawn: () => void;
}

/** The next act, with its object; below it what it means. */
function Bottom({ batch, program, asked, issue, pending, onIssue, onRun, onWithdrawn }: BottomProps) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const words = useErrorWords();
  const withdraw = useSend(withdrawLedgerImport, [listLedgerImports]);
  const [sure, setSure] = useState(false);
  const counts = batch.counts;
  if (counts === null || batch.state === 'withdrawn') return null;
  const done = batch.state === 'done';
  // Of a batch that is in, only what was mended since goes in.
  const fresh = done ? counts.waiting > 0 : true;
  const touched = withdraw.data?.withdrawn === false ? withdraw.data : null;
  return (
    <div className={styles.go}>
      {batch.may.decide && fresh && (
        <button
          type="button"
          className={`btn pri ${styles.big}`}
          disabled={pending || counts.waiting === 0}
          onClick={onRun}
        >
          {batch.failure !== null && !done
            ? t('go.retry')
            : asked > 0
              ? t('go.agreeRun', { columns: asked, count: counts.waiting })
              : t('go.run', { count: counts.waiting })}
        </button>
      )}
      {counts.mend > 0 && (
        <a
          className={`btn ${styles.big}`}
          href={urlOf(getLedgerCopy, { params: { id: batch.id }, query: { lang } })}
          download
        >
          {t('go.copy', { count: counts.mend })}
        </a>
      )}
      {done && (
        <>
          <Link className={`btn ${styles.big}`} to="/programs/$key" params={{ key: program }}>
            {t('go.openLedger')}
          </Link>
          <a
            className="btn"
            href={urlOf(listLedgerRowsXlsx, { params: { id: batch.id }, query: { lang } })}
            download
          >
            {t('go.rowsXlsx')}
          </a>
        </>
      )}
      {done && batch.mayWithdraw && (
        <button
          type="button"
          className={sure ? `btn ${styles.danger}` : 'btn'}
          disabled={withdraw.isPending}
          onClick={() => {
            if (!sure) {
              setSure(true);
              return;
            }
            withdraw.mutate(
              { params: { id: batch.id } },
              { onSuccess: onWithdrawn, onSettled: () => setSure(false) },
            );
          }}
        >
          {t(sure ? 'go.withdrawSure' : 'go.withdraw', { count: counts.ready - counts.waiting })}
        </button>
      )}
      {batch.may.decide && batch.may.assign && (
        <label className={styles.issue}>
          <input
            type="checkbox"
            checked={issue}
            disabled={pending}
            onChange={(event) => onIssue(event.target.checked)}
          />{' '}
          {t('go.issue')}
        </label>
      )}
      <span>{batch.may.decide ? t(done ? 'go.hintDone' : 'go.hint') : ''}</span>
      {touched !== null && (
        <span role="alert" className={styles.red}>
          {t('go.touched', {
            count: touched.touchedCount,
            rows: touched.touched
              .slice(0, 6)
              .map(({ row, title }) => `${row} ${title}`)
              .join('、'),
          })}
        </span>
      )}
      {withdraw.error !== null && (
        <span role="alert" className={styles.red}>
          {words(withdraw.error)}
        </span>
      )}
      <span className={`${styles.right} n3`}>{batch.may.decide ? t('go.saved') : ''}</span>
    </div>
  );
}
