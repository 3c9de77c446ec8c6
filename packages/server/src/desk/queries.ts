/** All SQL of the desk: few questions, each within the asker's scope and on an index. */
import { DESK_MOST } from '@qingzhang/contract';
import type { ItemLampReason, LifeRecord } from '@qingzhang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { type RegionScope, regionScope, withinScope } from '../platform/policy.ts';
import type { JudgedState } from './judged.ts';

/** What of an item stands on the desk. */
export interface DeskItem {
  readonly id: number;
  readonly no: number;
  readonly title: string;
  readonly program_key: string;
  readonly city_code: string;
  readonly county_code: string | null;
  readonly level: string;
  readonly state: string;
  readonly state_since: Date;
  readonly deadline: string | null;
  readonly pause_until: string | null;
  readonly opened_on: string;
  readonly progress: string | null;
  readonly lamp: string;
  readonly lamp_reason: ItemLampReason;
  readonly lamp_override: {
    readonly reason: string;
    readonly people: readonly number[];
    readonly post: string;
    readonly at: string;
    readonly confirmed: unknown;
  } | null;
  readonly returned: {
    readonly reason: string;
    readonly post: string;
    readonly at: string;
    readonly reportId: number | null;
  } | null;
  readonly report_month: string | null;
  readonly report_state: string | null;
  readonly reported_at: Date | null;
  readonly life: LifeRecord;
  readonly revision: number;
}

