/** SQL of the lists: each a single statement on an index, with the actor's scope in it (100,000 tasks, under 150 ms). */
import { AppError, type TaskFilter } from '@qingzhang/contract';
import { programLamps } from '@qingzhang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import type { TaskRecord } from './record.ts';
import { askedTerms } from './search.ts';
import { mineBranches, notMine, placeScope, taskScope } from './sides.ts';

type Condition = RawBuilder<SqlBool>;
const and = (...parts: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join([...parts], sql` and `)})`;

/** What a filter asks, within what the actor may see. */
export function filterCondition(actor: Actor, filter: Partial<TaskFilter>): Condition {
  const parts = filterParts(filter);
  // What is open is no draft: the place alone is asked, which the indexes hold.
  if (filter.state !== undefined)
    parts.unshift(taskScope(actor), sql<SqlBool>`task.state = any(${filter.state})`);
  else if (filter.closed !== 'true') parts.unshift(placeScope(actor), sql<SqlBool>`task.open`);
  else parts.unshift(placeScope(actor), sql<SqlBool>`task.state not in ('draft', 'cancelled')`);
  return and(...parts);
}

/** The filter without the question whether it is open: 要我办 knows drafts and look-backs too. */
function filterParts(filter: Partial<TaskFilter>): Condition[] {
  const parts: Condition[] = [];
  if (filter.source !== undefined) parts.push(among(sql`task.source`, filter.source));
  if (filter.city !== undefined) parts.push(among(sql`task.city_code`, filter.city));
  // By their order, which the indexes hold, instead of by name.
  if (filter.lamp !== undefined) {
    const places = filter.lamp.map((lamp) => programLamps.indexOf(lamp));
    parts.push(among(sql`task.lamp_sort`, places));
  }
  if (filter.program !== undefined) parts.push(sql<SqlBool>`task.program_key = ${filter.program}`);
  if (filter.late === 'true') parts.push(sql<SqlBool>`task.overdue`);
  const { terms, plain } = askedTerms(filter.q ?? '');
  if (terms.length > 0) parts.push(sql<SqlBool>`task.search @> ${terms}::text[]`);
  for (const one of plain) parts.push(sql<SqlBool>`position(${one} in task.text) > 0`);
  return parts;
}

/** One value is asked for as such: an index then gives the rows in the order of what follows it. */
function among(column: RawBuilder<unknown>, values: readonly (string | number)[]): Condition {
  const [only] = values;
  return values.length === 1
    ? sql<SqlBool>`${column} = ${only}`
    : sql<SqlBool>`${column} = any(${[...values]})`;
}

/** Counts by city and lamp: all that fit, and the open ones among them. */
export async function countTasks(db: Db, actor: Actor, filter: Partial<TaskFilter>) {
  const counts = (condition: Condition) => sql`
    select city_code, lamp_sort, count(*) as n, count(*) filter (where open) as open,
      count(*) filter (where overdue) as overdue
    from task where ${condition} group by city_code, lamp_sort`;
  // What was issued is open or closed: each is counted on its own index.
  const closed = and(placeScope(actor), sql<SqlBool>`task.state = 'closed'`, ...filterParts(filter));
  const both = filter.closed === 'true' && filter.state === undefined;
  const { rows } = await sql<{
    city_code: string | null;
    lamp_sort: number;
    n: number;
    open: number;
    overdue: number;
  }>`${
    both
      ? sql`${counts(filterCondition(actor, { ...filter, closed: 'false' }))} union all ${counts(closed)}`
      : counts(filterCondition(actor, filter))
  }`.execute(db);
  return rows.map(({ lamp_sort, ...row }) => ({ ...row, lamp: programLamps[lamp_sort] ?? 'grey' }));
}

/** Each of the actor's alternatives within scope and filter, one select each, so that each finds its index. */
function mineUnion(
  actor: Actor,
  filter: Partial<TaskFilter>,
  columns: RawBuilder<unknown>,
  ending: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const common = [
    taskScope(actor),
    ...filterParts(filter),
    ...(filter.state === undefined ? [] : [sql<SqlBool>`task.state = any(${filter.state})`]),
  ];
  const selects = mineBranches(actor).map(
    (branch) => sql`(select ${columns} from task where ${and(branch, ...common)} ${ending})`,
  );
  return selects.length === 0
    ? sql`select ${columns} from task where false`
    : sql.join(selects, sql` union `);
}

/** How many of each act wait for the actor; `open` and `issued` apart (drafts and look-backs are not in 在办). */
export async function countMine(db: Db, actor: Actor, filter: Partial<TaskFilter>) {
  const columns = sql`id, owner_act, desk_act, desk_act_rung as rung, open, state`;
  const { rows } = await sql<{
    owner_act: string | null;
    desk_act: string | null;
    rung: string | null;
    n: number;
    open: number;
    issued: number;
  }>`
    select owner_act, desk_act, rung, count(*) as n, count(*) filter (where open) as open,
      count(*) filter (where state not in ('draft', 'cancelled')) as issued
    from (${mineUnion(actor, filter, columns, sql``)}) mine group by 1, 2, 3`.execute(db);
  return rows;
}

/** 要我办, in the order to do them: red first, then by what is left of their time. */
export async function listMine(
  db: Db,
  actor: Actor,
  filter: Partial<TaskFilter>,
  limit: number,
): Promise<TaskRecord[]> {
  const first = sql`order by act_sort, id limit ${limit}`;
  const { rows } = await sql<TaskRecord>`
    select task.* from (${mineUnion(actor, filter, sql`id, act_sort`, first)}) mine join task using (id)
    order by mine.act_sort, id limit ${limit}`.execute(db);
  return rows;
}

const Cursor = z.tuple([z.number(), z.string().nullable(), z.number()]);

const encode = (row: TaskRecord): string =>
  Buffer.from(JSON.stringify([row.lamp_sort, row.deadline, row.id])).toString('base64url');

function decode(cursor: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    throw new AppError('thing.invalid', { what: 'cursor', reason: cursor }, { cause: error });
  }
}

/** One page in the order red … grey, earliest deadline first; `others` leaves out what is the actor's to do. */
export async function listPage(
  db: Db,
  actor: Actor,
  filter: Partial<TaskFilter>,
  page: { readonly cursor?: string | undefined; readonly limit: number; readonly others: boolean },
): Promise<{ rows: TaskRecord[]; nextCursor: string | null }> {
  let query = db.selectFrom('task').selectAll().where(filterCondition(actor, filter));
  if (page.others) query = query.where(notMine(actor));
  if (page.cursor !== undefined) {
    const [lamp, deadline, id] = decode(page.cursor);
    query = query.where(
      deadline === null
        ? sql<SqlBool>`(lamp_sort > ${lamp} or (lamp_sort = ${lamp} and deadline is null and id > ${id}))`
        : sql<SqlBool>`(lamp_sort >= ${lamp} and (lamp_sort > ${lamp} or deadline is null
            or (deadline, id) > (${deadline}::date, ${id}::bigint)))`,
    );
  }
  const rows = await query
    .orderBy('lamp_sort')
    .orderBy('deadline')
    .orderBy('id')
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > page.limit && last !== undefined ? encode(last) : null };
}

/** What falls due on each day, at most `perDay` rows of a day. */
export async function listCalendar(
  db: Db,
  actor: Actor,
  filter: Partial<TaskFilter>,
  span: { readonly from: string; readonly to: string; readonly perDay: number },
) {
  const { rows } = await sql<TaskRecord & { place: number; of_day: number }>`
    select task.*, t.place, t.of_day from (
      select id, row_number() over day as place, count(*) over (partition by deadline) as of_day
      from task
      where ${filterCondition(actor, filter)} and deadline between ${span.from}::date and ${span.to}::date
      window day as (partition by deadline order by lamp_sort, id)
    ) t join task using (id) where t.place <= ${span.perDay} order by task.deadline, t.place`.execute(db);
  return rows;
}

/** The worst of each city. */
export async function listWorst(
  db: Db,
  actor: Actor,
  filter: Partial<TaskFilter>,
  cities: readonly string[],
  each: number,
) {
  const scope = filterCondition(actor, filter);
  const { rows } = await sql<TaskRecord>`
    select worst.* from unnest(${[...cities]}::char(6)[]) as city (code)
    cross join lateral (
      select task.* from task where ${scope} and task.city_code = city.code
      order by lamp_sort, deadline, id limit ${each}
    ) worst
    union all
    (select task.* from task where ${scope} and task.city_code is null order by lamp_sort, deadline, id limit ${each})`.execute(
    db,
  );
  return rows;
}

/** Managed cities in protocol order. */
export async function managedCityCodes(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('region')
    .select('code')
    .where('level', '=', 'city')
    .where('managed', '=', true)
    .orderBy('sort')
    .orderBy('code')
    .execute();
  return rows.map(({ code }) => code);
}

export async function countDateless(db: Db, actor: Actor): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(taskScope(actor))
    .where('state', '=', 'draft')
    .where('deadline', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}
