import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, kindOf, parsePeriod, periodKeyOf, periodKinds, periodsBetween } from './period.ts';

describe('periods of the picker', () => {
  it('reads every kind of key and nothing else', () => {
    expect(parsePeriod('2020-06')).toEqual({ kind: 'month', year: 2020, month: 6 });
    expect(parsePeriod('2020-Q2')).toEqual({ kind: 'quarter', year: 2020, month: 6 });
    expect(parsePeriod('2020-H1')).toEqual({ kind: 'half', year: 2020, month: 6 });
    expect(parsePeriod('2020')).toEqual({ kind: 'year', year: 2020, month: 12 });
    expect(parsePeriod('2020-YTD-06')).toEqual({ kind: 'ytd', year: 2020, month: 6 });
    for (const wrong of ['2020-13', '2020-Q5', '2020-H3', '20', '2020-01-01..2020-06-15', '2020-YTD']) {
      expect(parsePeriod(wrong), wrong).toBeNull();
    }
  });

  it('writes what it reads: the period of a month holds that month', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...periodKinds),
        fc.integer({ min: 2000, max: 2099 }),
        fc.integer({ min: 1, max: 12 }),
        (kind, year, month) => {
          const parsed = parsePeriod(periodKeyOf(kind, year, month));
          expect(parsed).toMatchObject({ kind, year });
          expect(parsed?.month).toBeGreaterThanOrEqual(month);
        },
      ),
    );
  });

  it('knows where a free range ends, so that a kind can be picked from it', () => {
    expect(endOf('2020-01-01..2020-06-15')).toEqual({ year: 2020, month: 6 });
    expect(endOf('2020-Q2')).toEqual({ year: 2020, month: 6 });
    expect(endOf('someday')).toBeNull();
    expect(kindOf('2020-01-01..2020-06-15')).toBe('ytd');
    expect(kindOf('2020-02-01..2020-06-15')).toBeNull();
    expect(kindOf('2019-01-01..2020-06-15')).toBeNull();
    expect(kindOf('2020-H1')).toBe('half');
  });

  it('lists what the data can fill, newest first, without doubles', () => {
    expect(periodsBetween('half', '2018-12', '2020-06')).toEqual([
      '2020-H1',
      '2019-H2',
      '2019-H1',
      '2018-H2',
    ]);
    expect(periodsBetween('quarter', '2020-01', '2020-04')).toEqual(['2020-Q2', '2020-Q1']);
    expect(periodsBetween('year', '2018-12', '2020-06')).toEqual(['2020', '2019', '2018']);
    expect(periodsBetween('month', '2020-06', '2020-05')).toEqual([]);
  });
});
