import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waterfall } from './waterfall-layout.ts';

describe('waterfall layout', () => {
  it('goes left for what fell, right for what rose, and ends where the steps end', () => {
    const { start, bars, end } = waterfall([-2, 3, 1]);
    expect(start).toBe(0.5);
    expect(bars).toEqual([
      { from: 0, to: 0.5, end: 0 },
      { from: 0, to: 0.75, end: 0.75 },
      { from: 0.75, to: 1, end: 1 },
    ]);
    expect(end).toBe(1);
  });

  it('stands in the middle when nothing moved', () => {
    expect(waterfall([0, 0])).toEqual({
      start: 0.5,
      bars: [
        { from: 0.5, to: 0.5, end: 0.5 },
        { from: 0.5, to: 0.5, end: 0.5 },
      ],
      end: 0.5,
    });
  });

  it('stays inside its width and each bar begins where the one before ended', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 8 }), (steps) => {
        const { start, bars } = waterfall(steps.map((step) => step / 1000));
        let at = start;
        for (const bar of bars) {
          expect(bar.from).toBeGreaterThanOrEqual(-1e-9);
          expect(bar.to).toBeLessThanOrEqual(1 + 1e-9);
          expect(Math.min(Math.abs(bar.from - at), Math.abs(bar.to - at))).toBeLessThan(1e-9);
          at = bar.end;
        }
      }),
    );
  });
});
