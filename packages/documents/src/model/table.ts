import type { Inline } from './inline.ts';

/** How a column lines up: figures stand on their decimal point, words to the left, short marks in the middle. */
export type ColumnAlign = 'left' | 'center' | 'decimal';

export interface TableColumn {
  readonly key: string;
  /** Share of the table's width; only the ratio between columns counts. */
  readonly width: number;
  readonly align: ColumnAlign;
  /** Its cells name what the figures belong to, or say what the system judged: no hand changes them (see edits.ts). */
  readonly fixed?: boolean;
}

export interface HeaderCell {
  readonly text: string;
  /** Not changed by hand. */
  readonly fixed?: boolean;
  readonly colSpan?: number;
  readonly rowSpan?: number;
}

/** One cell: what is printed, and the number behind it where it is one (for spreadsheets). */
export interface TableCell {
  readonly text: string;
  readonly value?: number;
  readonly figureId?: string;
  readonly bold?: boolean;
  /** Words with figures among them; `text` is what they say (see `wordCell`). */
  readonly runs?: readonly Inline[];
}

export interface TableRow {
  /**
   * The row's name within the table for edits, for example a city's code: the same however often the table is composed anew.
   * Rows without one get a derived key (`keyed`).
   */
  readonly key?: string;
  readonly cells: readonly TableCell[];
  /** The province's or a total row: set apart by a rule and bold. */
  readonly emphasis?: boolean;
}

/** A table (表). The header rows are repeated on every page; notes stand below it. */
export interface TableBlock {
  readonly kind: 'table';
  /** The block's name for edits (see edits.ts). */
  readonly key?: string;
  /** The caption is the form's own, nothing is added after the table. */
  readonly fixed?: 'all';
  readonly id: string;
  readonly caption?: string;
  /** The unit of the figures where all columns share one, printed at the right above the table. */
  readonly unit?: string;
  readonly columns: readonly TableColumn[];
  /** Every header row from the top; spans must cover the columns exactly (checked by `checkTable`). */
  readonly header: readonly (readonly HeaderCell[])[];
  readonly rows: readonly TableRow[];
  readonly notes?: readonly string[];
  /** Set in smaller type, for tables of many columns. */
  readonly dense?: boolean;
}

export interface PlacedHeaderCell extends HeaderCell {
  readonly row: number;
  readonly column: number;
}

/** A table whose spans or rows do not fit its columns: a mistake of the composer, never of the data. */
export class TableShapeError extends Error {
  readonly code = 'document.table-shape';
  readonly params: { table: string; row: number; expected: number; found: number };
  constructor(params: { table: string; row: number; expected: number; found: number }) {
    super(
      `table ${params.table}, row ${params.row}: ${params.expected} columns expected, ${params.found} found`,
    );
    this.params = params;
  }
}

/** Gives every header cell its grid position, as HTML does, and refuses spans that leave holes or overlap. */
export function placeHeader(table: TableBlock): PlacedHeaderCell[] {
  const width = table.columns.length;
  const taken = table.header.map(() => new Array<boolean>(width).fill(false));
  const placed: PlacedHeaderCell[] = [];
  table.header.forEach((cells, row) => {
    let column = 0;
    for (const cell of cells) {
      while (taken[row]?.[column]) column++;
      placed.push({ ...cell, row, column });
      for (let r = row; r < row + (cell.rowSpan ?? 1); r++) {
        const line = taken[r];
        for (let c = column; c < column + (cell.colSpan ?? 1); c++) {
          if (!line || c >= width || line[c]) {
            throw new TableShapeError({ table: table.id, row, expected: width, found: c + 1 });
          }
          line[c] = true;
        }
      }
    }
  });
  taken.forEach((line, row) => {
    const found = line.filter(Boolean).length;
    if (found !== width) throw new TableShapeError({ table: table.id, row, expected: width, found });
  });
  return placed;
}

/** Checks header and body against the columns; throws TableShapeError. */
export function checkTable(table: TableBlock): void {
  placeHeader(table);
  table.rows.forEach((row, index) => {
    if (row.cells.length !== table.columns.length) {
      throw new TableShapeError({
        table: table.id,
        row: index,
        expected: table.columns.length,
        found: row.cells.length,
      });
    }
  });
}

/** Where a cell's text goes: from the right by an inset, in the middle, or at the left; words may be set smaller. */
export interface CellPlace {
  readonly align: 'left' | 'center' | 'right';
  /** Distance from the right edge in em; only for `right`. */
  readonly inset: number;
  /** 1, or less for words that must keep to one line of a narrow column. */
  readonly scale: number;
}

const MM_TO_PT = 72 / 25.4;

/**
 * Places every cell of a table set `widthMm` wide in type of `typePt` points, with `paddingPt` at both sides: decimal
 * points stand under each other and the block of figures in the middle of its column. Word and PDF use the same places.
 */
