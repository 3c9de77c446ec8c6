import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AirDay,
  AQI_CLASSES,
  type AqiDay,
  add,
  airPolicy,
  classOf,
  compare,
  compositeIndex,
  DEFAULT_AIR_POLICY,
  dailyAqi,
  daysOf,
  decimal,
  dustDay,
  EDITION_IDS,
  editionOf,
  evaluatePeriod,
  evaluateRegion,
  fixedHalfEven,
  forEachPollutant,
  fraction,
  hourlyAqi,
  type IaqiColumn,
  iaqiColumn,
  iaqiOfRounded,
  indexChange,
  mean,
  month,
  type Period,
  POLLUTANTS,
  parsePeriod,
  periodValidity,
  proposeDustHours,
  rank,
  rankStateAndChange,
  rankWeighted,
  running8hMeans,
  running24hMeans,
  STANDARDS,
  sameReferenceState,
  sensitiveGroups,
  standardOfDay,
  standardOfPeriod,
  stationsNeeded,
  toFraction,
  toPresentReferenceState,
  WARNING_PLAN_2018,
  warningLevel,
} from '../index.ts';

const S12 = STANDARDS['2012'];

/** A day with all items low, except those named. */
function aqiDay(date: string, changes: Partial<Record<keyof AqiDay['values'], string | null>> = {}): AqiDay {
  const low = { so2: '10', no2: '10', pm10: '30', pm25: '20', co: '0.5', o3: '50' };
  const values = forEachPollutant((pollutant) => {
    const text = pollutant in changes ? changes[pollutant] : low[pollutant];
    return text === null || text === undefined ? null : decimal(text);
  });
  return { date, values };
}

describe('AIR-0 editions', () => {
  test.each([
    ['2026-02-28', '2012'],
    ['2026-03-01', '2026'],
    ['2030-12-31', '2026'],
    ['2031-01-01', '2026final'],
  ])('AIR-0.1, 0.2: %s is judged by %s', (day, edition) => {
    expect(editionOf(day)).toBe(edition);
    expect(standardOfDay(day, DEFAULT_AIR_POLICY).id).toBe(edition);
    expect(standardOfDay(day, airPolicy({ edition: '2012' })).id).toBe('2012');
  });

  test('a period across the change takes the edition of its end, or by policy of its start', () => {
    const quarter: Period = { kind: 'quarter', year: 2026, quarter: 1 };
    expect(standardOfPeriod(quarter, DEFAULT_AIR_POLICY).id).toBe('2026');
    expect(standardOfPeriod(quarter, airPolicy({ periodEdition: 'start' })).id).toBe('2012');
  });

  test('editions are frozen to the last number', () => {
    expect(Object.isFrozen(S12.breakpoints.pm25_24h)).toBe(true);
    expect(Object.isFrozen(S12.gradeTwo.year)).toBe(true);
  });

  test('AIR-6.2: final limits of 2031', () => {
    const { year, day } = STANDARDS['2026final'].gradeTwo;
    expect(year).toEqual({ so2: 20, no2: 30, pm10: 50, pm25: 25 });
    expect(day).toEqual({ so2: 50, no2: 50, pm10: 100, pm25: 50, co: 40, o3: 160 });
  });
});

