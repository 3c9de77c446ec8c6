import type { LedgerRow, ProgramBoard } from '@qingzhang/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../../app/error-words.ts';
import { useRegionName } from '../../app/overview.ts';
import { useSession } from '../../app/session.ts';
import { useView } from '../../app/view.ts';
import { momentText, monthText } from '../../ui/moments.ts';
import { ErrorPanel, Skeleton } from '../../ui/states.tsx';
import { NARROW, useMedia } from '../../ui/use-media.ts';
import styles from '../programs.module.css';
import { columnsOf, type SheetColumn } from './columns.ts';
import type { Draft } from './draft-store.ts';
import { LedgerCards } from './ledger-cards.tsx';
import { type Answers, doubtsOf, refusalsOf } from './reports.ts';
import sheetStyles from './sheet.module.css';
import { SheetView } from './sheet.tsx';
import { selectedRows, unsent } from './sheet-model.ts';
import { useDraft } from './use-draft.ts';
import { type LedgerQuery, useLedger } from './use-ledger.ts';
import { useSending } from './use-sending.ts';
import { useSheet, useValuesAfter } from './use-sheet.ts';

interface LedgerPanelProps {
  readonly board: ProgramBoard;
  /** A city, a county, or the province's code or null for everything in scope. */
  readonly region: string | null;
  /** The whole page is the ledger's. */
  readonly tall?: boolean;
}

type Show = NonNullable<LedgerQuery['show']>;

