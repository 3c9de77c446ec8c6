import { describe, expect, it } from 'vitest';
import { hourPoints, stretches } from './day-curve.tsx';
import { cityDay } from './fixtures/account.ts';

describe('hours of a day', () => {
  it('breaks the line where an hour is missing or excluded, and keeps excluded values as points', () => {
    const points = hourPoints(cityDay.hours, 'pm10');
    expect(points.filter(({ excluded }) => excluded).map(({ hour }) => hour)).toEqual([11, 12]);
    expect(points[9]?.value).toBeNull();
    expect(points[10]?.value).not.toBeNull();
    expect(stretches(points).map((run) => [run[0]?.hour, run.at(-1)?.hour])).toEqual([
      [1, 9],
      [13, 24],
    ]);
  });

  it('draws one line through a full day', () => {
    expect(stretches(hourPoints(cityDay.hours, 'o3'))).toHaveLength(1);
  });
});
