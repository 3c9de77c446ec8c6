import { describe, expect, it } from 'vitest';
import type { Block, DocumentModel } from '../model/document.ts';
import { text } from '../model/inline.ts';
import { heldToSignature } from '../model/keep.ts';
import { setOfficialPdf } from '../pdf/render.ts';
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

/** So many more paragraphs before the attendance of the minutes. */
function longerMinutes(paragraphs: number): DocumentModel {
  const minutes = sampleMinutes();
  const at = minutes.blocks.length - 2;
  const more = Array.from({ length: paragraphs }, (_, i): Block => {
    const words = `第${i + 1}段，各市要建立清单、销号管理，做到件件有着落，逐县倒排工期。`;
    return { kind: 'paragraph', runs: [text(words)] };
  });
  return { ...minutes, blocks: [...minutes.blocks.slice(0, at), ...more, ...minutes.blocks.slice(at)] };
}

/** A letter that ends with 专此函达。, its text that much longer. */
function longerLetter(paragraphs: number): DocumentModel {
  const letter = sampleLetter();
  const words = '请逐县倒排工期、挂图作战，于8月15日前补足差额，并将落实情况书面报我厅。';
  const more = Array.from({ length: paragraphs }, (): Block => ({ kind: 'paragraph', runs: [text(words)] }));
  const at = letter.blocks.length - 2;
  const end: Block = { kind: 'paragraph', runs: [text('专此函达。')] };
  return {
    ...letter,
    blocks: [...letter.blocks.slice(0, 4), ...more, end, ...letter.blocks.slice(at)],
  };
}

describe('GB/T 9704: the record and the signature', { timeout: 30_000 }, () => {
  it('the record stands below the text where the text ends on an even page with room, else on an even page of its own', async () => {
    const xml = async (paragraphs: number) =>
      zipEntry(await buildDocx(longerMinutes(paragraphs)), 'word/document.xml');
    const below = await xml(0);
    expect(below).toContain('<w:tblpPr');
    expect(below).toContain('w:tblpYSpec="bottom"');
    expect(below).not.toContain('evenPage');
    // On an odd page the text ends, or on an even one without room.
    for (const paragraphs of [4, 10]) {
      const own = await xml(paragraphs);
      expect(own).not.toContain('<w:tblpPr');
      expect(own).toContain('evenPage');
    }
  });

  it('text is held to the signature: a line at least, a short ending takes what is before it along', () => {
    const held = (doc: DocumentModel) =>
      [...heldToSignature(doc.blocks)].map((block) => doc.blocks.indexOf(block) - doc.blocks.length);
    const letter = longerLetter(2);
    // 专此函达。 and the paragraph before it; signature and record follow.
    expect(held(letter)).toEqual([-3, -4]);
    expect(
      held({ ...letter, blocks: letter.blocks.filter((_, i) => i !== letter.blocks.length - 3) }),
    ).toEqual([-3]);
    expect(heldToSignature(sampleMinutes().blocks).size).toBe(0);
  });

  it('no page of a PDF is signed without text of the document on it, however long the text', async () => {
    const signed = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => {
        const pages = await pdfPages(setOfficialPdf(longerLetter(n + 3), { systemFonts: false }).pdf);
        return pages.filter((page) => page.includes('2020年7月25日'));
      }),
    );
    for (const [page = ''] of signed) expect(page).toContain('书面报我厅。专此函达。示例省生态环境厅');
  });
});

const missing = ['soffice'].filter((name) => programPath(name) === null);
if (missing.length > 0)
  console.warn('skipped: forms are not opened as Word files, soffice not found (install LibreOffice Writer)');

describe.skipIf(missing.length > 0)('forms opened by LibreOffice', { timeout: 150_000 }, () => {
  it('the record stands on the page on which the text ends', async () => {
    const pages = await pdfPages(await wordToPdf(await buildDocx(longerMinutes(0))));
    expect(pages).toHaveLength(2);
    expect(pages[1]).toContain('列席：各市生态环境局局长');
    expect(pages[1]).toContain('印发');
  });

  it('a signature takes text of the document to its page', async () => {
    // So long that the signature alone would stand on the second page.
    const pages = await pdfPages(await wordToPdf(await buildDocx(longerLetter(5))));
    const [page] = pages.filter((one) => one.includes('2020年7月25日'));
    expect(page).toContain('书面报我厅。专此函达。');
  });

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
