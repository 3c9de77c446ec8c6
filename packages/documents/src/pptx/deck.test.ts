import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deck, DeckPage } from '../model/deck.ts';
import { opensSlides, pdfToPng, programPath, slidesToPdf } from '../testing/office.ts';
import { pdfPages } from '../testing/pdf-text.ts';
import { sampleDeck } from '../testing/sample-deck.ts';
import { zipEntry } from '../testing/unzip.ts';
import { buildDeck } from './deck.ts';
import { htmlLines } from './html-lines.ts';

/** Words of a slide, and the XML behind them. */
async function slides(deck: Deck): Promise<{ words: string; xml: string }[]> {
  const file = await buildDeck(deck);
  const result: { words: string; xml: string }[] = [];
  for (let n = 1; ; n++) {
    let xml: string;
    try {
      xml = zipEntry(file, `ppt/slides/slide${n}.xml`);
    } catch {
      return result;
    }
    const words = [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/gu)].map((match) => match[1]).join('');
    result.push({ words, xml });
  }
}

/** A file that asks to be repaired mostly has one of these. */
function expectSound(xml: string): void {
  expect(xml).not.toMatch(/NaN|undefined|Infinity|\[object/u);
  expect(xml).not.toMatch(/<a:ext c[xy]="-/u);
  for (const [, cx, cy] of xml.matchAll(/<a:ext cx="([^"]*)" cy="([^"]*)"/gu)) {
    expect(`${cx} ${cy}`).toMatch(/^\d+ \d+$/u);
  }
  const open: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-z0-9]+:[A-Za-z0-9]+)[^>]*?(\/?)>/gu)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!self) open.push(name!);
  }
  expect(open).toEqual([]);
}

