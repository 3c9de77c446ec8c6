import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellValue,
  copied,
  emptySheet,
  planPaste,
  rangeOf,
  type SheetAction,
  type SheetGrid,
  type SheetState,
  sheetReducer,
  textOf,
  unsent,
} from './sheet-model.ts';

/** Three rows (ids 11, 12, 13); `plan` is locked everywhere, row 13 is not to be filled in. */
const grid: SheetGrid = {
  rows: [11, 12, 13],
  columns: ['plan', 'installed', 'running'],
  value: (row, column) => (column === 'plan' ? 100 : row === 12 && column === 'installed' ? 40 : null),
  previous: (row, column) => (column === 'installed' ? row : 5),
  editable: (row, column) => column !== 'plan' && row !== 13,
  read: (_, text) => {
    if (text === '') return { value: null };
    const value = Number(text);
    return Number.isNaN(value) ? { value: null, raw: text, fault: 'number' } : { value };
  },
  write: (_, value) => (value === null ? '' : String(value)),
  view: { rows: 2, columns: 3 },
};
const run = (...actions: SheetAction[]): SheetState =>
  actions.reduce((state, action) => sheetReducer(state, action, grid), emptySheet);
const select = (row: number, column: number, extend = false): SheetAction => ({
  type: 'select',
  place: { row, column },
  extend,
});

describe('moving and selecting', () => {
  it('stays within the sheet and extends from where it began', () => {
    expect(run(select(0, 0), { type: 'move', rows: -1, columns: 9 }).focus).toEqual({ row: 0, column: 2 });
    const state = run(
      select(1, 1),
      { type: 'move', rows: 1, columns: 0, extend: true },
      { type: 'move', rows: 0, columns: -1, extend: true },
    );
    expect(rangeOf(state)).toEqual({ top: 1, bottom: 2, left: 0, right: 1 });
    expect(rangeOf(run({ type: 'all' }))).toEqual({ top: 0, bottom: 2, left: 0, right: 2 });
    expect(run(select(1, 1), { type: 'edge', rows: 0, columns: -1 }).focus).toEqual({ row: 1, column: 0 });
  });
});

describe('editing', () => {
  it('Enter begins with the value, goes down when it ends; Esc leaves everything as it was', () => {
    const begun = run(select(1, 1), { type: 'edit' });
    expect(begun.editing).toBe('40');
    const done = sheetReducer(
      sheetReducer(begun, { type: 'typed', text: '45' }, grid),
      { type: 'commit' },
      grid,
    );
    expect([cellValue(done, grid, 12, 'installed'), done.focus, done.editing]).toEqual([
      45,
      { row: 2, column: 1 },
      null,
    ]);
    const left = sheetReducer(
      sheetReducer(begun, { type: 'typed', text: '45' }, grid),
      { type: 'cancel' },
      grid,
    );
    expect([left.edits, left.editing]).toEqual([{}, null]);
  });
  it('typing replaces, a click elsewhere keeps what was typed', () => {
    const state = run(select(0, 1), { type: 'edit', text: '7' }, select(0, 2));
    expect(cellValue(state, grid, 11, 'installed')).toBe(7);
  });
  it('locked cells cannot be edited', () => {
    expect(run(select(0, 0), { type: 'edit', text: '9' }).editing).toBeNull();
    expect(run(select(2, 1), { type: 'edit', text: '9' }).editing).toBeNull();
  });
  it('back at the server’s value is no change; what cannot be read stays as typed with its fault', () => {
    expect(run(select(1, 1), { type: 'edit', text: '40' }, { type: 'commit' }).edits).toEqual({});
    const state = run(select(1, 1), { type: 'edit', text: '四十' }, { type: 'commit' });
    expect([textOf(state, grid, 12, 'installed'), unsent(state)]).toEqual([
      '四十',
      { cells: 1, rows: 1, faults: 1 },
    ]);
  });
  it('Ctrl D takes last month’s values, Delete empties', () => {
    const last = run(select(0, 0), select(2, 2, true), { type: 'asLast' });
    expect(last.edits).toEqual({
      11: { installed: { value: 11 }, running: { value: 5 } },
      12: { installed: { value: 12 }, running: { value: 5 } },
    });
    expect(cellValue(run(select(1, 1), { type: 'clear' }), grid, 12, 'installed')).toBeNull();
  });
});

