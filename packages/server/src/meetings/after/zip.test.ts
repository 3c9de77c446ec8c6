import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { zipOf } from './zip.ts';

async function bytesOf(entries: Parameters<typeof zipOf>[0]): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of zipOf(entries, new Date('2025-02-14T10:00:00+08:00'))) parts.push(part);
  return Buffer.concat(parts);
}

/** The entries of an archive by its directory at the end, as programs read it. */
function entriesOf(zip: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  const end = zip.length - 22;
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; n -= 1) {
    const length = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    expect(crc32(content)).toBe(zip.readUInt32LE(at + 16));
    entries.set(zip.toString('utf8', at + 46, at + 46 + length), content);
    at += 46 + length;
  }
  expect(at).toBe(end);
  return entries;
}

it('every file comes out as it went in, under its Chinese name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.string({ maxLength: 200 })), {
        maxLength: 12,
        selector: ([n]) => n,
      }),
      async (files) => {
        const entries = files.map(([n, text]) => ({
          path: `09 函/关于${n}的函.docx`,
          content: Buffer.from(text),
        }));
        const read = entriesOf(await bytesOf(entries));
        expect([...read]).toEqual(entries.map(({ path, content }) => [path, content]));
      },
    ),
    { numRuns: 50 },
  );
});

it('is dated by Beijing’s clock', async () => {
  const zip = await bytesOf([{ path: 'a', content: Buffer.from('x') }]);
  expect(zip.readUInt16LE(10) >> 11).toBe(10);
  expect(zip.readUInt16LE(12) & 31).toBe(14);
});
