/** The year so far of each city, as the accounts take it: exact daily values, AQI, the hours of the day under way. */
import {
  dayOfIndex,
  daysInYear,
  type History,
  historyOf,
  type Indicator,
  type RunningDay,
  type YearToDate,
} from '@qingzhang/domain';
import {
  type Day,
  daysBetween,
  type Exact,
  forEachPollutant,
  formatDay,
  type Standard,
} from '@qingzhang/standards';
import type { RegionYear } from '../evaluation/kept-results.ts';
import { runningDays } from './city-hours.ts';
import type { Standpoint } from './moment.ts';

/** How many years back a complete season is looked for when last year has gaps. */
const SEASON_YEARS = 3;

/** One city's year, the year before, and the evaluated days both come from. */
export interface CityYear {
  readonly code: string;
  readonly ytd: YearToDate;
  readonly days: RegionYear;
  /** The whole year before. */
  readonly last: YearToDate;
  /** Whole earlier years, the latest first: where the season of a plan comes from. */
  readonly earlier: readonly YearToDate[];
  readonly earlierDays: readonly RegionYear[];
}

/** Years kept beside the days they come from: gone when the days are read anew, as each new hour makes them be. */
const keptYears = new WeakMap<RegionYear, Map<string, CityYear>>();

/**
 * The year of every city asked for at a standpoint. A year that is over is whole and has no day under way; one that
 * has not begun is empty. The number of queries does not depend on the number of cities.
 */
export async function yearsToDate(
  stand: Standpoint,
  year: number = stand.year,
  cities: readonly string[] = stand.codes,
): Promise<Map<string, CityYear>> {
  const years = Array.from({ length: SEASON_YEARS + 1 }, (_, back) => year - back);
  const running = stand.running !== null && stand.year === year ? stand.running : null;
  const loaded = await stand.book.load(stand.db, cities, years, stand.view.policy, stand.view.asOf);
  const settled = Math.max(
    0,
    Math.min(daysInYear(year), daysBetween(formatDay(year, 1, 1), stand.lastDay) + 1),
  );
  const key = `${year}|${settled}|${running?.hour ?? 24}|${stand.view.dust}`;
  const found = new Map<string, CityYear>();
  const missing: string[] = [];
  for (const code of cities) {
    const [days, ...earlier] = years.map((of) => loaded.get(`${code}-${of}`)!);
    const kept = keptYears.get(days!)?.get(key);
    if (kept?.earlierDays.every((one, index) => one === earlier[index])) found.set(code, kept);
    else missing.push(code);
  }
  const today =
    running === null || missing.length === 0
      ? new Map<string, RunningDay>()
      : await runningDays(stand, missing, running.day, running.hour);
  for (const code of missing) {
    const [days, ...earlierDays] = years.map((of) => loaded.get(`${code}-${of}`)!);
    const columns = columnsOf(days!, year, settled, stand.view.dust);
    const hours = today.get(code);
    const earlier = earlierDays.map((of, index) =>
      columnsOf(of, year - 1 - index, daysInYear(year - 1 - index), stand.view.dust),
    );
    const made: CityYear = {
      code,
      ytd: hours === undefined ? columns : { ...columns, today: hours },
      days: days!,
      last: earlier[0]!,
      earlier,
      earlierDays,
    };
    const kept = keptYears.get(days!) ?? new Map<string, CityYear>();
    keptYears.set(days!, kept.set(key, made));
    found.set(code, made);
  }
  return found;
}

/** Columns kept beside the days they come from: gone when the days are read anew. */
const keptColumns = new WeakMap<RegionYear, Map<string, YearToDate>>();

function columnsOf(
  days: RegionYear,
  year: number,
  settled: number,
  dust: 'measured' | 'deducted',
): YearToDate {
  const kept = keptColumns.get(days) ?? new Map<string, YearToDate>();
  keptColumns.set(days, kept);
  const key = `${year}|${settled}|${dust}`;
  const found = kept.get(key);
  if (found !== undefined) return found;
  const dates = Array.from({ length: settled }, (_, index) => dayOfIndex(year, index));
  const made: YearToDate = {
    year,
    days: forEachPollutant((pollutant) =>
      dates.map((day) => exactOf(days.get(day)?.[dust].values[pollutant] ?? null)),
    ),
    aqi: dates.map((day) => days.get(day)?.[dust].aqi.aqi ?? null),
  };
  kept.set(key, made);
  return made;
}

/** Day values of evaluation are whole numerators over a whole denominator already. */
function exactOf(
  value: { readonly num: number | bigint; readonly den: number | bigint } | null,
): Exact | null {
  if (value === null) return null;
  const { num, den } = value;
  return { num: Number(num), den: Number(den) };
}

/** Seasons kept beside the columns they were read from. */
const keptSeasons = new WeakMap<YearToDate, Map<string, History>>();

/**
 * The season of an indicator from the latest earlier year all of whose months have data; else last year's, whose gaps
 * make the plan flat (and the plan says so).
 */
export function seasonOf(
  city: CityYear,
  indicator: Indicator,
  target: string,
  standard: Standard,
): History | null {
  const seasons = city.earlier.map((year) => {
    const kept = keptSeasons.get(year) ?? new Map<string, History>();
    keptSeasons.set(year, kept);
    const key = `${indicator}|${target}|${standard.id}`;
    const found = kept.get(key) ?? historyOf(indicator, year, target, standard);
    kept.set(key, found);
    return found;
  });
  const complete = seasons.find((season) => season.monthly.every((value) => value !== null));
  return complete ?? seasons.find((season) => season.monthly.some((value) => value !== null)) ?? null;
}

/** The number (from 0) of a day in its year. */
export const indexInYear = (day: Day): number => daysBetween(formatDay(Number(day.slice(0, 4)), 1, 1), day);