describe('AIR-2.6, 2.9 the index table', () => {
  const columns: IaqiColumn[] = Object.keys(S12.breakpoints) as IaqiColumn[];

  test('every count of every column equals the formula in BigInt, rounded up', () => {
    const levels = [0n, 50n, 100n, 150n, 200n, 300n, 400n, 500n];
    for (const id of EDITION_IDS) {
      for (const column of columns) {
        const points = STANDARDS[id].breakpoints[column].map(BigInt);
        for (let count = 0; count <= Number(points.at(-1)); count++) {
          const c = BigInt(count);
          const i = Math.max(
            1,
            points.findIndex((point) => c <= point),
          );
          const [num, den] = [
            (levels[i]! - levels[i - 1]!) * (c - points[i - 1]!),
            points[i]! - points[i - 1]!,
          ];
          const expected = levels[i - 1]! + (num + den - 1n) / den;
          expect(BigInt(iaqiOfRounded(column, count, STANDARDS[id]).iaqi)).toBe(expected);
        }
      }
    }
  });

  test('AIR-2.5 past the scale is 500 and flagged; AIR-2.2, 2.3, 6.5 past short columns', () => {
    expect(iaqiOfRounded('pm25_24h', 501, S12)).toEqual({ iaqi: 500, scale: 'beyondScale' });
    expect(iaqiOfRounded('pm25_24h', 500, S12)).toEqual({ iaqi: 500, scale: 'inScale' });
    expect(iaqiOfRounded('so2_1h', 801, S12).scale).toBe('otherAverage');
    expect(iaqiOfRounded('so2_1h', 801, STANDARDS['2026'])).toEqual({ iaqi: 200, scale: 'fixed' });
    expect(iaqiOfRounded('o3_8h', 801, STANDARDS['2026'])).toEqual({ iaqi: 300, scale: 'fixed' });
  });

  test('AIR-2.4 PM has no hourly column of its own, O3 no 24-hour one', () => {
    expect(iaqiColumn('pm25', '1h')).toBe('pm25_24h');
    expect(iaqiColumn('o3', '24h')).toBeNull();
    expect(iaqiColumn('so2', '8h')).toBeNull();
  });

  test.each([
    [0, 1, '#00E400'],
    [50, 1, '#00E400'],
    [51, 2, '#FFFF00'],
    [100, 2, '#FFFF00'],
    [150, 3, '#FF7E00'],
    [200, 4, '#FF0000'],
    [300, 5, '#99004C'],
    [301, 6, '#7E0023'],
  ])('AIR-2.11 AQI %i is level %i, %s', (aqi, level, hex) => {
    expect(classOf(aqi)).toMatchObject({ level, hex });
    const { rgb } = classOf(aqi);
    expect(
      `#${rgb
        .map((part) => part.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase()}`,
    ).toBe(hex);
    expect(AQI_CLASSES).toHaveLength(6);
  });
});

describe('AQI policies', () => {
  test('AIR-2.13 the 1-hour maximum takes part only when the policy says so, and never in 2026', () => {
    const day = (date: string): AqiDay => ({ ...aqiDay(date, { o3: '90' }), o3Max1h: decimal('250') });
    expect(dailyAqi(day('2021-06-01')).aqi).toBe(45);
    expect(dailyAqi(day('2021-06-01'), airPolicy({ dailyO3: 'mda8+max1h' })).aqi).toBe(125);
    expect(dailyAqi(day('2026-06-01'), airPolicy({ dailyO3: 'mda8+max1h' })).aqi).toBe(45);
  });

  test('AIR-2.4 hourly PM by the hour or by the running day', () => {
    const hour = { ...aqiDay('2021-06-01', { pm25: '101' }), running24h: { pm25: decimal('60') } };
    expect(hourlyAqi(hour).iaqi.pm25).toBe(133);
    expect(hourlyAqi(hour, airPolicy({ hourlyPmBasis: 'running24h' })).iaqi.pm25).toBe(82);
    expect(
      hourlyAqi({ ...hour, date: '2026-06-01' }, airPolicy({ hourlyPmBasis: 'running24h' })).iaqi.pm25,
    ).toBe(138);
  });

  test('AIR-2.4b the running 8-hour ozone by policy, 2012 only', () => {
    const hour = { ...aqiDay('2021-06-01', { o3: '100' }), o3Running8h: decimal('170') };
    expect(hourlyAqi(hour).iaqi.o3).toBe(32);
    expect(hourlyAqi(hour, airPolicy({ hourlyO3: 'hour1+running8h' })).iaqi.o3).toBe(110);
  });

  test('AIR-3.22, 6.8 a missing item: three policies, and items outside the plan do not block', () => {
    const low = aqiDay('2021-06-01', { co: null });
    const high = aqiDay('2021-06-01', { co: null, pm25: '120' });
    expect([low, high].map((day) => dailyAqi(day).aqi)).toEqual([null, 158]);
    expect([low, high].map((day) => dailyAqi(day, airPolicy({ missingDay: 'publishAny' })).aqi)).toEqual([
      30, 158,
    ]);
    expect([low, high].map((day) => dailyAqi(day, airPolicy({ missingDay: 'publishNone' })).aqi)).toEqual([
      null,
      null,
    ]);
    expect(dailyAqi({ ...low, notMonitored: ['co'] }).aqi).toBe(30);
    expect(dailyAqi(low)).toMatchObject({
      level: null,
      primary: [],
      because: [{ code: 'missingWithheld', pollutants: ['co'] }],
    });
  });

  test('no data at all is no AQI, not a good day', () => {
    const nothing: AqiDay = { date: '2021-06-01', values: forEachPollutant(() => null) };
    expect(dailyAqi(nothing)).toMatchObject({ aqi: null, because: [{ code: 'noData' }] });
    expect(dailyAqi(nothing, airPolicy({ missingDay: 'publishAny' })).aqi).toBeNull();
  });

  test('AIR-2.3 without a 1-hour value the end of the column stands, flagged', () => {
    const found = dailyAqi(aqiDay('2021-06-01', { o3: '900' }));
    expect(found).toMatchObject({ aqi: 300, because: [{ code: 'otherAverage', pollutants: ['o3'] }] });
  });

  test('AIR-6.6 all zero is 0 by the formula and says so', () => {
    const zero: AqiDay = { date: '2026-06-01', values: forEachPollutant(() => fraction(0)) };
    expect(dailyAqi(zero)).toMatchObject({ aqi: 0, because: [{ code: 'allZero' }] });
  });

  test('AIR-6.7 sensitive groups only of what exceeds', () => {
    const groups = sensitiveGroups({ so2: 101, no2: 100, pm10: null, pm25: 20, co: 150, o3: 50 });
    expect(groups).toMatchObject({
      so2: ['asthma', 'children', 'elderly'],
      no2: [],
      pm10: [],
      co: ['cardiovascular'],
    });
  });
});

