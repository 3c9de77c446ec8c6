import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AirDay,
  type AirPolicy,
  addDays,
  airPolicy,
  type CityMember,
  cityValue,
  compare,
  createHourColumns,
  DAY_QUANTITIES,
  type DayColumns,
  dailyAqi,
  dayHours,
  dayMean,
  dayValue,
  dayValues,
  dustAqiDays,
  dustDay,
  evaluateAqiDays,
  evaluateCityDays,
  evaluatePeriod,
  evaluatePeriods,
  evaluateStationDays,
  hourIndex,
  MAX_READING,
  MISSING,
  markAccounted,
  max1h,
  mda8,
  NO_AQI,
  type Period,
  POLLUTANTS,
  parsePeriod,
  pollutantsOfMask,
  putHour,
  type Rational,
  rank,
  rankPeriods,
  toNumber,
} from '../index.ts';
import { randomHours } from './random-hours.ts';

/** The columns and the functions on single days are one set of rules: each test compares the two on random data. */

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const same = (a: Rational | null, b: Rational | null) =>
  a === null || b === null ? expect(a).toBe(b) : expect(compare(a, b)).toBe(0);

const policies: fc.Arbitrary<AirPolicy> = fc
  .record({
    edition: fc.constantFrom('auto', '2012', '2026', '2026final'),
    dailyO3: fc.constantFrom('mda8', 'mda8+max1h'),
    missingDay: fc.constantFrom('publishAbove100', 'publishAny', 'publishNone'),
    chain: fc.constantFrom('unrounded', 'roundedDaily'),
    indexInput: fc.constantFrom('unrounded', 'published'),
    indexWeights: fc.constantFrom('plain', 'weighted2026'),
    multiMonthValidity: fc.constantFrom('everyMonth', 'anyDay'),
    dustDays: fc.constantFrom('asMeasured', 'deducted'),
    dustMonthValidity: fc.constantFrom('accounted', 'missing'),
  } as const)
  .map((choices) => airPolicy(choices));

describe('station days (AIR-3.3…3.7)', () => {
  test('equal dayMean, mda8 and max1h of every single day', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const hours = randomHours({ places: 2, firstDay: '2020-02-27', days: 6 }, seed);
        const found = evaluateStationDays(hours);
        for (let place = 0; place < 2; place++) {
          for (let day = 0; day < 6; day++) {
            const cell = place * 6 + day;
            for (const pollutant of POLLUTANTS) {
              const single = dayHours(hours, place, day, pollutant);
              expect(found.hours[pollutant][cell]).toBe(dayMean(single).hours);
              const expected = pollutant === 'o3' ? mda8(single).value : dayMean(single).value;
              same(dayValue(found, place, day, pollutant), expected);
            }
            const ozone = dayHours(hours, place, day, 'o3');
            expect(found.windows[cell]).toBe(mda8(ozone).windows);
            same(dayValue(found, place, day, 'o3Max1h'), max1h(ozone));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('AIR-3.6 at the very bound: 160.5 is 160 and does not exceed, the next thousandth does', () => {
    for (const [extra, valid] of [
      [0, false],
      [1, true],
    ] as const) {
      const hours = createHourColumns({ places: 1, firstDay: '2020-06-01', days: 1 });
      for (let label = 1; label <= 8; label++) {
        putHour(hours, 0, hourIndex('2020-06-01', label), { o3: 160_500 + (label === 1 ? extra : 0) });
      }
      expect(dayValue(evaluateStationDays(hours), 0, 0, 'o3') !== null).toBe(valid);
    }
  });

  test('places evaluated in two ranges are the same as at once', () => {
    const hours = randomHours({ places: 5, firstDay: '2020-01-01', days: 40 }, 7);
    const whole = evaluateStationDays(hours);
    const parts = evaluateStationDays(hours, undefined, { from: 0, to: 2 });
    evaluateStationDays(hours, parts, { from: 2, to: 5 });
    expect(parts).toEqual(whole);
  });
});

describe('hour columns', () => {
  test('rows in any order, late rows and corrections give the same columns', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 48 }, (_, i) => i),
          { minLength: 48 },
        ),
        (order) => {
          const shape = { places: 1, firstDay: '2020-01-01', days: 2 };
          const [sorted, shuffled] = [createHourColumns(shape), createHourColumns(shape)];
          const first = hourIndex('2020-01-01', 1);
          for (let i = 0; i < 48; i++) putHour(sorted, 0, first + i, { pm25: i * 7, co: null });
          putHour(shuffled, 0, first + order[5]!, { pm25: 999 });
          for (const i of order) putHour(shuffled, 0, first + i, { pm25: i * 7 });
          expect(shuffled).toEqual(sorted);
        },
      ),
    );
  });

  test('rows outside the columns and impossible readings are refused and change nothing', () => {
    const columns = createHourColumns({ places: 1, firstDay: '2020-01-01', days: 1 });
    const hour = hourIndex('2020-01-01', 24);
    expect(putHour(columns, 0, hour + 1, { pm25: 1 })).toBe(false);
    expect(putHour(columns, 1, hour, { pm25: 1 })).toBe(false);
    for (const bad of [-1, 0.5, Number.NaN, MAX_READING + 1])
      expect(putHour(columns, 0, hour, { so2: 5, pm25: bad })).toBe(false);
    expect(columns.values.so2.every((value) => value === MISSING)).toBe(true);
    expect(putHour(columns, 0, hour, { pm25: MAX_READING })).toBe(true);
  });

  test('a day of the largest readings does not overflow', () => {
    const columns = createHourColumns({ places: 1, firstDay: '2020-01-01', days: 1 });
    for (let label = 1; label <= 24; label++) {
      putHour(columns, 0, hourIndex('2020-01-01', label), { pm10: MAX_READING, o3: MAX_READING });
    }
    const days = evaluateStationDays(columns);
    for (const quantity of ['pm10', 'o3', 'o3Max1h'] as const) {
      expect(toNumber(dayValue(days, 0, 0, quantity)!)).toBe(MAX_READING / 1000);
    }
    const aqi = evaluateAqiDays(days);
    expect(aqi.overScale[0]! & 0b100).toBe(0b100);
  });
});

