import { describe, expect, it } from 'vitest';
import { pdfPages } from '../testing/pdf-text.ts';
import { sampleDocument } from '../testing/sample.ts';
import { SAMPLE_COPY, sampleLetter, sampleMinutes, samplePlain } from '../testing/sample-forms.ts';
import { setOfficialPdf } from './render.ts';

const OWN = { systemFonts: false };

describe('DIS-7.4 forms of documents as PDF', { timeout: 60_000 }, () => {
  it('a letter has no number on page 1, its own on page 2, the distribution without who printed it', async () => {
    const [first = '', second = ''] = await pdfPages(setOfficialPdf(sampleLetter(), OWN).pdf);
    expect(first).toMatch(/示例省生态环境厅.*特急.*示环函〔2020〕45号.*督办函.*丙州市生态环境局：/u);
    expect(first).not.toMatch(/—\d—/u);
    expect(second).toContain('—2—');
    expect(second).toContain('抄送：丙州市人民政府办公室，驻厅纪检监察组。');
    expect(second).not.toContain('印发');
  });

  it('minutes say who drew them up and when, number their matters and end with the attendance by post', async () => {
    const all = (await pdfPages(setOfficialPdf(sampleMinutes(), OWN).pdf)).join('');
    expect(all).toMatch(/示例省生态环境厅会议纪要第7期示例省生态环境厅办公室2020年7月25日/u);
    expect(all).toMatch(/1\.加快清洁取暖改造。.*完成时限：2020年8月15日.*2\.完成.*3\.整治/u);
    expect(all).toMatch(/出席：厅长、分管大气工作副厅长.*请假：分管审批工作副厅长列席：各市生态环境局局长/u);
    expect(all).not.toContain('缺席');
  });

  it('a plain paper has no red head, also where the composer gave one; long tables break between rows', async () => {
    const head = sampleDocument().blocks[0]!;
    const doc = { ...samplePlain(), blocks: [head, ...samplePlain().blocks] };
    const pages = await pdfPages(setOfficialPdf(doc, OWN).pdf);
    const all = pages.join('');
    expect(all).not.toContain('示环发');
    expect(all).toContain('来源：示例省生态环境厅');
    expect(pages.length).toBeGreaterThan(2);
    // Every page that goes on with the table repeats its header.
    for (const page of pages.slice(0, 3)) expect(page).toContain('序号市数量措施出处');
    for (let n = 1; n <= 14; n++)
      expect(all).toContain(`${n}${'甲乙丙丁戊己庚辛壬癸'.charAt((n - 1) % 10)}州市`);
  });

  it('DIS-10.2 a copy says on every page whose it is, beside the words of a draft', async () => {
    const words = SAMPLE_COPY.text.replaceAll(' ', '');
    const pages = await pdfPages(
      setOfficialPdf({ ...sampleDocument(), watermark: '草稿' }, { ...OWN, copy: SAMPLE_COPY }).pdf,
    );
    for (const page of pages) {
      expect(page.split(words).length).toBeGreaterThan(8);
      expect(page).toContain('草稿');
    }
    const plain = (await pdfPages(setOfficialPdf(sampleDocument(), OWN).pdf)).join('');
    expect(plain).not.toContain('份号');
  });

  it('the words of a copy stay text, whatever they are', async () => {
    const copy = { text: '份号 1 "#eval(1)" \\ $x$' };
    const [page] = await pdfPages(setOfficialPdf(sampleLetter(), { ...OWN, copy }).pdf);
    expect(page).toContain('份号1"#eval(1)"\\$x$');
  });
});
