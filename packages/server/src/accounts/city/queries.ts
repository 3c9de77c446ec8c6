/** SQL of the city's day: its stations by name, and what was left out by whom. */
import type { Day } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';

export interface StationRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly counts: boolean;
}

/** The stations of a city in service on a day, counting ones first. */
export async function listStations(db: Db, city: string, day: Day): Promise<StationRow[]> {
  return db
    .selectFrom('place')
    .select(['id', 'code', 'name', 'counts'])
    .where('kind', '=', 'station')
    .where('city_code', '=', city)
    .where(sql<boolean>`(valid_from is null or valid_from <= ${day}::date)`)
    .where(sql<boolean>`(valid_to is null or valid_to >= ${day}::date)`)
    .orderBy('counts', 'desc')
    .orderBy('code')
    .limit(500)
    .execute();
}

export interface ExclusionRow {
  readonly kind: 'dust' | 'invalidation';
  readonly start: Date;
  readonly end: Date;
  readonly pollutants: readonly string[];
  /** Document of a dust event, reason of an invalidation. */
  readonly text: string;
  readonly place: string | null;
  /** The post of who entered it. */
  readonly by: string;
  readonly at: Date;
}

/** Dust events and invalidations in force that touch a city's hours between two moments; with `asOf`, as they stood then. */
export async function listDayExclusions(
  db: Db,
  city: string,
  from: Date,
  to: Date,
  asOf: Date | null,
): Promise<ExclusionRow[]> {
  const known = asOf ?? new Date('9999-12-31T00:00:00Z');
  const { rows } = await sql<ExclusionRow>`
    select x.kind, x.start_hour as start, x.end_hour as "end", x.pollutants, x.text, x.place,
           coalesce(u.post, x.created_by) as by, x.created_at as at
    from (
      select 'dust' as kind, e.start_hour, e.end_hour, e.pollutants, e.document as text, null as place, e.created_by, e.created_at, e.withdrawn_at
      from dust_event e join dust_event_city c on c.event_id = e.id where c.city_code = ${city}
      union all
      select 'invalidation', i.start_hour, i.end_hour, i.pollutants, i.reason, p.name, i.created_by, i.created_at, i.withdrawn_at
      from invalidation i join place p on p.id = i.place_id where p.city_code = ${city}) x
    left join app_user u on u.login = x.created_by
    where x.end_hour >= ${from} and x.start_hour <= ${to} and x.created_at <= ${known}
      and (x.withdrawn_at is null or x.withdrawn_at > ${known})
    order by x.start_hour, x.kind
    limit 500`.execute(db);
  return rows;
}