/** With what was reported last. Only few rows show it, and it is most of an item's weight. */
export interface ReportedItem extends DeskItem {
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** More rows than anybody does in a day; a list of so many belongs in the ledger (`DESK_MOST`). */
const MOST = DESK_MOST;

const columns = sql`item.id, item.no, item.title, item.program_key, item.city_code, item.county_code, item.level,
  item.state, item.state_since, item.deadline, item.pause_until, item.opened_on, item.progress, item.lamp,
  item.lamp_reason, item.lamp_override, item.returned, item.report_month, item.report_state, item.reported_at, item.life,
  item.revision`;

const itemColumns = {
  city: 'item.city_code',
  county: 'item.county_code',
  program: 'item.program_key',
  item: 'item.id',
} as const;

/** The condition that keeps a query of items within what the person sees. */
export const itemScope = (actor: Actor): RawBuilder<SqlBool> => withinScope(regionScope(actor), itemColumns);

/**
 * Items that this person's own unit works on: a county's, a firm's own; a city bureau's are those of no county, as the
 * counties report the others.
 */
export const ownItems = (actor: Actor): RawBuilder<SqlBool> =>
  actor.role === 'city' ? sql<SqlBool>`(${itemScope(actor)} and item.county_code is null)` : itemScope(actor);

/** Own items with something to do besides their report: to sign, to mend, due within the days to come; what is due first. */
export async function workingItems(db: Db, actor: Actor, until: string): Promise<DeskItem[]> {
  const { cities, items } = regionScope(actor);
  if (cities === null && items === null && actor.role !== 'city') return workingAnywhere(db, actor, until);
  const { rows } = await sql<DeskItem>`
    select ${columns} from item join program on program.key = item.program_key and program.state = 'active'
    where ${ownItems(actor)} and item.state in ('issued', 'working', 'reopened', 'standing')
      and (item.returned is not null or item.state in ('issued', 'reopened') or item.deadline <= ${until}::date)
    order by item.deadline nulls last, item.program_key, item.no limit ${MOST}`.execute(db);
  return rows;
}

/** The same for who sees all cities: each of the three reasons is one walk in the order of deadlines, on an index of its own. */
async function workingAnywhere(db: Db, actor: Actor, until: string): Promise<DeskItem[]> {
  const reasons = [
    sql`item.state in ('issued', 'reopened')`,
    sql`item.returned is not null and item.state in ('issued', 'working', 'reopened', 'standing')`,
    sql`item.deadline <= ${until}::date and item.state in ('working', 'standing')
      and item.state not in ('closed', 'draft', 'lookBack', 'standing')`,
    sql`item.deadline <= ${until}::date and item.state = 'standing'`,
  ];
  const walks = reasons.map(
    (reason) => sql`(
      select item.id from item where ${ownItems(actor)} and ${reason}
        and item.program_key = any(array(select key from program where state = 'active'))
      order by item.deadline nulls last, item.program_key, item.no limit ${MOST})`,
  );
  const { rows } = await sql<DeskItem>`
    select ${columns} from (${sql.join(walks, sql` union `)}) as one join item on item.id = one.id
    order by item.deadline nulls last, item.program_key, item.no limit ${MOST}`.execute(db);
  return rows;
}

/** Which report of a program is asked for. */
export interface AskedReport {
  readonly program: string;
  readonly month: string;
  /** Weekly reports are asked again when the last one is older than this moment; null: by months. */
  readonly before: Date | null;
}

/** Up to so many reports of a program are shown one by one. */
export const FEW = 3;

/** Of a program: how many own items report, how many still have to, and which where they are few. */
export interface ReportCount {
  readonly program_key: string;
  readonly all: number;
  readonly left: number;
  readonly first: readonly number[];
}

/** Reports still to send, by program, in one aggregate. The same rule as `openReport` (a test holds them equal). */
export async function reportCounts(
  db: Db,
  actor: Actor,
  asked: readonly AskedReport[],
  today: string,
): Promise<ReportCount[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<ReportCount>`
    select program_key, count(*)::int as all, (count(*) filter (where open))::int as left,
      case when count(*) filter (where open) <= ${FEW} then coalesce(array_agg(id::int) filter (where open), '{}'::int[])
        else '{}'::int[] end as first
    from (
      select item.program_key, item.id, item.returned is null and (item.report_state = 'returned' or case
          when asked.before is not null then item.reported_at is null or item.reported_at < asked.before::timestamptz
          else coalesce(item.report_month, '') < asked.month end) as open
      from item join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
          as asked (program text, month text, before text) on asked.program = item.program_key
      where ${ownItems(actor)} and item.state in ('working', 'extension', 'reopened', 'standing')
        and (item.pause_until is null or item.pause_until < ${today}::date)
        and to_char(item.opened_on, 'YYYY-MM') <= asked.month
    ) as reports group by program_key`.execute(db);
  return rows;
}

/** Single items of the desk, by number. */
export async function itemsOf(db: Db, ids: readonly number[]): Promise<ReportedItem[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ReportedItem>`
    select ${columns}, item."values" from item where item.id = any(${[...ids]}::bigint[]) order by item.no`.execute(
    db,
  );
  return rows;
}

/**
 * Items in states that wait for a judgement, oldest first; what four eyes keep from this person is left out row by row.
 * Each state is one walk along an index, within each city or each program of a limited scope.
 */
export async function judgedItems(
  db: Db,
  actor: Actor,
  states: readonly JudgedState[],
  active: readonly string[],
): Promise<DeskItem[]> {
  if (states.length === 0) return [];
  const walks = states.map(({ state, where }) =>
    walk(
      actor,
      sql`item.state = ${state} and item.program_key = any(${[...active]}::text[]) and ${where}`,
      sql`item.state_since`,
    ),
  );
  return firstOf(db, walks);
}

/** The oldest of several walks; whole rows are read of these alone. */
async function firstOf(db: Db, walks: readonly RawBuilder<unknown>[]): Promise<DeskItem[]> {
  const { rows } = await sql<DeskItem>`
    select ${columns} from (
      select id, since from (${sql.join(walks, sql` union all `)}) as one order by since, id limit ${MOST}
    ) as first join item on item.id = first.id order by first.since, first.id`.execute(db);
  return rows;
}

/**
 * The oldest rows by a moment. Within a scope of cities or of programs it is one walk in each of them: an index that begins
 * with the place is in order only within one place.
 */
function walk(actor: Actor, where: RawBuilder<unknown>, since: RawBuilder<unknown>): RawBuilder<unknown> {
  const scope = regionScope(actor);
  const { cities, counties, programs, items } = scope;
  const oldest = (within: RawBuilder<SqlBool>) => sql`
    select item.id, ${since} as since from item where ${within} and ${where} order by ${since}, item.id limit ${MOST}`;
  const inEach = (keys: readonly string[], part: RawBuilder<SqlBool>, rest: RegionScope) => sql`(
    select part.id, part.since from unnest(${[...keys]}::text[]) as one (key)
      cross join lateral (${oldest(sql<SqlBool>`${part} and ${withinScope(rest, itemColumns)}`)}) as part)`;
  if (items === null && cities !== null && counties?.length === 0) {
    const part = sql<SqlBool>`item.city_code = one.key::bpchar`;
    return inEach(cities, part, { ...scope, cities: null, counties: null });
  }
  if (items === null && cities === null && counties === null && programs !== null) {
    return inEach(programs, sql<SqlBool>`item.program_key = one.key`, { ...scope, programs: null });
  }
  return sql`(${oldest(itemScope(actor))})`;
}

/**
 * Reports of counties that nobody of the city has looked at yet; they are taken as accepted after some days by themselves.
 * Of all these the first few rows: nothing in a row decides whether it stands there.
 */
export async function sentReports(
  db: Db,
  actor: Actor,
  active: readonly string[],
  most: number,
): Promise<{ readonly total: number; readonly first: readonly DeskItem[] }> {
  const where = sql`item.report_state = 'sent' and item.county_code is not null
    and item.program_key = any(${[...active]}::text[])`;
  const { rows } = await sql<{ id: number }>`
    select id from ${walk(actor, where, sql`item.reported_at`)} as one order by since, id limit ${MOST}`.execute(
    db,
  );
  const ids = rows.slice(0, most).map(({ id }) => id);
  if (ids.length === 0) return { total: 0, first: [] };
  const { rows: first } = await sql<DeskItem>`
    select ${columns} from item where item.id = any(${ids}::bigint[]) order by item.reported_at, item.id`.execute(
    db,
  );
  return { total: rows.length, first };
}

/** Lamps set by hand that wait for a second person. */
export async function proposedLamps(db: Db, actor: Actor): Promise<DeskItem[]> {
  const { rows } = await sql<DeskItem>`
    select ${columns} from item
    where ${itemScope(actor)} and item.lamp_override is not null and item.lamp_override -> 'confirmed' = 'null'::jsonb
    order by item.id limit ${MOST}`.execute(db);
  return rows;
}

/** Items under public notice with an objection that nobody has answered. */
export async function openObjections(db: Db, items: readonly number[]): Promise<ReadonlySet<number>> {
  if (items.length === 0) return new Set();
  const rows = await db
    .selectFrom('item_notice')
    .select('item_id')
    .distinct()
    .where('kind', '=', 'objection')
    .where('answer', 'is', null)
    .where(sql<boolean>`item_id = any(${[...items]})`)
    .execute();
  return new Set(rows.map(({ item_id }) => item_id));
}

export interface Overview {
  readonly open: number;
  readonly overdue: number;
  /** Red items; for who sees whole cities, red lamps of cities over all programs. */
  readonly red: number;
  readonly redOf: 'items' | 'cities';
}

/** Open, overdue, red of what the person sees: of whole cities from the months' figures, else counted. */
export async function readOverview(db: Db, actor: Actor, today: string): Promise<Overview> {
  const { cities, counties, items, programs } = regionScope(actor);
  if (items === null && (counties === null || counties.length === 0)) {
    const { rows } = await sql<Omit<Overview, 'redOf'>>`
      select coalesce(sum(m.open_items), 0)::int as open, coalesce(sum(m.overdue), 0)::int as overdue,
        (count(*) filter (where m.lamp = 'red'))::int as red
      from program join lateral (
        select distinct on (region_code) region_code, open_items, overdue, lamp from program_month
        where program_key = program.key and month <= ${today.slice(0, 7)}
        order by region_code, month desc) m on true
      join region on region.code = m.region_code and region.level = 'city'
      where program.state = 'active'
        and (${cities === null} or m.region_code = any(${cities ?? []}::text[]))
        and (${programs === null} or program.key = any(${programs ?? []}::text[]))`.execute(db);
    return { ...(rows[0] ?? { open: 0, overdue: 0, red: 0 }), redOf: 'cities' };
  }
  const { rows } = await sql<Omit<Overview, 'redOf'>>`
    select count(*)::int as open, (count(*) filter (where item.deadline < ${today}::date))::int as overdue,
      (count(*) filter (where item.lamp = 'red'))::int as red
    from item where ${itemScope(actor)} and item.state not in ('draft', 'closed', 'lookBack', 'standing')`.execute(
    db,
  );
  return { ...(rows[0] ?? { open: 0, overdue: 0, red: 0 }), redOf: 'items' };
}