test.each([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 3],
  [5, 4],
  [8, 6],
  [9, 7],
])('AIR-3.9 of %i stations %i are needed', (expected, needed) => {
  expect(stationsNeeded(expected)).toBe(needed);
});

describe('AIR-1.5, 3.18 validity', () => {
  const of = (text: string, months: number[], accounted = 0, policy = DEFAULT_AIR_POLICY) =>
    periodValidity(
      parsePeriod(text)!,
      months.map((valid) => ({ valid, accounted })),
      policy,
    ).valid;

  test.each([
    ['2021-06', [27], true],
    ['2021-06', [26], false],
    ['2021-02', [25], true],
    ['2020-02', [24], false],
    ['2021-Q1', [31, 25, 31], true],
    ['2021-Q1', [31, 24, 31], false],
    ['2021', [27, 25, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27], false],
    ['2021', [27, 25, 27, 27, 27, 27, 27, 27, 27, 27, 28, 28], true],
    ['2021', [27, 26, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27], false],
    ['2021', [31, 25, 27, 27, 27, 27, 27, 27, 27, 27, 27, 27], true],
    ['2021', [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 26], false],
    ['ytd:2021-02-10', [27, 1], true],
    ['ytd:2021-02-10', [26, 10], false],
    ['2021-06-03..2021-06-09', [1], true],
    ['2021-06-03..2021-06-09', [0], false],
  ])('%s with %j valid days: %s', (text, months, valid) => {
    expect(of(text, months)).toBe(valid);
  });

  test('AIR-5.7 days lost to dust are accounted for, or missing by policy', () => {
    expect(of('2021-06', [25], 2)).toBe(true);
    expect(of('2021-06', [25], 2, airPolicy({ dustMonthValidity: 'missing' }))).toBe(false);
    expect(of('2021-06', [0], 30)).toBe(false);
  });

  test('policy: any valid day is enough for longer spans, never for a month or a year', () => {
    const policy = airPolicy({ multiMonthValidity: 'anyDay' });
    expect(of('2021-H1', [1, 0, 0, 0, 0, 0], 0, policy)).toBe(true);
    expect(of('2021-06', [26], 0, policy)).toBe(false);
    expect(of('2021', [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 26], 0, policy)).toBe(false);
  });
});

