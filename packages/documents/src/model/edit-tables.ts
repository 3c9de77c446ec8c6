import type { Change } from './edit-plan.ts';
import { type EditRun, sameWords, toEditRuns } from './edit-runs.ts';
import { type FigureDictionary, resolveRuns } from './figures.ts';
import { type Inline, plainText } from './inline.ts';
import { placeHeader, type TableBlock, type TableCell, type TableColumn, type TableRow } from './table.ts';
import { columnNames, rowName } from './table-words.ts';

/** What of a table an edit is about. */
export type TablePart = 'cell' | 'row' | 'column' | 'caption' | 'note';

/** A text of a table as an editor shows it. */
export interface TablePiece {
  /** What edits of it refer to: 'table:work/clean-heating/reason'; null where no hand changes it. */
  readonly key: string | null;
  readonly runs: readonly EditRun[];
  readonly origin: 'composed' | 'edited';
  /** The composed words changed since the edit was made. */
  readonly stale: boolean;
  readonly composed: readonly EditRun[];
}

export interface EditableCell extends TablePiece {
  /** The figure that the cell is; its digits are never changed. */
  readonly figure: string | null;
  readonly bold: boolean;
}

export interface EditableHead extends TablePiece {
  readonly colSpan: number;
  readonly rowSpan: number;
}

export interface EditableRow {
  readonly key: string;
  readonly name: string;
  /** Taken out by hand: shown struck through, not printed. */
  readonly removed: boolean;
  readonly emphasis: boolean;
  readonly cells: readonly EditableCell[];
}

/** A table as an editor shows it. */
export interface EditableTable {
  readonly caption: TablePiece | null;
  readonly columns: readonly {
    readonly name: string;
    readonly width: number;
    readonly align: TableColumn['align'];
  }[];
  readonly header: readonly (readonly EditableHead[])[];
  readonly rows: readonly EditableRow[];
  readonly notes: readonly TablePiece[];
}

type Changes = ReadonlyMap<string, Change>;

/** Addresses of a table's texts: by the keys of table, row and column, never by a place that moves. */
const captionKey = (table: TableBlock): string => `${table.key}/#caption`;
const noteKey = (table: TableBlock, index: number): string => `${table.key}/#note/${index + 1}`;
const headKey = (table: TableBlock, row: number, column: number): string =>
  `${table.key}/#head${row + 1}/${table.columns[column]?.key}`;
const rowAddress = (table: TableBlock, row: TableRow): string => `${table.key}/${row.key}`;
const cellKey = (table: TableBlock, row: TableRow, column: TableColumn): string =>
  `${rowAddress(table, row)}/${column.key}`;

/** A number with at most a sign and a unit, such as 1,832户 or −3.1%. */
const BARE_NUMBER = /^[^\d\p{L}]*\d[\d.,]*\s*[^\d\p{L}]?\p{Script=Han}{0,4}$/u;

/** Whether no hand changes a cell: it is a figure, or says what figures belong to or what the system judged. */
export const isFixedCell = (cell: TableCell, column: TableColumn): boolean =>
  column.fixed === true ||
  column.align === 'decimal' ||
  cell.figureId !== undefined ||
  cell.value !== undefined ||
  BARE_NUMBER.test(cell.text);

/** What can be changed in a table, by address. `table` must be keyed. */
export function tableParts(table: TableBlock): Map<string, TablePart> {
  const parts = new Map<string, TablePart>();
  if (table.caption !== undefined && table.fixed === undefined) parts.set(captionKey(table), 'caption');
  for (const cell of placeHeader(table)) {
    if (!cell.fixed && cell.text !== '') parts.set(headKey(table, cell.row, cell.column), 'column');
  }
  for (const row of table.rows) {
    parts.set(rowAddress(table, row), 'row');
    row.cells.forEach((cell, c) => {
      const column = table.columns[c];
      if (column && !isFixedCell(cell, column)) parts.set(cellKey(table, row, column), 'cell');
    });
  }
  table.notes?.forEach((_, index) => {
    parts.set(noteKey(table, index), 'note');
  });
  return parts;
}

/** What an edit of a part may do: a heading is always needed, a row is taken out as a whole. */
export const mayDo = (part: TablePart, act: 'replace' | 'remove'): boolean =>
  part === 'row' ? act === 'remove' : part === 'column' ? act === 'replace' : true;

/** A cell of words with figures among them; a figure in it stays a reference in every format that has references. */
export const wordCell = (runs: readonly Inline[]): TableCell => {
  const text = plainText(runs);
  return runs.some((run) => run.kind === 'figure') ? { text, runs } : { text };
};

