import type { Completeness, DustEvent, Invalidation, Revision } from '@qingzhang/contract';
import {
  type Day,
  dayNumber,
  daysInMonth,
  hourEndIso,
  hourIndex,
  hourOfEpochMs,
  type PerPollutant,
  POLLUTANTS,
} from '@qingzhang/standards';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/** Instant of the END of an hour as the contract writes it. */
function hourText(instant: Date): string {
  return hourEndIso(hourOfEpochMs(instant.getTime()));
}

/** The hours of the days from … to, by their ENDs: after the first moment, up to and with the last (AIR-3.1). */
function withinDays(column: RawBuilder<unknown>, from: Day | undefined, to: Day | undefined) {
  const conditions = [sql`true`];
  if (from !== undefined) conditions.push(sql`${column} >= ${hourEndIso(hourIndex(from, 1))}::timestamptz`);
  if (to !== undefined) conditions.push(sql`${column} <= ${hourEndIso(hourIndex(to, 24))}::timestamptz`);
  return sql.join(conditions, sql` and `);
}

/** First and last hour that has a reading, of a place or of all; null where there is none. */
export async function readingSpan(
  db: Db,
  placeIds: readonly number[],
): Promise<Map<number, { first: string; last: string }>> {
  const { rows } = await sql<{ id: number; first: Date; last: Date }>`
    select p.id, lo.hour as first, hi.hour as last from unnest(${[...placeIds]}::integer[]) p (id)
      join lateral (select hour from air_hour where place_id = p.id order by hour limit 1) lo on true
      join lateral (select hour from air_hour where place_id = p.id order by hour desc limit 1) hi on true`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, { first: hourText(row.first), last: hourText(row.last) }]));
}

/** Which of these places have readings on which days of a span of hours, for evaluating them anew. */
export async function daysWithReadings(
  db: Db,
  places: RawBuilder<unknown>,
  firstHour: Date,
  lastHour: Date,
): Promise<Map<number, Set<number>>> {
  const { rows } = await sql<{ place_id: number; days: number[] }>`
    select place_id, array_agg(distinct floor((extract(epoch from hour) / 3600 + 7) / 24)::integer) as days
      from air_hour where place_id in (${places}) and hour between ${firstHour} and ${lastHour}
     group by place_id`.execute(db);
  return new Map(rows.map((row) => [row.place_id, new Set(row.days)]));
}

/** Hours and values present per place and day of a month (数据完整性). `city` limits to one city's places. */
export async function completenessOf(db: Db, month: string, city: string | null): Promise<Completeness> {
  const days = daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  const first = `${month}-01`;
  const last = `${month}-${String(days).padStart(2, '0')}`;
  const places = await sql<{
    id: number;
    kind: 'station' | 'city_series';
    code: string;
    name: string;
    city_code: string;
    city_name: string;
    counts: boolean;
  }>`
    select p.id, p.kind, p.code, p.name, p.city_code, r.name as city_name, p.counts
      from place p join region r on r.code = p.city_code
     where (${city}::char(6) is null or p.city_code = ${city})
       and (p.valid_from is null or p.valid_from <= ${last}::date) and (p.valid_to is null or p.valid_to >= ${first}::date)
     order by r.sort, p.city_code, p.kind, p.code`.execute(db);
  const present = POLLUTANTS.map((pollutant) => sql`(${sql.ref(pollutant)} is not null)::integer`);
  const counted = await sql<{ place_id: number; day: number; hours: number; present: number }>`
    select place_id, floor((extract(epoch from hour) / 3600 + 7) / 24)::integer as day,
           count(*)::integer as hours, sum(${sql.join(present, sql` + `)})::integer as present
      from air_hour
     where place_id = any(${places.rows.map((place) => place.id)}::integer[]) and ${withinDays(sql`hour`, first, last)}
     group by 1, 2`.execute(db);
  const base = dayNumber(first);
  const table = new Map(
    places.rows.map((place) => [
      place.id,
      { hours: new Array<number>(days).fill(0), values: new Array<number>(days).fill(0) },
    ]),
  );
  for (const row of counted.rows) {
    const own = table.get(row.place_id);
    if (!own) continue;
    own.hours[row.day - base] = row.hours;
    own.values[row.day - base] = row.present;
  }
  return {
    month,
    days,
    places: places.rows.map(({ city_code, city_name, ...place }) => ({
      ...place,
      city: city_code,
      cityName: city_name,
      ...table.get(place.id)!,
    })),
  };
}

