import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, fieldTexts, LineReader, rawText } from './lines.ts';

interface Seen {
  rows: Array<{ line: number; texts: string[]; raw: string }>;
  bad: Array<{ line: number; fault: string }>;
  encoding: string;
}

function readAll(chunks: readonly Buffer[], maxLine?: number): Seen {
  const seen: Seen = { rows: [], bad: [], encoding: '' };
  const reader = new LineReader(
    {
      row: (view) => seen.rows.push({ line: view.line, texts: fieldTexts(view), raw: rawText(view) }),
      badLine: (fault, line) => seen.bad.push({ line, fault }),
    },
    maxLine === undefined ? {} : { maxLine },
  );
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  seen.encoding = reader.encoding;
  return seen;
}

const texts = (content: Buffer | string, maxLine?: number) =>
  readAll([typeof content === 'string' ? Buffer.from(content) : content], maxLine).rows.map(
    (row) => row.texts,
  );

/** GB18030 of 城市,太原,大同 in their order; Node can read that encoding but not write it. */
const gb = {
  city: Buffer.from([0xb3, 0xc7, 0xca, 0xd0]),
  taiyuan: Buffer.from([0xcc, 0xab, 0xd4, 0xad]),
};

describe('LineReader', () => {
  it('cuts lines and fields, whatever ends a line and whatever parts the fields', () => {
    expect(texts('a,b\n1,2\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(texts('a,b\r\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(texts('a\tb\n1\t2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(texts('a;b\n1;2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(texts('a,b\n\n\n1,\n')).toEqual([
      ['a', 'b'],
      ['1', ''],
    ]);
    expect(texts('')).toEqual([]);
  });

  it('reads quoted fields, also over lines, and counts those lines', () => {
    const seen = readAll([Buffer.from('a,b\n"x, ""y""",2\n"one\r\ntwo",3\nz,4\n')]);
    expect(seen.rows.map((row) => row.texts)).toEqual([
      ['a', 'b'],
      ['x, "y"', '2'],
      ['one\r\ntwo', '3'],
      ['z', '4'],
    ]);
    expect(seen.rows.map((row) => row.line)).toEqual([1, 2, 3, 5]);
    expect(seen.rows[2]!.raw).toBe('"one\r\ntwo",3');
  });

  it('lets an unclosed quote cost one line only', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `r${i},${i}`);
    const seen = readAll([Buffer.from(`a,b\n"open,1\n${lines.join('\n')}\n`)]);
    expect(seen.bad).toEqual([{ line: 2, fault: 'line.quote' }]);
    expect(seen.rows).toHaveLength(31);
    expect(readAll([Buffer.from('a,b\n"open,1')]).bad).toEqual([{ line: 2, fault: 'line.quote' }]);
  });

  it('tells encodings apart: UTF-8, with mark, GB18030, UTF-16', () => {
    expect(readAll([Buffer.from('a,b\n1,2')]).encoding).toBe('ascii');
    expect(readAll([Buffer.from('城市,b\n太原,2')]).encoding).toBe('utf-8');
    const marked = readAll([Buffer.from('\ufeff城市,b\n太原,2')]);
    expect(marked).toMatchObject({ encoding: 'utf-8-bom', rows: [{ texts: ['城市', 'b'] }, {}] });
    const chinese = Buffer.concat([gb.city, Buffer.from(',b\n'), gb.taiyuan, Buffer.from(',2\n')]);
    expect(readAll([chinese])).toMatchObject({
      encoding: 'gb18030',
      rows: [{ texts: ['城市', 'b'] }, { texts: ['太原', '2'] }],
    });
    expect(readAll([Buffer.from('\ufeffa,b\n城,2', 'utf16le')])).toMatchObject({
      encoding: 'utf-16le',
      rows: [{ texts: ['a', 'b'] }, { texts: ['城', '2'] }],
    });
  });

  it('decides late: an ASCII head does not fix the encoding', () => {
    const head = Buffer.from(`city,b\n${'1,2\n'.repeat(50_000)}`);
    const seen = readAll([head, Buffer.concat([gb.taiyuan, Buffer.from(',2\n')])]);
    expect(seen.encoding).toBe('gb18030');
    expect(seen.rows.at(-1)!.texts).toEqual(['太原', '2']);
  });

  it('turns away only the lines that break the encoding', () => {
    const seen = readAll([
      Buffer.concat([
        Buffer.from('城市,b\n太原,1\n'),
        Buffer.from([0xff, 0x2c, 0x31, 0x0a]),
        Buffer.from('大同,2\n'),
      ]),
    ]);
    expect(seen.encoding).toBe('utf-8');
    expect(seen.bad).toEqual([{ line: 3, fault: 'line.encoding' }]);
    expect(seen.rows).toHaveLength(3);
    const mixed = readAll([
      Buffer.concat([
        gb.city,
        Buffer.from(',b\n'),
        gb.taiyuan,
        Buffer.from(',1\n'),
        Buffer.from([0xff, 0xff, 0x2c, 0x31, 0x0a]),
      ]),
    ]);
    expect(mixed.encoding).toBe('gb18030');
    expect(mixed.bad).toEqual([{ line: 3, fault: 'line.encoding' }]);
  });

  it('does not hold a line that is too long', () => {
    const chunk = Buffer.alloc(1024 * 1024, 0x61);
    const seen: Seen = { rows: [], bad: [], encoding: '' };
    const reader = new LineReader({
      row: (view) => seen.rows.push({ line: view.line, texts: fieldTexts(view), raw: '' }),
      badLine: (fault, line, raw, params) => {
        seen.bad.push({ line, fault });
        expect(raw.length).toBeLessThanOrEqual(200);
        expect(params.bytes).toBe(300 * 1024 * 1024);
      },
    });
    const before = process.memoryUsage().arrayBuffers;
    reader.push(Buffer.from('a,b\n'));
    for (let i = 0; i < 300; i++) reader.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
    reader.push(Buffer.from('\n1,2\n'));
    reader.end();
    expect(seen.bad).toEqual([{ line: 2, fault: 'line.tooLong' }]);
    expect(seen.rows.map((row) => row.texts)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('gives the same rows however the bytes are cut', () => {
    const field = fc.oneof(
      fc.constantFrom('太原', '1.5', '', 'a"b', 'x,y', 'two\nlines', ' pad '),
      fc.string({ maxLength: 8 }).map((text) => text.replaceAll('\r', '').replaceAll('\0', '')),
    );
    const line = fc.oneof(
      {
        weight: 8,
        arbitrary: fc.array(field, { minLength: 2, maxLength: 4 }).map((fields) => csvLine(['k', ...fields])),
      },
      { weight: 1, arbitrary: fc.constantFrom('"open,1', 'k,"a"b,2', '\r', `k,${'z'.repeat(70)}`) },
    );
    const cuts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        cuts,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (lines, sizes, end, mark) => {
          const content = Buffer.from(`${mark ? '\ufeff' : ''}城,b${end}${lines.join(end)}${end}`);
          const chunks: Buffer[] = [];
          let at = 0;
          for (const size of sizes) {
            chunks.push(content.subarray(at, at + size));
            at += size;
          }
          chunks.push(content.subarray(at));
          const whole = readAll([content], 64);
          expect(readAll(chunks, 64)).toEqual(whole);
          expect(whole.rows.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('reads back what csvLine writes', () => {
    const field = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n\0]/g, ' ').trim());
    fc.assert(
      fc.property(fc.array(field, { minLength: 2, maxLength: 6 }), (fields) => {
        const content = Buffer.from(`h1,h2\n${csvLine(['x', ...fields])}\n`);
        expect(readAll([content]).rows[1]?.texts).toEqual(['x', ...fields]);
      }),
    );
  });
});
