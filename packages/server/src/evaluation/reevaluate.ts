import { type Day, dayOfNumber, HOURS_OF_DAY, yearOf } from '@qingzhang/standards';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { type HourGrid, loadHourGrid } from '../readings/hour-grid.ts';
import type { PlaceDay, RegionDay } from './day-rows.ts';
import { type Exclusion, evaluatePlaceDays } from './place-days.ts';
import * as queries from './queries.ts';
import { type EvaluatedPlace, regionDay } from './region-days.ts';

/** Days (numbers since 1970-01-01) that readings or exclusions have changed, by place. */
export type Touched = ReadonlyMap<number, ReadonlySet<number>>;

/** Place-days evaluated at a time: what is held in memory stays bounded however much was touched. */
const PLACE_DAYS_AT_ONCE = 4_000;

/**
 * Evaluates anew exactly what was touched: the daily values of these places, then of their counties and cities. In the
 * transaction of the readings, so that the daily values are never behind them; the result is that of a full
 * recomputation (design decision 4).
 */
export async function reevaluate(
  db: Db,
  touched: Touched,
): Promise<{ placeDays: number; regionDays: number }> {
  const ids = [...touched.keys()].filter((id) => (touched.get(id)?.size ?? 0) > 0);
  if (ids.length === 0) return { placeDays: 0, regionDays: 0 };
  return transaction(db, async (trx) => {
    const cities = await queries.citiesOfPlaces(trx, ids);
    await queries.lockCities(trx, cities);
    const places = await queries.listPlaces(trx, cities);
    let [placeDays, regionDays] = [0, 0];
    for (const chunk of chunksOf(touched, ids, places)) {
      const loaded = await loadChunk(trx, touched, places, chunk);
      const done = await evaluateChunk(trx, touched, places, chunk, loaded);
      placeDays += done.placeDays;
      regionDays += done.regionDays;
    }
    await queries.bumpVersions(trx, cityYears(touched, places));
    return { placeDays, regionDays };
  });
}

interface Chunk {
  readonly first: number;
  readonly last: number;
}

/** Spans of days, earliest first, cut where nothing was touched and so that a span holds a bounded number of place-days. */
function chunksOf(touched: Touched, ids: readonly number[], places: readonly EvaluatedPlace[]): Chunk[] {
  const days = [...new Set(ids.flatMap((id) => [...(touched.get(id) ?? [])]))].sort((a, b) => a - b);
  const longest = Math.max(1, Math.floor(PLACE_DAYS_AT_ONCE / Math.max(1, places.length)));
  const chunks: Chunk[] = [];
  let first = days[0]!;
  let last = first;
  for (const day of days.slice(1)) {
    // Short holes are read over: one query more costs more than a few days of hours.
    if (day - last > 7 || day - first >= longest) {
      chunks.push({ first, last });
      first = day;
    }
    last = day;
  }
  chunks.push({ first, last });
  return chunks;
}

interface LoadedChunk {
  readonly ids: readonly number[];
  readonly grid: HourGrid;
  readonly exclusions: readonly Exclusion[];
}

async function loadChunk(
  trx: Db,
  touched: Touched,
  places: readonly EvaluatedPlace[],
  { first, last }: Chunk,
): Promise<LoadedChunk> {
  const ids = [...touched.keys()].filter((id) => someWithin(touched.get(id), first, last));
  const firstHour = first * HOURS_OF_DAY;
  const hours = (last - first + 1) * HOURS_OF_DAY;
  const exclusions = await queries.listExclusions(trx, places, firstHour, firstHour + hours - 1);
  return { ids, exclusions, grid: await loadHourGrid(trx, ids, firstHour, hours) };
}

async function evaluateChunk(
  trx: Db,
  touched: Touched,
  places: readonly EvaluatedPlace[],
  { first, last }: Chunk,
  { ids, grid, exclusions }: LoadedChunk,
): Promise<{ placeDays: number; regionDays: number }> {
  const rows = evaluatePlaceDays(grid, exclusions, (id, day) => touched.get(id)?.has(day) ?? false);
  await queries.savePlaceDays(trx, rows);

  const placeById = new Map(places.map((place) => [place.id, place]));
  const wanted = new Map<string, Set<number>>();
  for (const id of ids) {
    const place = placeById.get(id);
    if (place === undefined) continue;
    for (const region of [place.cityCode, place.countyCode]) {
      if (region === null) continue;
      const days = wanted.get(region) ?? new Set<number>();
      for (const day of touched.get(id) ?? []) if (day >= first && day <= last) days.add(day);
      wanted.set(region, days);
    }
  }
  const others = await queries.loadPlaceDays(
    trx,
    untouched(touched, places, wanted),
    dayOfNumber(first),
    dayOfNumber(last),
  );
  const fresh = new Set(rows.map((row) => `${row.placeId}|${row.day}`));
  const all = [...rows, ...others.filter((row) => !fresh.has(`${row.placeId}|${row.day}`))];
  const regionRows = evaluateRegionDays(places, all, wanted);
  await queries.saveRegionDays(trx, regionRows);
  return { placeDays: rows.length, regionDays: regionRows.length };
}

/** Places of the wanted regions that have a wanted day which was not touched: their days stand in the database as they were. */
function untouched(
  touched: Touched,
  places: readonly EvaluatedPlace[],
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): number[] {
  return places
    .filter((place) => {
      const own = touched.get(place.id);
      return [place.cityCode, place.countyCode].some((region) => {
        const days = region === null ? undefined : wanted.get(region);
        return days !== undefined && ![...days].every((day) => own?.has(day));
      });
    })
    .map((place) => place.id);
}

/** The days of regions from the days of their places; `wanted`: region → day numbers. */
export function evaluateRegionDays(
  places: readonly EvaluatedPlace[],
  placeDays: readonly PlaceDay[],
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): RegionDay[] {
  const byDay = new Map<Day, Map<number, PlaceDay>>();
  for (const row of placeDays) {
    const rows = byDay.get(row.day) ?? new Map<number, PlaceDay>();
    rows.set(row.placeId, row);
    byDay.set(row.day, rows);
  }
  const result: RegionDay[] = [];
  for (const [region, days] of wanted) {
    const own = places.filter((place) => place.cityCode === region || place.countyCode === region);
    for (const number of days) {
      const day = dayOfNumber(number);
      const rows = byDay.get(day);
      const row = rows && regionDay(region, day, own, rows);
      if (row) result.push(row);
    }
  }
  return result;
}

function someWithin(days: ReadonlySet<number> | undefined, first: number, last: number): boolean {
  for (const day of days ?? []) if (day >= first && day <= last) return true;
  return false;
}

function cityYears(touched: Touched, places: readonly EvaluatedPlace[]): { city: string; year: number }[] {
  const cityOf = new Map(places.map((place) => [place.id, place.cityCode]));
  const found = new Map<string, { city: string; year: number }>();
  for (const [id, days] of touched) {
    const city = cityOf.get(id);
    if (city === undefined) continue;
    for (const day of days) {
      const year = yearOf(dayOfNumber(day));
      found.set(`${city}-${year}`, { city, year });
    }
  }
  return [...found.values()].sort((a, b) => a.city.localeCompare(b.city) || a.year - b.year);
}
