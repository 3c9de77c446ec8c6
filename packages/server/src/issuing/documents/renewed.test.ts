import type { DocumentModel } from '@qingzhang/documents';
import { figure, text } from '@qingzhang/documents';
import { describe, expect, it } from 'vitest';
import { movedFigures, sameContent } from './renewed.ts';

const paper = (index: string, date = '2026-07-01', listed = '4.66') => ({
  model: {
    kind: 'official',
    version: 1,
    id: 'p',
    title: '材料',
    language: 'zh-CN',
    date,
    organisation: '某省生态环境厅',
    simulated: false,
    badges: [],
    blocks: [
      { kind: 'paragraph', runs: [text('综合指数'), figure('index', index)] },
      { kind: 'record', copyTo: null, office: '办公室', date: `${date}印发` },
    ],
  } satisfies DocumentModel,
  figures: [{ id: 'other', text: listed }],
});

describe('a draft made anew', () => {
  it('is the same on another day, and whatever order its keys come back in', () => {
    const { model, figures } = paper('4.66');
    const reversed = { ...Object.fromEntries(Object.entries(model).reverse()), ...model };
    expect(sameContent(paper('4.66', '2026-07-02'), { model: reversed, figures })).toBe(true);
    expect(movedFigures(paper('4.66'), paper('4.66', '2026-07-02'))).toEqual([]);
  });

  it('says which of its figures moved; those it only might refer to are told apart', () => {
    expect(sameContent(paper('4.66'), paper('4.70'))).toBe(false);
    expect(movedFigures(paper('4.66'), paper('4.70'))).toEqual(['index']);
    const listed = paper('4.66', '2026-07-01', '5.00');
    expect(sameContent(paper('4.66'), listed)).toBe(false);
    expect(movedFigures(paper('4.66'), listed)).toEqual([]);
  });

  it('words alone are a change without figures', () => {
    const before = paper('4.66');
    const now = { ...before, model: { ...before.model, title: '新题' } };
    expect([sameContent(before, now), movedFigures(before, now)]).toEqual([false, []]);
  });
});
