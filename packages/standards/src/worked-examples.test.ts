import { describe, expect, test } from 'vitest';
import {
  type AirDay,
  type AqiDay,
  airPolicy,
  attainment,
  cityValue,
  compare,
  comparisonPolicy,
  compositeIndex,
  DEFAULT_AIR_POLICY,
  dailyAqi,
  dayMean,
  daysOf,
  decimal,
  evaluatePeriod,
  exceedanceMultiple,
  fixedHalfEven,
  formatRounded,
  fraction,
  hourIndex,
  hourlyAqi,
  iaqi,
  iaqiOfRounded,
  largestMeeting,
  leading,
  mda8,
  month,
  multiply,
  type PerPollutant,
  type Pollutant,
  percentChange,
  percentile,
  percentilePosition,
  percentShare,
  proposeDustHours,
  rank,
  roundHalfEven,
  runningEightHourMeans,
  STANDARDS,
  WARNING_PLAN_2018,
  WARNING_PLAN_2024,
  WARNING_PLAN_SHANXI_2021,
  warningLevel,
  withoutDustHours,
} from './index.ts';

/** The worked examples of the ambient-air rules; numbers in titles are the examples', rules stand behind. */

const S12 = STANDARDS['2012'];
const S26 = STANDARDS['2026'];
const values = (so2: string, no2: string, pm10: string, pm25: string, co: string, o3: string) => ({
  so2: decimal(so2),
  no2: decimal(no2),
  pm10: decimal(pm10),
  pm25: decimal(pm25),
  co: decimal(co),
  o3: decimal(o3),
});
const day = (date: string, six: AqiDay['values']): AqiDay => ({ date, values: six });
const O3_DAY = [
  58, 55, 50, 46, 41, 38, 36, 40, 52, 70, 95, 121, 146, 165, 178, 186, 190, 187, 176, 160, 138, 112, 90, 74,
];
const thousandths = (units: readonly number[]) => units.map((unit) => unit * 1000);
const without = (hours: readonly number[], ...labels: number[]) =>
  thousandths(hours).map((value, index) => (labels.includes(index + 1) ? null : value));