describe('the deck', { timeout: 60_000 }, () => {
  it('has a cover and every page, each with its sentence, the moment of its data and its number', async () => {
    const deck = sampleDeck();
    const all = await slides(deck);
    expect(all[0]?.words).toContain(deck.title);
    expect(all[0]?.words).toContain('主会场：厅二层会议室');
    all.forEach(({ words, xml }, i) => {
      expectSound(xml);
      expect(words).toContain('模拟数据');
      if (i > 0) expect(words).toContain(`第 ${i + 1} 页`);
      if (i > 0) expect(words).toContain('数据截至 2021-06-30 24:00');
    });
    for (const page of deck.pages.slice(1)) {
      expect(all.some(({ words }) => words.startsWith(page.title))).toBe(true);
    }
  });

  it('bars, tables and words are native and editable; the drawing is a picture with its description', async () => {
    const all = await slides(sampleDeck());
    const heat = all.find(({ words }) => words.startsWith('清洁取暖'))!;
    expect(heat.xml).toContain('<a:tbl>');
    expect(heat.xml).toContain('name="乙州 装而未用"');
    expect(heat.words).toContain('序时 35.0%');
    expect(heat.words).toContain('−18.4');
    expect(heat.words).toContain('暂无数据');
    expect(heat.words).toContain('× 4.08 万户，47%');
    expect(heat.words).toContain('n＝91.93 万户');
    expect(heat.xml).not.toContain('<p:pic>');
    const chart = all.find(({ words }) => words.startsWith('综合指数与同比'))!;
    expect(chart.xml).toContain('descr="各市综合指数横条图"');
    expect(all.map(({ xml }) => xml).join('')).toContain('typeface="微软雅黑"');
  });

  it('a long table goes on on the next slide with its header, no row lost', async () => {
    const parts = (await slides(sampleDeck())).filter(({ words }) => words.startsWith('PM2.5 平均'));
    expect(parts.length).toBe(2);
    for (const part of parts) expect(part.words).toContain('名次市综合指数');
    expect(parts.map(({ xml }) => xml.match(/<a:tr /gu)?.length ?? 0).reduce((a, b) => a + b)).toBe(22 + 2);
    expect(parts[1]!.words).toContain('并列的名次相同');
    expect(parts[0]!.words).toContain('1/2');
  });

  it('a paper comes as its words, without its markup, head and tables', async () => {
    const paper = (await slides(sampleDeck())).filter(({ words }) => words.startsWith('通报正文'));
    const words = paper.map((one) => one.words).join('');
    expect(words).toContain('综合指数平均为5.02');
    expect(words).toContain('#eval(');
    expect(words).not.toMatch(/qz-|数据无效|抄送/u);
    expect(htmlLines('<p>甲&lt;b&gt;&#19968;</p><script>x</script><h2>乙</h2>')).toEqual([
      { text: '甲<b>一', heading: false },
      { text: '乙', heading: true },
    ]);
  });

  it('whatever is put on it, the file stays sound and nothing leaves the slide', async () => {
    const words = fc.string({
      unit: fc.constantFrom('改', 'x', '1', '&', '<', '\u0000', '\n', '"'),
      maxLength: 400,
    });
    const cell = fc.record({ text: words });
    const body = fc.oneof(
      fc.record({ kind: fc.constant('cover' as const), lines: fc.array(words, { maxLength: 5 }) }),
      fc.record({
        kind: fc.constant('points' as const),
        points: fc.array(fc.record({ head: words, text: words }), { maxLength: 8 }),
      }),
      fc.record({
        kind: fc.constant('table' as const),
        columns: fc.constant([
          { title: '甲', align: 'left' as const },
          { title: '乙', align: 'right' as const },
        ]),
        rows: fc.array(fc.record({ cells: fc.tuple(cell, cell) }), { maxLength: 30 }),
        note: fc.option(words),
      }),
      fc.record({
        kind: fc.constant('bars' as const),
        unit: words,
        legend: fc.array(words, { minLength: 1, maxLength: 3 }),
        path: fc.option(fc.record({ label: words, value: fc.double({ noNaN: true, min: -10, max: 200 }) })),
        max: fc.double({ noNaN: true, min: 0.001, max: 1e6 }),
        columns: fc.array(words, { maxLength: 4 }),
        rows: fc.array(
          fc.record({
            name: words,
            lamp: fc.constantFrom('red' as const, null),
            parts: fc.array(fc.option(fc.double({ noNaN: true, min: -5, max: 200 })), { maxLength: 3 }),
            cells: fc.array(cell, { maxLength: 4 }),
            mark: fc.constantFrom('bad' as const, null),
          }),
          { maxLength: 30 },
        ),
      }),
      fc.record({ kind: fc.constant('document' as const), html: words }),
    );
    const page = fc
      .record({ title: words, body, base: words })
      .map(
        (one): DeckPage => ({ key: 'k', side: sampleDeck().pages[2]!.side, badges: [], until: '', ...one }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(page, { maxLength: 3 }), words, async (pages, title) => {
        for (const { xml } of await slides({ ...sampleDeck(), title, pages })) {
          expectSound(xml);
          const places = [
            ...xml.matchAll(/<a:off x="(-?\d+)" y="(-?\d+)"\/>\s*<a:ext cx="(\d+)" cy="(\d+)"/gu),
          ];
          expect(places.length).toBeGreaterThan(1);
          for (const [, x, y, cx, cy] of places) {
            expect(Number(x)).toBeGreaterThanOrEqual(0);
            expect(Number(x) + Number(cx)).toBeLessThanOrEqual(13.34 * 914400);
            expect(Number(y) + Number(cy)).toBeLessThanOrEqual(7.5 * 914400);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

const able = opensSlides() && programPath('pdftoppm') !== null;
if (!able) {
  console.warn(
    'skipped: the deck is not opened, LibreOffice Impress or pdftoppm not found (install libreoffice-impress and poppler-utils)',
  );
}

describe.skipIf(!able)('the deck opened by LibreOffice', { timeout: 150_000 }, () => {
  it('opens with its words and as many pages as slides, 16:9', async () => {
    const deck = sampleDeck();
    const file = await buildDeck(deck);
    const pdf = await slidesToPdf(file);
    const pages = await pdfPages(pdf);
    expect(pages).toHaveLength((await slides(deck)).length);
    expect(pages.join('')).toContain('−18.4');
    for (const png of await pdfToPng(pdf)) {
      expect(png.readUInt32BE(16) / png.readUInt32BE(20)).toBeCloseTo(16 / 9, 2);
    }
  });
});
