// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are drawn as they are scrolled to
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid itself holds the focus and names the active cell
import type { LedgerRow } from '@qingzhang/contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../../app/view.ts';
import { lockOf, type SheetColumn } from './columns.ts';
import styles from './sheet.module.css';
import { Heading } from './sheet-heading.tsx';
import { rangeOf } from './sheet-model.ts';
import { BELOW, FOOT, HEAD, place, ROW } from './sheet-placing.ts';
import type { SheetProps } from './sheet-props.ts';
import { Row } from './sheet-row.tsx';
import { TotalRow } from './sheet-total.tsx';
import { useSheetEvents } from './use-sheet-events.ts';

/** A ledger that behaves like a spreadsheet: rows are drawn as they are scrolled to, headings, first columns and totals stay. */
export function SheetView(props: SheetProps) {
  const { definition, label, sheet, rows, columns, total, sort, onSort, onEnd, clashes, below, height } =
    props;
  const { state, dispatch } = sheet;
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const editor = useRef<HTMLInputElement>(null);
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
  const { cellAt, ...events } = useSheetEvents({ sheet, scroller, columns: columns.length, range });
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
      {...events}
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