/** 台账: the rows that need somebody, mended in place and sent. */
export function LedgerPanel({ board, region, tall = false }: LedgerPanelProps) {
  const { t, i18n } = useTranslation('programs');
  const { lang } = useView();
  const search = useSearch({ from: '/shell/programs/$key' });
  const navigate = useNavigate({ from: '/programs/$key' });
  const narrow = useMedia(NARROW);
  const name = useRegionName();
  const session = useSession();
  const words = useErrorWords();
  const { definition } = board;
  const whole = region === null || region.endsWith('0000');
  const isCity = !whole && region.endsWith('00');
  const [typed, setTyped] = useState(search.q ?? '');
  const q = useDeferredValue(typed.trim());
  const tile = board.tiles.find((one) => one.region === region) ?? (whole ? board.province : null);
  // Without a choice the rows that need somebody are shown; where there are none, all of them.
  const needs = tile === null || tile.todo > 0;
  const show: Show = search.show ?? (tall || !needs ? 'all' : 'todo');
  const sort = { by: search.sort ?? 'no', order: search.order ?? ('up' as const) };
  const query: LedgerQuery = {
    show,
    lang,
    sort: sort.by,
    order: sort.order,
    ...(isCity && { city: region }),
    ...(!whole && !isCity && { county: region }),
    ...(search.alarm && { alarm: search.alarm }),
    ...(search.lamp && { lamp: search.lamp }),
    ...(q !== '' && { q }),
  };
  const ledger = useLedger(board.key, query);
  const { rows, first } = ledger;
  const columns = useMemo(
    () =>
      columnsOf(definition, {
        city: whole && board.tiles.length > 1,
        county: isCity || whole,
        ...(first && { totals: first.totals }),
      }),
    [definition, whole, isCity, board.tiles.length, first],
  );
  const cellText = useCallback(
    (row: LedgerRow, column: SheetColumn) => {
      switch (column.kind) {
        case 'no':
          return String(row.no);
        case 'lamp':
          return row.reason;
        case 'county':
          return name(row.county ?? row.city);
        case 'title':
          return [row.township, row.title].filter(Boolean).join(' ');
        case 'alarm':
          return row.alarms
            .map(({ key }) => definition.alarms.find((one) => one.key === key)?.name[lang] ?? key)
            .join('；');
        case 'report':
          return row.report === null ? '' : row.report.month;
        default:
          return '';
      }
    },
    [name, definition, lang],
  );
  const sheet = useSheet(rows, columns, lang, cellText);
  const { state, dispatch } = sheet;
  const valuesOf = useValuesAfter(definition, state);
  const [answers, setAnswers] = useState<Answers>({});
  const today = useMemo(() => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), []);
  const sending = useSending({ definition, rows, state, answers, today, lang, dispatch });
  const onRestored = useCallback(
    (draft: Draft) => {
      setAnswers(draft.answers);
      sending.restore(draft);
    },
    [sending.restore],
  );
  const savedAt = useDraft({
    program: board.key,
    user: session?.user.id ?? null,
    state,
    answers,
    attempt: sending.attempt,
    waiting: sending.waiting,
    dispatch,
    onRestored,
  });
  const refusals = useMemo(
    () => [...refusalsOf(definition, rows, state, lang), ...sending.held.refusals],
    [definition, rows, state, lang, sending.held.refusals],
  );
  const doubts = useMemo(() => {
    const own = doubtsOf(definition, rows, state, answers, lang);
    const asked = new Set(own.map(({ item, key }) => `${item}/${key}`));
    const more = sending.held.doubts.filter(
      ({ item, key }) => !asked.has(`${item}/${key}`) && answers[item]?.[key] === undefined,
    );
    return [...own, ...more];
  }, [definition, rows, state, answers, lang, sending.held.doubts]);
  const open = unsent(state);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = ledger;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useEffect(() => {
    if (open.rows === 0) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    // Drafts are kept, so that leaving loses nothing; only a sending under way is held back.
    if (!sending.busy) return;
    addEventListener('beforeunload', stay);
    return () => removeEventListener('beforeunload', stay);
  }, [open.rows, sending.busy]);
  if (first === undefined) {
    return ledger.error ? (
      <ErrorPanel error={ledger.error} onRetry={() => void ledger.refetch()} />
    ) : (
      <Skeleton rows={10} bar={26} />
    );
  }
  const { counts, totals } = first;
  const place = whole ? (board.province === null ? '' : t('tile.province')) : name(region);
  const counter = definition.counter;
  const selection = selectedRows(state, sheet.grid).filter(
    (id) => rows.find((row) => row.id === id)?.mayReport,
  );
  const goTo = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const alarmWords = definition.alarms
    .filter(({ key }) => (counts.alarms[key] ?? 0) > 0)
    .map(({ key, name: alarm }) => ({ key, name: alarm[lang], count: counts.alarms[key] ?? 0 }));
  const chip = (to: Show, label: string, count: number | null, alarm?: string) => {
    const on = show === to && search.alarm === alarm;
    return (
      <button
        key={`${to}${alarm ?? ''}`}
        type="button"
        className={`plain ${on ? styles.chipOn : styles.chip}`}
        aria-pressed={on}
        onClick={() => goTo({ show: to, alarm })}
      >
        {label}
        {count !== null && ` ${count.toLocaleString('en-US')}`}
      </button>
    );
  };
  const firstDoubt = doubts[0];
  const blocked = open.faults > 0 || refusals.length > 0;
  return (
    <section className={styles.ledger} aria-label={t('sheet.label', { place })}>
      <div className={styles.bar}>
        <h2>
          {t('sheet.label', { place })}
          <small>
            {counts.all.toLocaleString('en-US')} {counter}
          </small>
        </h2>
        <span className={styles.chips}>
          {chip('todo', t('show.todo'), counts.todo)}
          {alarmWords.map(({ key, name: alarm, count }) => chip('alarm', alarm, count, key))}
          {counts.returned > 0 && chip('returned', t('show.returned'), counts.returned)}
          {counts.unreported > 0 && chip('unreported', t('show.unreported'), counts.unreported)}
          {counts.overdue > 0 && chip('overdue', t('show.overdue'), counts.overdue)}
          {chip('all', t('show.all'), null)}
        </span>
        <span className={styles.right}>
          <input
            type="search"
            className={styles.search}
            placeholder={t('sheet.search')}
            aria-label={t('sheet.search')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={() => goTo({ q: typed.trim() === '' ? undefined : typed.trim() })}
          />
          {tall && board.tiles.length > 1 && (
            <Select
              size="small"
              aria-label={t('rank.city')}
              value={region ?? 'all'}
              popupMatchSelectWidth={false}
              options={[
                { value: 'all', label: t('tile.province') },
                ...board.tiles.map((one) => ({ value: one.region, label: name(one.region) })),
              ]}
              onChange={(value) => goTo({ region: value === 'all' ? undefined : value })}
            />
          )}
          {open.rows > 0 ? (
            <>
              <span role="status">
                {t('sheet.changed', { cells: open.cells, rows: open.rows })}
                {savedAt !== null && (
                  <span className="n3">
                    {' '}
                    {t('sheet.saved', { time: momentText(new Date(savedAt).toISOString()).slice(11) })}
                  </span>
                )}
              </span>
              <button
                type="button"
                className={`plain ${styles.act}`}
                onClick={() => dispatch({ type: 'undo' })}
              >
                {t('sheet.undo')}
              </button>
            </>
          ) : (
            board.may.report && <span className="n3">{t('sheet.lockedHint')}</span>
          )}
          {board.may.report && (
            <button
              type="button"
              className="btn pri"
              disabled={open.rows === 0 || sending.busy || blocked}
              onClick={() => void sending.send()}
            >
              {sending.busy ? t('sheet.sending') : t('sheet.send', { count: open.rows, counter })}
            </button>
          )}
        </span>
      </div>
      {board.may.report && selection.length > 0 && !narrow && (
        <SelectionBar
          count={selection.length}
          counter={counter}
          onUnchanged={() => dispatch({ type: 'mark', rows: selection, mark: { kind: 'unchanged' } })}
          onNone={(cause) => dispatch({ type: 'mark', rows: selection, mark: { kind: 'none', cause } })}
        />
      )}
      {state.waiting && (
        <p className={styles.ask} role="alert">
          <b>{t('sheet.pasteAsk', { count: state.waiting.changes.length })}</b>
          {state.waiting.locked > 0 && t('sheet.pasteLocked', { count: state.waiting.locked })}
          {state.waiting.outside > 0 && t('sheet.pasteOutside', { count: state.waiting.outside })}
          <button
            type="button"
            className={`plain ${styles.act}`}
            onClick={() => dispatch({ type: 'pasteAgreed' })}
          >
            {t('sheet.pasteDo', { count: state.waiting.changes.length })}
          </button>
          <button
            type="button"
            className={`plain ${styles.act}`}
            onClick={() => dispatch({ type: 'pasteRefused' })}
          >
            {t('sheet.pasteDont')}
          </button>
        </p>
      )}
      {narrow ? (
        <LedgerCards definition={definition} rows={rows} onEnd={onEnd} more={hasNextPage} />
      ) : (
        <SheetView
          definition={definition}
          label={t('sheet.label', { place })}
          sheet={sheet}
          rows={rows}
          columns={columns}
          total={first.total}
          totals={totals}
          alarmTotals={
            alarmWords.length === 0
              ? ''
              : `▲ ${alarmWords.reduce((sum, { count }) => sum + count, 0).toLocaleString('en-US')} ${counter}`
          }
          totalName={t('sheet.total', { place, count: (first.total ?? 0).toLocaleString('en-US'), counter })}
          sort={sort}
          onSort={(by) => goTo({ sort: by, order: sort.by === by && sort.order === 'up' ? 'down' : 'up' })}
          onEnd={onEnd}
          valuesOf={valuesOf}
          refusals={refusals}
          clashes={clashSet(sending.held.clashes)}
          below={(row) => (
            <Below
              row={row}
              clash={sending.held.clashes.get(row.id)}
              definition={definition}
              onMine={() => sending.settle(row.id)}
              onTheirs={() => {
                dispatch({ type: 'sent', rows: [row.id] });
                sending.settle(row.id);
              }}
              onEdit={() => {
                const at = rows.indexOf(row);
                const column = columns.findIndex((one) => one.field?.source === 'reported');
                dispatch({ type: 'select', place: { row: at, column } });
                dispatch({ type: 'edit' });
              }}
              mine={(key) => {
                const edit = state.edits[row.id]?.[key];
                return edit === undefined ? null : String(edit.value ?? '');
              }}
            />
          )}
          height={tall ? 'calc(100vh - 250px)' : 'max(330px, calc(100vh - 560px))'}
          withCity={whole && board.tiles.length > 1}
        />
      )}
      <footer className={styles.foot}>
        <span aria-live="polite">
          {firstDoubt ? (
            <>
              {t('ask.row', { no: firstDoubt.no })} <b>{firstDoubt.say}</b> {t('ask.pick')}
              {firstDoubt.causes.map((cause) => (
                <button
                  key={cause}
                  type="button"
                  className={`plain ${styles.act}`}
                  onClick={() => {
                    setAnswers((before) => ({
                      ...before,
                      [firstDoubt.item]: { ...before[firstDoubt.item], [firstDoubt.key]: cause },
                    }));
                  }}
                >
                  {cause}
                </button>
              ))}
              {doubts.length > 1 && <span className="n3">{t('ask.more', { count: doubts.length - 1 })}</span>}
            </>
          ) : refusals[0] ? (
            <b className={styles.red}>
              {t('ask.row', { no: rows.find(({ id }) => id === refusals[0]?.item)?.no ?? '' })}{' '}
              {refusals[0].say}
            </b>
          ) : state.told ? (
            <>
              {t('sheet.pasted', { count: state.told.pasted })}
              {state.told.locked > 0 && t('sheet.pasteLocked', { count: state.told.locked })}
              {state.told.outside > 0 && t('sheet.pasteOutside', { count: state.told.outside })}
            </>
          ) : sending.waiting ? (
            <b className={styles.amber}>{t('sheet.waiting')}</b>
          ) : sending.error ? (
            <b className={styles.red}>{words(sending.error)}</b>
          ) : sending.sent !== null ? (
            t('sheet.sent', {
              count: sending.sent,
              month: monthText(Number(board.month.slice(5)), i18n.language),
            })
          ) : (
            <span className="n3">
              {t('sheet.shown', { shown: rows.length, total: first.total ?? rows.length })}
            </span>
          )}
        </span>
        {!narrow && (
          <span className={styles.keys}>
            {board.may.report ? (
              <>
                <kbd>↑↓←→</kbd> {t('key.move')} <kbd>Enter</kbd> {t('key.edit')} <kbd>Ctrl V</kbd>{' '}
                {t('key.paste')} <kbd>Ctrl Z</kbd> {t('key.undo')} <kbd>Ctrl D</kbd> {t('key.last')}
              </>
            ) : (
              <>
                <kbd>↑↓←→</kbd> {t('key.move')} <kbd>Ctrl C</kbd> {t('key.copy')}
              </>
            )}
          </span>
        )}
      </footer>
    </section>
  );
}

