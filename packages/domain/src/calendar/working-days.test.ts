import { addDays, dayOfNumber, daysBetween } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkdays,
  isWeekday,
  lastWorkday,
  nextWorkday,
  unknownYears,
  workCalendar,
  workdaysBetween,
} from './working-days.ts';

/** The National Day of 2026 as announced: off 1–7 October, worked on Sunday 20 September and Saturday 10 October. */
const national = workCalendar(
  [
    ...['01', '02', '05', '06', '07'].map((d) => ({ day: `2026-10-${d}`, work: false })),
    { day: '2026-09-20', work: true },
    { day: '2026-10-10', work: true },
  ],
  [2026],
);

describe('DIS-11.2 working days of the official calendar', () => {
  it('knows weekends without any arrangement', () => {
    expect(isWeekday('1970-01-01')).toBe(true);
    expect(['2026-06-12', '2026-06-13', '2026-06-14', '2026-06-15'].map(isWeekday)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(isWeekday('1969-12-28')).toBe(false);
  });

  it('a make-up Saturday is worked, a holiday Thursday is not', () => {
    expect(national.isWorkday('2026-10-10')).toBe(true);
    expect(national.isWorkday('2026-10-01')).toBe(false);
    expect(national.isWorkday('2026-10-04')).toBe(false);
  });

  it('counts over the holiday week: T+1, T+3, T+7 and T−1, T−3, T−7', () => {
    const plus = (n: number) => addWorkdays(national, '2026-09-30', n);
    expect([1, 3, 7].map(plus)).toEqual(['2026-10-08', '2026-10-10', '2026-10-15']);
    const minus = (n: number) => addWorkdays(national, '2026-10-08', -n);
    expect([1, 3, 7].map(minus)).toEqual(['2026-09-30', '2026-09-28', '2026-09-22']);
    expect(addWorkdays(national, '2026-10-03', 0)).toBe('2026-10-03');
    expect(workdaysBetween(national, '2026-09-30', '2026-10-08')).toBe(1);
    expect(workdaysBetween(national, '2026-10-08', '2026-09-30')).toBe(-1);
    expect(workdaysBetween(national, '2026-10-01', '2026-10-07')).toBe(0);
  });

  it('a deadline on a day off moves to the next working day, or back to the last', () => {
    expect(nextWorkday(national, '2026-10-01')).toBe('2026-10-08');
    expect(nextWorkday(national, '2026-10-10')).toBe('2026-10-10');
    expect(lastWorkday(national, '2026-10-07')).toBe('2026-09-30');
  });

  it('assumes weekends for a year that is not announced, and says which', () => {
    expect(national.isWorkday('2027-10-01')).toBe(true);
    expect(unknownYears(national, '2026-11-01', '2028-02-01')).toEqual([2027, 2028]);
    expect(unknownYears(national, '2027-02-01', '2026-02-01')).toEqual([2027]);
    expect(unknownYears(national, '2026-01-01', '2026-12-31')).toEqual([]);
  });

  it('refuses a calendar without working days, and half days', () => {
    const never = { isWorkday: () => false, knows: () => true };
    expect(() => nextWorkday(never, '2026-01-01')).toThrow(RangeError);
    expect(() => addWorkdays(national, '2026-01-01', 1.5)).toThrow(RangeError);
  });
});

describe('working days, whatever the calendar', () => {
  const day = fc.integer({ min: 18_000, max: 22_000 }).map(dayOfNumber);
  const calendar = fc
    .array(fc.record({ day, work: fc.boolean() }), { maxLength: 200 })
    .map((exceptions) => workCalendar(exceptions, []));
  const count = fc.integer({ min: -60, max: 60 });

  it('the n-th working day is worked, lies n working days away, and counting back undoes it', () => {
    fc.assert(
      fc.property(calendar, day, count, (c, from, n) => {
        const to = addWorkdays(c, from, n);
        if (n === 0) {
          expect(to).toBe(from);
          return;
        }
        expect(c.isWorkday(to)).toBe(true);
        // Backward the n-th day itself is not counted, and `from` is where it is worked.
        const expected = n > 0 ? n : n + 1 - Number(c.isWorkday(from));
        expect(workdaysBetween(c, from, to) - expected).toBe(0);
        if (c.isWorkday(from)) expect(addWorkdays(c, to, -n)).toBe(from);
      }),
    );
  });

  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(calendar, day, fc.nat(30), fc.nat(30), (c, from, a, b) => {
        expect(addWorkdays(c, addWorkdays(c, from, a), b)).toBe(addWorkdays(c, from, a + b));
      }),
    );
  });

  it('spans add up, and never exceed the days', () => {
    fc.assert(
      fc.property(calendar, day, day, day, (c, a, b, d) => {
        expect(workdaysBetween(c, a, b) + workdaysBetween(c, b, d)).toBe(workdaysBetween(c, a, d));
        expect(Math.abs(workdaysBetween(c, a, b))).toBeLessThanOrEqual(Math.abs(daysBetween(a, b)));
      }),
    );
  });

  it('the next working day is the first that is not before', () => {
    fc.assert(
      fc.property(calendar, day, (c, from) => {
        const next = nextWorkday(c, from);
        for (let at = from; at < next; at = addDays(at, 1)) expect(c.isWorkday(at)).toBe(false);
        expect(c.isWorkday(next)).toBe(true);
      }),
    );
  });
});