describe('AQI', () => {
  test.each([
    ['35', 50],
    ['36', 52],
    ['75', 100],
    ['76', 102],
    ['115', 150],
    ['116', 152],
  ])('EX-1 PM2.5 day %s → IAQI %i (AIR-2.6, 2.7)', (concentration, expected) => {
    expect(iaqi('pm25', '24h', decimal(concentration), S12)).toEqual({ iaqi: expected, scale: 'inScale' });
  });

  test('EX-1 no PM2.5 concentration gives 101', () => {
    const all = Array.from({ length: 501 }, (_, count) => iaqiOfRounded('pm25_24h', count, S12).iaqi);
    expect(all).not.toContain(101);
  });

  test.each([
    ['35.5', '36', 52],
    ['34.5', '34', 49],
    ['75.4', '75', 100],
    ['75.5', '76', 102],
  ])('EX-2, EX-3 PM2.5 measured %s → %s → IAQI %i (AIR-2.8, 3.11, 3.14)', (measured, rounded, expected) => {
    expect(fixedHalfEven(decimal(measured), 0)).toBe(rounded);
    expect(iaqi('pm25', '24h', decimal(measured), S12)?.iaqi).toBe(expected);
  });

  test.each([
    ['160', 100],
    ['160.5', 100],
    ['161', 101],
    ['161.5', 102],
  ])('EX-4 O3 8 h %s → %i (AIR-2.8)', (measured, expected) => {
    expect(iaqi('o3', '8h', decimal(measured), S12)?.iaqi).toBe(expected);
  });

  test('EX-5 CO: half to even on tenths, 2.2 is 55 and not 56, 4.1 is 101 (AIR-2.9, 3.11)', () => {
    expect(['1.25', '1.35', '4.05'].map((co) => fixedHalfEven(decimal(co), 1))).toEqual([
      '1.2',
      '1.4',
      '4.0',
    ]);
    expect(iaqi('co', '24h', decimal('2.2'), S12)?.iaqi).toBe(55);
    expect(iaqi('co', '24h', decimal('4.1'), S12)?.iaqi).toBe(101);
  });

  test('EX-6 two primaries tie on the rounded-up index (AIR-2.10)', () => {
    const six = values('18', '42', '113', '60', '1.3', '134');
    expect(dailyAqi(day('2021-06-01', six))).toMatchObject({
      aqi: 82,
      level: 2,
      primary: ['pm10', 'pm25'],
      iaqi: { so2: 18, no2: 53, pm10: 82, pm25: 82, co: 33, o3: 79 },
      edition: '2012',
    });
  });

  test('EX-7 the same day in 2026 (AIR-6.3)', () => {
    const six = values('18', '42', '113', '60', '1.3', '134');
    expect(dailyAqi(day('2026-06-01', six))).toMatchObject({
      aqi: 100,
      level: 2,
      primary: ['pm25'],
      iaqi: { pm10: 95, pm25: 100 },
      edition: '2026',
    });
  });

  test('EX-8 AQI 50 has no primary (AIR-2.10)', () => {
    expect(dailyAqi(day('2021-06-01', values('9', '40', '50', '35', '2.0', '100')))).toMatchObject({
      aqi: 50,
      level: 1,
      primary: [],
    });
  });

  test('EX-9 ozone exceeds (AIR-2.10)', () => {
    expect(dailyAqi(day('2021-06-01', values('12', '28', '86', '31', '0.9', '187')))).toMatchObject({
      aqi: 125,
      level: 3,
      primary: ['o3'],
      exceeding: ['o3'],
      iaqi: { so2: 12, no2: 35, pm10: 68, pm25: 45, co: 23, o3: 125 },
    });
  });

  test.each([
    ['2021-06-01', 350],
    ['2026-06-01', 300],
  ])('EX-10 MDA8 820, max 1 h 900 on %s → %i (AIR-2.3, 6.5)', (date, expected) => {
    const six = values('9', '10', '20', '20', '0.5', '820');
    expect(dailyAqi({ ...day(date, six), o3Max1h: decimal('900') }).iaqi.o3).toBe(expected);
  });

  test.each([
    ['2021-06-01', 124],
    ['2026-06-01', 200],
  ])('EX-11 SO2 1 h 850, 24 h 300 on %s → %i (AIR-2.2, 6.5)', (date, expected) => {
    const six = values('850', '10', '20', '20', '0.5', '60');
    expect(hourlyAqi({ ...day(date, six), running24h: { so2: decimal('300') } }).iaqi.so2).toBe(expected);
  });

  test.each([
    ['pm25', '60', 100],
    ['pm25', '61', 101],
    ['pm25', '75', 114],
    ['pm10', '120', 100],
    ['pm10', '121', 101],
    ['pm10', '150', 112],
  ] as const)('EX-12 %s %s in 2026 → %i (AIR-6.3)', (pollutant, concentration, expected) => {
    expect(iaqi(pollutant, '24h', decimal(concentration), S26)?.iaqi).toBe(expected);
  });
});

