import { DAY_DEN, DEFAULT_AIR_POLICY, forEachPollutant, parsePeriod } from '@qingzhang/standards';
import { describe, expect, it } from 'vitest';
import { evaluateDay } from './air-days.ts';
import type { RegionDay } from './day-rows.ts';
import { aYearLater, periodOfSpan } from './statistics.ts';

function day(date: string, pm25: number): RegionDay {
  const n = forEachPollutant(() => 1);
  return {
    region: '140100',
    day: date,
    basis: 'stations',
    places: 1,
    values: { ...forEachPollutant(() => 10 * DAY_DEN), co: DAY_DEN, pm25: pm25 * DAY_DEN },
    n,
    o3Hour1: null,
    o3Hour1N: 0,
    dust: { pm10: null, pm25: null },
    dustN: { pm10: 0, pm25: 0 },
    dustHours: 0,
    excluded: 0,
    knownAt: 1,
  };
}

describe('comparing across a change of edition (AIR-0.3)', () => {
  const rows = [day('2025-02-01', 70), day('2025-04-01', 70)].map((row) =>
    evaluateDay(row, DEFAULT_AIR_POLICY),
  );

  it('judges last year by its own edition as it was', () => {
    expect(rows.map(({ measured }) => measured.aqi.aqi)).toEqual([94, 94]);
  });

  it('judges last year as the same dates a year later: February by 2012, April by 2026', () => {
    const later = aYearLater(rows, DEFAULT_AIR_POLICY);
    expect(later.map(({ row }) => row.day)).toEqual(['2025-02-01', '2025-04-01']);
    expect(later.map(({ measured }) => measured.date)).toEqual(['2026-02-01', '2026-04-01']);
    expect(later.map(({ measured }) => [measured.aqi.edition, measured.aqi.aqi])).toEqual([
      ['2012', 94],
      ['2026', 110],
    ]);
  });

  it('leaves out 29 February, which the next year does not have', () => {
    expect(aYearLater([evaluateDay(day('2024-02-29', 30), DEFAULT_AIR_POLICY)], DEFAULT_AIR_POLICY)).toEqual(
      [],
    );
  });
});

describe('the period a span of days is', () => {
  it.each([
    ['2020-01-01', '2020-06-30', '2020-H1'],
    ['2020-07-01', '2020-09-30', '2020-Q3'],
    ['2020-06-01', '2020-06-30', '2020-06'],
    ['2020-01-01', '2020-12-31', '2020'],
  ])('%s … %s is %s', (from, to, text) => {
    expect(periodOfSpan(from, to)).toEqual(parsePeriod(text));
  });

  it('is year to date from 1 January, custom otherwise', () => {
    expect(periodOfSpan('2020-01-01', '2020-06-15')).toEqual({ kind: 'ytd', to: '2020-06-15' });
    expect(periodOfSpan('2020-05-03', '2020-06-15').kind).toBe('custom');
  });
});
