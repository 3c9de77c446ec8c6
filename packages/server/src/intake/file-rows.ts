import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ImportFaultCode } from '@qingzhang/contract';
import ExcelJS from 'exceljs';
import { type Encoding, LineReader, type RowHandler, viewOfTexts } from './lines.ts';

/** A file that cannot be read at all: nothing of it is taken. */
export class FileFault extends Error {
  readonly code: ImportFaultCode;
  readonly params: Record<string, unknown>;

  constructor(code: ImportFaultCode, params: Record<string, unknown> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'FileFault';
    this.code = code;
    this.params = params;
  }
}

/** How a file came: its container and the encoding of its text. */
export interface FileForm {
  container: 'text' | 'gzip' | 'xlsx';
  encoding: Encoding | 'xlsx';
  sha256: string;
}

/** What the reading loop needs from outside. */
export interface ReadHooks {
  /** Called between pieces with the bytes of the file read so far; may wait (back-pressure) or throw (cancel). */
  between(bytesRead: number): Promise<void>;
}

/** Bytes handed to the line reader at a time: few enough rows that the writer's slack is never exceeded. */
const PIECE = 16 * 1024;
const READ = 128 * 1024;

/**
 * Streams the rows of a CSV (plain or gzip; UTF-8, GB18030, UTF-16) or of an XLSX file's first sheet with rows into
 * `handler`. A gzip file that ends early or fails its checksum is damaged as a whole: it throws at its end, and the
 * caller takes nothing.
 */
export async function readRows(path: string, handler: RowHandler, hooks: ReadHooks): Promise<FileForm> {
  const head = await firstBytes(path);
  if (head.length === 0) throw new FileFault('file.empty');
  if (head.readUInt32BE(0) === 0xd0cf11e0) throw new FileFault('file.xls');
  const hash = createHash('sha256');
  let bytes = 0;
  const source = createReadStream(path, { highWaterMark: READ });
  source.on('data', (chunk) => {
    bytes += chunk.length;
    hash.update(chunk);
  });
  try {
    if (head[0] === 0x50 && head[1] === 0x4b) {
      await readXlsx(source, handler, () => hooks.between(bytes));
      return { container: 'xlsx', encoding: 'xlsx', sha256: await digest(source, hash) };
    }
    const gzip = head[0] === 0x1f && head[1] === 0x8b;
    const lines = new LineReader(handler);
    await readText(gzip ? unzip(source) : source, lines, () => hooks.between(bytes));
    return {
      container: gzip ? 'gzip' : 'text',
      encoding: lines.encoding,
      sha256: await digest(source, hash),
    };
  } finally {
    source.destroy();
  }
}

async function digest(source: Readable, hash: ReturnType<typeof createHash>): Promise<string> {
  // A spreadsheet's reader may leave the last bytes unread.
  if (!source.readableEnded && !source.destroyed) {
    source.resume();
    await new Promise<void>((resolve) => {
      source.once('end', resolve);
      source.once('close', resolve);
    });
  }
  return hash.digest('hex');
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw new FileFault('file.missing', { path }, { cause: error });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    return bytesRead === 0 ? Buffer.alloc(0) : buffer;
  } catch (error) {
    throw new FileFault('file.notTable', { reason: reasonOf(error) }, { cause: error });
  } finally {
    await handle.close();
  }
}

function unzip(source: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: READ });
  source.on('error', (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

async function readText(source: Readable, lines: LineReader, between: () => Promise<void>): Promise<void> {
  try {
    for await (const chunk of bytesOf(source)) {
      if (lines.line === 0 && chunk.subarray(0, 4096).includes(0) && !looksUtf16(chunk)) {
        throw new FileFault('file.notTable', { reason: 'binary' });
      }
      for (let at = 0; at < chunk.length; at += PIECE) {
        lines.push(chunk.subarray(at, at + PIECE));
        await between();
      }
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new FileFault('file.damaged', { reason: `gzip: ${error.message}` }, { cause: error });
    }
    throw error;
  }
  lines.end();
  await between();
}

async function* bytesOf(source: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of source) if (Buffer.isBuffer(chunk)) yield chunk;
}

function looksUtf16(chunk: Buffer): boolean {
  const mark = chunk.length >= 2 ? chunk.readUInt16BE(0) : 0;
  return mark === 0xfffe || mark === 0xfeff;
}

async function readXlsx(source: Readable, handler: RowHandler, between: () => Promise<void>): Promise<void> {
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
      let rows = 0;
      let width = 0;
      for await (const row of sheet) {
        const texts = cellTexts(row);
        if (texts.every((text) => text === '')) continue;
        rows++;
        // Trailing empty cells are not written in a spreadsheet: rows are filled up to the widest so far, the header.
        width = Math.max(width, texts.length);
        while (texts.length < width) texts.push('');
        handler.row(viewOfTexts(texts, row.number));
        if (rows % 512 === 0) await between();
      }
      await between();
      if (rows > 0) return;
    }
  } catch (error) {
    if (error instanceof Error && isFormatError(error)) {
      throw new FileFault('file.damaged', { reason: `xlsx: ${error.message}` }, { cause: error });
    }
    throw error;
  }
}

/** Errors of unzipping and XML parsing; everything else is passed on as it is. */
function isFormatError(error: Error): boolean {
  return (
    !(error instanceof FileFault) &&
    /FILE_ENDED|signature|invalid|zip|unexpected|unclosed|tag|xml|end of|Could not/i.test(error.message) &&
    /exceljs|unzipper|saxes|zlib|node:stream/.test(error.stack ?? '')
  );
}

function cellTexts(row: ExcelJS.Row): string[] {
  const texts: string[] = [];
  for (let column = 1; column <= row.cellCount; column++) texts.push(cellText(row.getCell(column).value));
  return texts;
}

/** A cell as text: numbers as written, dates as Beijing wall clock, formulas by their result. */
function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return wallClock(value);
  if (typeof value !== 'object') return String(value);
  if ('result' in value) return cellText(value.result ?? null);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('text' in value) return String(value.text);
  if ('error' in value) return value.error;
  return '';
}

/** Spreadsheet dates are days counted in binary fractions: to the nearest minute. */
function wallClock(date: Date): string {
  const minutes = new Date(Math.round(date.getTime() / 60_000) * 60_000).toISOString();
  return `${minutes.slice(0, 10)} ${minutes.slice(11, 16)}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
