import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommentCardDocument } from '../model/comment-card.ts';
import { pdfPages } from '../testing/pdf-text.ts';
import { crowdedCard, sampleCard } from '../testing/sample-card.ts';
import { setCommentCardPdf } from './render.ts';

const OWN = { systemFonts: false };

describe('DIS-6.4 the comment card as PDF', { timeout: 60_000 }, () => {
  it('is one page with three good, three lagging, two questions and promises beside results', async () => {
    const { pdf, pages } = setCommentCardPdf(sampleCard(), OWN);
    expect(pages).toBe(1);
    const [words = ''] = await pdfPages(pdf);
    for (const part of [
      '分管大气工作副厅长',
      '您的点评09:44起，5分钟',
      '模拟数据',
      '三好',
      '52.4%',
      '17.4点',
      '三差',
      '6.12',
      '两问',
      '问丁州',
      '×未兑现',
      '●兑现',
      '▲迟兑现',
      '○待定',
      '未审核的数据不上卡。',
      '第1页，共1页',
    ]) {
      expect(words).toContain(part);
    }
    expect(words).not.toContain('未列');
  });

  it('says what it left out instead of growing to a second page', async () => {
    const { pdf, pages } = setCommentCardPdf(crowdedCard(), OWN);
    expect(pages).toBe(1);
    const [words = ''] = await pdfPages(pdf);
    expect(words).toMatch(/另有\d+条承诺未列/u);
    // Broken promises stay longest.
    expect(words).not.toContain('●兑现');
    expect(words).toContain('×未兑现');
  });

  it('stays one page whatever is put on it', () => {
    const text = fc.string({ unit: fc.constantFrom('改', 'x', '1', ' ', '，', '"', '#'), maxLength: 300 });
    const words = text.map((value) => [{ kind: 'text' as const, text: value }]);
    const fact = fc.record({
      city: text,
      subject: text,
      figure: text,
      unit: text,
      sentence: words,
      lamp: fc.constantFrom('red' as const, null),
    });
    const rows = fc.array(
      fc.record({
        city: text,
        promised: text,
        result: text,
        verdict: fc.constantFrom('kept' as const, 'broken' as const),
      }),
      { maxLength: 30 },
    );
    const card = fc.record({
      post: text,
      good: fc.array(fact, { maxLength: 5 }),
      lagging: fc.array(fact, { maxLength: 5 }),
      questions: fc.array(fc.record({ city: text, text: words }), { maxLength: 4 }),
      rows,
    });
    fc.assert(
      fc.property(card, ({ rows: promised, ...parts }) => {
        const base = sampleCard();
        const doc: CommentCardDocument = {
          ...base,
          ...parts,
          promises: { ...base.promises!, rows: promised },
        };
        expect(setCommentCardPdf(doc, OWN).pages).toBe(1);
      }),
      { numRuns: 25 },
    );
  });

  it('DIS-10.2 carries whose copy it is', async () => {
    const [words] = await pdfPages(
      setCommentCardPdf(sampleCard(), { ...OWN, copy: { text: '份号 003' } }).pdf,
    );
    expect(words).toContain('份号003');
  });
});
