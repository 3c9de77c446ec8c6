/** What an XLSX holds, measured before a spreadsheet reader sees it: a file that blows up is refused, not unpacked. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { LedgerFault } from './fault.ts';

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** Bytes that all parts of a workbook may have unpacked. */
const MOST_UNPACKED = 800 * 1024 * 1024;
/** Words of a workbook are kept in memory whole. */
const MOST_WORDS = 160 * 1024 * 1024;
const MOST_ENTRIES = 4000;

/** Cells merged downwards, by sheet number (sheet1.xml → 1): from and to row and column, from 1. */
export interface MergedCells {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** What was seen while measuring. */
export interface WorkbookParts {
  readonly merges: ReadonlyMap<number, readonly MergedCells[]>;
}

const damaged = (reason: string) => new LedgerFault('file.damaged', { reason: `xlsx: ${reason}` });

/**
 * Unpack every part without keeping it: refuses what is larger than a workbook can sensibly be, parts that the directory
 * does not name, and parts packed in ways we do not read. On the way it notes which cells are merged downwards, as
 * streaming readers do not say.
 */
export async function measureWorkbook(path: string): Promise<WorkbookParts> {
  const entries = await directory(path);
  const merges = new Map<number, MergedCells[]>();
  let total = 0;
  for (const entry of entries) {
    const sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/i.exec(entry.name)?.[1];
    const limit = /sharedstrings\.xml$/i.test(entry.name) ? MOST_WORDS : MOST_UNPACKED;
    const found: MergedCells[] = [];
    let tail = '';
    let size = 0;
    for await (const chunk of unpacked(path, entry)) {
      size += chunk.length;
      total += chunk.length;
      if (size > limit || total > MOST_UNPACKED)
        throw new LedgerFault('file.damaged', { reason: 'xlsx: too large unpacked' });
      if (sheet === undefined) continue;
      const text = tail + chunk.toString('latin1');
      for (const match of text.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)) {
        if (match[1] !== match[3] || match[2] === match[4] || found.length >= 100_000) continue;
        found.push({ column: columnNumber(match[1] ?? 'A'), from: Number(match[2]), to: Number(match[4]) });
      }
      // An element cut by the chunk's end is looked at again with the next.
      const last = text.lastIndexOf('<');
      tail = last >= 0 && text.length - last < 100 ? text.slice(last) : '';
      if (tail.includes('>')) tail = '';
    }
    if (sheet !== undefined) merges.set(Number(sheet), found);
  }
  return { merges };
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

async function* unpacked(path: string, entry: Entry): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  const head = Buffer.alloc(30);
  await handle.read(head, 0, 30, entry.offset).finally(() => handle.close());
  if (head.readUInt32LE(0) !== 0x04034b50) throw damaged('entry');
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (entry.packed === 0) return;
  const source = createReadStream(path, { start, end: start + entry.packed - 1 });
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`method ${entry.method}`);
  const bytes = entry.method === 0 ? source : source.pipe(createInflateRaw());
  source.on('error', (error) => bytes.destroy(error));
  try {
    for await (const chunk of bytes) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw damaged(error.message);
    throw error;
  } finally {
    source.destroy();
    bytes.destroy();
  }
}

/** The entries that the directory at the file's end names; nothing may lie between them that it does not. */
async function directory(path: string): Promise<Entry[]> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    if (end < 0 || end + 22 > tail.length) throw damaged('no directory');
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const offset = tail.readUInt32LE(end + 16);
    if (count > MOST_ENTRIES || count === 0 || offset + length > size || length > 16 * 1024 * 1024)
      throw damaged('directory');
    const bytes = Buffer.alloc(length);
    await handle.read(bytes, 0, length, offset);
    const entries: Entry[] = [];
    for (let at = 0, n = 0; n < count; n++) {
      if (at + 46 > length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged('directory');
      const nameLength = bytes.readUInt16LE(at + 28);
      entries.push({
        name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
        method: bytes.readUInt16LE(at + 10),
        packed: bytes.readUInt32LE(at + 20),
        offset: bytes.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
    const sorted = [...entries].sort((a, b) => a.offset - b.offset);
    let expected = 0;
    for (const entry of sorted) {
      if (entry.packed === 0xffffffff || entry.offset === 0xffffffff) throw damaged('zip64');
      // Between two parts lies at most a descriptor; a part hidden there would be read by streaming readers.
      if (entry.offset < expected || entry.offset > expected + 64) throw damaged('gap');
      const head = Buffer.alloc(30);
      await handle.read(head, 0, 30, entry.offset);
      expected = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28) + entry.packed;
    }
    if (expected > offset || offset > expected + 64) throw damaged('gap');
    return entries;
  } finally {
    await handle.close();
  }
}