describe('daily values', () => {
  test('EX-13 running means and MDA8 (AIR-3.4, 3.5)', () => {
    const found = mda8(thousandths(O3_DAY));
    const means = runningEightHourMeans(thousandths(O3_DAY));
    expect(fixedHalfEven(means[0]!, 1)).toBe('45.5');
    expect(found).toMatchObject({ endLabel: 20, windows: 17, byException: false });
    expect(compare(found.value!, decimal('173.5'))).toBe(0);
    expect(roundHalfEven(found.value!, 0)).toBe(174);
    expect(iaqi('o3', '8h', found.value!, S12)?.iaqi).toBe(113);
  });

  test('EX-14 hours 14, 15 missing: six values are enough (AIR-3.4)', () => {
    const found = mda8(without(O3_DAY, 14, 15));
    expect(found).toMatchObject({ endLabel: 20, windows: 17 });
    expect(fixedHalfEven(found.value!, 3)).toBe('174.167');
  });

  test('EX-15 hours 12–14 missing: 11 windows, above 160, counts by the exception (AIR-3.6)', () => {
    const found = mda8(without(O3_DAY, 12, 13, 14));
    const means = runningEightHourMeans(without(O3_DAY, 12, 13, 14));
    expect(means.flatMap((value, index) => (value === null ? [index + 8] : []))).toEqual([
      14, 15, 16, 17, 18, 19,
    ]);
    expect(found).toMatchObject({ windows: 11, byException: true });
    expect(fixedHalfEven(found.value!, 1)).toBe('179.5');
    expect(roundHalfEven(found.value!, 0)).toBe(180);
  });

  test('EX-16 the same halved: invalid (AIR-3.6)', () => {
    const halved = O3_DAY.map((value) => Math.floor(value / 2));
    const found = mda8(without(halved, 12, 13, 14));
    expect(found).toMatchObject({ value: null, windows: 11 });
    expect(fixedHalfEven(found.largest!, 3)).toBe('89.667');
  });

  test.each([
    ['75.4 75.4 75.4 75.7', '75.475', 75, true, 'pm25'],
    ['75 76 75 76', '75.500', 76, false, 'pm25'],
    ['160 161 160 161', '160.500', 160, true, 'o3'],
  ] as const)(
    'EX-17 city of stations %s is %s → %i, meets: %s (AIR-3.8, 3.14)',
    (stations, exact, rounded, meets, pollutant) => {
      const { value } = cityValue(stations.split(' ').map(decimal));
      expect(fixedHalfEven(value!, 3)).toBe(exact);
      expect(roundHalfEven(value!, 0)).toBe(rounded);
      expect(rounded <= S12.gradeTwo.day[pollutant]).toBe(meets);
    },
  );
});

describe('percentiles', () => {
  test('EX-18 90th percentile of 30 MDA8 (AIR-3.16)', () => {
    const days =
      '96 101 104 108 112 115 119 121 124 126 129 131 134 136 138 141 143 146 149 152 155 158 162 166 171 176 182 189 197 214';
    const found = percentile(days.split(' ').map(decimal), 90)!;
    expect(fixedHalfEven(found, 1)).toBe('182.7');
    expect(fixedHalfEven(found, 0)).toBe('183');
  });

  test('EX-19 95th percentile of 31 CO days is 1.65 → 1.6 (AIR-3.16, 3.11)', () => {
    const days =
      '.6 .7 .7 .8 .8 .8 .9 .9 .9 .9 1.0 1.0 1.0 1.0 1.1 1.1 1.1 1.1 1.2 1.2 1.2 1.2 1.3 1.3 1.3 1.4 1.4 1.5 1.6 1.7 1.9';
    const found = percentile(days.split(' ').map(decimal), 95)!;
    expect(compare(found, decimal('1.65'))).toBe(0);
    expect(fixedHalfEven(found, 1)).toBe('1.6');
  });

  test.each([
    [365, 98, '357.72'],
    [366, 98, '358.70'],
    [365, 95, '346.80'],
    [365, 90, '328.60'],
    [28, 95, '26.65'],
    [31, 90, '28.00'],
    [181, 95, '172.00'],
    [1, 90, '1.00'],
  ])('EX-20 position of n = %i, p = %i is %s (AIR-3.16, 3.17)', (n, percent, expected) => {
    const { lower, hundredths } = percentilePosition(n, percent);
    expect(formatRounded(lower * 100 + hundredths, 2)).toBe(expected);
  });
});

