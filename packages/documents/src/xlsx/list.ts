import type { Writable } from 'node:stream';
import exceljs from 'exceljs';
import { neutralise, sheetName } from './cells.ts';

/** A column of an exported list. */
export interface ListColumn {
  readonly key: string;
  readonly title: string;
  /** Decimals printed for numbers, as published; without it whole numbers show none and others as they are. */
  readonly decimals?: number;
  /** Width in characters of the sheet's type. */
  readonly width?: number;
  /** Grey ground: comes from elsewhere. In a locked list these cells cannot be typed into. */
  readonly shaded?: boolean;
  /** What may stand in the cells; offered as a list to pick from. */
  readonly choices?: readonly string[];
}

export type ListValue = string | number | boolean | Date | null | undefined;

/** A list to export; `rows` may come from a cursor and is read once. */
export interface ListExport {
  readonly title: string;
  readonly columns: readonly ListColumn[];
  readonly rows:
    | Iterable<Readonly<Record<string, ListValue>>>
    | AsyncIterable<Readonly<Record<string, ListValue>>>;
  readonly notes?: readonly string[];
  readonly simulated?: boolean;
  /** Shaded columns and headings are locked (without a password), the others are open to be filled in. */
  readonly locked?: boolean;
}

export interface ListExportResult {
  readonly rows: number;
  readonly sheets: number;
}

/** Excel ends at 1,048,576 rows; a longer list goes on in a further sheet. */
const MAX_ROWS = 1_000_000;

/** Streams a list into `target`: numbers stay numbers, text cannot become a formula, long lists go on in another sheet. */
export async function writeList(
  list: ListExport,
  target: Writable,
  maxRows = MAX_ROWS,
): Promise<ListExportResult> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({
    stream: target,
    useStyles: true,
    useSharedStrings: false,
  });
  const names = new Set<string>();
  let sheet = openSheet(book, list, names);
  let inSheet = 0;
  let rows = 0;
  for await (const source of list.rows) {
    if (inSheet === maxRows) {
      sheet.commit();
      sheet = openSheet(book, list, names);
      inSheet = 0;
    }
    sheet.addRow(list.columns.map((column) => listValue(source[column.key]))).commit();
    inSheet++;
    rows++;
  }
  for (const note of list.notes ?? []) sheet.addRow([neutralise(note)]).commit();
  sheet.commit();
  await book.commit();
  return { rows, sheets: names.size };
}

function openSheet(
  book: exceljs.stream.xlsx.WorkbookWriter,
  list: ListExport,
  names: Set<string>,
): exceljs.Worksheet {
  const name = sheetName(list.title, names);
  names.add(name.toLowerCase());
  const head = list.simulated ? 3 : 2;
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: head }] });
  // exceljs adds a heading row for columns that carry one; ours stands below the title.
  sheet.columns = list.columns.map((column) => ({
    key: column.key,
    width: column.width ?? Math.max(10, column.title.length * 2 + 2),
    style: columnStyle(column, list.locked === true),
  }));
  if (list.locked === true) {
    // Resolves at once: without a password there is nothing to hash.
    void sheet.protect('', { formatColumns: true, sort: true, autoFilter: true, insertRows: true });
  }
  const title = sheet.addRow([neutralise(list.title)]);
  title.font = { bold: true, size: 14 };
  title.commit();
  if (list.simulated) sheet.addRow(['模拟数据　仅供演示，不得作为依据']).commit();
  const headings = sheet.addRow(list.columns.map((column) => neutralise(column.title)));
  headings.font = { bold: true };
  headings.commit();
  for (const [index, { choices }] of list.columns.entries()) {
    const formula = choices === undefined ? null : pickList(choices);
    if (formula === null) continue;
    const letter = sheet.getColumn(index + 1).letter;
    validate(sheet, `${letter}${head + 1}:${letter}${VALIDATED_ROWS}`, formula);
  }
  return sheet;
}

/** Rows that a list to pick from reaches; further rows are checked when the sheet is read again. */
const VALIDATED_ROWS = 60_000;
/** Excel takes at most 255 characters of a list written into the rule; commas separate and cannot be quoted. */
const LONGEST_LIST = 253;

function pickList(choices: readonly string[]): string | null {
  const text = choices.join(',');
  const usable =
    choices.length > 0 && text.length <= LONGEST_LIST && !choices.some((one) => /[",]/u.test(one));
  return usable ? `"${text}"` : null;
}

/** exceljs has the model of validations on a sheet, its types do not say so. */
interface Validated {
  readonly dataValidations: { add(range: string, rule: exceljs.DataValidation): void };
}
const hasValidations = (sheet: object): sheet is Validated => 'dataValidations' in sheet;

function validate(sheet: exceljs.Worksheet, range: string, formula: string): void {
  if (!hasValidations(sheet)) return;
  sheet.dataValidations.add(range, {
    type: 'list',
    allowBlank: true,
    formulae: [formula],
    showErrorMessage: true,
    errorStyle: 'warning',
  });
}

function columnStyle({ decimals, shaded }: ListColumn, locked: boolean): Partial<exceljs.Style> {
  return {
    ...(decimals === undefined ? {} : { numFmt: decimalFormat(decimals) }),
    ...(shaded === true
      ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F2F4' } } as const }
      : {}),
    ...(locked ? { protection: { locked: shaded === true } } : {}),
  };
}

function decimalFormat(decimals: number): string {
  return decimals > 0 ? `0.${'0'.repeat(decimals)}` : '0';
}

function listValue(value: ListValue): string | number | boolean | Date | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return neutralise(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  return value;
}
