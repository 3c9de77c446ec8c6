import { describe, expect, it } from 'vitest';
import { sayNumber, suggestVerdict } from './suggest.ts';

const measure = {
  kind: 'figure',
  name: '安装户数',
  op: '>=',
  value: 86_100,
  unit: '户',
  measure: null,
} as const;
const at = (value: number, day: string, atDue: number | null = null) => ({
  value,
  atDue,
  day,
  reviewed: true,
});

describe('DIS-6.5 promise beside result', () => {
  it.each([
    ['2021-06-30', at(40_800, '2021-06-30'), 'broken', '4.08万户，完成47%'],
    ['2021-06-30', at(86_100, '2021-06-30'), 'kept', '8.61万户，完成100%'],
    ['2021-06-30', at(90_000, '2021-07-31', 80_000), 'late', '9.00万户，完成105%'],
    ['2021-06-30', at(90_000, '2021-07-31', 86_100), 'kept', '9.00万户，完成105%'],
    ['2021-09-30', at(40_800, '2021-06-30'), 'open', '4.08万户，完成47%'],
  ])('due %s, known %o: %s', (due, measured, verdict, text) => {
    expect(suggestVerdict({ measure, due }, measured)).toMatchObject({ verdict, text });
  });

  it('an upper limit is kept below it, and says no share', () => {
    const limit = { ...measure, op: '<=', value: 0, unit: '户', name: '先拆后通' } as const;
    expect(suggestVerdict({ measure: limit, due: '2021-06-30' }, at(260, '2021-06-30'))).toMatchObject({
      verdict: 'broken',
      text: '260户',
    });
  });

  it('says nothing of words, nor without a figure', () => {
    expect(
      suggestVerdict({ measure: { kind: 'text', text: '先立后破' }, due: '2021-06-30' }, at(1, '2021-06-30')),
    ).toBeNull();
    expect(suggestVerdict({ measure, due: '2021-06-30' }, null)).toBeNull();
  });

  it('says large amounts in 万', () => {
    expect([sayNumber(226_320, '户'), sayNumber(126, '个'), sayNumber(52.4, '%')]).toEqual([
      '22.63万户',
      '126个',
      '52.4%',
    ]);
  });
});
