import { describe, expect, test } from 'vitest';
import {
  type AirDay,
  airPolicy,
  daysOf,
  decimal,
  decimalText,
  evaluatePeriod,
  explainAqi,
  explainCityDay,
  explainDayMean,
  explainIaqi,
  explainIndex,
  explainMda8,
  explainPeriod,
  fraction,
  month,
  STANDARDS,
} from '../index.ts';

const hours = (value: number, absent: number) =>
  Array.from({ length: 24 }, (_, hour) => (hour < absent ? null : value * 1000));
const june = month(2021, 6);
const days = (missing = 0): AirDay[] =>
  daysOf(june).map((date, index) => ({
    date,
    values: {
      so2: index < missing ? null : decimal('14'),
      no2: decimal('26'),
      pm10: decimal('68'),
      pm25: fraction(60 + (index % 2), 2),
      co: decimal('1.2'),
      o3: fraction(100 + index),
    },
  }));

test('decimalText cuts at six decimals and says so', () => {
  expect(
    [fraction(1, 4), fraction(1, 3), fraction(5), fraction(1000), fraction(2, 3)].map(decimalText),
  ).toEqual(['0.25', '0.333333…', '5', '1000', '0.666667…']);
});

describe('explanations put the numbers into the formula', () => {
  test('AIR-3.3 day mean, valid and below the minimum', () => {
    expect(explainDayMean('pm25', hours(75.5, 2))).toMatchObject({
      value: '76',
      substituted: '1661 / 22 = 75.5',
      completeness: { valid: 22, needed: 20, of: 24 },
      rounding: { from: '75.5', to: '76', decimals: 0, rule: 'AIR-3.11' },
      notes: [],
    });
    expect(explainDayMean('pm25', hours(75.5, 5))).toMatchObject({
      value: null,
      substituted: null,
      rounding: null,
      notes: [{ code: 'belowMinimum', rule: 'AIR-1.6', detail: '19 < 20' }],
    });
  });

  test('AIR-3.6 MDA8 by the exception', () => {
    expect(explainMda8(hours(170, 10))).toMatchObject({
      value: '170',
      substituted: 't = 16: 1020 / 6 = 170',
      completeness: { valid: 9, needed: 14, of: 17 },
      notes: [{ code: 'ozoneException', rule: 'AIR-3.6' }],
    });
  });

  test('AIR-3.9 city of four with two valid', () => {
    const stations = ['A', 'B', 'C', 'D'].map((station, index) => ({
      station,
      value: index < 2 ? decimal('10') : null,
    }));
    expect(explainCityDay('so2', stations)).toMatchObject({
      value: null,
      completeness: { valid: 2, needed: 3, of: 4 },
    });
    expect(explainCityDay('so2', stations.slice(0, 3)).substituted).toBe('20 / 2 = 10');
  });

  test('AIR-2.6 individual index and AQI', () => {
    expect(explainIaqi('co', 'co_24h', 22, STANDARDS['2012'])).toMatchObject({
      value: '55',
      substituted: '(100 − 50) / (4.0 − 2.0) × (2.2 − 2.0) + 50 = 55',
    });
    expect(explainIaqi('pm25', 'pm25_24h', 600, STANDARDS['2012'])).toMatchObject({
      value: '500',
      substituted: null,
    });
    const found = explainAqi(days(30)[0]!);
    expect(found).toMatchObject({
      value: null,
      completeness: { valid: 5 },
      substituted: 'max(33, 59, 43, 30, 50) = 59',
    });
    expect(found.notes[0]).toMatchObject({ code: 'missingItem', rule: 'AIR-6.8' });
  });

  test('AIR-3.16, 4.1 period and index', () => {
    const evaluated = evaluatePeriod(june, days());
    expect(explainPeriod('pm25', days(), evaluated)).toMatchObject({
      value: '30',
      substituted: '907.5 / 30 = 30.25',
      completeness: { valid: 30, needed: 27, of: 30 },
    });
    expect(explainPeriod('o3', days(), evaluated).substituted).toBe(
      'k = 27.10: 126 + (127 − 126) × 0.10 = 126.1',
    );
    expect(
      explainPeriod(
        'pm25',
        days(),
        evaluatePeriod(june, days(), airPolicy({ chain: 'roundedDaily' })),
        airPolicy({ chain: 'roundedDaily' }),
      ).substituted,
    ).toBe('900 / 30 = 30');
    const index = explainIndex(evaluated);
    expect(index.substituted).toBe('14/60 + 26/40 + 68/70 + 30.25/35 + 1.2/4 + 126.1/160 = 3.807173…');
    expect(index.value).toBe('3.81');
  });

  test('AIR-4.11 an invalid item leaves no index and is named', () => {
    const evaluated = evaluatePeriod(june, days(4));
    expect(explainIndex(evaluated)).toMatchObject({
      value: null,
      notes: [{ code: 'itemInvalid', detail: 'so2' }],
    });
    expect(explainPeriod('so2', days(4), evaluated).notes.map((note) => note.code)).toEqual(['belowMinimum']);
  });
});
