import { describe, expect, it } from 'vitest';
import { addDays } from '../ui/moments.ts';
import { stripTicks } from './strip-ticks.ts';

const run = (from: string, count: number, step = 1) =>
  Array.from({ length: count }, (_, at) => addDays(from, at * step));

describe('ticks of the day strip', () => {
  it('names days of one month', () => {
    expect(stripTicks(run('2020-06-01', 30)).map(({ label }) => label.value)).toEqual([
      1, 5, 10, 15, 20, 25, 30,
    ]);
  });

  it('names each month once where weeks of a year are shown', () => {
    const ticks = stripTicks(run('2020-01-01', 53, 7));
    expect(ticks.map(({ label }) => `${label.kind}${label.value}`)).toEqual(
      Array.from({ length: 12 }, (_, at) => `month${at + 1}`),
    );
    expect(ticks.every(({ at }, index) => index === 0 || at > (ticks[index - 1]?.at ?? 0))).toBe(true);
  });

  it('drops a label that would lie on the next one', () => {
    const months = stripTicks(run('2025-12-29', 53, 7)).map(({ label }) => label.value);
    expect(months).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('stands without cells', () => {
    expect(stripTicks([])).toEqual([]);
  });
});
