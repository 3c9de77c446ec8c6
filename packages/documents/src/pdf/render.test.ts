import { describe, expect, it } from 'vitest';
import type { DocumentModel } from '../model/document.ts';
import { LedgerError } from '../model/statement.ts';
import { pdfPages } from '../testing/pdf-text.ts';
import { sampleDocument } from '../testing/sample.ts';
import { sampleStatement } from '../testing/sample-statement.ts';
import { setOfficialPdf, setStatementPdf } from './render.ts';

const OWN = { systemFonts: false };

describe('the document as PDF', { timeout: 30_000 }, () => {
  it('gives identical bytes for the same input', () => {
    const first = setOfficialPdf(sampleDocument(), OWN);
    const second = setOfficialPdf(structuredClone(sampleDocument()), OWN);
    expect(second.pdf.equals(first.pdf)).toBe(true);
    const other = setOfficialPdf({ ...sampleDocument(), date: '2020-07-18' }, OWN);
    expect(other.pdf.equals(first.pdf)).toBe(false);
  });

  it('holds the same figures as the model, and code stays text', async () => {
    const { pdf, pages } = setOfficialPdf(sampleDocument(), OWN);
    const texts = await pdfPages(pdf);
    expect(texts).toHaveLength(pages);
    const all = texts.join('');
    for (const part of [
      '综合指数平均为5.02',
      '12.4%',
      '46微克/立方米',
      '数据无效',
      '7.53',
      '〔2020〕12号',
      '#eval("1")$x$*星*',
      '抄送：省委办公厅',
    ]) {
      expect(all).toContain(part);
    }
  });

  it('DIS-7.4 puts the record on the last, even page and numbers every page', async () => {
    const texts = await pdfPages(setOfficialPdf(sampleDocument(), OWN).pdf);
    expect(texts.length % 2).toBe(0);
    expect(texts.at(-1)).toContain('印发');
    texts.forEach((words, i) => {
      expect(words).toContain(`—${i + 1}—`);
    });
  });

  it('holds 22 lines of 28 characters a page', async () => {
    const doc: DocumentModel = {
      ...sampleDocument(),
      simulated: false,
      blocks: [{ kind: 'paragraph', runs: [{ kind: 'text', text: '测'.repeat(28 * 22 - 2 + 28) }] }],
    };
    const [first, second] = await pdfPages(setOfficialPdf(doc, OWN).pdf);
    expect(first?.replace(/[^测]/gu, '')).toHaveLength(28 * 22 - 2);
    expect(second?.replace(/[^测]/gu, '')).toHaveLength(28);
  });

  it('reports the typefaces in use and which of them are substitutes', () => {
    const { fonts } = setOfficialPdf(sampleDocument(), OWN);
    expect(fonts.find((font) => font.role === 'body')).toMatchObject({
      wanted: '仿宋',
      used: 'Noto Serif SC',
      official: false,
    });
  });

  it('says on every page that the data are simulated', async () => {
    for (const words of await pdfPages(setOfficialPdf(sampleDocument(), OWN).pdf))
      expect(words).toContain('模拟数据');
  });
});

describe('the statement as PDF', { timeout: 30_000 }, () => {
  it('is one page with its figures, lamps in words and the line to sign', async () => {
    const { pdf, pages } = setStatementPdf(sampleStatement(), OWN);
    expect(pages).toBe(1);
    const [words] = await pdfPages(pdf);
    for (const part of [
      '吕原市',
      '6,636',
      '≤36.1',
      '趋紧',
      '安全',
      '透支',
      '已无可能',
      '未设目标',
      '64,902',
      '（签字）',
      '模拟数据',
    ]) {
      expect(words).toContain(part);
    }
    expect(setStatementPdf(sampleStatement(), OWN).pdf.equals(pdf)).toBe(true);
  });

  it('refuses a ledger that does not add up', () => {
    const doc = sampleStatement();
    const ledger = doc.ledger;
    const row = ledger?.rows[0];
    if (!ledger || !row) throw new Error('the sample has a ledger');
    const wrong = { ...doc, ledger: { ...ledger, rows: [{ ...row, closing: row.closing + 1 }] } };
    expect(() => setStatementPdf(wrong, OWN)).toThrow(LedgerError);
  });
});
