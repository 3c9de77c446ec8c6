import { describe, expect, it } from 'vitest';
import { changeBetween, type PublishedStats, STAT_INDICATORS, statCells } from './published.ts';

const stats = (counts: Partial<Record<(typeof STAT_INDICATORS)[number], number | null>>): PublishedStats => {
  const entries = STAT_INDICATORS.map((indicator) => [
    indicator,
    { count: counts[indicator] ?? null, decimals: indicator === 'index' ? 2 : 0 },
  ]);
  return Object.fromEntries(entries);
};

const now = stats({ pm25: 45, index: 570, goodDays: 103, heavyDays: 2 });

describe('a change against last year', () => {
  it('compares days with days of a period that was evaluated', () => {
    const last = stats({ pm25: 50, index: 600, goodDays: 98, heavyDays: 4 });
    expect(changeBetween('goodDays', now, last).count).toBe(5);
    expect(statCells(now, last, 'zh', () => null).goodDays.delta).toMatchObject({
      text: '+5',
      sense: 'better',
    });
  });

  it('compares nothing with the days of a period of too few days (AIR-3.18), though it counts them', () => {
    const last = stats({ goodDays: 41, heavyDays: 0 });
    expect(changeBetween('goodDays', now, last).count).toBeNull();
    expect(changeBetween('heavyDays', now, last).count).toBeNull();
    const cell = statCells(now, last, 'zh', () => null).goodDays;
    expect(cell.last.text).toBe('41');
    expect(cell.delta).toEqual({ kind: 'none', reason: '去年同期无有效数据' });
  });
});
