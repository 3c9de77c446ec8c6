/** All SQL of evaluation. */
import {
  type Day,
  forEachPollutant,
  type HourIndex,
  hourOfEpochMs,
  POLLUTANTS,
  type Pollutant,
} from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import type { PlaceDay, RegionDay } from './day-rows.ts';
import type { Exclusion } from './place-days.ts';
import type { EvaluatedPlace } from './region-days.ts';

/** Every place of some cities, or of all; in the order of their ids. */
export async function listPlaces(db: Db, cities?: readonly string[]): Promise<EvaluatedPlace[]> {
  let query = db
    .selectFrom('place')
    .select(['id', 'kind', 'city_code', 'county_code', 'counts', 'valid_from', 'valid_to'])
    .orderBy('id');
  if (cities !== undefined) query = query.where('city_code', 'in', cities.length > 0 ? [...cities] : ['']);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind === 'station' ? 'station' : 'city_series',
    cityCode: row.city_code,
    countyCode: row.county_code,
    counts: row.counts,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** Cities some places belong to. */
export async function citiesOfPlaces(db: Db, places: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ city_code: string }>`
    select distinct city_code from place where id = any(${[...places]}::int[]) order by city_code`.execute(
    db,
  );
  return rows.map((row) => row.city_code);
}

/** Holds back every other evaluation of these cities until this transaction ends, so that neither overlooks the other's hours. */
export async function lockCities(db: Db, cities: readonly string[]): Promise<void> {
  await sql`select 1 from region where code = any(${[...cities]}::text[]) order by code for no key update`.execute(
    db,
  );
}

/**
 * Dust events and invalidations that touch the hours from `first` to `last` of some places. Withdrawn ones come too
 * (inactive), because their withdrawal is knowledge; with `asOf`, as they stood at that moment.
 */
export async function listExclusions(
  db: Db,
  places: readonly EvaluatedPlace[],
  first: HourIndex,
  last: HourIndex,
  asOf?: Date,
): Promise<Exclusion[]> {
  interface Row {
    kind: 'dust' | 'invalidation';
    id: number;
    start_hour: Date;
    end_hour: Date;
    pollutants: Pollutant[];
    place_id: number | null;
    cities: string[] | null;
    created_at: Date;
    withdrawn_at: Date | null;
  }
  const ids = places.map((place) => place.id);
  const cities = [...new Set(places.map((place) => place.cityCode))];
  const [from, to] = [instant(first), instant(last)];
  const { rows } = await sql<Row>`
    select 'dust' as kind, e.id, e.start_hour, e.end_hour, e.pollutants, null::int as place_id,
           array_agg(c.city_code::text) as cities, e.created_at, e.withdrawn_at
    from dust_event e join dust_event_city c on c.event_id = e.id
    where e.end_hour >= ${from} and e.start_hour <= ${to} and c.city_code = any(${cities}::text[])
    group by e.id
    union all
    select 'invalidation', i.id, i.start_hour, i.end_hour, i.pollutants, i.place_id, null, i.created_at, i.withdrawn_at
    from invalidation i
    where i.end_hour >= ${from} and i.start_hour <= ${to} and i.place_id = any(${ids}::int[])
    order by 1, 2`.execute(db);
  return rows
    .filter((row) => asOf === undefined || row.created_at <= asOf)
    .map((row) => {
      const withdrawn =
        row.withdrawn_at !== null && (asOf === undefined || row.withdrawn_at <= asOf)
          ? row.withdrawn_at
          : null;
      const own = row.cities === null ? null : new Set(row.cities);
      return {
        kind: row.kind,
        id: row.id,
        places: new Set(
          own === null
            ? [row.place_id!]
            : places.filter((place) => own.has(place.cityCode)).map((place) => place.id),
        ),
        from: hourOfEpochMs(row.start_hour.getTime()),
        to: hourOfEpochMs(row.end_hour.getTime()),
        pollutants: row.pollutants,
        knownAt: (withdrawn ?? row.created_at).getTime(),
        active: withdrawn === null,
      };
    });
}

/** End of an hour as a Date. */
function instant(hour: HourIndex): Date {
  return new Date((hour + 1 - 8) * 3_600_000);
}

