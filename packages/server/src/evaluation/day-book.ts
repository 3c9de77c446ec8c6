import { type AirPolicy, type Day, dayNumber, HOURS_OF_DAY, yearOf } from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { loadHourGrid } from '../readings/hour-grid.ts';
import { type EvaluatedDay, evaluateDay } from './air-days.ts';
import { type PlaceDay, type RegionDay, sameRegionDay } from './day-rows.ts';
import { carryOver, type RegionYear } from './kept-results.ts';
import { evaluatePlaceDays } from './place-days.ts';
import * as queries from './queries.ts';
import { evaluateRegionDays } from './reevaluate.ts';
import type { EvaluatedPlace } from './region-days.ts';

const books = new WeakMap<Platform['database'], DayBook>();

/** The process's one day book. */
export function dayBookOf(platform: Platform): DayBook {
  const book = books.get(platform.database) ?? new DayBook();
  books.set(platform.database, book);
  return book;
}

/** Region-years kept in memory: some thirty cities over a few years. */
const KEPT = 400;

/**
 * The daily values of cities, year by year, evaluated once and kept while they are the newest: each use asks the database
 * for the years' versions (one small query), so that several processes may share one database. Views as of a moment are
 * kept too; what was known then does not change any more.
 */
export class DayBook {
  readonly #kept = new Map<string, { readonly version: number; readonly days: RegionYear }>();

  /** The days of some cities over some years, under a policy; with `asOf`, as they were known at that moment. */
  async load(
    db: Db,
    cities: readonly string[],
    years: readonly number[],
    policy: AirPolicy,
    asOf?: Date,
  ): Promise<Map<string, RegionYear>> {
    const policyKey = `${policy.edition}|${policy.dailyO3}|${policy.missingDay}|${policy.dustDays}`;
    const keyOf = (city: string, year: number) => `${city}-${year}|${policyKey}|${asOf?.getTime() ?? ''}`;
    const versions = await queries.loadVersions(db, cities, years);
    const result = new Map<string, RegionYear>();
    for (const year of years) {
      const stale: string[] = [];
      for (const city of cities) {
        const version = versions.get(`${city}-${year}`) ?? 0;
        const kept = this.#kept.get(keyOf(city, year));
        if (kept !== undefined && (asOf !== undefined || kept.version === version))
          this.#use(keyOf(city, year), kept);
        else stale.push(city);
      }
      if (stale.length > 0) {
        const rows = await loadRegionDaysAsOf(db, stale, `${year}-01-01`, `${year}-12-31`, asOf);
        const byCity = new Map(stale.map((city) => [city, new Map<Day, EvaluatedDay>()]));
        for (const row of rows) {
          const before = this.#kept.get(keyOf(row.region, year))?.days.get(row.day);
          // The same knowledge gives the same day; what was computed from it stays good.
          const same =
            before !== undefined && before.row.knownAt === row.knownAt && sameRegionDay(before.row, row);
          byCity.get(row.region)?.set(row.day, same ? before : evaluateDay(row, policy));
        }
        for (const [city, days] of byCity) {
          const before = this.#kept.get(keyOf(city, year))?.days;
          if (before !== undefined) carryOver(before, days);
          this.#use(keyOf(city, year), { version: versions.get(`${city}-${year}`) ?? 0, days });
        }
      }
      for (const city of cities)
        result.set(`${city}-${year}`, this.#kept.get(keyOf(city, year))?.days ?? new Map());
    }
    while (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return result;
  }

  /** The days of some cities from `from` to `to`, in order of date. */
  async days(
    db: Db,
    cities: readonly string[],
    from: Day,
    to: Day,
    policy: AirPolicy,
    asOf?: Date,
  ): Promise<Map<string, EvaluatedDay[]>> {
    const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index);
    const loaded = await this.load(db, cities, years, policy, asOf);
    return new Map(
      cities.map((city) => [
        city,
        years.flatMap((year) =>
          [...(loaded.get(`${city}-${year}`)?.values() ?? [])].filter(
            ({ row }) => row.day >= from && row.day <= to,
          ),
        ),
      ]),
    );
  }

  #use(key: string, entry: { readonly version: number; readonly days: RegionYear }): void {
    this.#kept.delete(key);
    this.#kept.set(key, entry);
  }
}

