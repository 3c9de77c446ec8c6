import type { EditRun } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureList } from './figures.ts';
import { isBlank, looksTyped, tidyRuns } from './words.ts';

const text = (words: string, bold?: boolean): EditRun =>
  bold ? { kind: 'text', text: words, bold } : { kind: 'text', text: words };

describe('what people type', () => {
  it('is tidied: one line, neighbours joined', () => {
    expect(tidyRuns([text('a\r\n'), text('b\u0007'), text(''), text('c', true)])).toEqual([
      text('a b '),
      text('c', true),
    ]);
    expect(isBlank(tidyRuns([text('\n　\t')]))).toBe(true);
  });

  it('keeps every figure and every visible sign (property)', () => {
    const run = fc.oneof(
      fc.record({ kind: fc.constant('text' as const), text: fc.string(), bold: fc.boolean() }),
      fc.record({ kind: fc.constant('figure' as const), id: fc.string({ minLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(run), (runs) => {
        const tidy = tidyRuns(runs);
        const words = (of: readonly EditRun[]) =>
          of
            .map((one) => (one.kind === 'figure' ? `[${one.id}]` : one.text.replace(/[\p{Cc}\s]+/gu, '')))
            .join('');
        expect(words(tidy)).toBe(words(runs));
        expect(tidyRuns(tidy)).toEqual(tidy);
      }),
    );
  });
});

describe('a number that reads like a figure of the document', () => {
  const figures = [
    { id: 'pm25', text: '50', unit: '微克/立方米' },
    { id: 'index', text: '4.66', unit: '' },
    { id: 'change', text: '−16.8', unit: '%' },
    { id: 'sum', text: '12,528', unit: '户' },
    { id: 'same', text: '4.66', unit: '' },
  ];
  const found = (words: string) => looksTyped([text(words)], figures).map(({ text: typed }) => typed);

  it.each([
    ['指数4.66', ['4.66']],
    ['下降16.8%', ['16.8']],
    ['浓度50微克/立方米', ['50']],
    ['浓度 50 微克/立方米', ['50']],
    ['完成12528户', ['12528']],
    ['完成12,528户', ['12,528']],
    ['50个企业', []],
    ['2026年4月50日', []],
    ['某环发〔2026〕50号', []],
    ['第50项', []],
    ['14.66和4.661', []],
  ])('%s', (words, expected) => {
    expect(found(words)).toEqual(expected);
  });

  it('offers all that it may be, once', () => {
    expect(looksTyped([text('4.66、4.66')], figures)).toEqual([{ text: '4.66', figures: ['index', 'same'] }]);
    expect(looksTyped([{ kind: 'figure', id: 'index' }], figures)).toEqual([]);
  });
});

it('figures are named by table, row and heading, else by the words before them', () => {
  const model: DocumentModel = {
    kind: 'official',
    version: 1,
    id: 'm',
    title: '通报',
    language: 'zh-CN',
    date: '2026-07-20',
    organisation: '',
    simulated: false,
    badges: [],
    blocks: [
      {
        kind: 'paragraph',
        runs: [
          { kind: 'text', text: '总体向好。全省共办结事项' },
          { kind: 'figure', id: 'done', text: '42', unit: '件' },
          { kind: 'text', text: '，其中甲市综合指数' },
          { kind: 'figure', id: 'a', text: '4.66' },
        ],
      },
      {
        kind: 'attachment',
        label: '附件',
        title: '2026年6月汇总表',
        orientation: 'landscape',
        blocks: [
          {
            kind: 'table',
            id: 't',
            columns: [
              { key: 'city', width: 1, align: 'center' },
              { key: 'now', width: 1, align: 'decimal' },
              { key: 'rank', width: 1, align: 'decimal' },
            ],
            header: [
              [
                { text: '城市', rowSpan: 2 },
                { text: '综合指数', colSpan: 2 },
              ],
              [{ text: '数值' }, { text: '排名' }],
            ],
            rows: [
              { cells: [{ text: '甲' }, { text: '4.66', figureId: 'a' }, { text: '1', figureId: 'r' }] },
            ],
          },
        ],
      },
    ],
  };
  expect(figureList(model, (id) => id === 'a')).toEqual([
    { id: 'done', label: '全省共办结事项', text: '42', unit: '件', why: null },
    { id: 'a', label: '甲 综合指数 数值 · 2026年6月汇总表', text: '4.66', unit: '', why: 'a' },
    { id: 'r', label: '甲 综合指数 排名 · 2026年6月汇总表', text: '1', unit: '', why: null },
  ]);
});
