import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayText, instantOf, momentText, wallOf } from './moments.ts';

describe('moments on the Beijing wall clock', () => {
  it('AIR-3.1: midnight is the 24th hour of the day that ends', () => {
    expect(momentText('2020-07-01T00:00:00+08:00')).toBe('2020-06-30 24:00');
    expect(momentText('2020-06-30T16:00:00Z')).toBe('2020-06-30 24:00');
    expect(momentText('2020-07-01T00:30:00+08:00')).toBe('2020-07-01 00:30');
    expect(momentText('2020-06-30T14:00:00+08:00')).toBe('2020-06-30 14:00');
  });

  it('goes from an hour label to its instant and back, whatever the day and hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 24 }), (shift, hour) => {
        const day = addDays('2010-01-01', shift);
        expect(wallOf(instantOf(day, hour))).toEqual({ day, hour, minute: 0 });
      }),
    );
  });

  it('writes days as each language does', () => {
    expect(dayText('2020-06-09', 'zh-CN')).toBe('6月9日');
    expect(dayText('2020-06-09', 'en')).toBe('9 Jun');
  });
});