/** What stands in a cell as runs. */
export function cellRuns(cell: TableCell): readonly Inline[] {
  if (cell.runs) return cell.runs;
  if (cell.text === '') return [];
  return cell.figureId === undefined
    ? [{ kind: 'text', text: cell.text }]
    : [{ kind: 'figure', id: cell.figureId, text: cell.text }];
}

/** The table with what was changed in it. Bold is the row's or the cell's own, never a word's. */
export function editTable(table: TableBlock, changed: Changes, figures: FigureDictionary): TableBlock {
  const own = [...changed.keys()].some((key) => key.startsWith(`${table.key}/`));
  if (!own) return table;
  const words = (key: string, composed: readonly Inline[]): readonly Inline[] | null => {
    const change = changed.get(key);
    if (change === undefined) return composed;
    return change.act === 'remove' ? null : resolveRuns(plainRuns(change.runs), figures, composed, key);
  };
  const text = (key: string, composed: string): string | null => {
    const runs = words(key, textRuns(composed));
    return runs === null ? null : plainText(runs);
  };
  const placed = placeHeader(table);
  const header = table.header.map((_, row) =>
    placed
      .filter((cell) => cell.row === row)
      .map(({ row: _row, column, ...cell }) => ({
        ...cell,
        text: text(headKey(table, row, column), cell.text) ?? cell.text,
      })),
  );
  const rows = table.rows
    .filter((row) => changed.get(rowAddress(table, row))?.act !== 'remove')
    .map((row) => ({
      ...row,
      cells: row.cells.map((cell, c): TableCell => {
        const column = table.columns[c];
        const key = column && cellKey(table, row, column);
        if (key === undefined || !changed.has(key)) return cell;
        const { runs: _, ...look } = cell;
        return { ...look, ...wordCell(words(key, cellRuns(cell)) ?? []) };
      }),
    }));
  const { caption, notes, ...rest } = table;
  const title = caption === undefined ? null : text(captionKey(table), caption);
  const kept = notes?.flatMap((note, index) => text(noteKey(table, index), note) ?? []);
  return {
    ...rest,
    ...(title === null ? {} : { caption: title }),
    header,
    rows,
    ...(kept === undefined ? {} : { notes: kept }),
  };
}

/** The table for an editor: rows that were taken out too. Throws UnknownFigureError as `editTable` does. */
export function editableTable(table: TableBlock, changed: Changes, figures: FigureDictionary): EditableTable {
  const parts = tableParts(table);
  const piece = (key: string, runs: readonly Inline[]): TablePiece => {
    const composed = toEditRuns(runs);
    const change = parts.has(key) ? changed.get(key) : undefined;
    const now = change ? plainRuns(change.act === 'remove' ? [] : change.runs) : composed;
    if (change) resolveRuns(now, figures, [], key);
    return {
      key: parts.has(key) ? key : null,
      runs: now,
      origin: change ? 'edited' : 'composed',
      stale: change?.before !== undefined && !sameWords(change.before, composed),
      composed,
    };
  };
  const names = columnNames(table);
  const placed = placeHeader(table);
  return {
    caption: table.caption === undefined ? null : piece(captionKey(table), textRuns(table.caption)),
    columns: table.columns.map(({ width, align }, c) => ({ name: names[c] ?? '', width, align })),
    header: table.header.map((_, row) =>
      placed
        .filter((cell) => cell.row === row)
        .map((cell) => ({
          ...piece(headKey(table, row, cell.column), textRuns(cell.text)),
          colSpan: cell.colSpan ?? 1,
          rowSpan: cell.rowSpan ?? 1,
        })),
    ),
    rows: table.rows.map((row) => ({
      key: rowAddress(table, row),
      name: rowName(row),
      removed: changed.get(rowAddress(table, row))?.act === 'remove',
      emphasis: row.emphasis === true,
      cells: row.cells.map((cell, c) => ({
        // A figure cell shows what is printed there, which a sentence may say otherwise.
        ...piece(
          cellKey(table, row, table.columns[c]!),
          cell.figureId === undefined ? cellRuns(cell) : textRuns(cell.text),
        ),
        figure: cell.figureId ?? null,
        bold: cell.bold === true,
      })),
    })),
    notes: (table.notes ?? []).map((note, index) => piece(noteKey(table, index), textRuns(note))),
  };
}

/** What a row says, cell by cell: for the record of its removal. */
export const rowRuns = (row: TableRow): EditRun[] =>
  row.cells.flatMap((cell, c): EditRun[] => {
    const runs = toEditRuns(cellRuns(cell));
    return c === 0 || runs.length === 0 ? runs : [{ kind: 'text', text: '　' }, ...runs];
  });

const textRuns = (value: string): Inline[] => (value === '' ? [] : [{ kind: 'text', text: value }]);

const plainRuns = (runs: readonly EditRun[]): EditRun[] =>
  runs.map((run) => (run.kind === 'text' ? { kind: 'text', text: run.text } : run));
