import { describe, expect, it } from 'vitest';
import { lampPoints, type ScoreFacts, scoreCities } from './score.ts';

const city = (region: string, change: Partial<ScoreFacts> = {}): ScoreFacts => ({
  region,
  programs: [{ key: 'p', lamp: 'green', gap: 0, n: 10, overdue: 0 }],
  air: null,
  water: null,
  honesty: null,
  ...change,
});

describe('DIS-5.2 score of key work', () => {
  it('blue 100, green 90, yellow 70, red 50 to 0 by the gap, grey not counted', () => {
    expect(lampPoints('blue', null)).toBe(100);
    expect(lampPoints('green', 3)).toBe(90);
    expect(lampPoints('yellow', 9)).toBe(70);
    expect(lampPoints('red', 15)).toBe(50);
    expect(lampPoints('red', 40)).toBe(25);
    expect(lampPoints('red', 90)).toBe(0);
    expect(lampPoints('grey', null)).toBeNull();
  });
  it('weighs programs by the items a city really has and leaves parts without data out on both sides', () => {
    const programs = [
      { key: 'a', lamp: 'blue', gap: -12, n: 30, overdue: 0 },
      { key: 'b', lamp: 'yellow', gap: 8, n: 10, overdue: 1 },
      { key: 'c', lamp: 'grey', gap: null, n: 500, overdue: 0 },
    ] as const;
    const [one] = scoreCities([city('x', { programs })]);
    // (100×30 + 70×10) ÷ 40 = 92.5 % of 40 = 37; one overdue −2; out of 40.
    expect(one).toMatchObject({ total: 35, of: 40, n: 40, rank: 1 });
    expect(one?.parts.find(({ part }) => part === 'air')).toMatchObject({ points: null, of: 25 });
  });
  it('DIS-5.5 a program whose progress is missing is no 0: the city has no score, and it is said for which', () => {
    const known = { key: 'p', lamp: 'green', gap: 0, n: 10, overdue: 0 } as const;
    const [one, other] = scoreCities([
      city('x', { programs: [known, { key: 'q', lamp: 'red', gap: null, unknown: true, n: 3, overdue: 1 }] }),
      city('y', {
        programs: [known, { key: 'q', lamp: 'grey', gap: null, unknown: true, n: 0, overdue: 0 }],
      }),
    ]);
    expect(one).toMatchObject({ total: null, rank: null, unranked: 'unknown', unknown: ['q'] });
    expect(one?.parts.find(({ part }) => part === 'programs')?.points).toBeNull();
    // Without items of the program there is nothing that could be missing.
    expect(other).toMatchObject({ rank: 1, unranked: null, unknown: [] });
  });
  it('DIS-5.4 deducts per unit down to zero', () => {
    const [one] = scoreCities([city('x', { air: { pm25Over: 4, goodDaysUnder: 8 } })]);
    expect(one?.parts.find(({ part }) => part === 'air')?.points).toBe(21);
    const [worst] = scoreCities([city('x', { air: { pm25Over: 400, goodDaysUnder: null } })]);
    expect(worst?.parts.find(({ part }) => part === 'air')?.points).toBe(0);
  });
  it('honesty: in time less returned; few items or nothing to score have no rank', () => {
    const [a, few, none] = scoreCities([
      city('a', { honesty: { asked: 10, onTime: 9, returned: 1 } }),
      city('b', { programs: [{ key: 'p', lamp: 'blue', gap: null, n: 4, overdue: 0 }] }),
      city('c', { programs: [] }),
    ]);
    expect(a?.parts.find(({ part }) => part === 'honesty')?.points).toBe(8);
    expect([a?.rank, few?.rank, none?.rank]).toEqual([1, null, null]);
    expect([few?.unranked, none?.unranked]).toEqual(['few', 'missing']);
  });
});
