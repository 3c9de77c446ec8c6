import { describe, expect, it } from 'vitest';
import type { DocumentModel } from '../model/document.ts';
import { sampleDocument } from '../testing/sample.ts';
import { xmlText, zipEntry } from '../testing/unzip.ts';
import { buildDocx } from './render.ts';

describe('the document as a Word file', { timeout: 30_000 }, () => {
  it('DIS-7.4 has the page, the typefaces and the line pitch of GB/T 9704', async () => {
    const docx = await buildDocx(sampleDocument());
    const xml = zipEntry(docx, 'word/document.xml');
    // 37, 26, 35, 28 mm in twentieths of a point; A4.
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/u);
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/u);
    expect(xml).toMatch(/w:orient="landscape"/u);
    const styles = zipEntry(docx, 'word/styles.xml');
    expect(styles).toContain('w:eastAsia="仿宋_GB2312"');
    expect(styles).toMatch(/w:line="580" w:lineRule="exact"/u);
    expect(xml).toContain('w:eastAsia="黑体"');
    expect(zipEntry(docx, 'word/settings.xml')).toContain('evenAndOddHeaders');
  });

  it('holds the same figures as the model, and text as text', async () => {
    const words = xmlText(zipEntry(await buildDocx(sampleDocument()), 'word/document.xml'));
    for (const part of [
      '综合指数平均为5.02',
      '下降12.4%',
      'PM2.5平均浓度为46微克/立方米',
      '数据无效',
      '7.53',
      '示环发〔2020〕12号',
      '<b>&"\'</b>',
      '抄送：省委办公厅',
      '2020年7月17日印发',
    ]) {
      expect(words).toContain(part);
    }
  });

  it('repeats header rows, describes pictures and says that data are simulated', async () => {
    const docx = await buildDocx(sampleDocument());
    const xml = zipEntry(docx, 'word/document.xml');
    expect(xml).toContain('<w:tblHeader/>');
    expect(xml).toContain('descr="各市综合指数横条图"');
    expect(xmlText(zipEntry(docx, 'word/header1.xml'))).toContain('模拟数据');
  });

  it('drops characters that XML cannot hold instead of writing a broken file', async () => {
    const doc: DocumentModel = {
      ...sampleDocument(),
      blocks: [{ kind: 'paragraph', runs: [{ kind: 'text', text: '甲\u0000\u0008乙' }] }],
    };
    expect(xmlText(zipEntry(await buildDocx(doc), 'word/document.xml'))).toBe('甲乙');
  });
});
