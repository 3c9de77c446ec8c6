import { describe, expect, it } from 'vitest';
import { programPath, wordToPdf } from '../testing/office.ts';
import { pdfPages } from '../testing/pdf-text.ts';
import { SAMPLE_COPY, sampleLetter, sampleMinutes, samplePlain } from '../testing/sample-forms.ts';
import { xmlText, zipEntry } from '../testing/unzip.ts';
import { buildDocx } from './render.ts';

describe('DIS-7.4 forms of documents as Word files', { timeout: 30_000 }, () => {
  it('a letter has double red lines of 170 mm on its first page alone, and no number there', async () => {
    const docx = await buildDocx(sampleLetter());
    const xml = zipEntry(docx, 'word/document.xml');
    expect(xml).toContain('<w:titlePg/>');
    const parts = Array.from({ length: 3 }, (_, i) => [
      zipEntry(docx, `word/header${i + 1}.xml`),
      zipEntry(docx, `word/footer${i + 1}.xml`),
    ]);
    const headers = parts.map(([header]) => header!);
    const footers = parts.map(([, footer]) => footer!);
    expect(headers.filter((part) => part.includes('thickThinSmallGap'))).toHaveLength(1);
    const first = footers.filter((part) => part.includes('thinThickSmallGap'));
    expect(first).toHaveLength(1);
    expect(first[0]).not.toContain('PAGE');
    // 8 mm and 6 mm beyond the text block of 156 mm.
    expect(first[0]).toMatch(/w:left="-454" w:right="-340"/u);
    expect(xmlText(xml)).not.toContain('印发');
    expect(xml).toContain('<w:framePr');
  });

  it('minutes and plain papers hold what the model says', async () => {
    const minutes = xmlText(zipEntry(await buildDocx(sampleMinutes()), 'word/document.xml'));
    expect(minutes).toContain('第7期');
    expect(minutes).toContain('列席：各市生态环境局局长');
    const plain = xmlText(zipEntry(await buildDocx(samplePlain()), 'word/document.xml'));
    expect(plain).toContain('来源：示例省生态环境厅');
    expect(plain).toContain('•　通报上半年情况（15分钟）');
  });

  it('DIS-10.2 a copy carries its words behind every page, named for readers', async () => {
    const docx = await buildDocx(sampleLetter(), { copy: SAMPLE_COPY });
    for (const n of [1, 2, 3]) {
      const header = zipEntry(docx, `word/header${n}.xml`);
      expect(header).toContain('behindDoc="1"');
      expect(header).toContain(SAMPLE_COPY.text);
      expect(header).toContain('草稿');
    }
    expect(zipEntry(await buildDocx(sampleLetter()), 'word/header1.xml')).not.toContain('behindDoc');
  });
});

const missing = ['soffice'].filter((name) => programPath(name) === null);
if (missing.length > 0)
  console.warn('skipped: forms are not opened as Word files, soffice not found (install LibreOffice Writer)');

describe.skipIf(missing.length > 0)('forms opened by LibreOffice', { timeout: 150_000 }, () => {
  it('a letter keeps to two pages, numbered from the second', async () => {
    const [first = '', second = '', ...more] = await pdfPages(
      await wordToPdf(await buildDocx(sampleLetter(), { copy: SAMPLE_COPY })),
    );
    expect(more).toEqual([]);
    expect(first).toMatch(/示例省生态环境厅.*示环函〔2020〕45号/u);
    expect(first).not.toMatch(/—\d—/u);
    expect(second).toContain('—2—');
    expect(second).toContain('抄送：');
  });
});