describe('composite index', () => {
  const june = values('14', '26', '68', '30', '1.2', '196');

  test('EX-21 plain sum, rounded once; main pollutant; load shares (AIR-4.1–4.5)', () => {
    const found = compositeIndex(june, S12, DEFAULT_AIR_POLICY);
    expect(fixedHalfEven(found.value!, 5)).toBe('4.23690');
    expect(found.published).toBe(424);
    expect(found.main).toEqual(['o3']);
    expect(Object.values(found.loadShares)).toEqual([55, 153, 229, 202, 71, 289]);
    const single = Object.values(found.single).map((part) => fixedHalfEven(part!, 4));
    expect(single).toEqual(['0.2333', '0.6500', '0.9714', '0.8571', '0.3000', '1.2250']);
  });

  test('EX-22 limits of 2026, plain and weighted (AIR-6.11)', () => {
    expect(compositeIndex(june, S26, DEFAULT_AIR_POLICY).published).toBe(454);
    expect(compositeIndex(june, S26, airPolicy({ indexWeights: 'weighted2026' })).published).toBe(842);
    expect(compositeIndex(june, S12, airPolicy({ indexWeights: 'weighted2026' })).published).toBe(424);
  });

  test('EX-23 ranks with ties, from the best and from the worst (AIR-4.7)', () => {
    const ranks = rank([341, 341, 355, 360, 360, 360, 372]);
    expect(ranks.map((place) => place?.rank)).toEqual([1, 1, 3, 4, 4, 4, 7]);
    expect(ranks.map((place) => place?.fromWorst)).toEqual([6, 6, 5, 2, 2, 2, 1]);
  });

  test('AIR-4.8 ties take up places or widen the list', () => {
    const cities = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name, index) => ({
      name,
      index: [341, 341, 355, 360, 360, 360, 372][index]!,
    }));
    const names = (side: 'best' | 'worst', count: number) =>
      leading(cities, (city) => city.index, count, side).map((place) =>
        place.entries.map((city) => city.name).join(''),
      );
    expect(names('best', 3)).toEqual(['AB', 'C']);
    expect(names('worst', 3)).toEqual(['G', 'DEF']);
  });

  test.each([
    [487, 562, '-13.3'],
    [511, 511, '0.0'],
    [445, 444, '0.2'],
    [362, 400, '-9.5'],
  ])('EX-24 change of %i against %i is %s %% (AIR-4.9)', (now, earlier, expected) => {
    expect(formatRounded(percentChange(now, earlier)!, 1)).toBe(expected);
  });

  test.each([
    [25, 30, '83.3'],
    [1, 16, '6.2'],
    [3, 16, '18.8'],
    [262, 361, '72.6'],
  ])('EX-25 %i of %i is %s %% (AIR-3.21, 3.11)', (part, whole, expected) => {
    expect(formatRounded(percentShare(part, whole)!, 1)).toBe(expected);
  });

  test.each([
    [191, 160, '0.19'],
    [39, 35, '0.11'],
    [75, 70, '0.07'],
    [35, 35, null],
  ])('EX-26 exceedance multiple of %i over %i is %s (AIR-3.19)', (concentration, limit, expected) => {
    const multiple = exceedanceMultiple(concentration, limit);
    expect(multiple === null ? null : formatRounded(multiple, 2)).toBe(expected);
  });
});

describe('thresholds of the budgets (EX-27…EX-31 themselves belong to the accounts)', () => {
  test.each([
    [75, 0, '75.50', false],
    [35, 0, '35.50', false],
    [160, 0, '160.50', true],
    [28, 0, '28.50', true],
    [40, 1, '4.05', true],
  ])('AIR-3.14, 8.1: limit %i (10^-%i) is met up to %s, itself: %s', (limit, decimals, bound, inclusive) => {
    const found = largestMeeting(limit, decimals);
    expect(fixedHalfEven(found.value, 2)).toBe(bound);
    expect(found.inclusive).toBe(inclusive);
    expect(roundHalfEven(found.value, decimals) <= limit).toBe(inclusive);
  });

  test('EX-31 ozone of a year: 36 free days, the 37th weighs 0.6 (AIR-8.5)', () => {
    const year = (next: number) => [
      ...Array.from({ length: 36 }, () => fraction(200)),
      fraction(next),
      ...Array.from({ length: 328 }, () => fraction(158)),
    ];
    expect(fixedHalfEven(percentile(year(162), 90)!, 1)).toBe('160.4');
    expect(fixedHalfEven(percentile(year(163), 90)!, 1)).toBe('161.0');
  });
});

describe('dust', () => {
  const before = [70, 66, 58, 64, 70, 70];
  const event = [340, 912, 655, 410, 228, 150, 96, 74, 70];

  test('EX-32 proposed from 340 to before 70, eight hours; 16 hours left: no PM day (AIR-5.3–5.5)', () => {
    const firstHour = hourIndex('2021-03-15', 1);
    const pm10 = thousandths([...before, ...event, ...Array.from({ length: 9 }, () => 66)]);
    const [proposal, ...more] = proposeDustHours({ firstHour, pm10 });
    expect(more).toEqual([]);
    expect(proposal).toMatchObject({ start: firstHour + 6, end: firstHour + 14, hours: 8, rule: 'rise' });
    expect(fixedHalfEven(proposal!.base, 2)).toBe('66.33');
    const all = { so2: pm10, no2: pm10, pm10, pm25: pm10, co: pm10, o3: pm10 };
    const left = withoutDustHours(firstHour, all, [{ start: proposal!.start, end: proposal!.end! }]);
    expect(dayMean(left.pm10)).toEqual({ value: null, hours: 16 });
    expect(dayMean(left.pm25).value).toBeNull();
    expect(dayMean(left.so2).hours).toBe(24);
  });
});

