import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  createHourColumns,
  daysBetween,
  evaluateAqiDays,
  evaluatePeriods,
  evaluateStationDays,
  hourOfEndClock,
  type Period,
  POLLUTANTS,
  parseMilli,
  parsePeriod,
  putHour,
} from '../index.ts';

const DATA = new URL('../../../../../shared/data/air/', import.meta.url);
const HOURS = new URL('shanxi_city_hourly_2018-12_2020-06.csv.gz', DATA);
const CHECK = new URL('check_shanxi_monthly.csv', DATA);
const present = existsSync(HOURS) && existsSync(CHECK);
if (!present) console.warn('real-data.test.ts skipped: ../shared/data/air is not there');

function rows(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((field, index) => [names[index] ?? '', field])),
  );
}

/** Eleven cities as hourly series of their own, labels by the end of the hour (AIR-3.1, AIR-3.2). */
test.skipIf(!present)(
  'monthly means of real hours equal an independent computation',
  () => {
    const check = rows(readFileSync(CHECK, 'utf8'));
    const cities = [...new Set(check.map((row) => row.adcode))];
    const firstDay = '2018-11-30';
    const hours = createHourColumns({
      places: cities.length,
      firstDay,
      days: daysBetween(firstDay, '2020-07-01'),
    });
    let refused = 0;
    for (const row of rows(gunzipSync(readFileSync(HOURS)).toString('utf8'))) {
      const time = row.time ?? '';
      const readings = Object.fromEntries(
        POLLUTANTS.map((pollutant) => [pollutant, parseMilli(row[pollutant] ?? '')]),
      );
      const hour = hourOfEndClock(time.slice(0, 10), Number(time.slice(11, 13)));
      if (!putHour(hours, cities.indexOf(row.adcode ?? ''), hour, readings)) refused += 1;
    }
    expect(refused).toBe(0);
    const days = evaluateStationDays(hours);
    const months = [...new Set(check.map((row) => row.month ?? ''))];
    const periods = months.map((text): Period => parsePeriod(text)!);
    const found = evaluatePeriods(days, evaluateAqiDays(days), periods);
    let close = 0;
    for (const row of check) {
      const cell = months.indexOf(row.month ?? '') * cities.length + cities.indexOf(row.adcode);
      for (const pollutant of ['pm25', 'pm10', 'so2', 'no2', 'co'] as const) {
        expect(Math.abs(found.mean[pollutant][cell]! - Number(row[pollutant]))).toBeLessThanOrEqual(
          0.000_501,
        );
      }
      expect(Math.abs(found.percentile.co[cell]! - Number(row.co_p95))).toBeLessThanOrEqual(0.000_501);
      expect(found.validDays.pm25[cell]).toBe(Number(row.valid_days_pm25));
      const ozone = Math.abs(found.percentile.o3[cell]! - Number(row.o3_8h_max_p90));
      if (ozone <= 1) close += 1;
    }
    // The independent ozone figure takes the published, already rounded 8-hour means and another set of valid days where
    // hours are missing; ours come from the 1-hour values.
    expect(close / check.length).toBeGreaterThan(0.75);
  },
  60_000,
);