interface RevisionRow {
  place_id: number;
  place_code: string;
  place_name: string;
  city_code: string;
  hour: Date;
  before: PerPollutant<number | null>;
  after: PerPollutant<number | null>;
  batch_id: number;
  batch_file: string;
  batch_known: Date | null;
  batch_by: string;
  next_id: number;
  next_file: string;
  next_known: Date | null;
  next_by: string;
}

/** Where a page of revisions goes on. */
export interface RevisionCursor {
  supersededBy: number;
  placeId: number;
  hour: Date;
}

/** Corrected readings, the latest correction first: what stood before, what took its place, by which imports. */
export async function listRevisions(
  db: Db,
  query: {
    limit: number;
    after: RevisionCursor | null;
    city: string | null;
    placeId: number | null;
    from: Day | undefined;
    to: Day | undefined;
  },
): Promise<Array<Revision & { cursor: RevisionCursor }>> {
  const { after, city, placeId } = query;
  const before = POLLUTANTS.map((one) => sql`${sql.lit(one)}, r.${sql.ref(one)}`);
  const now = POLLUTANTS.map(
    (one) =>
      sql`${sql.lit(one)}, case when n.place_id is null then a.${sql.ref(one)} else n.${sql.ref(one)} end`,
  );
  const { rows } = await sql<RevisionRow>`
    select r.place_id, p.code as place_code, p.name as place_name, p.city_code, r.hour,
           jsonb_build_object(${sql.join(before)}) as before, jsonb_build_object(${sql.join(now)}) as after,
           b.id as batch_id, b.file_name as batch_file, b.known_at as batch_known, b.created_by as batch_by,
           s.id as next_id, s.file_name as next_file, s.known_at as next_known, s.created_by as next_by
      from air_hour_revision r
      join place p on p.id = r.place_id
      join batch b on b.id = r.batch_id
      join batch s on s.id = r.superseded_by
      left join air_hour_revision n on n.place_id = r.place_id and n.hour = r.hour and n.batch_id = r.superseded_by
      left join air_hour a on a.place_id = r.place_id and a.hour = r.hour
     where (${city}::char(6) is null or p.city_code = ${city})
       and (${placeId}::integer is null or r.place_id = ${placeId})
       and ${withinDays(sql`r.hour`, query.from, query.to)}
       and ${
         after === null
           ? sql`true`
           : sql`(-r.superseded_by, r.place_id, r.hour) > (${-after.supersededBy}, ${after.placeId}, ${after.hour}::timestamptz)`
       }
     order by r.superseded_by desc, r.place_id, r.hour
     limit ${query.limit}`.execute(db);
  return rows.map((row) => ({
    place: { id: row.place_id, code: row.place_code, name: row.place_name, city: row.city_code },
    hour: hourText(row.hour),
    before: inUnits(row.before),
    after: inUnits(row.after),
    batch: {
      id: row.batch_id,
      fileName: row.batch_file,
      knownAt: row.batch_known?.toISOString() ?? null,
      createdBy: row.batch_by,
    },
    supersededBy: {
      id: row.next_id,
      fileName: row.next_file,
      knownAt: row.next_known?.toISOString() ?? null,
      createdBy: row.next_by,
    },
    cursor: { supersededBy: row.next_id, placeId: row.place_id, hour: row.hour },
  }));
}