/** A city of all stations, one of three, one that grows, one without stations. */
const CITIES: readonly (readonly CityMember[])[] = [
  [0, 1, 2, 3, 4].map((place) => ({ place })),
  [
    { place: 1, to: '2031-01-01' },
    { place: 2, from: '2013-01-01' },
    { place: 4 },
    { place: 3, to: '2019-06-30' },
  ],
  [{ place: 0 }, { place: 3, from: '2020-02-03' }, { place: 4, to: '2020-02-01' }],
  [],
];

test('AIR-3.8, 3.9 city days equal cityValue of every single day', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const stations = evaluateStationDays(randomHours({ places: 5, firstDay: '2020-01-30', days: 8 }, seed));
      const cities = evaluateCityDays(stations, CITIES);
      for (const [city, members] of CITIES.entries()) {
        for (let day = 0; day < 8; day++) {
          const date = addDays('2020-01-30', day);
          const active = members.filter(({ from, to }) => (from ?? date) <= date && date <= (to ?? date));
          for (const quantity of DAY_QUANTITIES) {
            const expected = cityValue(active.map(({ place }) => dayValue(stations, place, day, quantity)));
            same(dayValue(cities, city, day, quantity), expected.value);
            expect(cities.parts?.[quantity][city * 8 + day]).toBe(expected.valid);
            expect(cities.expected[city * 8 + day]).toBe(expected.expected);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

function airDays(days: DayColumns, place: number): AirDay[] {
  return Array.from({ length: days.days }, (_, day) => ({
    date: addDays(days.firstDay, day),
    values: dayValues(days, place, day),
    o3Max1h: dayValue(days, place, day, 'o3Max1h'),
  }));
}

test('AIR-2.10…2.13, 6.x AQI days equal dailyAqi of every single day, across the change of edition', () => {
  fc.assert(
    fc.property(seeds, policies, (seed, policy) => {
      const stations = evaluateStationDays(randomHours({ places: 5, firstDay: '2026-02-26', days: 6 }, seed));
      for (const days of [stations, evaluateCityDays(stations, CITIES)]) {
        const found = evaluateAqiDays(days, policy);
        for (let place = 0; place < days.places; place++) {
          for (const [day, airDay] of airDays(days, place).entries()) {
            const expected = dailyAqi(airDay, policy);
            const cell = place * days.days + day;
            expect(found.aqi[cell]).toBe(expected.aqi ?? NO_AQI);
            expect(pollutantsOfMask(found.primary[cell]!)).toEqual(expected.primary);
            expect(pollutantsOfMask(found.exceeding[cell]!)).toEqual(expected.exceeding);
            expect(pollutantsOfMask(found.overScale[cell]!)).toEqual(expected.overScale);
          }
        }
      }
    }),
    { numRuns: 100 },
  );
});

const PERIODS = [
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-Q1',
  'ytd:2026-03-10',
  '2026-02-10..2026-03-05',
  '2026',
].map((text): Period => parsePeriod(text)!);

function expectPeriods(
  days: DayColumns,
  policy: AirPolicy,
  airDaysOf: (place: number) => AirDay[],
  aqi = evaluateAqiDays(days, policy),
): void {
  const found = evaluatePeriods(days, aqi, PERIODS, policy);
  for (const [p, period] of PERIODS.entries()) {
    for (let place = 0; place < days.places; place++) {
      const cell = p * days.places + place;
      const expected = evaluatePeriod(period, airDaysOf(place), policy);
      for (const pollutant of POLLUTANTS) {
        const figures = expected.pollutants[pollutant];
        expect(found.published[pollutant][cell]).toBe(figures.published ?? MISSING);
        expect(found.validDays[pollutant][cell]).toBe(figures.validity.days);
        expect(found.exceedingDays[pollutant][cell]).toBe(figures.exceedingDays);
        for (const kind of ['mean', 'percentile'] as const) {
          const [double, exact] = [found[kind][pollutant][cell]!, figures[kind]];
          if (exact === null) expect(double).toBeNaN();
          else expect(Math.abs(double - toNumber(exact))).toBeLessThanOrEqual(1e-12 * (1 + double));
        }
      }
      expect(found.publishedIndex[cell]).toBe(expected.index.published ?? MISSING);
      const { valid, good, heavy, byLevel, primary } = expected.days;
      expect([found.aqiDays[cell], found.goodDays[cell], found.heavyDays[cell]]).toEqual([
        valid,
        good,
        heavy,
      ]);
      expect(found.byLevel.map((level) => level[cell])).toEqual(byLevel);
      expect(POLLUTANTS.map((pollutant) => found.primaryDays[pollutant][cell])).toEqual(
        Object.values(primary),
      );
    }
    const first = p * days.places;
    const published = Array.from(found.publishedIndex.subarray(first, first + days.places));
    const ranks = rankPeriods(found.publishedIndex, days.places);
    const expected = rank(published.map((value) => (value === MISSING ? null : value)));
    expect(Array.from(ranks.rank.subarray(first, first + days.places))).toEqual(
      expected.map((r) => r?.rank ?? 0),
    );
    expect(Array.from(ranks.fromWorst.subarray(first, first + days.places))).toEqual(
      expected.map((r) => r?.fromWorst ?? 0),
    );
    expect(ranks.n[p]).toBe(expected.filter((r) => r !== null).length);
  }
}

describe('period columns (AIR-1.5, 3.10, 3.16…3.21, 4.1…4.7)', () => {
  test('equal evaluatePeriod and rank, for stations and cities, under every policy', () => {
    fc.assert(
      fc.property(seeds, policies, (seed, policy) => {
        const hours = randomHours({ places: 5, firstDay: '2026-01-01', days: 75 }, seed);
        if (seed % 2 === 0) fillGaps(hours.values);
        const stations = evaluateStationDays(hours);
        expectPeriods(stations, policy, (place) => airDays(stations, place));
        const cities = evaluateCityDays(stations, CITIES);
        expectPeriods(cities, policy, (place) => airDays(cities, place));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test('exact ties are rounded by whole numbers: a mean of 40.5 is 40, of 41.5 is 42', () => {
    for (const [low, published] of [
      [40, 40],
      [41, 42],
    ] as const) {
      const hours = createHourColumns({ places: 1, firstDay: '2020-04-01', days: 30 });
      for (const pollutant of POLLUTANTS) {
        hours.values[pollutant].forEach((_, cell, all) => {
          all[cell] = (low + (cell < 360 ? 0 : 1)) * 1000;
        });
      }
      const days = evaluateStationDays(hours);
      const found = evaluatePeriods(days, evaluateAqiDays(days), [parsePeriod('2020-04')!]);
      expect(found.published.pm25[0]).toBe(published);
    }
  });
});

/** Makes nearly every hour present, so that months are valid and indices exist. */
function fillGaps(values: Record<string, Int32Array>): void {
  for (const column of Object.values(values)) {
    column.forEach((value, cell) => {
      if (value < 0 && cell % 1000 !== 0) column[cell] = ((cell * 7919) % 90) * 500;
    });
  }
}

test('AIR-5.5…5.7 days without dust: values, accounted days, AQI by both policies and the period on top', () => {
  fc.assert(
    fc.property(seeds, policies, (seed, policy) => {
      const shape = { places: 2, firstDay: '2026-01-01', days: 75 };
      const hours = randomHours(shape, seed);
      fillGaps(hours.values);
      const measured = evaluateStationDays(hours);
      for (const pollutant of ['pm10', 'pm25'] as const) {
        for (let day = 3; day < 75; day += 9)
          hours.values[pollutant].fill(MISSING, day * 24 + 4, day * 24 + 4 + (seed % 12));
      }
      const without = markAccounted(measured, evaluateStationDays(hours));
      const aqi = dustAqiDays(evaluateAqiDays(measured, policy), without, policy);
      const days = [0, 1].map((place) => {
        const [before, after] = [airDays(measured, place), airDays(without, place)];
        return before.map((day, index) => dustDay(day, after[index]!, policy));
      });
      days.forEach((list, place) => {
        list.forEach((day, index) => {
          expect(pollutantsOfMask(without.accounted![place * 75 + index]!)).toEqual(day.accounted);
          expect(aqi.aqi[place * 75 + index]).toBe(day.aqi?.aqi ?? NO_AQI);
        });
      });
      expectPeriods(without, policy, (place) => days[place]!, aqi);
    }),
    { numRuns: 20 },
  );
}, 60_000);