export function placeCells(
  table: TableBlock,
  widthMm: number,
  typePt: number,
  paddingPt: number,
): CellPlace[][] {
  const ems = columnEms(table, widthMm, typePt, paddingPt);
  const columns = table.columns.map((column, c) => {
    const em = ems[c]!;
    const cells = table.rows.map((row) => row.cells[c]!);
    const fit = column.align === 'decimal' ? figureScale(cells, em) : 1;
    const insets = column.align === 'decimal' ? decimalInsets(cells, em / fit) : [];
    return cells.map((cell, r): CellPlace => {
      const scale = wordScale(cell.text, em);
      if (column.align !== 'decimal') return { align: column.align, inset: 0, scale };
      return /\d/u.test(cell.text)
        ? { align: 'right', inset: round3((insets[r] ?? 0) * fit), scale: fit }
        : { align: 'center', inset: 0, scale };
    });
  });
  return table.rows.map((_, r) => columns.map((column) => column[r]!));
}

/**
 * How far each figure of a decimal column is moved from the column's right edge, in em of its own type, so that points
 * stand under each other and the widest figure stands in the middle of a column `columnEm` wide. Words get 0.
 */
export function decimalInsets(cells: readonly TableCell[], columnEm: number): number[] {
  const parts = cells.map((cell) =>
    /\d/u.test(cell.text) ? /^([^.]*)(\.\d+)?(.*)$/su.exec(cell.text) : null,
  );
  const heads = parts.map((part) => widthEm(part?.[1] ?? ''));
  const tails = parts.map((part) => widthEm(`${part?.[2] ?? ''}${part?.[3] ?? ''}`));
  const widestTail = Math.max(0, ...tails);
  const margin = Math.max(0, (columnEm - Math.max(0, ...heads) - widestTail) / 2);
  return parts.map((part, i) => (part ? round3(margin + widestTail - (tails[i] ?? 0)) : 0));
}

/** How much smaller a column's figures are set so that the widest of them fits; one size for all, at least a half. */
function figureScale(cells: readonly TableCell[], columnEm: number): number {
  const widest = Math.max(
    0,
    ...cells.filter((cell) => /\d/u.test(cell.text)).map((cell) => widthEm(cell.text)),
  );
  if (widest * 1.03 <= columnEm || widest === 0) return 1;
  return Math.max(0.5, Math.floor((columnEm / (widest * 1.03)) * 100) / 100);
}

/** Lines of cells up to which a table stands on one page as a whole. */
const WHOLE_TABLE_LINES = 24;

/**
 * Whether a table stands on one page as a whole: by its rows and the lines that long cells take. A longer one breaks
 * between rows and repeats its header; held together it would run off the page.
 */
export function standsWhole(table: TableBlock, widthMm: number, typePt: number, paddingPt: number): boolean {
  return (
    rowLines(table, widthMm, typePt, paddingPt).reduce((sum, count) => sum + count, 0) <= WHOLE_TABLE_LINES
  );
}

/** The lines each row will take, estimated from the widths of its words. */
export function rowLines(table: TableBlock, widthMm: number, typePt: number, paddingPt: number): number[] {
  const ems = columnEms(table, widthMm, typePt, paddingPt);
  return table.rows.map((row) =>
    Math.max(1, ...row.cells.map((cell, c) => Math.ceil(widthEm(cell.text) / Math.max(1, ems[c]!)))),
  );
}

/** The inner width of every column in em of the table's type. */
export function columnEms(table: TableBlock, widthMm: number, typePt: number, paddingPt: number): number[] {
  const total = table.columns.reduce((sum, column) => sum + column.width, 0);
  return table.columns.map(
    (column) => (((widthMm * column.width) / total) * MM_TO_PT - 2 * paddingPt) / typePt,
  );
}

/** Breaks for words such as addresses that are wider than their column and have no place to break: pieces that fit. */
export function breakable(value: string, columnEm: number): string {
  return value.replace(/[^\s\u2e80-\uffef]{12,}/gu, (word) => {
    if (widthEm(word) <= columnEm) return word;
    const size = Math.max(4, Math.floor(columnEm / 0.7));
    return word.replace(new RegExp(`.{${size}}(?=.)`, 'gu'), '$&\u200b');
  });
}

/** Columns from this width on hold sentences, narrower ones hold figures and single words. */
const WIDE_COLUMN_EM = 12;
const WIDE_COLUMN_SCALE = 0.95;

/**
 * How much smaller words such as 数据无效 are set so that they keep to one line of a narrow column; at least 0.7. Sentences
 * in a wide column are set a hair smaller at most, otherwise they take a second line: rows of two sizes read badly.
 */
export function wordScale(value: string, columnEm: number): number {
  // A little more than estimated: word processors keep a hair of their own.
  const needed = widthEm(value) * 1.05;
  if (needed <= columnEm || needed === 0) return 1;
  if (columnEm >= WIDE_COLUMN_EM && needed * WIDE_COLUMN_SCALE > columnEm) return 1;
  return Math.max(0.7, Math.floor((columnEm / needed) * 100) / 100);
}

/** Estimated width in em: Chinese and full-width marks 1, digits and Latin about half, narrow marks a quarter. */
export function widthEm(value: string): number {
  let width = 0;
  for (const ch of value) {
    if (/[.,:;'!|()]/u.test(ch)) width += 0.28;
    else if (ch.codePointAt(0)! < 0x2000) width += /[A-Z%]/u.test(ch) ? 0.68 : 0.53;
    else width += 1;
  }
  return width;
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
