/**
 * 台账表格的状态: selection, editing, changes not yet sent, undo over the session. A pure reducer; what a row held before
 * and what may be changed come in with the environment, so that nothing here asks the page.
 */
import type { FieldValue } from '@qingzhang/domain';

/** A change of one cell that has not been sent. */
export interface Edit {
  readonly value: FieldValue;
  /** What was typed, where it could not be read as the column's type. */
  readonly raw?: string;
  /** Why it could not; then nothing of the row can be sent. */
  readonly fault?: string;
}

/** Said of a whole row without changing a cell. */
export type Mark = { readonly kind: 'unchanged' } | { readonly kind: 'none'; readonly cause: string };

/** A cell by position: places in the rows and columns shown. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What the sheet stands over. */
export interface SheetGrid {
  /** Item ids in the order shown. */
  readonly rows: readonly number[];
  /** Column keys in the order shown. */
  readonly columns: readonly string[];
  /** The value that stands on the server. */
  value(row: number, column: string): FieldValue;
  /** Last month's value of a field. */
  previous(row: number, column: string): FieldValue;
  /** Whether the cell may be changed by this person now. */
  editable(row: number, column: string): boolean;
  /** Text read as the column's type. */
  read(column: string, text: string): Edit;
  /** A value as it is copied and edited. */
  write(column: string, value: FieldValue): string;
  /** Cells per view: a paste of more rows is announced first. */
  readonly view: { readonly rows: number; readonly columns: number };
}

type Edits = Readonly<Record<number, Readonly<Record<string, Edit>>>>;
type Marks = Readonly<Record<number, Mark>>;

/** What one step changed, to be taken back as one. */
type Change =
  | {
      readonly row: number;
      readonly column: string;
      readonly before: Edit | null;
      readonly after: Edit | null;
    }
  | { readonly row: number; readonly mark: true; readonly before: Mark | null; readonly after: Mark | null };

export interface SheetState {
  /** Where a range began and where it ends; equal for a single cell. Null: nothing is selected. */
  readonly anchor: Place | null;
  readonly focus: Place | null;
  /** The text being typed; null: not editing. */
  readonly editing: string | null;
  readonly edits: Edits;
  readonly marks: Marks;
  readonly past: readonly (readonly Change[])[];
  readonly future: readonly (readonly Change[])[];
  /** A paste larger than the view that waits to be agreed to. */
  readonly waiting: PastePlan | null;
  /** What the last paste did, until the next step. */
  readonly told: { readonly pasted: number; readonly locked: number; readonly outside: number } | null;
}

export const emptySheet: SheetState = {
  anchor: null,
  focus: null,
  editing: null,
  edits: {},
  marks: {},
  past: [],
  future: [],
  waiting: null,
  told: null,
};

/** What a paste would do, before it does. */
export interface PastePlan {
  readonly changes: readonly { readonly row: number; readonly column: string; readonly text: string }[];
  /** Cells left out because they are locked, or lie beyond the last row or column. */
  readonly locked: number;
  readonly outside: number;
}

