import { PassThrough, Readable } from 'node:stream';
import { fillWords, type ImportBatch, type ImportReject, rejectWords } from '@qingzhang/contract';
import ExcelJS from 'exceljs';
import type { Db } from '../platform/database/transaction.ts';
import { reasonColumns } from './layouts/columns.ts';
import { csvLine, fieldTexts, LineReader } from './lines.ts';
import { listRejected } from './rejects.ts';

const PAGE = 2000;

/** The columns a download starts with: the file's own, or for transposed files those of our plain layout. */
function headerOf(batch: ImportBatch): string[] {
  const wide = batch.layout === 'national-wide';
  if (!wide) return batch.detail.header;
  const place = batch.detail.header.slice(3).some((name) => /^\d{4,6}[A-Z]$/.test(name)) ? 'station' : 'city';
  return ['time', place, 'so2', 'no2', 'pm10', 'pm25', 'co', 'o3'];
}

/** Turned-away rows, page by page. */
async function* rejectsOf(db: Db, batch: ImportBatch): AsyncGenerator<ImportReject> {
  let after: { line: number; ordinal: number } | null = null;
  for (;;) {
    const rows: Array<ImportReject & { ordinal: number }> = await listRejected(db, batch.id, {
      limit: PAGE,
      after,
      code: null,
    });
    yield* rows;
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return;
    after = { line: last.line, ordinal: last.ordinal };
  }
}

/** Whether a row is kept in our plain layout: of a transposed file, only place-hours are; its lines cannot be mended so. */
function isPlaceHour(batch: ImportBatch, reject: ImportReject): boolean {
  return batch.layout !== 'national-wide' || /^(cell|row)\.(?!fields)/.test(reject.code);
}

/** The cells of a turned-away row under the download's header. */
function cellsOf(batch: ImportBatch, reject: ImportReject, width: number): string[] {
  let cells: string[] = [];
  if (!isPlaceHour(batch, reject)) return new Array<string>(width).fill('');
  const reader = new LineReader({
    row: (view) => {
      if (cells.length === 0) cells = fieldTexts(view);
    },
    badLine: () => {},
  });
  // The delimiter of a single line is found like that of a file.
  reader.push(Buffer.from(reject.raw));
  reader.end();
  // A row with more cells than the header keeps them all: they are what is wrong with it.
  while (cells.length < width) cells.push('');
  return cells;
}

function reasonsOf(batch: ImportBatch, reject: ImportReject, lang: 'zh' | 'en'): string[] {
  return [
    batch.fileName,
    String(reject.line),
    reject.column ?? '',
    reject.code,
    fillWords(rejectWords, reject.code, reject.params, lang),
  ];
}

/**
 * The turned-away rows as CSV (UTF-8 with mark, so that spreadsheets read it): the file's own columns, then where and
 * why. Mended, the file can be imported again as it is: the reason columns are passed over.
 */
export function rejectsCsv(db: Db, batch: ImportBatch, lang: 'zh' | 'en'): Readable {
  const header = headerOf(batch);
  async function* lines() {
    yield `\ufeff${csvLine([...header, ...reasonColumns])}\r\n`;
    for await (const reject of rejectsOf(db, batch)) {
      const cells = cellsOf(batch, reject, header.length);
      yield `${csvLine([...cells.slice(0, header.length).map(harmless), ...reasonsOf(batch, reject, lang)])}\r\n`;
    }
  }
  return Readable.from(lines());
}

/** A cell that a spreadsheet would run as a formula is shown as text. Numbers stay numbers. */
function harmless(text: string): string {
  return /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && Number.isNaN(Number(text)) && text.length > 2)
    ? `'${text}`
    : text;
}

/** The same as XLSX, written row by row. */
export function rejectsXlsx(db: Db, batch: ImportBatch, lang: 'zh' | 'en'): Readable {
  const out = new PassThrough();
  const header = headerOf(batch);
  const write = async () => {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({
      stream: out,
      useStyles: true,
      useSharedStrings: false,
    });
    const sheet = book.addWorksheet('rejects', { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.addRow([...header, ...reasonColumns]).commit();
    for await (const reject of rejectsOf(db, batch)) {
      const cells = cellsOf(batch, reject, header.length).slice(0, header.length);
      sheet.addRow([...cells, ...reasonsOf(batch, reject, lang)]).commit();
    }
    sheet.commit();
    await book.commit();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}
