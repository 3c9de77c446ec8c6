// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are drawn as they are scrolled to
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself holds the focus and names the active cell
import type { LedgerRow, ProgramBoard } from '@qingzhang/contract';
import type { FieldValues } from '@qingzhang/domain';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../../app/view.ts';
import { CellContent, IdleBar } from './cell.tsx';
import { parseCells, writeCells } from './clipboard.ts';
import { cellWords, lockOf, type SheetColumn, shownWords } from './columns.ts';
import { actionOf } from './keys.ts';
import type { Refusal } from './reports.ts';
import styles from './sheet.module.css';
import { copied, rangeOf } from './sheet-model.ts';
import type { Sheet } from './use-sheet.ts';

interface SheetProps {
  readonly definition: ProgramBoard['definition'];
  readonly label: string;
  readonly sheet: Sheet;
  readonly rows: readonly LedgerRow[];
  readonly columns: readonly SheetColumn[];
  readonly total: number | null;
  readonly totals: Readonly<Record<string, number | null>>;
  readonly alarmTotals: string;
  readonly totalName: string;
  readonly sort: { readonly by: string; readonly order: 'up' | 'down' };
  readonly onSort: (by: string) => void;
  readonly onEnd: () => void;
  readonly valuesOf: (row: LedgerRow) => FieldValues;
  readonly refusals: readonly Refusal[];
  readonly clashes: ReadonlySet<number>;
  /** Under a returned row: reason, post, time and the ways out. */
  readonly below: (row: LedgerRow) => ReactNode;
  readonly height: string;
  readonly withCity: boolean;
}

const ROW = 26;
const BELOW = 28;
const HEAD = 42;
const FOOT = 27;

