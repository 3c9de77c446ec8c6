/** 表: a sheet as people make it, with titles, headings over two rows, blanks and subtotals, told apart from its data. */
import { headingKey, isUnit, plainCell, unitIn } from './headings.ts';

/** A cell as it is read: words (days as 'YYYY-MM-DD'), a number, a truth, nothing. */
export type SheetCell = string | number | boolean | null;

/** A row with its number in the sheet, from 1. */
export interface SheetRow {
  readonly no: number;
  readonly cells: readonly SheetCell[];
}

/** What a row is: only `data` is imported, the others are counted as skipped. */
export type RowKind = 'title' | 'heading' | 'data' | 'blank' | 'subtotal' | 'note';

/** How a sheet is laid out. */
export interface SheetLayout {
  /** Numbers of the heading rows; empty: none was found. */
  readonly headingRows: readonly number[];
  /** By column; headings over several rows joined by ' / ', empty where nothing stands. */
  readonly headings: readonly string[];
  /** By column: whether the heading was put together from several rows. */
  readonly joined: readonly boolean[];
  /** A unit said for the whole sheet above the headings (单位：万元). */
  readonly unit: string | null;
  /** A month said above the headings (2020年7月), 'YYYY-MM'. */
  readonly month: string | null;
}

/** Rows among which the headings are looked for. */
const HEAD_ROWS = 40;

export function isEmptyCell(cell: SheetCell | undefined): boolean {
  return cell === undefined || cell === null || (typeof cell === 'string' && plainCell(cell) === '');
}

/** A cell's words, for showing. */
export function cellText(cell: SheetCell | undefined): string {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return String(cell).trim();
}

const filled = (row: SheetRow): number[] =>
  row.cells.flatMap((cell, index) => (isEmptyCell(cell) ? [] : [index]));

const looksNumeric = (cell: SheetCell | undefined): boolean =>
  typeof cell === 'number' ||
  (typeof cell === 'string' && /^[-+]?[\d,.]+%?$|^\d{4}-\d\d-\d\d/.test(plainCell(cell)));

