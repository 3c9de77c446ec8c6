import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { monthGrid, monthOfNow, stepMonth } from './month-grid.ts';

const month = fc
  .record({ year: fc.integer({ min: 1990, max: 2090 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month: one }) => `${year}-${String(one).padStart(2, '0')}`);

describe('the calendar of a month', () => {
  test('July 2021 begins on a Thursday and takes five weeks', () => {
    const weeks = monthGrid('2021-07');
    expect(weeks[0]).toEqual([
      '2021-06-28',
      '2021-06-29',
      '2021-06-30',
      '2021-07-01',
      '2021-07-02',
      '2021-07-03',
      '2021-07-04',
    ]);
    expect(weeks).toHaveLength(5);
    expect(weeks.at(-1)?.at(-1)).toBe('2021-08-01');
  });

  test('a February of four weeks that begins on a Monday', () => {
    expect(monthGrid('2027-02')).toHaveLength(4);
  });

  test('every day of the month once, weeks whole, in order', () => {
    fc.assert(
      fc.property(month, (one) => {
        const days = monthGrid(one).flat();
        expect(days.length % 7).toBe(0);
        expect(days).toEqual([...new Set(days)].sort());
        const own = days.filter((day) => day.startsWith(one));
        expect(own[0]).toBe(`${one}-01`);
        expect(stepMonth(own.at(-1)?.slice(0, 7) ?? '', 1)).toBe(stepMonth(one, 1));
        expect(days.indexOf(`${one}-01`)).toBeLessThan(7);
      }),
    );
  });

  test('steps go there and back', () => {
    expect(stepMonth('2021-12', 1)).toBe('2022-01');
    fc.assert(
      fc.property(
        month,
        fc.integer({ min: -40, max: 40 }),
        (one, by) => stepMonth(stepMonth(one, by), -by) === one,
      ),
    );
  });

  test('the month turns at Beijing midnight', () => {
    expect(monthOfNow(Date.parse('2021-06-30T16:00:00Z'))).toBe('2021-07');
    expect(monthOfNow(Date.parse('2021-06-30T15:59:59Z'))).toBe('2021-06');
  });
});
