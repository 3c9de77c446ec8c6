import type { DayCell } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { barHeight, classCounts, STRIP_HEIGHT, stripLevels } from './day-strip.ts';

const cell = (level: number | null, state: DayCell['state'] = 'valid'): DayCell => ({
  day: '2020-06-01',
  state,
  aqi: 80,
  level,
  primary: [],
  dust: false,
});

describe('day strip', () => {
  it('grows with the class, so that height alone tells it', () => {
    const heights = stripLevels.map(barHeight);
    for (const [index, height] of heights.entries()) {
      expect(height).toBeGreaterThan(index === 0 ? 0 : (heights[index - 1] ?? 0));
    }
    expect(heights.at(-1)).toBeLessThanOrEqual(STRIP_HEIGHT);
  });

  it('counts valid days only: running, invalid and future days are no class', () => {
    expect(
      classCounts([cell(2), cell(2), cell(5), cell(2, 'running'), cell(null), cell(1, 'future')]),
    ).toEqual([
      { level: 2, days: 2 },
      { level: 5, days: 1 },
    ]);
  });
});