function inUnits(values: PerPollutant<number | null>): Revision['before'] {
  const unit = (value: number | null) => (value === null ? null : value / 1000);
  const { so2, no2, pm10, pm25, co, o3 } = values;
  return { so2: unit(so2), no2: unit(no2), pm10: unit(pm10), pm25: unit(pm25), co: unit(co), o3: unit(o3) };
}

/** Which exclusions a list shows. */
export interface ExclusionFilter {
  from?: Day | undefined;
  to?: Day | undefined;
  /** Withdrawn ones too (the default), or only those that hold. */
  withdrawn?: boolean | undefined;
}

/** Most exclusions a list shows; more are found by narrowing the days. */
const MOST = 2000;

/** Dust events (沙尘事件) that overlap the days, the latest first. */
export async function listDustEvents(
  db: Db,
  filter: ExclusionFilter,
  id: number | null = null,
): Promise<DustEvent[]> {
  const { rows } = await sql<{
    id: number;
    start_hour: Date;
    end_hour: Date;
    cities: string[];
    pollutants: Array<'pm10' | 'pm25'>;
    document: string;
    note: string;
    simulated: boolean;
    created_by: string;
    created_at: Date;
    withdrawn_by: string | null;
    withdrawn_at: Date | null;
    withdrawn_reason: string | null;
  }>`
    select e.*, array(select c.city_code::text from dust_event_city c join region r on r.code = c.city_code
                       where c.event_id = e.id order by r.sort, r.code) as cities
      from dust_event e
     where (${id}::integer is null or e.id = ${id})
       and ${withinDays(sql`e.end_hour`, filter.from, undefined)} and ${withinDays(sql`e.start_hour`, undefined, filter.to)}
       and (${filter.withdrawn ?? true} or e.withdrawn_at is null)
     order by e.start_hour desc, e.id desc limit ${MOST}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    firstHour: hourText(row.start_hour),
    lastHour: hourText(row.end_hour),
    cities: row.cities,
    pollutants: row.pollutants,
    document: row.document,
    note: row.note,
    simulated: row.simulated,
    ...withdrawalOf(row),
  }));
}

/** Invalidations (审核剔除) that overlap the days, the latest first. */
export async function listInvalidations(
  db: Db,
  filter: ExclusionFilter & { placeId?: number | undefined; city?: string | null },
  id: number | null = null,
): Promise<Invalidation[]> {
  const { rows } = await sql<{
    id: number;
    place_id: number;
    code: string;
    name: string;
    city_code: string;
    start_hour: Date;
    end_hour: Date;
    pollutants: Invalidation['pollutants'];
    reason: string;
    created_by: string;
    created_at: Date;
    withdrawn_by: string | null;
    withdrawn_at: Date | null;
    withdrawn_reason: string | null;
  }>`
    select i.*, p.code, p.name, p.city_code
      from invalidation i join place p on p.id = i.place_id
     where (${id}::integer is null or i.id = ${id})
       and (${filter.placeId ?? null}::integer is null or i.place_id = ${filter.placeId ?? null})
       and (${filter.city ?? null}::char(6) is null or p.city_code = ${filter.city ?? null})
       and ${withinDays(sql`i.end_hour`, filter.from, undefined)} and ${withinDays(sql`i.start_hour`, undefined, filter.to)}
       and (${filter.withdrawn ?? true} or i.withdrawn_at is null)
     order by i.start_hour desc, i.id desc limit ${MOST}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    place: { id: row.place_id, code: row.code, name: row.name, city: row.city_code },
    firstHour: hourText(row.start_hour),
    lastHour: hourText(row.end_hour),
    pollutants: row.pollutants,
    reason: row.reason,
    ...withdrawalOf(row),
  }));
}

function withdrawalOf(row: {
  created_by: string;
  created_at: Date;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
}) {
  return {
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnReason: row.withdrawn_reason,
  };
}
