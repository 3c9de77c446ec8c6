/** SQL of the accounts that more than one part of the area asks for. */
import type { TargetIndicator } from '@qingzhang/contract';
import { INDICATORS } from '@qingzhang/domain';
import { type Day, type HourIndex, hourOfEpochMs } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/** The last hour with any reading of the managed cities, not after `until`; with `asOf`, among what was known then. */
export async function lastHour(db: Db, asOf?: Date, until?: Date): Promise<HourIndex | null> {
  const bound = until ?? new Date('9999-12-31T00:00:00Z');
  // One short walk down each place's key instead of a scan of all readings.
  const { rows } = await (asOf === undefined
    ? sql<{ hour: Date | null }>`
        select max(h.hour) as hour
        from place p join region c on c.code = p.city_code and c.managed
        cross join lateral (
          select hour from air_hour where place_id = p.id and hour <= ${bound} order by hour desc limit 1) h`.execute(
        db,
      )
    : sql<{ hour: Date | null }>`
        select max(h.hour) as hour
        from place p join region c on c.code = p.city_code and c.managed
        cross join lateral (
          (select r.hour from air_hour r join batch b on b.id = r.batch_id
           where r.place_id = p.id and r.hour <= ${bound} and b.known_at <= ${asOf} order by r.hour desc limit 1)
          union all
          (select r.hour from air_hour_revision r join batch b on b.id = r.batch_id
           where r.place_id = p.id and r.hour <= ${bound} and b.known_at <= ${asOf} order by r.hour desc limit 1)) h`.execute(
        db,
      ));
  const hour = rows[0]?.hour ?? null;
  return hour === null ? null : hourOfEpochMs(hour.getTime());
}

/** The first hour with any reading of the managed cities. */
export async function firstHour(db: Db): Promise<HourIndex | null> {
  const { rows } = await sql<{ hour: Date | null }>`
    select min(h.hour) as hour
    from place p join region c on c.code = p.city_code and c.managed
    cross join lateral (select hour from air_hour where place_id = p.id order by hour limit 1) h`.execute(db);
  const hour = rows[0]?.hour ?? null;
  return hour === null ? null : hourOfEpochMs(hour.getTime());
}

/** Whether any readings between two days came from the simulator. */
export async function hasSimulatedReadings(db: Db, from: Day, to: Day): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from batch
      where simulated and not dry_run and known_at is not null
        and last_hour > ${from}::date::timestamp at time zone 'Asia/Shanghai'
        and first_hour <= (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai') as found`.execute(db);
  return rows[0]?.found ?? false;
}

/** A month that is closed. */
export interface ClosingRow {
  readonly id: number;
  /** 2020-05. */
  readonly period: string;
  readonly asOf: Date;
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly note: string;
  readonly simulated: boolean;
  readonly policy: unknown;
}

/** Every closing, oldest month first. */
export async function listClosingRows(db: Db): Promise<ClosingRow[]> {
  const rows = await db.selectFrom('closing').selectAll().orderBy('period').limit(1200).execute();
  return rows.map((row) => ({
    id: row.id,
    period: row.period,
    asOf: row.as_of,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    note: row.note,
    simulated: row.simulated,
    policy: row.policy,
  }));
}

/** A version of a target. */
export interface TargetRow {
  readonly id: number;
  readonly region: string;
  readonly year: number;
  readonly indicator: TargetIndicator;
  readonly value: string;
  readonly monthly: readonly string[] | null;
  readonly version: number;
  readonly document: string;
  readonly documentDate: Day | null;
  readonly simulated: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly supersededAt: Date | null;
}

/**
 * Targets of a year (or of all years), cities in protocol order, indicators in the order of the accounts: those in force, as they were at `asOf` when given, or every
 * version that ever was.
 */
export async function listTargetRows(
  db: Db,
  filter: {
    readonly year?: number;
    readonly regions?: readonly string[];
    readonly asOf?: Date;
    readonly history?: boolean;
  },
): Promise<TargetRow[]> {
  let query = db
    .selectFrom('target as t')
    .innerJoin('region', 'region.code', 't.region_code')
    .selectAll('t')
    .select('region.sort')
    // As text: binary fractions would lose the decimals a value was decided with.
    .select(sql<string[] | null>`t.monthly::text[]`.as('months'))
    .orderBy('t.year', 'desc')
    .orderBy('region.sort')
    .orderBy('t.indicator')
    .orderBy('t.version', 'desc')
    .limit(20_000);
  const { year, regions, asOf } = filter;
  if (year !== undefined) query = query.where('t.year', '=', year);
  if (regions !== undefined)
    query = query.where('t.region_code', 'in', regions.length > 0 ? [...regions] : ['']);
  if (asOf !== undefined) {
    query = query
      .where('t.created_at', '<=', asOf)
      .where((eb) => eb.or([eb('t.superseded_at', 'is', null), eb('t.superseded_at', '>', asOf)]));
  } else if (filter.history !== true) query = query.where('t.superseded_at', 'is', null);
  const rows = await query.execute();
  const targets = rows.map((row) => ({
    id: row.id,
    region: row.region_code,
    year: row.year,
    indicator: row.indicator as TargetIndicator,
    value: row.value,
    monthly: row.months,
    version: row.version,
    document: row.document,
    documentDate: row.document_date,
    simulated: row.simulated,
    createdBy: row.created_by,
    createdAt: row.created_at,
    supersededAt: row.superseded_at,
    sort: row.sort,
  }));
  const order = (indicator: TargetIndicator) => INDICATORS.indexOf(indicator);
  return targets
    .sort(
      (a, b) =>
        b.year - a.year ||
        a.sort - b.sort ||
        order(a.indicator) - order(b.indicator) ||
        b.version - a.version,
    )
    .map(({ sort: _, ...target }) => target);
}