describe('validity', () => {
  const monthOf = (missing: number, pollutant: Pollutant): AirDay[] =>
    daysOf(month(2021, 6)).map((date, index) => {
      const six: PerPollutant<ReturnType<typeof decimal> | null> = values(
        '12',
        '28',
        '86',
        '31',
        '0.9',
        '120',
      );
      return { date, values: index < missing ? { ...six, [pollutant]: null } : six };
    });

  test('EX-33 26 valid SO2 days of 30: no mean, no index, not ranked (AIR-1.5, 4.11)', () => {
    const found = evaluatePeriod(month(2021, 6), monthOf(4, 'so2'));
    expect(found.pollutants.so2.validity).toMatchObject({ valid: false, days: 26, needed: 27 });
    expect(found.pollutants.so2.published).toBeNull();
    expect(found.index.value).toBeNull();
    expect(rank([found.index.published, 400])).toEqual([null, { rank: 1, fromWorst: 1, tied: 1, n: 1 }]);
    expect(evaluatePeriod(month(2021, 6), monthOf(3, 'so2')).index.published).not.toBeNull();
  });

  test.each([
    ['88', null],
    ['118', 118],
  ] as const)('EX-34 PM10 missing, others at %s: AQI %s (AIR-6.8)', (index, expected) => {
    const so2 = index === '88' ? '126' : '267';
    const six = { ...values(so2, '10', '20', '20', '0.5', '50'), pm10: null };
    const found = dailyAqi(day('2026-06-01', six));
    expect(found.iaqi.so2).toBe(Number(index));
    expect(found.aqi).toBe(expected);
  });
});

describe('warnings', () => {
  test.each([
    [[210], 'yellow', 'blue', null],
    [[160, 170, 140], 'yellow', null, null],
    [[160, 170, 155], 'orange', null, null],
    [[210, 220, 230], 'orange', 'yellow', 'orange'],
    [[210, 220, 310], 'red', 'orange', 'orange'],
  ])('EX-35 forecast %j: %s, %s, %s (AIR-7.1, 7.3, 7.4)', (forecast, of2024, of2018, ofShanxi) => {
    expect(warningLevel(forecast, WARNING_PLAN_2024)).toBe(of2024);
    expect(warningLevel(forecast, WARNING_PLAN_2018)).toBe(of2018);
    expect(warningLevel(forecast, WARNING_PLAN_SHANXI_2021)).toBe(ofShanxi);
  });
});

describe('attainment and comparison', () => {
  test('AIR-3.20: HJ 663 asks for the day percentiles, the communiqué does not', () => {
    const days = daysOf({ kind: 'year', year: 2021 }).map((date, index): AirDay => {
      const six = values('12', '28', '60', index < 20 ? '80' : '30', '0.9', '120');
      return { date, values: six };
    });
    const year = evaluatePeriod({ kind: 'year', year: 2021 }, days);
    expect(year.pollutants.pm25.published).toBe(33);
    expect(attainment(year, S12, airPolicy()).meets).toBe(false);
    expect(attainment(year, S12, airPolicy({ attainment: 'communique' })).meets).toBe(true);
  });

  test('AIR-0.3: a comparison pins both sides to the edition of the later one', () => {
    expect(comparisonPolicy(month(2026, 6), DEFAULT_AIR_POLICY).edition).toBe('2026');
    expect(comparisonPolicy(month(2021, 6), DEFAULT_AIR_POLICY).edition).toBe('2012');
  });

  test('AIR-8.7: 0.01 of the index is 0.35 µg/m³ of PM2.5', () => {
    expect(compare(multiply(decimal('0.01'), fraction(S12.indexLimits.pm25)), decimal('0.35'))).toBe(0);
  });
});
