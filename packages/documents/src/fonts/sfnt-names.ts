import { closeSync, openSync, readSync } from 'node:fs';

/** What a font file calls itself: the names a renderer may ask for, and the first family name in file order. */
export interface FontFace {
  readonly file: string;
  /** Every family name in the file (name ids 1 and 16), in every language. */
  readonly families: readonly string[];
  /** The first Unicode family name (name id 1): the name by which Typst knows the face. */
  readonly primaryFamily: string;
  readonly subfamily: string;
}

const NAME_FAMILY = 1;
const NAME_SUBFAMILY = 2;
const NAME_TYPOGRAPHIC_FAMILY = 16;
const PLATFORM_UNICODE = 0;
const PLATFORM_WINDOWS = 3;

/** Reads only the name table, so that hundreds of large CJK files can be looked at in milliseconds. */
export function readFontFaces(file: string): FontFace[] {
  const handle = openSync(file, 'r');
  try {
    const head = readAt(handle, 0, 12);
    if (head.toString('latin1', 0, 4) !== 'ttcf') return facesAt(handle, file, [0]);
    const count = Math.min(head.readUInt32BE(8), 64);
    const table = readAt(handle, 12, count * 4);
    return facesAt(
      handle,
      file,
      Array.from({ length: count }, (_, i) => table.readUInt32BE(i * 4)),
    );
  } finally {
    closeSync(handle);
  }
}

function facesAt(handle: number, file: string, offsets: readonly number[]): FontFace[] {
  const faces: FontFace[] = [];
  for (const offset of offsets) {
    const tableCount = readAt(handle, offset + 4, 2).readUInt16BE(0);
    const directory = readAt(handle, offset + 12, tableCount * 16);
    for (let i = 0; i < tableCount; i++) {
      if (directory.toString('latin1', i * 16, i * 16 + 4) !== 'name') continue;
      const at = directory.readUInt32BE(i * 16 + 8);
      const names = parseNames(readAt(handle, at, directory.readUInt32BE(i * 16 + 12)));
      const families = [
        ...new Set(
          names.filter((n) => n.id === NAME_FAMILY || n.id === NAME_TYPOGRAPHIC_FAMILY).map((n) => n.text),
        ),
      ];
      faces.push({
        file,
        families,
        primaryFamily: names.find((n) => n.id === NAME_FAMILY)?.text ?? families[0] ?? '',
        subfamily: names.find((n) => n.id === NAME_SUBFAMILY)?.text ?? '',
      });
    }
  }
  return faces;
}

function parseNames(table: Buffer): { id: number; text: string }[] {
  const count = table.readUInt16BE(2);
  const storage = table.readUInt16BE(4);
  const names: { id: number; text: string }[] = [];
  for (let i = 0; i < count; i++) {
    const record = 6 + i * 12;
    const platform = table.readUInt16BE(record);
    if (platform !== PLATFORM_UNICODE && platform !== PLATFORM_WINDOWS) continue;
    const start = storage + table.readUInt16BE(record + 10);
    const bytes = Buffer.from(table.subarray(start, start + table.readUInt16BE(record + 8)));
    if (bytes.length % 2 !== 0) continue;
    names.push({ id: table.readUInt16BE(record + 6), text: bytes.swap16().toString('utf16le') });
  }
  return names;
}

function readAt(handle: number, position: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const read = readSync(handle, buffer, 0, length, position);
  if (read < length)
    throw new RangeError(`font file ends at ${position + read}, ${length - read} bytes early`);
  return buffer;
}
