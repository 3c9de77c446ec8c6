import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayCount,
  dayNumber,
  dayOfHour,
  dayOfNumber,
  daysBetween,
  daysOf,
  formatHour,
  formatPeriod,
  hourBeginIso,
  hourEndEpochMs,
  hourEndIso,
  hourIndex,
  hourOfBeginClock,
  hourOfEndClock,
  hourOfEndIso,
  hourOfEpochMs,
  isDay,
  labelOfHour,
  monthsOf,
  type Period,
  parseHour,
  parsePeriod,
  samePeriodLastYear,
  spanOf,
} from '../index.ts';

const dayNumbers = fc.integer({ min: -200_000, max: 200_000 });

describe('days', () => {
  test('numbers and texts name the same days as the platform calendar', () => {
    fc.assert(
      fc.property(dayNumbers, (number) => {
        const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(dayOfNumber(number)).toBe(text);
        expect(dayNumber(text)).toBe(number);
      }),
    );
  });

  test.each(['2021-02-29', '2020-13-01', '2020-00-10', '2020-1-1', '20200101', '2020-04-31', ''])(
    '%j is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(() => dayNumber(text)).toThrow(RangeError);
    },
  );

  test('adding days crosses months and leap days', () => {
    expect(addDays('2020-02-28', 1)).toBe('2020-02-29');
    expect(addDays('2020-03-01', -1)).toBe('2020-02-29');
    expect(daysBetween('2019-12-31', '2020-12-31')).toBe(366);
  });
});

describe('AIR-3.1, 3.2 hours are labelled by their end', () => {
  test('label 24 of a day ends at 00:00 of the next', () => {
    const hour = hourIndex('2020-06-30', 24);
    expect(hourEndIso(hour)).toBe('2020-07-01T00:00:00+08:00');
    expect(hourBeginIso(hour)).toBe('2020-06-30T23:00:00+08:00');
    expect(dayOfHour(hour)).toBe('2020-06-30');
    expect(formatHour(hour)).toBe('2020-06-30 24');
    expect(hourOfEndIso('2020-06-30T16:00:00Z')).toBe(hour);
  });

  test('hour 0 of a file keyed by end belongs to the day before; by begin it is label 01', () => {
    expect(formatHour(hourOfEndClock('2020-07-01', 0))).toBe('2020-06-30 24');
    expect(formatHour(hourOfEndClock('2020-07-01', 16))).toBe('2020-07-01 16');
    expect(formatHour(hourOfBeginClock('2020-07-01', 0))).toBe('2020-07-01 01');
  });

  test('every hour has one label, one text, one instant', () => {
    fc.assert(
      fc.property(dayNumbers, fc.integer({ min: 1, max: 24 }), (number, label) => {
        const hour = hourIndex(dayOfNumber(number), label);
        expect(labelOfHour(hour)).toBe(label);
        expect(parseHour(formatHour(hour))).toBe(hour);
        expect(hourOfEndIso(hourEndIso(hour))).toBe(hour);
        expect(Date.parse(hourEndIso(hour))).toBe(hourEndEpochMs(hour));
        expect(hourOfEpochMs(hourEndEpochMs(hour))).toBe(hour);
        expect(hourOfEpochMs(hourEndEpochMs(hour) - 1)).toBe(hour);
        expect(hourOfEpochMs(hourEndEpochMs(hour) + 1)).toBe(hour + 1);
      }),
    );
  });

  test.each(['2020-06-30 00', '2020-06-30 25', '2020-06-31 01', '2020-06-30T01'])('%j is no hour', (text) => {
    expect(parseHour(text)).toBeNull();
  });
});

describe('periods', () => {
  test.each([
    ['2020-06', '2020-06-01', '2020-06-30', 1],
    ['2020-02', '2020-02-01', '2020-02-29', 1],
    ['2020-Q2', '2020-04-01', '2020-06-30', 3],
    ['2020-H1', '2020-01-01', '2020-06-30', 6],
    ['2020-H2', '2020-07-01', '2020-12-31', 6],
    ['2020', '2020-01-01', '2020-12-31', 12],
    ['ytd:2020-06-15', '2020-01-01', '2020-06-15', 6],
    ['2019-12-20..2020-01-10', '2019-12-20', '2020-01-10', 2],
  ])('%s is %s to %s, %i months', (text, from, to, months) => {
    const period = parsePeriod(text)!;
    expect(spanOf(period)).toEqual({ from, to });
    expect(formatPeriod(period)).toBe(text);
    expect(monthsOf(period)).toHaveLength(months);
    expect(daysOf(period)).toHaveLength(dayCount(period));
  });

  test.each([
    '2020-13',
    '2020-Q5',
    '2020-H3',
    '20',
    'ytd:2020-02-30',
    '2020-02-01..2020-01-01',
    '2020-1',
    'a..b',
  ])('%j is no period', (text) => {
    expect(parsePeriod(text)).toBeNull();
  });

  test.each([
    ['2020-02', '2019-02'],
    ['2020-H1', '2019-H1'],
    ['ytd:2021-02-28', 'ytd:2020-02-29'],
    ['ytd:2020-02-29', 'ytd:2019-02-28'],
    ['ytd:2021-06-15', 'ytd:2020-06-15'],
    ['2020-02-29..2020-03-10', '2019-02-28..2019-03-10'],
    ['2021-02-10..2021-02-28', '2020-02-10..2020-02-28'],
    ['2021-01-01..2021-02-28', '2020-01-01..2020-02-29'],
  ])('a year before %s is %s', (text, expected) => {
    expect(formatPeriod(samePeriodLastYear(parsePeriod(text)!))).toBe(expected);
  });

  test('the months of a period tile it', () => {
    fc.assert(
      fc.property(dayNumbers, fc.nat(800), (first, length) => {
        const period: Period = { kind: 'custom', from: dayOfNumber(first), to: dayOfNumber(first + length) };
        const parts = monthsOf(period);
        expect(parts[0]?.span.from).toBe(period.from);
        expect(parts.at(-1)?.span.to).toBe(period.to);
        for (let i = 1; i < parts.length; i++)
          expect(addDays(parts[i - 1]!.span.to, 1)).toBe(parts[i]!.span.from);
      }),
    );
  });
});
