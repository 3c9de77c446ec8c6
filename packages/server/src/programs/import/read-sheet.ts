/** A spreadsheet as rows of cells: XLSX by stream, CSV and pasted tables in any Chinese encoding. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { isEmptyCell, type SheetCell, type SheetRow } from '@qingzhang/domain';
import ExcelJS from 'exceljs';
import { fieldTexts, LineReader } from '../../intake/lines.ts';
import { LedgerFault } from './fault.ts';
import { type MergedCells, measureWorkbook } from './zip.ts';

/** A sheet as it was read; blank rows are left out, `last` is the number of the last row with anything in it. */
export interface ReadSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly last: number;
}

/** Most rows of a file, most columns of a row, most cells altogether. */
export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 300;
const MOST_CELLS = 6_000_000;
const LONGEST_CELL = 32_767;

export interface ReadSheetHooks {
  /** Called every few hundred rows; may throw to stop. */
  between(rows: number): Promise<void>;
}

/** Read all sheets of a file; only the rows of `only` are kept where it is given. */
export async function readSheets(
  path: string,
  hooks: ReadSheetHooks,
  only: string | null = null,
): Promise<ReadSheet[]> {
  const handle = await open(path, 'r');
  const head = Buffer.alloc(4);
  const { bytesRead } = await handle.read(head, 0, 4, 0).finally(() => handle.close());
  if (bytesRead === 0) throw new LedgerFault('file.empty');
  if (bytesRead === 4 && head.readUInt32BE(0) === 0xd0cf11e0) throw new LedgerFault('file.xls');
  if (head[0] === 0x50 && head[1] === 0x4b) return readWorkbook(path, hooks, only);
  return [await readText(path, hooks)];
}

class Counter {
  rows = 0;
  cells = 0;
  take(cells: readonly SheetCell[]): void {
    this.rows++;
    this.cells += cells.length;
    if (this.rows > MOST_ROWS) throw new LedgerFault('file.tooLong', { limit: MOST_ROWS });
    if (cells.length > MOST_COLUMNS) throw new LedgerFault('file.tooWide', { limit: MOST_COLUMNS });
    if (this.cells > MOST_CELLS) throw new LedgerFault('file.tooLong', { limit: MOST_CELLS });
  }
}

async function readText(path: string, hooks: ReadSheetHooks): Promise<ReadSheet> {
  const rows: SheetRow[] = [];
  const counter = new Counter();
  const reader = new LineReader({
    row: (view) => {
      const cells = trimmed(
        fieldTexts(view).map((text) => (text === '' ? null : text.slice(0, LONGEST_CELL))),
      );
      if (cells.length === 0) return;
      counter.take(cells);
      rows.push({ no: view.line, cells });
    },
    badLine: (fault, line) => {
      throw new LedgerFault('file.badLine', { line, fault });
    },
  });
  let first = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (!Buffer.isBuffer(chunk)) continue;
    if (
      first &&
      chunk.subarray(0, 4096).includes(0) &&
      ![0xfffe, 0xfeff].includes(chunk.length > 1 ? chunk.readUInt16BE(0) : 0)
    ) {
      throw new LedgerFault('file.notTable', { reason: 'binary' });
    }
    first = false;
    reader.push(chunk);
    await hooks.between(rows.length);
  }
  reader.end();
  return { name: '', hidden: false, rows, last: rows.at(-1)?.no ?? 0 };
}

/** Without the empty cells at its end. */
function trimmed(cells: SheetCell[]): SheetCell[] {
  let length = cells.length;
  while (length > 0 && isEmptyCell(cells[length - 1])) length--;
  return cells.slice(0, length);
}

async function readWorkbook(path: string, hooks: ReadSheetHooks, only: string | null): Promise<ReadSheet[]> {
  const { merges } = await measureWorkbook(path);
  const sheets: ReadSheet[] = [];
  const counter = new Counter();
  const source = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    const book = new ExcelJS.stream.xlsx.WorkbookReader(source, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      hyperlinks: 'ignore',
      // Needed to tell dates from numbers.
      styles: 'cache',
      entries: 'emit',
    });
    for await (const sheet of book) {
      const { name, state, id } = about(sheet);
      const rows: SheetRow[] = [];
      const keeps = only === null ? state === 'visible' : name === only;
      let last = 0;
      let seen = 0;
      for await (const row of sheet) {
        seen++;
        if (seen % 400 === 0) await hooks.between(counter.rows);
        const cells = cellsOf(row);
        if (cells.length === 0) continue;
        last = row.number;
        counter.take(cells);
        if (keeps) rows.push({ no: row.number, cells });
      }
      sheets.push({
        name,
        hidden: state !== 'visible',
        rows: keeps ? filledDown(rows, merges.get(id) ?? []) : rows,
        last,
      });
    }
    return sheets;
  } catch (error) {
    if (error instanceof LedgerFault || !(error instanceof Error)) throw error;
    if (/exceljs|unzipper|saxes|zlib|node:stream/.test(error.stack ?? '')) {
      throw new LedgerFault('file.damaged', { reason: `xlsx: ${error.message}` }, { cause: error });
    }
    throw error;
  } finally {
    source.destroy();
  }
}

/** The streaming reader's sheet knows its name and state, though its types do not say so. */
function about(sheet: object): { name: string; state: string; id: number } {
  const name = 'name' in sheet ? String(sheet.name) : '';
  const state = 'state' in sheet && typeof sheet.state === 'string' ? sheet.state : 'visible';
  const id = 'id' in sheet ? Number(sheet.id) : 0;
  return { name, state, id };
}

/** A cell merged over several rows says the same in each of them. */
function filledDown(rows: SheetRow[], merges: readonly MergedCells[]): SheetRow[] {
  if (merges.length === 0) return rows;
  const byRow = new Map(rows.map((row, index) => [row.no, index]));
  const result = [...rows];
  for (const { column, from, to } of merges) {
    const head = byRow.get(from);
    const value = head === undefined ? undefined : result[head]?.cells[column - 1];
    if (value === undefined || isEmptyCell(value)) continue;
    for (let no = from + 1; no <= to; no++) {
      const index = byRow.get(no);
      const row = index === undefined ? undefined : result[index];
      if (index === undefined || row === undefined || !isEmptyCell(row.cells[column - 1])) continue;
      const cells = [...row.cells];
      while (cells.length < column) cells.push(null);
      cells[column - 1] = value;
      result[index] = { no, cells };
    }
  }
  return result;
}

function cellsOf(row: ExcelJS.Row): SheetCell[] {
  const cells: SheetCell[] = [];
  const width = Math.min(row.cellCount, MOST_COLUMNS + 1);
  for (let column = 1; column <= width; column++) cells.push(cellOf(row.getCell(column).value));
  return trimmed(cells);
}

/** A cell by its value: formulas by their last result, rich text as text, days as days. */
function cellOf(value: ExcelJS.CellValue): SheetCell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return dayText(value);
  // Our own copies guard text that looks like a formula by an apostrophe.
  if (typeof value === 'string')
    return value.trim() === '' ? null : value.replace(/^'(?=[=+\-@])/u, '').slice(0, LONGEST_CELL);
  if (typeof value !== 'object') return value;
  if ('result' in value) return cellOf(value.result ?? null);
  if ('richText' in value) return cellOf(value.richText.map(({ text }) => text).join(''));
  if ('text' in value) return cellOf(typeof value.text === 'string' ? value.text : String(value.text));
  return 'error' in value ? value.error : null;
}

function dayText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null;
  const text = new Date(Math.round(date.getTime() / 60_000) * 60_000).toISOString();
  return text.slice(11, 16) === '00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`;
}
