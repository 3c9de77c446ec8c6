import type { EditRun, PaperFigure } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { findFigures, isBlank, joined, referTo } from './runs.ts';

const text = (words: string, bold?: boolean): EditRun =>
  bold ? { kind: 'text', text: words, bold } : { kind: 'text', text: words };
const figure = (id: string, label: string, value = '4.66', unit = ''): PaperFigure => ({
  id,
  label,
  text: value,
  unit,
  why: null,
});

describe('edited words', () => {
  it('join where they are alike', () => {
    expect(joined([text('a'), text(''), text('b'), text('c', true), { kind: 'figure', id: 'x' }])).toEqual([
      text('ab'),
      text('c', true),
      { kind: 'figure', id: 'x' },
    ]);
    expect(isBlank([text(' '), text('　')])).toBe(true);
    expect(isBlank([{ kind: 'figure', id: 'x' }])).toBe(false);
  });

  it('a typed number becomes a reference once, with its unit', () => {
    const runs = [text('浓度50 微克/立方米，50天')];
    expect(referTo(runs, '50', { id: 'pm25', unit: '微克/立方米' })).toEqual([
      text('浓度'),
      { kind: 'figure', id: 'pm25' },
      text('，50天'),
    ]);
    expect(referTo([text('指数4.66', true)], '4.66', { id: 'i', unit: '' })).toEqual([
      text('指数', true),
      { kind: 'figure', id: 'i' },
    ]);
    expect(referTo(runs, '51', { id: 'x', unit: '' })).toEqual(runs);
  });

  it('figures are found by all words asked for', () => {
    const list = [
      figure('a', '全省 大同'),
      figure('b', '大同市 综合指数'),
      figure('c', '大同市 PM2.5', '35'),
    ];
    expect(findFigures(list, '大同').map(({ id }) => id)).toEqual(['b', 'c', 'a']);
    expect(findFigures(list, ' 大同 pm2.5 ').map(({ id }) => id)).toEqual(['c']);
    expect(findFigures(list, '35').map(({ id }) => id)).toEqual(['c']);
    expect(findFigures(list, '没有')).toEqual([]);
    expect(findFigures(list, '', 2)).toHaveLength(2);
  });
});
