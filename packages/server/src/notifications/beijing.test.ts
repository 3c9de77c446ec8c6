import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterQuiet, beijingMoment, beijingTime, isQuiet, standardQuiet } from './beijing.ts';

const at = (text: string) => new Date(`${text}:00+08:00`);

describe('DIS-11.1 quiet hours 22:00–07:00', () => {
  it.each([
    ['2026-06-15T21:59', false, '2026-06-15T21:59'],
    ['2026-06-15T22:00', true, '2026-06-16T07:00'],
    ['2026-06-16T00:30', true, '2026-06-16T07:00'],
    ['2026-06-16T06:59', true, '2026-06-16T07:00'],
    ['2026-06-16T07:00', false, '2026-06-16T07:00'],
  ])('%s', (moment, quiet, told) => {
    expect(isQuiet(at(moment), standardQuiet)).toBe(quiet);
    expect(afterQuiet(at(moment), standardQuiet)).toEqual(at(told));
  });

  it('within a day: over lunch', () => {
    const lunch = { from: '12:00', to: '14:00' };
    expect(afterQuiet(at('2026-06-15T12:30'), lunch)).toEqual(at('2026-06-15T14:00'));
    expect(isQuiet(at('2026-06-15T14:00'), lunch)).toBe(false);
    expect(isQuiet(at('2026-06-15T12:30'), { from: '12:00', to: '12:00' })).toBe(false);
  });

  it('never tells earlier, never in quiet hours, never later than a day', () => {
    const minute = fc.integer({ min: 0, max: 1439 }).map((n) => beijingTime(new Date(n * 60_000)));
    const moment = fc.integer({ min: 29_000_000, max: 29_800_000 }).map((n) => new Date(n * 60_000));
    fc.assert(
      fc.property(moment, minute, minute, (now, from, to) => {
        const then = afterQuiet(now, { from, to });
        expect(then.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(then.getTime() - now.getTime()).toBeLessThan(24 * 3_600_000);
        expect(isQuiet(then, { from, to })).toBe(false);
      }),
    );
  });
});

it('a Beijing moment is eight hours before the same one in UTC', () => {
  expect(beijingMoment('2026-06-15', '08:30:00').toISOString()).toBe('2026-06-15T00:30:00.000Z');
});