describe('pasting', () => {
  it('is one undo, skips locked cells and counts them', () => {
    const state = run(select(0, 0), {
      type: 'paste',
      cells: [
        ['9', '1', '2'],
        ['9', '3', '4'],
      ],
    });
    expect(state.told).toEqual({ pasted: 4, locked: 2, outside: 0 });
    expect(cellValue(state, grid, 12, 'running')).toBe(4);
    expect(sheetReducer(state, { type: 'undo' }, grid).edits).toEqual({});
  });
  it('one cell fills the selection; what lies beyond is counted', () => {
    const filled = run(select(0, 1), select(1, 2, true), { type: 'paste', cells: [['8']] });
    expect(unsent(filled).cells).toBe(4);
    const plan = planPaste(
      run(select(1, 2)),
      [
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
      grid,
    );
    expect(plan).toEqual({ changes: [{ row: 12, column: 'running', text: '1' }], locked: 1, outside: 4 });
  });
  it('larger than the view waits until it is agreed to', () => {
    const cells = [['1'], ['2'], ['3']];
    const waiting = run(select(0, 1), { type: 'paste', cells });
    expect([waiting.waiting?.changes.length, waiting.edits]).toEqual([2, {}]);
    const agreed = sheetReducer(waiting, { type: 'pasteAgreed' }, grid);
    expect([agreed.waiting, unsent(agreed).cells, agreed.told?.locked]).toEqual([null, 2, 1]);
    expect(sheetReducer(waiting, { type: 'pasteRefused' }, grid).edits).toEqual({});
  });
  it('copies what is seen', () => {
    expect(copied(run(select(1, 0), select(2, 1, true)), grid)).toEqual([
      ['100', '40'],
      ['100', ''],
    ]);
  });
});

describe('unchanged, no progress, sent', () => {
  it('a mark takes back what was typed, typing takes back the mark, and both are undone', () => {
    const typed = run(select(0, 1), { type: 'edit', text: '7' }, { type: 'commit' });
    const marked = sheetReducer(typed, { type: 'mark', rows: [11, 12], mark: { kind: 'unchanged' } }, grid);
    expect([marked.edits, Object.keys(marked.marks)]).toEqual([{}, ['11', '12']]);
    expect(sheetReducer(marked, { type: 'undo' }, grid).edits).toEqual(typed.edits);
    const again = [select(1, 2), { type: 'edit', text: '3' } as const, { type: 'commit' } as const].reduce(
      (state, action) => sheetReducer(state, action, grid),
      marked,
    );
    expect(Object.keys(again.marks)).toEqual(['11']);
  });
  it('what was sent is no change any more and cannot be undone into one', () => {
    const typed = run(
      select(0, 1),
      { type: 'edit', text: '7' },
      { type: 'commit' },
      select(1, 1),
      { type: 'edit', text: '8' },
      { type: 'commit' },
    );
    const sent = sheetReducer(typed, { type: 'sent', rows: [11] }, grid);
    expect(Object.keys(sent.edits)).toEqual(['12']);
    const undone = sheetReducer(sheetReducer(sent, { type: 'undo' }, grid), { type: 'undo' }, grid);
    expect(undone.edits).toEqual({});
  });
});

describe('undo and redo over the session', () => {
  const place = fc.record({ row: fc.nat(3), column: fc.nat(3) });
  const action: fc.Arbitrary<SheetAction> = fc.oneof(
    place.map((one): SheetAction => ({ type: 'select', place: one })),
    place.map((one): SheetAction => ({ type: 'select', place: one, extend: true })),
    fc.constantFrom('1', '2', 'x', '').map((text): SheetAction => ({ type: 'edit', text })),
    fc.constant<SheetAction>({ type: 'commit' }),
    fc.constant<SheetAction>({ type: 'clear' }),
    fc.constant<SheetAction>({ type: 'asLast' }),
    fc
      .array(fc.array(fc.constantFrom('1', '2', 'x'), { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 2,
      })
      .map((cells): SheetAction => ({ type: 'paste', cells })),
    fc
      .subarray([11, 12, 13])
      .map((rows): SheetAction => ({ type: 'mark', rows, mark: { kind: 'none', cause: '停工' } })),
  );
  it('undo of everything is the beginning, redo of everything the end; locked cells are never touched', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const end = run(...actions);
        const locked = Object.entries(end.edits).some(([row, columns]) => row === '13' || 'plan' in columns);
        expect(locked).toBe(false);
        let state = end;
        for (let n = 0; n < 100; n++) state = sheetReducer(state, { type: 'undo' }, grid);
        expect([state.edits, state.marks]).toEqual([{}, {}]);
        for (let n = 0; n < 100; n++) state = sheetReducer(state, { type: 'redo' }, grid);
        expect([state.edits, state.marks]).toEqual([end.edits, end.marks]);
      }),
    );
  });
});
