import { describe, expect, it } from 'vitest';
import { sampleDocument } from '../testing/sample.ts';
import { sampleStatement } from '../testing/sample-statement.ts';
import { htmlFragment, renderHtmlPage } from './official.ts';
import { renderStatementHtml } from './statement.ts';

describe('the document as a page', () => {
  const page = htmlFragment(sampleDocument());

  it('escapes everything and loads nothing', () => {
    expect(page).toContain('&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;');
    expect(page).not.toContain('<b>&amp;');
    expect(renderHtmlPage(sampleDocument())).not.toMatch(/(src|href)=|@import|url\(/u);
  });

  it('marks every figure with its id, so that it can be asked why', () => {
    expect(page).toContain('<span class="qz-fig" data-figure="p:index">5.02</span>');
    expect(page).toContain('<span class="qz-fig" data-figure="0:index">4.50</span>');
  });

  it('lowers the figures of formulas and keeps table headings scoped', () => {
    expect(page).toContain('PM<sub>2.5</sub>平均浓度');
    expect(page).toContain('<th scope="col" rowspan="2">城市</th>');
    expect(page).toContain('<th scope="row">甲州</th>');
  });

  it('says that the data are simulated', () => {
    expect(page).toContain('模拟数据');
    expect(renderStatementHtml({ ...sampleStatement(), badges: [] })).toContain('模拟数据');
  });
});
