import { AppError, type Region } from '@qingzhang/contract';
import { comparisonPolicy, type Day, type Period, samePeriodLastYear, spanOf } from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';
import { groupMembers, listGroups, listRegions } from '../regions/queries.ts';
import { evaluateDay, placeAsRegion } from './air-days.ts';
import { loadPlaceDaysAsOf, loadRegionDaysAsOf } from './day-book.ts';
import * as queries from './queries.ts';
import { type AirView, type CityPeriod, evaluateOwn } from './statistics.ts';

/** What can be evaluated: places, counties, cities, the province, or a named group of cities. */
export type Level = 'station' | 'county' | 'city' | 'province' | `group:${string}`;

/** One row of an evaluation. */
export interface Subject {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

/** The cities of this system, in protocol order. */
export async function managedCities(db: Db): Promise<Region[]> {
  return (await listRegions(db)).filter((region) => region.level === 'city' && region.managed);
}

/** The cities a level is made of: those managed, or a group's members in the period. */
export async function citiesOfLevel(db: Db, level: Level, period: Period): Promise<Region[]> {
  if (!level.startsWith('group:')) return managedCities(db);
  const code = level.slice('group:'.length);
  const known = await listGroups(db);
  if (!known.some((group) => group.code === code)) {
    throw new AppError('thing.notFound', {
      what: 'group',
      id: code,
      known: known.map((group) => group.code).join(', '),
    });
  }
  const span = spanOf(period);
  const members = new Set(await groupMembers(db, code, span.from, span.to));
  return (await listRegions(db)).filter((region) => members.has(region.code));
}

/** Stations or counties over a period beside the year before: rows of one place each, not kept in the day book. */
export async function evaluateSmall(
  db: Db,
  level: 'station' | 'county',
  period: Period,
  view: AirView,
): Promise<{ subject: Subject; result: CityPeriod }[]> {
  const lastPeriod = samePeriodLastYear(period);
  const lastView = { ...view, policy: comparisonPolicy(period, view.policy) };
  const subjects = level === 'county' ? await counties(db) : await stations(db);
  const load = level === 'county' ? loadCountyDays : loadStationDays;
  const ids = subjects.map(({ key }) => key);
  const [now, last] = await Promise.all([
    load(db, ids, spanOf(period).from, spanOf(period).to, view),
    load(db, ids, spanOf(lastPeriod).from, spanOf(lastPeriod).to, lastView),
  ]);
  return subjects.map(({ key, subject }) => ({
    subject,
    result: {
      code: subject.code,
      ...evaluateOwn(period, now.get(key) ?? [], view),
      last: evaluateOwn(lastPeriod, last.get(key) ?? [], lastView).now,
    },
  }));
}

type Loaded = Map<string, ReturnType<typeof evaluateDay>[]>;

async function loadCountyDays(
  db: Db,
  codes: readonly string[],
  from: Day,
  to: Day,
  view: AirView,
): Promise<Loaded> {
  const loaded: Loaded = new Map();
  for (const row of await loadRegionDaysAsOf(db, codes, from, to, view.asOf))
    push(loaded, row.region, evaluateDay(row, view.policy));
  return loaded;
}

async function loadStationDays(
  db: Db,
  ids: readonly string[],
  from: Day,
  to: Day,
  view: AirView,
): Promise<Loaded> {
  const loaded: Loaded = new Map();
  const rows = await loadPlaceDaysAsOf(db, ids.map(Number), from, to, view.asOf);
  for (const row of rows)
    push(loaded, String(row.placeId), evaluateDay(placeAsRegion(row, String(row.placeId)), view.policy));
  return loaded;
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key);
  if (list === undefined) into.set(key, [value]);
  else list.push(value);
}

async function counties(db: Db): Promise<{ key: string; subject: Subject }[]> {
  const regions = await listRegions(db);
  return regions
    .filter((region) => region.level === 'county' && region.managed)
    .map((region) => ({ key: region.code, subject: region }));
}

async function stations(db: Db): Promise<{ key: string; subject: Subject }[]> {
  const rows = await queries.listStationNames(db);
  return rows.map((row) => ({
    key: String(row.id),
    subject: { code: row.code, name: row.name, nameEn: row.name },
  }));
}
