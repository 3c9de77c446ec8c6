import type { Lang, LedgerRow, ProgramBoard } from '@qingzhang/contract';
import type { FieldValue } from '@qingzhang/domain';
import { useCallback, useMemo, useReducer, useRef } from 'react';
import { cellWords, lockOf, readCell, type SheetColumn } from './columns.ts';
import { valuesAfter } from './reports.ts';
import {
  emptySheet,
  type SheetAction,
  type SheetGrid,
  type SheetState,
  sheetReducer,
} from './sheet-model.ts';

export interface Sheet {
  readonly state: SheetState;
  readonly grid: SheetGrid;
  readonly dispatch: (action: SheetAction) => void;
  /** Set by the view when it is measured. */
  readonly view: { rows: number; columns: number };
}

/** The state of a sheet over the rows that are loaded. */
export function useSheet(
  rows: readonly LedgerRow[],
  columns: readonly SheetColumn[],
  lang: Lang,
  words: (row: LedgerRow, column: SheetColumn) => string,
): Sheet {
  const view = useRef({ rows: 12, columns: 12 }).current;
  const grid = useMemo<SheetGrid>(() => {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const byKey = new Map(columns.map((column) => [column.key, column]));
    const valueIn = (id: number, key: string, from: 'values' | 'previous'): FieldValue => {
      const row = byId.get(id);
      const column = byKey.get(key);
      if (row === undefined || column === undefined) return null;
      return column.field === null ? words(row, column) : (row[from][column.field.key] ?? null);
    };
    return {
      rows: rows.map(({ id }) => id),
      columns: columns.map(({ key }) => key),
      value: (id, key) => valueIn(id, key, 'values'),
      previous: (id, key) => valueIn(id, key, 'previous'),
      editable: (id, key) => {
        const row = byId.get(id);
        const column = byKey.get(key);
        return row !== undefined && column?.field != null && lockOf(column.field, row) === null;
      },
      read: (key, text) => {
        const field = byKey.get(key)?.field;
        return field ? readCell(field, text) : { value: null };
      },
      write: (key, value) => {
        const field = byKey.get(key)?.field;
        return field ? cellWords(field, value, lang) : String(value ?? '');
      },
      view,
    };
  }, [rows, columns, lang, words, view]);
  const current = useRef(grid);
  current.current = grid;
  const [state, dispatch] = useReducer(
    (before: SheetState, action: SheetAction) => sheetReducer(before, action, current.current),
    emptySheet,
  );
  return { state, grid, dispatch, view };
}

/** Each row's values with what was changed, computed fields renewed; remembered while nothing of the row changes. */
export function useValuesAfter(definition: ProgramBoard['definition'], state: SheetState) {
  return useCallback((row: LedgerRow) => valuesAfter(definition, row, state), [definition, state]);
}