const clashSet = (clashes: ReadonlyMap<number, unknown>): ReadonlySet<number> => new Set(clashes.keys());

/** 选中的行：＝上月, or 无进展 with a cause. */
function SelectionBar({
  count,
  counter,
  onUnchanged,
  onNone,
}: {
  readonly count: number;
  readonly counter: string;
  readonly onUnchanged: () => void;
  readonly onNone: (cause: string) => void;
}) {
  const { t } = useTranslation('programs');
  const causes = ['fund', 'permit', 'tender', 'weather', 'suspended', 'people', 'other'] as const;
  return (
    <p className={styles.selection}>
      <span className="n3">{t('select.rows', { count, counter })}</span>
      <button type="button" className={`plain ${styles.act}`} onClick={onUnchanged}>
        {t('select.unchanged')}
      </button>
      <span className="n3">{t('select.none')}</span>
      {causes.map((cause) => (
        <button
          key={cause}
          type="button"
          className={`plain ${styles.act}`}
          onClick={() => onNone(t(`cause.${cause}`))}
        >
          {t(`cause.${cause}`)}
        </button>
      ))}
    </p>
  );
}

/** Beneath a row: why it came back and the ways out, or both values of a clash. */
function Below({
  row,
  clash,
  definition,
  mine,
  onMine,
  onTheirs,
  onEdit,
}: {
  readonly row: LedgerRow;
  readonly clash: { readonly revision: number; readonly values: LedgerRow['values'] } | undefined;
  readonly definition: ProgramBoard['definition'];
  readonly mine: (field: string) => string | null;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
  readonly onEdit: () => void;
}) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  if (clash !== undefined) {
    const both = definition.fields.flatMap((field) => {
      const own = mine(field.key);
      return own === null
        ? []
        : [
            `${field.name[lang]} ${t('clash.both', { mine: own, theirs: String(clash.values[field.key] ?? '—') })}`,
          ];
    });
    return (
      <>
        <b className={styles.red}>⚡ {t('clash.title')}</b>
        <span>{both.join('；')}</span>
        <button type="button" className={`plain ${styles.act}`} onClick={onMine}>
          {t('clash.mine')}
        </button>
        <button type="button" className={`plain ${styles.act}`} onClick={onTheirs}>
          {t('clash.theirs')}
        </button>
      </>
    );
  }
  if (row.returned === null) return null;
  const { reason, post, at } = row.returned;
  return (
    <>
      <b className={styles.red}>↩ {t('sheet.returnReason')}</b>
      <span className={sheetStyles.reason} title={reason}>
        {reason}
      </span>
      <span className="n3">
        {post} {momentText(at).slice(5)}
      </span>
      {row.mayReport && (
        <button type="button" className={`plain ${styles.act}`} onClick={onEdit}>
          {t('returned.change')}
        </button>
      )}
      <Link to="/items/$id" params={{ id: String(row.id) }} hash="evidence" className={styles.act}>
        {t('returned.evidence')}
      </Link>
      <Link to="/items/$id" params={{ id: String(row.id) }} hash="reports" className={styles.act}>
        {t('returned.object')}
      </Link>
    </>
  );
}
