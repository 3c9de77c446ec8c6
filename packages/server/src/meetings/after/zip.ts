/** A ZIP archive as a stream of files that are compressed already (DOCX, PDF, PPTX): stored, never held as a whole. */
import { crc32 } from 'node:zlib';

/** One file of an archive. */
export interface ZipEntry {
  /** With / between folders. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** Names are UTF-8 (bit 11), as Windows, WPS and macOS read them. */
const FLAGS = 0x0800;
const VERSION = 20;

/** The archive's bytes, entry by entry. `at` dates the files, by Beijing's clock. Up to 4 GB and 65,535 files. */
export async function* zipOf(
  entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  const { date, time } = dosMoment(at);
  let offset = 0;
  for await (const { path, content } of entries) {
    const name = Buffer.from(path, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(VERSION, 0);
    fields.writeUInt16LE(FLAGS, 2);
    fields.writeUInt16LE(0, 4);
    fields.writeUInt16LE(time, 6);
    fields.writeUInt16LE(date, 8);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    fields.writeUInt16LE(0, 24);
    const head = Buffer.concat([signature(0x04034b50), fields, name]);
    yield head;
    yield Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(VERSION, 0);
    directory.push(Buffer.concat([signature(0x02014b50), madeBy, fields, rest, name]));
    offset += head.length + content.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  yield Buffer.concat([central, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

function dosMoment(at: Date): { readonly date: number; readonly time: number } {
  const wall = new Date(at.getTime() + 8 * 3_600_000);
  const year = Math.max(0, wall.getUTCFullYear() - 1980);
  return {
    date: (year << 9) | ((wall.getUTCMonth() + 1) << 5) | wall.getUTCDate(),
    time: (wall.getUTCHours() << 11) | (wall.getUTCMinutes() << 5) | (wall.getUTCSeconds() >> 1),
  };
}
