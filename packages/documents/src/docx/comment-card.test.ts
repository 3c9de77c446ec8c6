import { describe, expect, it } from 'vitest';
import { commentCardFragment, renderCommentCardHtmlPage } from '../html/comment-card.ts';
import { programPath, wordToPdf } from '../testing/office.ts';
import { pdfPages } from '../testing/pdf-text.ts';
import { crowdedCard, sampleCard } from '../testing/sample-card.ts';
import { xmlText, zipEntry } from '../testing/unzip.ts';
import { buildCommentCardDocx } from './comment-card.ts';

describe('DIS-6.4 the comment card as Word file and page', { timeout: 30_000 }, () => {
  it('holds the same words as the model, the lamp as a word', async () => {
    const words = xmlText(zipEntry(await buildCommentCardDocx(sampleCard()), 'word/document.xml'));
    for (const part of ['三好', '52.4', '17.4 点', ' 红 ', '问丁州', '× 未兑现', '模拟数据'])
      expect(words).toContain(part);
  });

  it('as a page escapes what people typed and links figures', () => {
    const card = sampleCard();
    const html = commentCardFragment({ ...card, post: '<b>"副厅长"' });
    expect(html).toContain('data-figure="heat:a"');
    expect(html).toContain('&lt;b&gt;');
    expect(html).toContain('× 未兑现');
    expect(renderCommentCardHtmlPage({ ...card, post: '<b>' })).toMatch(
      /^<!doctype html>[\s\S]*<title>&lt;b&gt; /u,
    );
    expect(commentCardFragment({ ...card, good: [], empty: { good: '本月没有。' } })).toContain('本月没有。');
    expect(commentCardFragment(crowdedCard())).toMatch(/另有 \d+ 条承诺未列/u);
  });
});

const missing = programPath('soffice') === null;
if (missing)
  console.warn(
    'skipped: the comment card is not opened as Word file, soffice not found (install LibreOffice Writer)',
  );

describe.skipIf(missing)('the comment card opened by LibreOffice', { timeout: 150_000 }, () => {
  it.each([
    ['ordinary', sampleCard],
    ['crowded', crowdedCard],
  ])('is one page: %s', async (_, make) => {
    const pages = await pdfPages(
      await wordToPdf(await buildCommentCardDocx(make(), { copy: { text: '份号 003' } })),
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('上次承诺，本次兑现');
  });
});