export type SheetAction =
  | { readonly type: 'select'; readonly place: Place; readonly extend?: boolean }
  | { readonly type: 'move'; readonly rows: number; readonly columns: number; readonly extend?: boolean }
  | {
      readonly type: 'edge';
      readonly rows: -1 | 0 | 1;
      readonly columns: -1 | 0 | 1;
      readonly extend?: boolean;
    }
  | { readonly type: 'all' }
  | { readonly type: 'edit'; readonly text?: string }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'commit'; readonly move?: 'down' | 'right' | 'left' | 'up' | 'stay' }
  | { readonly type: 'cancel' }
  | { readonly type: 'clear' }
  | { readonly type: 'paste'; readonly cells: readonly (readonly string[])[] }
  | { readonly type: 'pasteAgreed' }
  | { readonly type: 'pasteRefused' }
  | { readonly type: 'asLast' }
  | { readonly type: 'set'; readonly row: number; readonly column: string; readonly text: string }
  | { readonly type: 'mark'; readonly rows: readonly number[]; readonly mark: Mark | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  | { readonly type: 'sent'; readonly rows: readonly number[] }
  | { readonly type: 'restored'; readonly edits: Edits; readonly marks: Marks };

/** The next state. Total: an action that makes no sense now changes nothing. */
export function sheetReducer(state: SheetState, action: SheetAction, grid: SheetGrid): SheetState {
  switch (action.type) {
    case 'select':
      return settle(selected(commitOpen(state, grid), action.place, action.extend ?? false, grid));
    case 'move':
      return settle(moved(state, action.rows, action.columns, action.extend ?? false, grid));
    case 'edge':
      return settle(toEdge(state, action.rows, action.columns, action.extend ?? false, grid));
    case 'all':
      return grid.rows.length === 0 || grid.columns.length === 0
        ? state
        : settle({
            ...state,
            anchor: { row: 0, column: 0 },
            focus: { row: grid.rows.length - 1, column: grid.columns.length - 1 },
          });
    case 'edit':
      return beginEdit(state, action.text, grid);
    case 'typed':
      return state.editing === null ? state : { ...state, editing: action.text };
    case 'commit':
      return committed(state, action.move ?? 'down', grid);
    case 'cancel':
      return settle({ ...state, editing: null, waiting: null });
    case 'clear':
      return applied(
        settle(state),
        changesOver(state, grid, () => ''),
        grid,
      );
    case 'paste':
      return pasted(settle(state), action.cells, grid);
    case 'pasteAgreed':
      return state.waiting === null ? state : land({ ...state, waiting: null }, state.waiting, grid);
    case 'pasteRefused':
      return { ...state, waiting: null };
    case 'asLast':
      return applied(
        settle(state),
        changesOver(state, grid, (row, column) => grid.write(column, grid.previous(row, column))),
        grid,
      );
    case 'set':
      return applied(settle(state), [{ row: action.row, column: action.column, text: action.text }], grid);
    case 'mark':
      return markedRows(settle(state), action.rows, action.mark);
    case 'undo':
      return stepped(state, 'past', 'future');
    case 'redo':
      return stepped(state, 'future', 'past');
    case 'sent':
      return withoutRows(state, new Set(action.rows));
    case 'restored':
      // What was typed before the draft was found stays.
      return {
        ...state,
        edits: { ...action.edits, ...state.edits },
        marks: { ...action.marks, ...state.marks },
      };
  }
}

/** The rectangle of the selection, null without one. */
export function rangeOf({ anchor, focus }: Pick<SheetState, 'anchor' | 'focus'>) {
  if (anchor === null || focus === null) return null;
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

/** The value of a cell as it would be sent. */
export function cellValue(
  state: Pick<SheetState, 'edits'>,
  grid: SheetGrid,
  row: number,
  column: string,
): FieldValue {
  const edit = state.edits[row]?.[column];
  return edit === undefined ? grid.value(row, column) : edit.value;
}

/** The text of a cell as it is shown, copied and edited. */
export function textOf(
  state: Pick<SheetState, 'edits'>,
  grid: SheetGrid,
  row: number,
  column: string,
): string {
  const edit = state.edits[row]?.[column];
  return edit?.raw ?? grid.write(column, cellValue(state, grid, row, column));
}

/** The selection as rows of texts, to be copied. */
export function copied(state: SheetState, grid: SheetGrid): string[][] {
  const range = rangeOf(state);
  if (range === null) return [];
  return grid.rows
    .slice(range.top, range.bottom + 1)
    .map((row) =>
      grid.columns.slice(range.left, range.right + 1).map((column) => textOf(state, grid, row, column)),
    );
}

/** Ids of the rows in the selection. */
export function selectedRows(state: SheetState, grid: SheetGrid): number[] {
  const range = rangeOf(state);
  return range === null ? [] : grid.rows.slice(range.top, range.bottom + 1);
}

/** How many cells were changed and how many rows were marked, not sent yet. */
export function unsent({ edits, marks }: Pick<SheetState, 'edits' | 'marks'>): {
  readonly cells: number;
  readonly rows: number;
  readonly faults: number;
} {
  const lists = Object.values(edits).map((columns) => Object.values(columns));
  return {
    cells: lists.reduce((sum, list) => sum + list.length, 0),
    rows: new Set([...Object.keys(edits), ...Object.keys(marks)]).size,
    faults: lists.reduce((sum, list) => sum + list.filter(({ fault }) => fault !== undefined).length, 0),
  };
}

const settle = (state: SheetState): SheetState =>
  state.told === null && state.editing === null ? state : { ...state, told: null, editing: null };

const within = (value: number, most: number): number => Math.max(0, Math.min(most - 1, value));

function selected(state: SheetState, place: Place, extend: boolean, grid: SheetGrid): SheetState {
  if (grid.rows.length === 0 || grid.columns.length === 0) return { ...state, anchor: null, focus: null };
  const focus = {
    row: within(place.row, grid.rows.length),
    column: within(place.column, grid.columns.length),
  };
  return { ...state, anchor: extend && state.anchor !== null ? state.anchor : focus, focus };
}

function moved(
  state: SheetState,
  rows: number,
  columns: number,
  extend: boolean,
  grid: SheetGrid,
): SheetState {
  const from = state.focus ?? { row: 0, column: 0 };
  return selected(state, { row: from.row + rows, column: from.column + columns }, extend, grid);
}

function toEdge(state: SheetState, rows: -1 | 0 | 1, columns: -1 | 0 | 1, extend: boolean, grid: SheetGrid) {
  return moved(state, rows * grid.rows.length, columns * grid.columns.length, extend, grid);
}

function at(state: SheetState, grid: SheetGrid): { row: number; column: string } | null {
  if (state.focus === null) return null;
  const row = grid.rows[state.focus.row];
  const column = grid.columns[state.focus.column];
  return row === undefined || column === undefined ? null : { row, column };
}

function beginEdit(state: SheetState, text: string | undefined, grid: SheetGrid): SheetState {
  const cell = at(state, grid);
  if (cell === null || !grid.editable(cell.row, cell.column)) return state;
  const editing = text ?? textOf(state, grid, cell.row, cell.column);
  return { ...state, editing, anchor: state.focus, told: null };
}

/** What is being typed goes in before the selection moves elsewhere, as in every spreadsheet. */
function commitOpen(state: SheetState, grid: SheetGrid): SheetState {
  const cell = at(state, grid);
  if (state.editing === null || cell === null) return state;
  return applied({ ...state, editing: null }, [{ ...cell, text: state.editing }], grid);
}

const STEPS = { down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1], stay: [0, 0] } as const;

function committed(state: SheetState, move: keyof typeof STEPS, grid: SheetGrid): SheetState {
  const [rows, columns] = STEPS[move];
  return moved(commitOpen(state, grid), rows, columns, false, grid);
}

/** New texts for every cell of the selection that may be changed. */
function changesOver(
  state: SheetState,
  grid: SheetGrid,
  text: (row: number, column: string) => string,
): { row: number; column: string; text: string }[] {
  const range = rangeOf(state);
  if (range === null) return [];
  return grid.rows.slice(range.top, range.bottom + 1).flatMap((row) =>
    grid.columns
      .slice(range.left, range.right + 1)
      .filter((column) => grid.editable(row, column))
      .map((column) => ({ row, column, text: text(row, column) })),
  );
}

/** Where the cells of a paste would land; a single one fills the whole selection. */
export function planPaste(
  state: SheetState,
  cells: readonly (readonly string[])[],
  grid: SheetGrid,
): PastePlan {
  const range = rangeOf(state);
  const width = Math.max(0, ...cells.map((line) => line.length));
  if (range === null || width === 0) return { changes: [], locked: 0, outside: 0 };
  const single = cells.length === 1 && width === 1;
  const height = single ? range.bottom - range.top + 1 : cells.length;
  const breadth = single ? range.right - range.left + 1 : width;
  const changes: { row: number; column: string; text: string }[] = [];
  let locked = 0;
  let outside = 0;
  for (let down = 0; down < height; down++) {
    const line = cells[single ? 0 : down] ?? [];
    for (let right = 0; right < (single ? breadth : line.length); right++) {
      const row = grid.rows[range.top + down];
      const column = grid.columns[range.left + right];
      const text = line[single ? 0 : right] ?? '';
      if (row === undefined || column === undefined) outside += 1;
      else if (!grid.editable(row, column)) locked += 1;
      else changes.push({ row, column, text });
    }
  }
  return { changes, locked, outside };
}

function pasted(state: SheetState, cells: readonly (readonly string[])[], grid: SheetGrid): SheetState {
  const plan = planPaste(state, cells, grid);
  if (plan.changes.length === 0) {
    return { ...state, told: { pasted: 0, locked: plan.locked, outside: plan.outside } };
  }
  // More than can be seen: say how many cells before they land.
  const large =
    cells.length > grid.view.rows || Math.max(...cells.map((line) => line.length)) > grid.view.columns;
  return large ? { ...state, waiting: plan } : land(state, plan, grid);
}

function land(state: SheetState, plan: PastePlan, grid: SheetGrid): SheetState {
  const next = applied(state, plan.changes, grid);
  const last = plan.changes.at(-1);
  const row = last === undefined ? -1 : grid.rows.indexOf(last.row);
  const column = Math.max(-1, ...plan.changes.map((one) => grid.columns.indexOf(one.column)));
  const range = rangeOf(state);
  return {
    ...next,
    ...(range === null || row < 0 || column < 0
      ? {}
      : { anchor: { row: range.top, column: range.left }, focus: { row, column } }),
    told: { pasted: plan.changes.length, locked: plan.locked, outside: plan.outside },
  };
}

const same = (a: FieldValue, b: FieldValue): boolean => a === b || ((a ?? '') === '' && (b ?? '') === '');

/** One step: texts into cells, locked ones never. What equals the server's value is no change any more. */
function applied(
  state: SheetState,
  texts: readonly { readonly row: number; readonly column: string; readonly text: string }[],
  grid: SheetGrid,
): SheetState {
  const changes: Change[] = [];
  for (const { row, column, text } of texts) {
    if (!grid.editable(row, column)) continue;
    const before = state.edits[row]?.[column] ?? null;
    const read = grid.read(column, text);
    const after = read.fault === undefined && same(read.value, grid.value(row, column)) ? null : read;
    if (before === after || (before !== null && after !== null && sameEdit(before, after))) continue;
    changes.push({ row, column, before, after });
  }
  // A row that is changed is no longer "unchanged".
  const touched = new Set(changes.map(({ row }) => row));
  for (const row of touched) {
    const mark = state.marks[row];
    if (mark !== undefined) changes.push({ row, mark: true, before: mark, after: null });
  }
  return pushed(state, changes);
}

const sameEdit = (a: Edit, b: Edit): boolean => a.value === b.value && a.raw === b.raw && a.fault === b.fault;

function markedRows(state: SheetState, rows: readonly number[], mark: Mark | null): SheetState {
  const changes: Change[] = [];
  for (const row of rows) {
    const before = state.marks[row] ?? null;
    if (JSON.stringify(before) !== JSON.stringify(mark))
      changes.push({ row, mark: true, before, after: mark });
    // Saying that nothing changed takes back what was typed.
    if (mark !== null) {
      for (const [column, edit] of Object.entries(state.edits[row] ?? {})) {
        changes.push({ row, column, before: edit, after: null });
      }
    }
  }
  return pushed(state, changes);
}

/** Steps kept for taking back: a working day of typing. */
const MOST_STEPS = 500;

function pushed(state: SheetState, changes: readonly Change[]): SheetState {
  if (changes.length === 0) return state;
  return { ...put(state, changes, 'after'), past: [...state.past, changes].slice(-MOST_STEPS), future: [] };
}

function put(state: SheetState, changes: readonly Change[], side: 'before' | 'after'): SheetState {
  const edits: Record<number, Readonly<Record<string, Edit>>> = { ...state.edits };
  const marks: Record<number, Mark> = { ...state.marks };
  for (const change of changes) {
    if ('mark' in change) {
      const mark = change[side];
      if (mark === null) delete marks[change.row];
      else marks[change.row] = mark;
      continue;
    }
    const { [change.column]: _, ...others } = edits[change.row] ?? {};
    const edit = change[side];
    const row = edit === null ? others : { ...others, [change.column]: edit };
    if (Object.keys(row).length === 0) delete edits[change.row];
    else edits[change.row] = row;
  }
  return { ...state, edits, marks };
}

function stepped(state: SheetState, from: 'past' | 'future', to: 'past' | 'future'): SheetState {
  const changes = state[from].at(-1);
  if (changes === undefined) return state;
  const next = put(
    state,
    from === 'past' ? [...changes].reverse() : changes,
    from === 'past' ? 'before' : 'after',
  );
  return {
    ...next,
    editing: null,
    told: null,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], changes],
  };
}

/** What was sent is no longer a change; steps that concern it cannot be taken back by undo. */
function withoutRows(state: SheetState, rows: ReadonlySet<number>): SheetState {
  const keep = ([row]: [string, unknown]) => !rows.has(Number(row));
  const steps = (list: SheetState['past']) =>
    list
      .map((changes) => changes.filter(({ row }) => !rows.has(row)))
      .filter((changes) => changes.length > 0);
  return {
    ...state,
    edits: Object.fromEntries(Object.entries(state.edits).filter(keep)),
    marks: Object.fromEntries(Object.entries(state.marks).filter(keep)),
    past: steps(state.past),
    future: steps(state.future),
  };
}
