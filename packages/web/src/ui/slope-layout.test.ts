import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowOf, slopeLines, slopeSteps } from './slope-layout.ts';

const place = (code: string, rank: number | null) => ({ code, rank });

describe('slope chart layout', () => {
  it('AIR-4.7: a tie is one step over as many rows as places, and the next rank skips', () => {
    const steps = slopeSteps([place('c', 4), place('a', 1), place('d', 2), place('b', 2)]);
    expect(steps).toEqual([
      { rank: 1, codes: ['a'], from: 0, to: 0 },
      { rank: 2, codes: ['d', 'b'], from: 1, to: 2 },
      { rank: 4, codes: ['c'], from: 3, to: 3 },
    ]);
    expect(rowOf(steps, 'b')).toBe(1.5);
    expect(rowOf(steps, 'd')).toBe(1.5);
  });

  it('leaves out what is not ranked and joins only what stands in both columns', () => {
    const left = slopeSteps([place('a', 1), place('b', null), place('c', 2)]);
    const right = slopeSteps([place('a', null), place('b', 1), place('c', 2)]);
    expect(rowOf(left, 'b')).toBeNull();
    expect(slopeLines(left, right)).toEqual([{ code: 'c', from: 1, to: 1 }]);
  });

  it('fills every row once, whatever the ties', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }), (values) => {
        const places = values.map((value, at) => ({
          code: String(at),
          rank: 1 + values.filter((other) => other < value).length,
        }));
        const steps = slopeSteps(places);
        const rows = steps.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, at) => from + at),
        );
        expect(rows).toEqual(values.map((_, at) => at));
        for (const step of steps) expect(step.rank).toBe(step.from + 1);
      }),
    );
  });
});