/** A ledger that behaves like a spreadsheet: rows are drawn as they are scrolled to, headings, first columns and totals stay. */
export function SheetView(props: SheetProps) {
  const { definition, label, sheet, rows, columns, total, sort, onSort, onEnd, clashes, below, height } =
    props;
  const { state, dispatch, grid } = sheet;
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const editor = useRef<HTMLInputElement>(null);
  const dragging = useRef(false);
  const edited = useRef(false);
  const [width, setWidth] = useState(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth);
      sheet.view.rows = Math.max(1, Math.floor((element.clientHeight - HEAD - FOOT) / ROW));
      sheet.view.columns = columns.length;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [columns.length, sheet.view]);

  const placed = useMemo(() => place(columns, width), [columns, width]);
  const opened = (row: LedgerRow) => row.returned !== null || clashes.has(row.id);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const row = rows[index];
      return row !== undefined && opened(row) ? ROW + BELOW : ROW;
    },
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: FOOT + 12,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 20) onEnd();
  }, [lastShown, rows.length, onEnd]);
  // Heights depend on which rows are opened beneath themselves.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the rows change
  useEffect(() => virtual.measure(), [rows, clashes]);

  const focus = state.focus;
  useEffect(() => {
    if (focus === null) return;
    virtual.scrollToIndex(focus.row, { align: 'auto' });
    const element = scroller.current;
    const column = placed.columns[focus.column];
    if (element === null || column === undefined || column.frozen) return;
    const left = column.left - placed.frozen;
    if (left < element.scrollLeft) element.scrollLeft = left;
    const right = column.left + column.width - element.clientWidth;
    if (right > element.scrollLeft) element.scrollLeft = right + 8;
  }, [focus, virtual, placed]);

  const editing = state.editing !== null;
  useEffect(() => {
    if (editing) editor.current?.focus();
    else if (edited.current && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true });
    }
    edited.current = editing;
  }, [editing]);

  const range = rangeOf(state);
  const onKeyDown = (event: KeyboardEvent) => {
    // At the end of a row Tab leaves the sheet: the keyboard is never caught in it.
    const leaves = event.shiftKey ? focus?.column === 0 : focus?.column === columns.length - 1;
    if (event.key === 'Tab' && !editing && leaves) return;
    const action = actionOf(event.nativeEvent, { editing, page: sheet.view.rows });
    if (action === null) return;
    event.preventDefault();
    dispatch(action);
    if (action.type === 'commit' || action.type === 'cancel')
      scroller.current?.focus({ preventScroll: true });
  };
  const onCopy = (event: ClipboardEvent) => {
    if (editing || range === null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeCells(copied(state, grid)));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing) return;
    event.preventDefault();
    dispatch({ type: 'paste', cells: parseCells(event.clipboardData.getData('text/plain')) });
  };
  const cellAt = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    return cell === null ? null : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
  };
  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('input, a, button')))
      return;
    const at = cellAt(event);
    if (at === null) return;
    event.preventDefault();
    scroller.current?.focus({ preventScroll: true });
    dragging.current = true;
    dispatch({ type: 'select', place: at, extend: event.shiftKey });
    addEventListener('mouseup', () => (dragging.current = false), { once: true });
  };
  const onMouseOver = (event: MouseEvent) => {
    const at = dragging.current ? cellAt(event) : null;
    if (at !== null && (at.row !== focus?.row || at.column !== focus?.column)) {
      dispatch({ type: 'select', place: at, extend: true });
    }
  };
  return (
    <div
      ref={scroller}
      className={styles.sheet}
      style={{ ['--most' as string]: height }}
      role="grid"
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 2}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={focus === null ? undefined : `${id}-${focus.row}-${focus.column}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPaste={onPaste}
      onMouseDown={onMouseDown}
      onMouseOver={onMouseOver}
      onFocus={(event) => {
        if (event.target === scroller.current && focus === null && rows.length > 0) {
          dispatch({ type: 'select', place: firstEditable(rows, columns) });
        }
      }}
      onDoubleClick={(event) => {
        if (cellAt(event) !== null) dispatch({ type: 'edit' });
      }}
    >
      <div className={styles.head} role="row" aria-rowindex={1} style={{ width: placed.width, height: HEAD }}>
        {placed.columns.map((column, index) => (
          <Heading
            key={column.key}
            column={column}
            index={index}
            sort={sort}
            onSort={onSort}
            definition={definition}
          />
        ))}
      </div>
      <div
        role="rowgroup"
        style={{ height: virtual.getTotalSize(), width: placed.width, position: 'relative' }}
      >
        {shown.map(({ index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={row.id}
              className={styles.lines}
              style={{ transform: `translateY(${start - HEAD}px)`, width: placed.width }}
            >
              <Row
                {...props}
                id={id}
                row={row}
                index={index}
                placed={placed.columns}
                range={range}
                editor={editor}
              />
              {opened(row) && (
                <div className={styles.ret} role="row" style={{ height: BELOW }}>
                  <div
                    role="gridcell"
                    className={styles.retCell}
                    style={{ width: Math.min(placed.width, width) }}
                  >
                    {below(row)}
                  </div>
                </div>
              )}
            </div>
          );
        })}
      </div>
      <div
        className={styles.sum}
        role="row"
        aria-rowindex={(total ?? rows.length) + 2}
        style={{ width: placed.width, height: FOOT }}
      >
        <TotalRow {...props} placed={placed.columns} lang={lang} empty={t('sheet.noRows')} />
      </div>
    </div>
  );
}

interface Placed extends SheetColumn {
  readonly left: number;
}

/** Columns side by side; what is left over goes to the words: why, the title, the last report. */
function place(columns: readonly SheetColumn[], available: number) {
  const natural = columns.reduce((sum, { width }) => sum + width, 0);
  const growing = columns.filter(
    ({ kind, field }) => kind === 'lamp' || kind === 'title' || field?.type === 'text',
  );
  const spare = Math.max(0, available - natural - 1);
  const extra = growing.length === 0 ? 0 : Math.min(120, Math.floor(spare / growing.length));
  let left = 0;
  const placed = columns.map((column, index): Placed => {
    const grown = column.width + (growing.includes(column) ? extra : 0);
    const rest = index === columns.length - 1 ? Math.max(0, available - 1 - left - grown) : 0;
    const one = { ...column, width: grown + Math.min(rest, 200), left };
    left += one.width;
    return one;
  });
  const frozen = placed.filter((column) => column.frozen).reduce((sum, { width }) => sum + width, 0);
  return { columns: placed, width: left, frozen };
}

const cellStyle = ({ frozen, left, width }: Placed): CSSProperties =>
  frozen ? { width, position: 'sticky', left, zIndex: 2 } : { width };

function classOf(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

function Heading({
  column,
  index,
  sort,
  onSort,
  definition,
}: {
  readonly column: Placed;
  readonly index: number;
  readonly sort: SheetProps['sort'];
  readonly onSort: (by: string) => void;
  readonly definition: SheetProps['definition'];
}) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const { field, kind } = column;
  const name =
    field === null
      ? t(`column.${kind === 'field' || kind === 'bar' ? 'value' : kind}`)
      : field.name[lang] || field.name.zh;
  const under =
    kind === 'evidence' ? definition.evidence.map(({ badge }) => badge).join(' ') : (field?.unit ?? '');
  const sorted = column.sort !== null && column.sort === sort.by;
  const last = column.frozen && column.kind === 'title';
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted ? (sort.order === 'up' ? 'ascending' : 'descending') : 'none'}
      className={classOf(styles.th, column.right && styles.right, last && styles.edge)}
      style={{ ...cellStyle(column), zIndex: column.frozen ? 4 : 3 }}
      title={field?.use?.[lang]}
    >
      {kind === 'bar' && (
        <span className={styles.legend}>
          <i className={styles.dark} />
          {t('sheet.running')} <i className={styles.mid} />
          {t('sheet.idle')}
        </span>
      )}
      {column.sort === null ? (
        <span>
          {name}
          <small>{under}</small>
        </span>
      ) : (
        <button type="button" className="plain" tabIndex={-1} onClick={() => onSort(column.sort ?? 'no')}>
          {name}
          {sorted && (sort.order === 'up' ? ' ↑' : ' ↓')}
          <small>{under}</small>
        </button>
      )}
    </div>
  );
}

interface RowProps extends SheetProps {
  readonly id: string;
  readonly row: LedgerRow;
  readonly index: number;
  readonly placed: readonly Placed[];
  readonly range: ReturnType<typeof rangeOf>;
  readonly editor: React.RefObject<HTMLInputElement | null>;
}

function Row({
  definition,
  sheet,
  row,
  index,
  placed,
  range,
  valuesOf,
  refusals,
  clashes,
  id,
  editor,
  withCity,
}: RowProps) {
  const { t } = useTranslation('programs');
  const { state, dispatch, grid } = sheet;
  const values = valuesOf(row);
  const edits = state.edits[row.id];
  const mark = state.marks[row.id];
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ height: ROW }}>
      {placed.map((column, at) => {
        const current = state.focus?.row === index && state.focus.column === at;
        const inRange =
          range !== null &&
          index >= range.top &&
          index <= range.bottom &&
          at >= range.left &&
          at <= range.right;
        const edit = column.field === null ? undefined : edits?.[column.field.key];
        const lock =
          column.kind === 'field' || column.kind === 'bar' ? lockOf(column.field, row) : 'computed';
        const refusal = refusals.find((one) => one.item === row.id && one.field === column.field?.key);
        const bad = edit?.fault !== undefined || refusal !== undefined;
        const alarm = column.kind === 'alarm' && row.alarms.length > 0;
        const washed = column.kind === 'no' || (column.kind === 'field' && lock === 'issued');
        const typing = current && state.editing !== null;
        const why = refusal?.say ?? (edit?.fault ? t(`fault.${faultKey(edit.fault)}`) : undefined);
        const hint = why ?? (lock === null || column.kind !== 'field' ? undefined : t(`lock.${lock}`));
        return (
          <div
            key={column.key}
            id={`${id}-${index}-${at}`}
            role="gridcell"
            aria-colindex={at + 1}
            aria-selected={inRange}
            aria-readonly={lock !== null}
            aria-invalid={bad || undefined}
            data-row={index}
            data-column={at}
            title={hint}
            className={classOf(
              styles.td,
              column.right && styles.right,
              column.kind === 'title' && styles.edge,
              washed && styles.ro,
              edit !== undefined && styles.ed,
              (bad || alarm) && styles.bad,
              clashes.has(row.id) && edit !== undefined && styles.clash,
              inRange && !current && styles.range,
              current && styles.cur,
            )}
            style={cellStyle(column)}
          >
            {typing && column.field !== null ? (
              <Editor
                refTo={editor}
                field={column.field}
                text={state.editing ?? ''}
                onText={(text) => dispatch({ type: 'typed', text })}
                onLeave={() => dispatch({ type: 'commit', move: 'stay' })}
                label={`${column.field.name.zh} ${grid.write(column.key, grid.value(row.id, column.key))}`}
              />
            ) : (
              <CellContent
                definition={definition}
                row={row}
                column={column}
                values={values}
                mark={mark}
                raw={edit?.raw}
                withCity={withCity}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

const faults = [
  'number.unreadable',
  'number.whole',
  'date.unreadable',
  'choice.unknown',
  'yesNo.unreadable',
  'number.unit',
  'number.range',
  'text.long',
] as const;

/** The locale's key of a fault; dots separate levels there. */
function faultKey(code: string) {
  const known = faults.find((one) => one === code) ?? 'number.unreadable';
  return keys[known];
}
const keys = {
  'number.unreadable': 'number',
  'number.whole': 'whole',
  'date.unreadable': 'date',
  'choice.unknown': 'choice',
  'yesNo.unreadable': 'yesNo',
  'number.unit': 'unit',
  'number.range': 'range',
  'text.long': 'long',
} as const;

function Editor({
  refTo,
  field,
  text,
  onText,
  onLeave,
  label,
}: {
  readonly refTo: React.RefObject<HTMLInputElement | null>;
  readonly field: NonNullable<SheetColumn['field']>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onLeave: () => void;
  readonly label: string;
}) {
  const { lang } = useView();
  const list = useId();
  const options =
    field.type === 'choice'
      ? (field.choices ?? []).map(({ name }) => name[lang] || name.zh)
      : field.type === 'yesNo'
        ? [true, false].map((one) => cellWords(field, one, lang))
        : [];
  const numeric = field.type === 'integer' || field.type === 'number';
  return (
    <>
      <input
        ref={refTo}
        className={numeric ? `${styles.editor} ${styles.right}` : styles.editor}
        value={text}
        inputMode={numeric ? 'decimal' : undefined}
        list={options.length > 0 ? list : undefined}
        aria-label={label}
        onChange={(event) => onText(event.target.value)}
        onBlur={(event) => {
          // Focus that goes to the grid is a key of ours; elsewhere the click ends the edit.
          if (event.relatedTarget === null || !event.relatedTarget.contains(event.target)) onLeave();
        }}
      />
      {options.length > 0 && (
        <datalist id={list}>
          {options.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** The first cell somebody may fill in; else the first. */
function firstEditable(rows: readonly LedgerRow[], columns: readonly SheetColumn[]) {
  const row = rows.findIndex((one) => one.mayReport);
  if (row < 0) return { row: 0, column: 0 };
  const first = rows[row];
  const column = columns.findIndex(
    (one) => one.kind === 'field' && first !== undefined && lockOf(one.field, first) === null,
  );
  return { row, column: Math.max(0, column) };
}

function TotalRow({
  placed,
  totals,
  totalName,
  alarmTotals,
  definition,
  lang,
  rows,
  empty,
}: SheetProps & { readonly placed: readonly Placed[]; readonly lang: 'zh' | 'en'; readonly empty: string }) {
  const frozen = placed.filter((column) => column.frozen);
  const width = frozen.reduce((sum, column) => sum + column.width, 0);
  return (
    <>
      <div
        role="gridcell"
        aria-colindex={1}
        className={classOf(styles.td, styles.edge)}
        style={{ width, position: 'sticky', left: 0, zIndex: 2 }}
      >
        {rows.length === 0 ? empty : totalName}
      </div>
      {placed
        .filter((column) => !column.frozen)
        .map((column) => {
          const value = column.field === null ? null : (totals[column.field.key] ?? null);
          return (
            <div
              key={column.key}
              role="gridcell"
              className={classOf(
                styles.td,
                column.right && styles.right,
                column.kind === 'alarm' && styles.red,
              )}
              style={{ width: column.width }}
            >
              {column.kind === 'bar' ? (
                <IdleBar definition={definition} values={totals} column={column} />
              ) : column.kind === 'alarm' ? (
                alarmTotals
              ) : (
                column.field !== null && value !== null && shownWords(column.field, value, lang)
              )}
            </div>
          );
        })}
    </>
  );
}
