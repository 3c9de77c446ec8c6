/** Reads the public Shanxi files into year-to-date columns, for tests on real data. Absent files are the caller's to skip. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  addDays,
  type Day,
  dailyAqi,
  dayMean,
  type Exact,
  forEachPollutant,
  mda8,
  type PerPollutant,
  POLLUTANTS,
  type Pollutant,
  STANDARDS,
} from '@qingzhang/standards';
import {
  dayOfIndex,
  type History,
  type Indicator,
  type RegionInput,
  type Target,
  type YearToDate,
} from '../src/index.ts';

const folder = new URL('../../../../shared/data/air/', import.meta.url);
export const hourlyFile = new URL('shanxi_city_hourly_2018-12_2020-06.csv.gz', folder);
export const dailyFile = new URL('shanxi_city_daily_2017.csv.gz', folder);
export const dataPresent = existsSync(hourlyFile) && existsSync(dailyFile);

type Hours = Map<Day, PerPollutant<(number | null)[]>>;

function* rows(file: URL): Generator<Record<string, string>> {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const names = (lines[0] ?? '').split(',');
  for (const line of lines.slice(1)) {
    if (line === '') continue;
    const cells = line.split(',');
    yield Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
  }
}

const milli = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Math.round(Number(text) * 1000);

/** City → day → 24 labels per pollutant; the label 00:00 is the 24th hour of the day before (AIR-3.1). */
export function readHours(): Map<string, Hours> {
  const cities = new Map<string, Hours>();
  for (const row of rows(hourlyFile)) {
    const [date = '', clock = ''] = (row.time ?? '').split(' ');
    const label = Number(clock.slice(0, 2));
    const day = label === 0 ? addDays(date, -1) : date;
    const days = cities.get(row.city ?? '') ?? new Map();
    cities.set(row.city ?? '', days);
    const hours = days.get(day) ?? forEachPollutant(() => Array.from({ length: 24 }, () => null));
    days.set(day, hours);
    for (const p of POLLUTANTS) hours[p][label === 0 ? 23 : label - 1] = milli(row[p]);
  }
  return cities;
}

const NONE = Array.from({ length: 24 }, () => null);

/** The year as known at `hour` o'clock of day number `settled` (0: 1 January); no running day at hour 0. */
export function yearToDate(hours: Hours, year: number, settled: number, hour = 0): YearToDate {
  const value = (pollutant: Pollutant, day: Day): Exact | null => {
    const own = hours.get(day)?.[pollutant] ?? NONE;
    return pollutant === 'o3' ? mda8(own).value : dayMean(own).value;
  };
  const days = Array.from({ length: settled }, (_, i) => dayOfIndex(year, i));
  const columns = forEachPollutant((p) => days.map((day) => value(p, day)));
  const today = dayOfIndex(year, settled);
  return {
    year,
    days: columns,
    aqi: days.map(
      (date, i) => dailyAqi({ date, values: forEachPollutant((p) => columns[p][i] ?? null) }).aqi,
    ),
    ...(hour > 0 && {
      today: {
        hour,
        hours: forEachPollutant((p) =>
          (hours.get(today)?.[p] ?? NONE)
            .slice(0, hour)
            .map((v) => (v === null ? null : { num: v, den: 1000 })),
        ),
      },
    }),
  };
}

/** The season of 2017: PM2.5 monthly means and the share of days with AQI above 100, per city. */
export function season2017(): Map<string, { pm25: History; goodDayShare: History }> {
  const cities = new Map<string, { pm25: number[][]; bad: boolean[][] }>();
  for (const row of rows(dailyFile)) {
    const city = (row.city ?? '').replace(/市$/, '');
    const months = () => Array.from({ length: 12 }, () => []);
    const own = cities.get(city) ?? { pm25: months(), bad: months() };
    cities.set(city, own);
    const month = Number((row.date ?? '').slice(5, 7)) - 1;
    if (row.pm25) own.pm25[month]?.push(Math.round(Number(row.pm25) * 100));
    if (row.aqi) own.bad[month]?.push(Number(row.aqi) > 100);
  }
  const out = new Map<string, { pm25: History; goodDayShare: History }>();
  for (const [city, { pm25, bad }] of cities) {
    out.set(city, {
      pm25: {
        label: '2017',
        monthly: pm25.map((v) => ({ num: v.reduce((a, b) => a + b, 0), den: 100 * v.length })),
      },
      goodDayShare: {
        label: '2017',
        monthly: bad.map((v) => ({ num: v.filter(Boolean).length, den: v.length })),
      },
    });
  }
  return out;
}

/** City in protocol order: PM2.5 target, June plan, good-day target, as drawn. */
export const DRAWN_TARGETS: readonly (readonly [
  city: string,
  year: string,
  june: string,
  goodDays: string,
])[] = [
  ['太原', '55', '44', '60.1'],
  ['大同', '33', '27', '84.0'],
  ['朔州', '39', '26', '76.0'],
  ['忻州', '47', '36', '66.1'],
  ['吕梁', '38', '27', '76'],
  ['晋中', '46', '35', '68.1'],
  ['阳泉', '48', '37', '64.1'],
  ['长治', '47', '38', '70.0'],
  ['晋城', '51', '38', '58.0'],
  ['临汾', '60', '36', '57.9'],
  ['运城', '56', '34', '63.1'],
];

/** The eleven cities at 2020-06-30 14:00 with the drawn targets and the season of 2017, and their hours. */
export function drawnCities(): { inputs: RegionInput[]; hours: Map<string, Hours> } {
  const hours = readHours();
  const seasons = season2017();
  const inputs = DRAWN_TARGETS.map(([city, year, june, goodDays]): RegionInput => {
    const target = (indicator: Indicator, value: string, monthly: Target['monthly']): Target => ({
      region: city,
      year: 2020,
      indicator,
      value,
      monthly,
      document: '示例',
      version: 1,
    });
    const plans = Array.from({ length: 12 }, (_, i) => (i === 5 ? june : null));
    return {
      region: city,
      ytd: yearToDate(hours.get(city) ?? new Map(), 2020, 181, 14),
      standard: STANDARDS['2012'],
      targets: [target('pm25', year, plans), target('goodDayShare', goodDays, null)],
      history: seasons.get(city) ?? {},
    };
  });
  return { inputs, hours };
}
