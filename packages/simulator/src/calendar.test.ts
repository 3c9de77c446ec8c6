import { hourEndIso, hourIndex } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilOf, dayIndexOf, endLabel, hourOfEndLabel, isWeekend } from './calendar.ts';

describe('labels of hours (AIR-3.1)', () => {
  it('gives label 24:00 to the day that ends, written as the next day 00:00', () => {
    const hour = hourOfEndLabel('2020-06-15 24:00');
    expect(hour).toBe(hourIndex('2020-06-15', 24));
    expect(hour).toBe(hourOfEndLabel('2020-06-16 00:00'));
    expect(endLabel(hour)).toBe('2020-06-16 00:00');
    expect(civilOf(dayIndexOf(hour))).toEqual({ year: 2020, month: 6, day: 15 });
    expect(dayIndexOf(hour + 1)).toBe(dayIndexOf(hour) + 1);
  });

  it('agrees with the standards on every hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000 }), (hour) => {
        expect(`${endLabel(hour).replace(' ', 'T')}:00+08:00`).toBe(hourEndIso(hour));
        expect(hourOfEndLabel(endLabel(hour))).toBe(hour);
      }),
    );
  });

  it('agrees with the calendar of the runtime on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        const date = new Date(day * 86_400_000);
        const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        expect(civilOf(day)).toEqual(civil);
        expect(isWeekend(day)).toBe([0, 6].includes(date.getUTCDay()));
      }),
    );
  });

  it.each(['2020-06-15', '2020-06-15 25:00', '2020-06-15 14:30', '2021-02-29 01:00', '昨天'])(
    'refuses %j',
    (text) => {
      expect(() => hourOfEndLabel(text)).toThrow(RangeError);
    },
  );
});
