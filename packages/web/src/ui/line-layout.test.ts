import { describe, expect, it } from 'vitest';
import { linePath, monthSpans, valueScale } from './line-layout.ts';

describe('line charts', () => {
  it('break the line at a missing day instead of bridging it', () => {
    const path = linePath(
      [1, 2, null, 4, 5],
      (index) => index * 10,
      (value) => value,
    );
    expect(path).toBe('M0.0 1.0L10.0 2.0M30.0 4.0L40.0 5.0');
    expect(linePath([null, null], Number, Number)).toBe('');
  });

  it('start at zero and hold every value and limit below a round top', () => {
    const { y, ticks } = valueScale([[0.5, 4.18, null]], [96, 14], [4]);
    expect(y(0)).toBe(96);
    expect(y(4.18)).toBeGreaterThanOrEqual(14);
    expect(ticks[0]).toBe(0);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(valueScale([[null]], [96, 14]).y(1)).toBe(14);
  });

  it('find the months in a run of days, leap day included', () => {
    expect(monthSpans('2020-01-01', 91)).toEqual([
      { month: 1, first: 0, days: 31 },
      { month: 2, first: 31, days: 29 },
      { month: 3, first: 60, days: 31 },
    ]);
    expect(monthSpans('2019-12-31', 2).map(({ month }) => month)).toEqual([12, 1]);
  });
});