/**
 * Daily values of regions as known at a moment: rows whose inputs were all known then are taken as they stand; the others
 * are evaluated anew from the hours and exclusions as they were (design decision 2).
 */
export async function loadRegionDaysAsOf(
  db: Db,
  regions: readonly string[],
  from: Day,
  to: Day,
  asOf?: Date,
): Promise<RegionDay[]> {
  const rows = await queries.loadRegionDays(db, regions, from, to);
  if (asOf === undefined) return rows;
  const late = rows.filter((row) => row.knownAt > asOf.getTime());
  if (late.length === 0) return rows;
  const wanted = new Map<string, Set<number>>();
  for (const row of late) {
    const days = wanted.get(row.region) ?? new Set<number>();
    days.add(dayNumber(row.day));
    wanted.set(row.region, days);
  }
  const places = (await queries.listPlaces(db)).filter(
    (place) => wanted.has(place.cityCode) || (place.countyCode !== null && wanted.has(place.countyCode)),
  );
  const numbers = late.map((row) => dayNumber(row.day));
  const recomputed: RegionDay[] = [];
  for (const span of spans(numbers)) {
    const [first, last] = span;
    const placeDays = await evaluatePlaceDaysAsOf(db, places, span, asOf);
    const within = new Map(
      [...wanted].map(([region, days]) => [
        region,
        new Set([...days].filter((day) => day >= first && day <= last)),
      ]),
    );
    recomputed.push(...evaluateRegionDays(places, placeDays, within));
  }
  return [...rows.filter((row) => row.knownAt <= asOf.getTime()), ...recomputed].sort(
    (a, b) => compareText(a.region, b.region) || compareText(a.day, b.day),
  );
}

/** Daily values of places as known at a moment; like {@link loadRegionDaysAsOf}. */
export async function loadPlaceDaysAsOf(
  db: Db,
  ids: readonly number[],
  from: Day,
  to: Day,
  asOf?: Date,
): Promise<PlaceDay[]> {
  const rows = await queries.loadPlaceDays(db, ids, from, to);
  if (asOf === undefined) return rows;
  const late = new Set(
    rows.filter((row) => row.knownAt > asOf.getTime()).map((row) => `${row.placeId}|${row.day}`),
  );
  if (late.size === 0) return rows;
  const asked = new Set(ids);
  const places = (await queries.listPlaces(db)).filter((place) => asked.has(place.id));
  const numbers = rows.filter((row) => row.knownAt > asOf.getTime()).map((row) => dayNumber(row.day));
  const recomputed: PlaceDay[] = [];
  for (const span of spans(numbers)) {
    const placeDays = await evaluatePlaceDaysAsOf(db, places, span, asOf);
    recomputed.push(...placeDays.filter((row) => late.has(`${row.placeId}|${row.day}`)));
  }
  return [...rows.filter((row) => row.knownAt <= asOf.getTime()), ...recomputed].sort(
    (a, b) => a.placeId - b.placeId || compareText(a.day, b.day),
  );
}

async function evaluatePlaceDaysAsOf(
  db: Db,
  places: readonly EvaluatedPlace[],
  [first, last]: readonly [number, number],
  asOf: Date,
): Promise<PlaceDay[]> {
  const firstHour = first * HOURS_OF_DAY;
  const hours = (last - first + 1) * HOURS_OF_DAY;
  const exclusions = await queries.listExclusions(db, places, firstHour, firstHour + hours - 1, asOf);
  const ids = places.map((place) => place.id);
  const grid = await loadHourGrid(db, ids, firstHour, hours, asOf);
  return evaluatePlaceDays(grid, exclusions, () => true);
}

/** Spans of consecutive days (short holes read over), at most 92 days each. */
function spans(numbers: readonly number[]): [number, number][] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const day of sorted) {
    const open = found.at(-1);
    if (open !== undefined && day - open[1] <= 3 && day - open[0] < 92) open[1] = day;
    else found.push([day, day]);
  }
  return found;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
