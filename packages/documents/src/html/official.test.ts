import { describe, expect, it } from 'vitest';
import { sampleDocument } from '../testing/sample.ts';
import { sampleStatement } from '../testing/sample-statement.ts';
import { htmlFragment, htmlTable, renderHtmlPage } from './official.ts';
import { renderStatementHtml } from './statement.ts';
import { officialStyles } from './styles.ts';

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

  it('is an A4 sheet in a frame as wide as A4, and on paper; a phone alone has its own measures', () => {
    for (const width of officialStyles.matchAll(/@media([^{]*max-width:(\d+)px[^{]*)/gu)) {
      expect(width[1]).toContain('screen');
      expect(Number(width[2])).toBeLessThan(794);
    }
    expect(renderHtmlPage(sampleDocument())).toContain('body{margin:0}');
  });

  it('cuts no table on a sheet: none has a least width but on a phone; many columns go into the margins', () => {
    const [sheet = ''] = officialStyles.split('@media screen and (max-width');
    expect(sheet).not.toMatch(/table\{[^}]*min-width/u);
    const table = (columns: number) =>
      htmlTable({
        kind: 'table',
        id: 'figures',
        dense: true,
        columns: Array.from({ length: columns }, (_, c) => ({
          key: `c${c}`,
          width: 1,
          align: 'decimal' as const,
        })),
        header: [Array.from({ length: columns }, (_, c) => ({ text: `${c}` }))],
        rows: [{ cells: Array.from({ length: columns }, () => ({ text: '1.0' })) }],
      });
    expect(table(17)).toContain('class="qz-table qz-dense qz-wide"');
    expect(table(5)).toContain('class="qz-table qz-dense"');
  });

  it('says that the data are simulated', () => {
    expect(page).toContain('模拟数据');
    expect(renderStatementHtml({ ...sampleStatement(), badges: [] })).toContain('模拟数据');
  });
});
