import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measure } from './definition.ts';
import { rankChange, rankCities, sayRankingRule, sayStepFigure } from './rank.ts';

const row = (region: string, n: number, ...steps: (number | null)[]) => ({ region, n, steps });

describe('DIS-5.3, DIS-5.5 ranking', () => {
  it('ties share a rank, the next one skips; the next step decides among equals', () => {
    const rows = [row('a', 10, 50, 1), row('b', 10, 80, 0), row('c', 10, 50, 1), row('d', 10, 50, 0)];
    const ranked = rankCities(rows, ['more', 'less'], 5);
    expect(ranked.map(({ region, rank, tied }) => [region, rank, tied])).toEqual([
      ['b', 1, false],
      ['d', 2, false],
      ['a', 3, true],
      ['c', 3, true],
    ]);
  });
  it('compares what is printed', () => {
    const ranked = rankCities([row('a', 9, 50.04), row('b', 9, 49.96)], ['more'], 5);
    expect(ranked.map(({ rank }) => rank)).toEqual([1, 1]);
  });
  it('no rank where n is too small, a figure is missing or there is nothing, and says which', () => {
    const ranked = rankCities(
      [row('a', 4, 99), row('b', 9, null), row('c', 0, null), row('d', 9, 1)],
      ['more'],
      5,
    );
    expect(ranked.map(({ region, rank, unranked }) => [region, rank, unranked])).toEqual([
      ['d', 1, null],
      ['a', null, 'few'],
      ['b', null, 'missing'],
      ['c', null, 'none'],
    ]);
  });
  it('prints shares with one decimal and in their own unit, counts whole', () => {
    const all = { count: 'all' } as const;
    const measure = (key: string, unit: string | null, of: Measure['of']): Measure => {
      return { key, name: { zh: key, en: key }, unit, role: 'figure', better: 'more', of };
    };
    const ratio = { kind: 'ratio', done: all, planned: all } as const;
    const measures = [
      measure('rate', '%', ratio),
      measure('plain', null, ratio),
      measure('density', '点/10km', ratio),
      measure('amount', '户', { kind: 'amount', amount: all }),
    ];
    const say = (key: string, value: number) =>
      sayStepFigure({ by: 'measure', measure: key }, { measures }, value);
    expect([say('rate', 98), say('plain', 0.04), say('density', 0.25), say('amount', 12_345.5)]).toEqual([
      '98.0%',
      '0.0%',
      '0.3',
      '12,345.5',
    ]);
    expect(sayStepFigure({ by: 'overdue' }, { measures }, 1204)).toBe('1,204');
  });
  it('does not depend on the order given', () => {
    const one = fc.record({
      n: fc.nat(20),
      a: fc.integer({ min: 0, max: 5 }),
      b: fc.option(fc.integer({ min: 0, max: 3 })),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (facts) => {
        const rows = facts.map(({ n, a, b }, index) => row(String(index), n, a, b));
        const ranks = (list: typeof rows) =>
          Object.fromEntries(rankCities(list, ['more', 'less'], 5).map(({ region, rank }) => [region, rank]));
        expect(ranks([...rows].reverse())).toEqual(ranks(rows));
      }),
    );
  });
  it('says its rule in words', () => {
    const definition = {
      measures: [
        {
          key: 'rate',
          name: { zh: '完成率', en: 'Completion' },
          unit: null,
          role: 'progress',
          better: 'more',
          of: { kind: 'amount', amount: { count: 'all' } },
        },
      ],
      alarms: [],
      counter: '村',
      ranking: { steps: [{ by: 'overdue' }, { by: 'measure', measure: 'rate' }], atLeast: 5 },
    } as const;
    expect(sayRankingRule(definition, 'zh')).toBe(
      '逾期村数由少到多；相同再看完成率由高到低；不足 5 村的不排名',
    );
    expect(rankChange(2, 5)).toBe(3);
    expect(rankChange(null, 5)).toBeNull();
  });
});