/** 填报单位：大同市, 单位：万元, 2020年7月: what stands above a table and is not its heading. */
const looksTitle = (text: string): boolean =>
  /[::].+/u.test(plainCell(text)) || /^\(?(附件|附表|表)\d*/u.test(plainCell(text));

/** How much a row looks like headings; negative: not at all. */
function headingScore(row: SheetRow, known: ReadonlySet<string>): number {
  const at = filled(row);
  if (at.length < 2) return -1;
  let score = 0;
  for (const index of at) {
    const cell = row.cells[index];
    if (looksNumeric(cell)) {
      score -= 3;
      continue;
    }
    const text = cellText(cell);
    if (known.has(headingKey(text))) score += 4;
    else if ([...text].length <= 24 && !looksTitle(text)) score += 1;
    else score -= 2;
  }
  return score;
}

/** Two or three rows of headings are one where each fills what the others leave open. */
function belongs(upper: SheetRow, lower: SheetRow): boolean {
  const above = filled(upper);
  // A heading merged downwards says the same in both rows.
  const below = filled(lower).filter(
    (index) => cellText(lower.cells[index]) !== cellText(upper.cells[index]),
  );
  if (above.length < 2 || below.length < 1) return false;
  if (
    [...above, ...below].some((index) => looksNumeric((above.includes(index) ? upper : lower).cells[index]))
  ) {
    return false;
  }
  if (below.some((index) => looksNumeric(lower.cells[index]))) return false;
  if (above.some((index) => looksTitle(cellText(upper.cells[index])))) return false;
  if (below.every((index) => isUnit(cellText(lower.cells[index])))) return true;
  // Under a group stands something although nothing stands above it, and some column is merged downwards.
  const open = below.some((index) => !above.includes(index) && index > (above[0] ?? 0));
  const down = above.some((index) => !below.includes(index));
  return open && down && below.every((index) => [...cellText(lower.cells[index])].length <= 20);
}

/**
 * Where the headings of a sheet stand and what they say. `known` holds the keys of names that columns may have
 * (`headingKey`): they tell headings from titles.
 */
export function findLayout(rows: readonly SheetRow[], known: ReadonlySet<string>): SheetLayout {
  const head = rows.filter((row) => filled(row).length > 0).slice(0, HEAD_ROWS);
  const scores = head.map((row) => headingScore(row, known));
  // Headings said again further down are as good: the first that comes near the best is taken.
  const best = scores.findIndex((score) => score > 1 && score >= Math.max(...scores) / 2);
  if (best < 0) return { headingRows: [], headings: [], joined: [], unit: null, month: null };
  let first = best;
  let last = best;
  while (first > 0 && last - first < 2 && belongs(head[first - 1]!, head[first]!)) first--;
  while (last + 1 < head.length && last - first < 2 && belongs(head[last]!, head[last + 1]!)) last++;
  const block = head.slice(first, last + 1);
  const width = Math.max(...block.map((row) => row.cells.length));
  const headings: string[] = [];
  const joined: boolean[] = [];
  for (let column = 0; column < width; column++) {
    const { text, parts } = joinHeading(block, column);
    headings.push(text);
    joined.push(parts > 1);
  }
  while (headings.length > 0 && headings.at(-1) === '') {
    headings.pop();
    joined.pop();
  }
  const above = head.slice(0, first).flatMap((row) => row.cells.map(cellText).filter((text) => text !== ''));
  return {
    headingRows: block.map(({ no }) => no),
    headings,
    joined,
    unit: above.map(saidUnit).find((unit) => unit !== null) ?? null,
    month: above.map(saidMonth).find((month) => month !== null) ?? null,
  };
}

function joinHeading(block: readonly SheetRow[], column: number): { text: string; parts: number } {
  const parts: string[] = [];
  let unit = '';
  block.forEach((row, index) => {
    let text = cellText(row.cells[column]).replace(/\s+/gu, ' ');
    if (
      text === '' &&
      index < block.length - 1 &&
      block.slice(index + 1).some((below) => hasOwn(below, column))
    ) {
      // A group's name stands over its first column and reaches to the right.
      for (let left = column - 1; left >= 0 && text === ''; left--) text = cellText(row.cells[left]);
    }
    if (text === '' || parts.includes(text)) return;
    if (index > 0 && parts.length > 0 && unitIn(text) !== null) unit = `（${unitIn(text)}）`;
    else parts.push(text);
  });
  return { text: parts.join(' / ') + unit, parts: parts.length };
}

const hasOwn = (row: SheetRow, column: number): boolean => !isEmptyCell(row.cells[column]);

function saidUnit(text: string): string | null {
  const found = /单位[::]([^\s,,;;)]+)/u.exec(text.normalize('NFKC'))?.[1];
  return found === undefined ? null : unitIn(found);
}

function saidMonth(text: string): string | null {
  const found = /(20\d\d)[年\-./](\d{1,2})(?:月|$|[^\d])/u.exec(plainCell(text));
  const month = Number(found?.[2]);
  return found === null || month < 1 || month > 12 ? null : `${found[1]}-${String(month).padStart(2, '0')}`;
}

const SUBTOTAL = /^(.{0,12})(小计|合计|总计|共计|汇总)[::]?$/u;
const NOTE = /^(注|备注|说明|填表|制表|审核|联系|填报|单位负责人|负责人|统计|附)/u;

/** Tells what each row is. Rows above the headings are titles; with no headings everything is data. */
export function rowKinds(layout: SheetLayout): (row: SheetRow) => RowKind {
  const firstHeading = layout.headingRows[0] ?? 0;
  const lastHeading = layout.headingRows.at(-1) ?? 0;
  const words = new Set(
    layout.headings.flatMap((heading) => [plainCell(heading), ...heading.split(' / ').map(plainCell)]),
  );
  words.delete('');
  const width = layout.headings.filter((heading) => heading !== '').length;
  return (row) => {
    const at = filled(row);
    if (at.length === 0) return 'blank';
    if (layout.headingRows.includes(row.no)) return 'heading';
    if (row.no < firstHeading) return 'title';
    if (row.no < lastHeading) return 'heading';
    const leading = at.slice(0, 3).map((index) => plainCell(cellText(row.cells[index])));
    if (leading.some((text) => SUBTOTAL.test(text))) return 'subtotal';
    if (at.length === 1 && width >= 3) return 'note';
    if (at.length <= 2 && NOTE.test(leading[0] ?? '') && /[::]/u.test(leading.join(''))) return 'note';
    const same = at.filter((index) => words.has(plainCell(cellText(row.cells[index])))).length;
    if (same >= 2 && same >= at.length * 0.6) return 'heading';
    return 'data';
  };
}