describe('composite index', () => {
  const statistic = fc.record({ num: fc.nat(400_000), den: fc.integer({ min: 1, max: 5000 }) });
  const six = fc.tuple(statistic, statistic, statistic, statistic, statistic, statistic);

  test('contributions of a change add up, exactly and as published', () => {
    fc.assert(
      fc.property(six, six, (now, earlier) => {
        const index = (list: typeof now) =>
          compositeIndex(
            forEachPollutant((pollutant) => list[POLLUTANTS.indexOf(pollutant)]!),
            S12,
            DEFAULT_AIR_POLICY,
          );
        const change = indexChange(index(now), index(earlier))!;
        const total = POLLUTANTS.reduce(
          (sum, pollutant) => add(sum, change.contributions[pollutant]),
          fraction(0),
        );
        expect(compare(total, change.total)).toBe(0);
        expect(POLLUTANTS.reduce((sum, pollutant) => sum + change.published[pollutant], 0)).toBe(
          change.publishedTotal,
        );
      }),
    );
  });

  test('AIR-4.11 five items are never summed', () => {
    const five = forEachPollutant((pollutant) => (pollutant === 'co' ? null : fraction(10)));
    const found = compositeIndex(five, S12, DEFAULT_AIR_POLICY);
    expect(found).toMatchObject({ value: null, published: null, loadShares: { so2: null } });
    expect(indexChange(found, found)).toBeNull();
  });

  test('AIR-4.5 policy: from published concentrations', () => {
    const values = forEachPollutant(() => decimal('10.4'));
    const published = compositeIndex(values, S12, airPolicy({ indexInput: 'published' }));
    const exact = compositeIndex(values, S12, DEFAULT_AIR_POLICY);
    expect(compare(published.single.pm25!, fraction(10, 35))).toBe(0);
    expect(compare(exact.single.pm25!, decimal('10.4'))).toBe(-1);
    expect(fixedHalfEven(exact.single.pm25!, 4)).toBe('0.2971');
  });
});

describe('AIR-4.7…4.13 ranking', () => {
  test('ranks do not depend on the order, and best and worst mirror each other', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(8)), { maxLength: 15 }), (values) => {
        const ranks = rank(values);
        const mirrored = rank(
          values.map((value) => value && -value).map((value, i) => (values[i] === null ? null : value)),
        );
        for (const [index, place] of ranks.entries()) {
          if (place === null) expect(values[index]).toBeNull();
          else {
            expect(place.rank).toBe(
              1 + values.filter((value) => value !== null && value < values[index]!).length,
            );
            expect(place.tied).toBe(values.filter((value) => value === values[index]).length);
            expect(mirrored[index]?.rank).toBe(place.fromWorst);
            expect(place.n).toBe(values.filter((value) => value !== null).length);
          }
        }
      }),
    );
  });

  test('AIR-4.9 state and change side by side, the most improved first', () => {
    const found = rankStateAndChange([
      { now: 487, earlier: 562 },
      { now: 511, earlier: 511 },
      { now: 445, earlier: null },
      { now: null, earlier: 400 },
    ]);
    expect(found.map(({ state }) => state?.rank ?? null)).toEqual([2, 3, 1, null]);
    expect(found.map(({ rate }) => rate)).toEqual([-133, 0, null, null]);
    expect(found.map(({ change }) => change?.rank ?? null)).toEqual([1, 2, null, null]);
    expect(rankWeighted(found, 50).map((place) => place?.rank ?? null)).toEqual([1, 2, null, null]);
  });
});

