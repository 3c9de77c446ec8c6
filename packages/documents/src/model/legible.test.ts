import { describe, expect, it } from 'vitest';
import { renderDeck, renderDocx, renderHtmlPage } from '../index.ts';
import { zipEntry } from '../testing/unzip.ts';
import type { DocumentModel } from './document.ts';
import { legible, legibleText } from './legible.ts';

const HOSTILE = '甲\u0001\u0000\ufffe\ud800<script>alert(1)</script>&"\'';

const model: DocumentModel = {
  ...{ kind: 'official', version: 1, id: 'x', form: 'plain', title: HOSTILE, language: 'zh-CN' },
  ...{ date: '2025-02-17', organisation: HOSTILE, simulated: true, badges: [], watermark: HOSTILE },
  blocks: [
    { kind: 'title', key: 't', lines: [HOSTILE] },
    { kind: 'paragraph', key: 'p', runs: [{ kind: 'figure', id: 'f', text: HOSTILE, unit: HOSTILE }] },
  ],
};
const illegible = (text: string) => text !== legibleText(text);

describe('texts that no file can hold', () => {
  it('go; everything else, line breaks too, stays, and what is well is the same object', () => {
    expect(legibleText('一\n\t二😀㎡')).toBe('一\n\t二😀㎡');
    expect(legible({ a: ['x\u0007'], at: new Date(0) })).toEqual({ a: ['x'], at: new Date(0) });
    const well = { a: ['x'], bytes: Buffer.from('y') };
    expect(legible(well)).toBe(well);
  });

  it('keep no page, Word file or deck from opening, nor do they run', async () => {
    const copy = { text: HOSTILE };
    const html = renderHtmlPage(model, { copy });
    expect(html).not.toContain('<script>alert');
    expect(illegible(html)).toBe(false);
    const word = zipEntry(await renderDocx(model, { copy }), 'word/document.xml');
    expect(word).toContain('&lt;script&gt;');
    expect(illegible(word)).toBe(false);
    const body = { kind: 'points' as const, points: [{ head: HOSTILE, text: HOSTILE }] };
    const page = { key: 'a', title: HOSTILE, body, side: null, badges: [HOSTILE], until: '', base: HOSTILE };
    const deck = await renderDeck({
      ...{ title: HOSTILE, subtitle: HOSTILE, organisation: HOSTILE, simulated: true },
      pages: [page],
    });
    expect(illegible(zipEntry(deck, 'ppt/slides/slide2.xml'))).toBe(false);
  });
});
