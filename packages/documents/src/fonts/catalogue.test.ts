import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseFonts } from './catalogue.ts';
import { packageFontFiles } from './package-fonts.ts';
import { readFontFaces } from './sfnt-names.ts';

const directory = mkdtempSync(join(tmpdir(), 'qingzhang-fonts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A font file with nothing but its family name, in two languages. */
function nameOnlyFont(families: readonly string[]): Buffer {
  const texts = families.map((family) => Buffer.from(family, 'utf16le').swap16());
  const storage = 6 + 12 * texts.length;
  const table = Buffer.alloc(storage);
  table.writeUInt16BE(texts.length, 2);
  table.writeUInt16BE(storage, 4);
  let offset = 0;
  texts.forEach((text, i) => {
    const at = 6 + i * 12;
    table.writeUInt16BE(3, at);
    table.writeUInt16BE(1, at + 2);
    table.writeUInt16BE(1, at + 6);
    table.writeUInt16BE(text.length, at + 8);
    table.writeUInt16BE(offset, at + 10);
    offset += text.length;
  });
  const names = Buffer.concat([table, ...texts]);
  const head = Buffer.alloc(28);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(1, 4);
  head.write('name', 12, 'latin1');
  head.writeUInt32BE(28, 20);
  head.writeUInt32BE(names.length, 24);
  return Buffer.concat([head, names]);
}

describe('typefaces', () => {
  it('the packaged fonts call themselves by the names that the renderers ask for', () => {
    const files = packageFontFiles();
    expect(readFontFaces(files.serif)[0]?.families).toContain('Noto Serif SC');
    expect(readFontFaces(files.sans)[0]?.families).toContain('Noto Sans S Chinese');
  });

  it('DIS-7.4 without the official typefaces the packaged ones stand in, and the report says so', () => {
    const fonts = chooseFonts({ systemFonts: false });
    expect(fonts.filter((font) => !font.official).map((font) => font.wanted)).toEqual([
      '仿宋',
      '小标宋',
      '黑体',
      '楷体',
      '宋体',
    ]);
  });

  it('an official typeface of the machine is preferred, and a broken file is passed over', () => {
    writeFileSync(join(directory, 'simfang.ttf'), nameOnlyFont(['FangSong', '仿宋']));
    writeFileSync(join(directory, 'broken.ttf'), 'not a font');
    const body = chooseFonts({ systemFonts: false, directories: [directory] }).find(
      (font) => font.role === 'body',
    );
    expect(body).toMatchObject({ used: 'FangSong', official: true, weight: 400 });
    expect(body?.names).toEqual(['FangSong', '仿宋']);
  });
});