describe('regions (AIR-3.10, 3.23, 4.12)', () => {
  const june = month(2021, 6);
  const city = (pm25: string, o3: string) =>
    evaluatePeriod(
      june,
      daysOf(june).map((date): AirDay => aqiDay(date, { pm25, o3 })),
    );

  test('means of cities, ratios and both kinds of average index', () => {
    const cities = [city('30', '100'), city('80', '170')];
    const mean = evaluateRegion(cities, S12, DEFAULT_AIR_POLICY);
    expect(mean.pollutants.pm25).toMatchObject({ published: 55, n: 2, of: 2 });
    expect(mean.goodShare.published).toBe(500);
    expect(mean.cityDays).toEqual({ valid: 60, good: 30, heavy: 0 });
    const other = evaluateRegion(cities, S12, airPolicy({ provinceIndex: 'indexOfMeans' }));
    expect(compare(mean.index.value!, other.index.value!)).toBe(0);
  });

  test('a city without valid figures is left out and counted', () => {
    const invalid = evaluatePeriod(june, []);
    const found = evaluateRegion([city('30', '100'), invalid], S12, DEFAULT_AIR_POLICY);
    expect(found.index).toMatchObject({ n: 1, of: 2 });
    expect(found.pollutants.pm25.published).toBe(30);
    expect(evaluateRegion([invalid], S12, DEFAULT_AIR_POLICY).index).toMatchObject({
      value: null,
      n: 0,
      of: 1,
    });
  });
});

describe('dust', () => {
  test('AIR-5.6 a: as measured; b: judged anew from what remains, days ≤ 100 kept', () => {
    const bad = aqiDay('2021-03-15', { pm10: '600', pm25: '90', o3: '80' });
    const mild = aqiDay('2021-03-16', { pm10: '120' });
    const lost = (day: AqiDay): AqiDay => ({ ...day, values: { ...day.values, pm10: null, pm25: null } });
    const deducted = airPolicy({ dustDays: 'deducted' });
    expect(dustDay(bad, lost(bad)).aqi?.aqi).toBe(500);
    expect(dustDay(bad, lost(bad), deducted).aqi).toMatchObject({ aqi: 40, primary: [] });
    expect(dustDay(mild, lost(mild), deducted).aqi?.aqi).toBe(85);
    expect(dustDay(bad, lost(bad)).accounted).toEqual(['pm10', 'pm25']);
  });

  test('AIR-5.3 by the ratio, only above 150; an open end when PM10 stays up', () => {
    const pm10 = [100, 100, 100, 100, 100, 100, 160, 170, 180].map((value) => value * 1000);
    const pm25 = [60, 60, 60, 60, 60, 60, 40, 40, 40].map((value) => value * 1000);
    expect(proposeDustHours({ firstHour: 0, pm10, pm25 })).toMatchObject([
      { start: 6, end: null, hours: 3, rule: 'ratio' },
    ]);
    expect(proposeDustHours({ firstHour: 0, pm10 })).toEqual([]);
    const gaps = pm10.slice(0, 7).map((value, hour) => (hour < 3 ? null : value));
    expect(proposeDustHours({ firstHour: 0, pm10: gaps, pm25 })).toEqual([]);
  });
});

describe('warnings', () => {
  test('AIR-7.1 reaching 500 is red at once; a day without forecast breaks the run', () => {
    expect(warningLevel([500], WARNING_PLAN_2018)).toBe('red');
    expect(warningLevel([210, null, 220], WARNING_PLAN_2018)).toBe('blue');
    expect(warningLevel([], WARNING_PLAN_2018)).toBeNull();
  });
});

describe('AIR-1.4 reference state', () => {
  test('gases × 273.15/298.15, particles have no factor', () => {
    expect(fixedHalfEven(toPresentReferenceState('so2', fraction(100))!, 3)).toBe('91.615');
    expect(toPresentReferenceState('pm25', fraction(100))).toBeNull();
    expect(sameReferenceState('2018-08-31', '2018-09-01')).toBe(false);
    expect(sameReferenceState('2019-06-01', '2020-06-01')).toBe(true);
    expect(toFraction({ num: 2, den: 4 })).toEqual({ num: 1n, den: 2n });
  });
});

test('AIR-3.4, 2.4 running means equal the mean of the last hours there are', () => {
  const series = fc.array(fc.option(fc.nat(500_000), { freq: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(series, (hours) => {
      for (const [window, minimum, found] of [
        [8, 6, running8hMeans(hours)],
        [24, 20, running24hMeans(hours)],
      ] as const) {
        for (const [index, value] of found.entries()) {
          const last = hours
            .slice(Math.max(0, index + 1 - window), index + 1)
            .filter((hour) => hour !== null);
          const expected = last.length >= minimum ? mean(last.map((hour) => fraction(hour, 1000))) : null;
          expect(value).toEqual(expected);
        }
      }
    }),
  );
});