const perPollutantColumns = ['so2', 'no2', 'pm10', 'pm25', 'co', 'o3'] as const;
const countColumns = ['so2_n', 'no2_n', 'pm10_n', 'pm25_n', 'co_n', 'o3_n'] as const;

/** Rows a statement writes at a time: few round trips, and no statement of many megabytes. */
const WRITE_AT_ONCE = 4000;

/** What a row is written from: a column, its type, its value. */
type Column<Row> = readonly [name: string, type: string, value: (row: Row) => string | number | null];

const placeColumns: readonly Column<PlaceDay>[] = [
  ['place_id', 'int', (row) => row.placeId],
  ['day', 'date', (row) => row.day],
  ...POLLUTANTS.map((p): Column<PlaceDay> => [p, 'bigint', (row) => row.values[p]]),
  ...POLLUTANTS.map((p): Column<PlaceDay> => [`${p}_n`, 'smallint', (row) => row.n[p]]),
  ['o3_1h', 'int', (row) => row.o3Hour1],
  ['pm10_dust', 'bigint', (row) => row.dust.pm10],
  ['pm25_dust', 'bigint', (row) => row.dust.pm25],
  ['dust_hours', 'smallint', (row) => row.dustHours],
  ['excluded', 'smallint', (row) => row.excluded],
  ['known_at', 'timestamptz', (row) => new Date(row.knownAt).toISOString()],
];

const regionColumns: readonly Column<RegionDay>[] = [
  ['region_code', 'text', (row) => row.region],
  ['day', 'date', (row) => row.day],
  ['basis', 'text', (row) => row.basis],
  ['places', 'smallint', (row) => row.places],
  ...POLLUTANTS.map((p): Column<RegionDay> => [p, 'bigint', (row) => row.values[p]]),
  ...POLLUTANTS.map((p): Column<RegionDay> => [`${p}_n`, 'smallint', (row) => row.n[p]]),
  ['o3_1h', 'bigint', (row) => row.o3Hour1],
  ['o3_1h_n', 'smallint', (row) => row.o3Hour1N],
  ['pm10_dust', 'bigint', (row) => row.dust.pm10],
  ['pm10_dust_n', 'smallint', (row) => row.dustN.pm10],
  ['pm25_dust', 'bigint', (row) => row.dust.pm25],
  ['pm25_dust_n', 'smallint', (row) => row.dustN.pm25],
  ['dust_hours', 'smallint', (row) => row.dustHours],
  ['excluded', 'smallint', (row) => row.excluded],
  ['known_at', 'timestamptz', (row) => new Date(row.knownAt).toISOString()],
];

/** Writes daily values of places over those that were there. */
export async function savePlaceDays(db: Db, rows: readonly PlaceDay[]): Promise<void> {
  await saveRows(db, 'air_day_place', ['place_id', 'day'], placeColumns, rows);
}

/** Writes daily values of regions over those that were there. */
export async function saveRegionDays(db: Db, rows: readonly RegionDay[]): Promise<void> {
  await saveRows(db, 'air_day_region', ['region_code', 'day'], regionColumns, rows);
}

