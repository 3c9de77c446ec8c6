import { describe, expect, it } from 'vitest';
import { pdfToPng, programPath, wordToPdf } from '../testing/office.ts';
import { pdfPages } from '../testing/pdf-text.ts';
import { sampleDocument } from '../testing/sample.ts';
import { buildDocx } from './render.ts';

const missing = ['soffice', 'pdftoppm'].filter((name) => programPath(name) === null);
if (missing.length > 0) {
  console.warn(
    `skipped: the Word file is not opened, ${missing.join(' and ')} not found (install LibreOffice Writer and poppler-utils)`,
  );
}

describe.skipIf(missing.length > 0)('the Word file opened by LibreOffice', { timeout: 150_000 }, () => {
  it('opens, with its words, its page numbers and its pages upright and turned', async () => {
    const pdf = await wordToPdf(await buildDocx(sampleDocument()));
    const texts = await pdfPages(pdf);
    expect(texts.length).toBeGreaterThanOrEqual(4);
    expect(texts.length).toBeLessThanOrEqual(6);
    const [first] = texts;
    for (const part of [
      '示例省生态环境厅文件',
      '示环发〔2020〕12号',
      '关于2020年上半年',
      '各市人民政府：',
      '—1—',
    ]) {
      expect(first).toContain(part);
    }
    const all = texts.join('');
    for (const part of ['综合指数平均为5.02', '46微克/立方米', '数据无效', '附件：1.', '2020年7月17日印发']) {
      expect(all).toContain(part);
    }
    const sizes = (await pdfToPng(pdf)).map((png) => [png.readUInt32BE(16), png.readUInt32BE(20)] as const);
    expect(sizes).toHaveLength(texts.length);
    // A4 at 50 dpi: 413 × 585, and one page on its side.
    for (const [width, height] of sizes) expect(Math.max(width, height) - 585).toBeLessThanOrEqual(1);
    expect(sizes.filter(([width, height]) => width > height)).toHaveLength(1);
  });
});