/** Column by column as arrays: twice as fast as rows of JSON. */
async function saveRows<Row>(
  db: Db,
  table: string,
  key: readonly string[],
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map(([name]) => sql.ref(name));
  const updates = columns
    .filter(([name]) => !key.includes(name))
    .map(([name]) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`);
  for (let first = 0; first < rows.length; first += WRITE_AT_ONCE) {
    const part = rows.slice(first, first + WRITE_AT_ONCE);
    const arrays = columns.map(
      // The values are numbers, codes and dates: nothing that an array's text would have to quote.
      ([, type, value]) =>
        sql`${`{${part.map((row) => value(row) ?? 'NULL').join(',')}}`}::${sql.raw(type)}[]`,
    );
    await sql`
      insert into ${sql.table(table)} (${sql.join(names)})
      select * from unnest(${sql.join(arrays)})
      on conflict (${sql.join(key.map((name) => sql.ref(name)))}) do update set ${sql.join(updates)}`.execute(
      db,
    );
  }
}

/** Daily values of some places over a span of days. */
export async function loadPlaceDays(
  db: Db,
  places: readonly number[],
  from: Day,
  to: Day,
): Promise<PlaceDay[]> {
  if (places.length === 0) return [];
  const rows = await db
    .selectFrom('air_day_place')
    .selectAll()
    .where('place_id', 'in', [...places])
    .where(sql<boolean>`day between ${from}::date and ${to}::date`)
    .orderBy('place_id')
    .orderBy('day')
    .execute();
  return rows.map((row) => ({
    placeId: row.place_id,
    day: row.day,
    values: forEachPollutant((pollutant) => row[pollutant]),
    n: forEachPollutant((pollutant) => row[`${pollutant}_n`]),
    o3Hour1: row.o3_1h,
    dust: { pm10: row.pm10_dust, pm25: row.pm25_dust },
    dustHours: row.dust_hours,
    excluded: row.excluded,
    knownAt: row.known_at.getTime(),
  }));
}

/** Daily values of some regions over a span of days, region after region, day after day. */
export async function loadRegionDays(
  db: Db,
  regions: readonly string[],
  from: Day,
  to: Day,
): Promise<RegionDay[]> {
  if (regions.length === 0) return [];
  const rows = await db
    .selectFrom('air_day_region')
    .select([...perPollutantColumns, ...countColumns])
    .select([
      'region_code',
      'day',
      'basis',
      'places',
      'o3_1h',
      'o3_1h_n',
      'dust_hours',
      'excluded',
      'known_at',
    ])
    .select(['pm10_dust', 'pm10_dust_n', 'pm25_dust', 'pm25_dust_n'])
    .where('region_code', 'in', [...regions])
    .where(sql<boolean>`day between ${from}::date and ${to}::date`)
    .orderBy('region_code')
    .orderBy('day')
    .execute();
  return rows.map((row) => ({
    region: row.region_code,
    day: row.day,
    basis: row.basis === 'stations' ? 'stations' : 'city_series',
    places: row.places,
    values: forEachPollutant((pollutant) => row[pollutant]),
    n: forEachPollutant((pollutant) => row[`${pollutant}_n`]),
    o3Hour1: row.o3_1h,
    o3Hour1N: row.o3_1h_n,
    dust: { pm10: row.pm10_dust, pm25: row.pm25_dust },
    dustN: { pm10: row.pm10_dust_n ?? 0, pm25: row.pm25_dust_n ?? 0 },
    dustHours: row.dust_hours,
    excluded: row.excluded,
    knownAt: row.known_at.getTime(),
  }));
}

/** Counts up the version of a city's years; caches compare it. */
export async function bumpVersions(
  db: Db,
  cityYears: ReadonlyArray<{ city: string; year: number }>,
): Promise<void> {
  await sql`
    insert into evaluation_version (region_code, year, version)
    select r.city, r.year, 1 from jsonb_to_recordset(${JSON.stringify(cityYears)}::jsonb) as r(city text, year smallint)
    on conflict (region_code, year) do update set version = evaluation_version.version + 1`.execute(db);
}

/** Versions of the years of some cities, as `code-year` → version. */
export async function loadVersions(
  db: Db,
  cities: readonly string[],
  years: readonly number[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ region_code: string; year: number; version: number }>`
    select region_code, year, version from evaluation_version
    where region_code = any(${[...cities]}::text[]) and year = any(${[...years]}::int[])`.execute(db);
  return new Map(rows.map((row) => [`${row.region_code}-${row.year}`, row.version]));
}

/** Stations of the managed cities with their names: cities in protocol order, then by code. */
export async function listStationNames(
  db: Db,
): Promise<{ id: number; code: string; name: string; cityCode: string; counts: boolean }[]> {
  const rows = await db
    .selectFrom('place')
    .innerJoin('region', 'region.code', 'place.city_code')
    .select(['place.id', 'place.code', 'place.name', 'place.city_code', 'place.counts'])
    .where('place.kind', '=', 'station')
    .where('region.managed', '=', true)
    .orderBy('region.sort')
    .orderBy('place.code')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    cityCode: row.city_code,
    counts: row.counts,
  }));
}
