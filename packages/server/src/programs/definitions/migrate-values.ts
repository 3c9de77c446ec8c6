/** 换版迁移: what a new version does to the values that are there, for all items at once and in the database. */
import type { ValueMigration } from '@qingzhang/contract';
import {
  type Conversion,
  conversionsOf,
  NUMBER_WORDS,
  type ProgramDefinition,
  retiredKey,
  type Term,
} from '@qingzhang/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { conditionSql, termSql } from '../board/term-sql.ts';

type Json = RawBuilder<unknown>;

/** Whether a value is there; null and empty words are nothing. */
const there = (value: Json): Json =>
  sql`(${value} is not null and ${value} not in ('null'::jsonb, '""'::jsonb))`;

/** A value in its new form as jsonb; SQL null: it does not fit. The same rules as the domain's `convertValue`. */
export function convertSql(value: Json, how: Conversion['how']): Json {
  const text = sql`(${value} #>> '{}')`;
  switch (how.do) {
    case 'setAside':
      return sql`null::jsonb`;
    case 'map':
      return sql`(${JSON.stringify(how.map)}::jsonb -> btrim(${text}))`;
    case 'number': {
      const number = sql`trim_scale(round(replace(btrim(${text}), ',', '')::numeric * ${String(how.factor)}::numeric, 7))`;
      const whole = how.whole ? sql`and ${number} = trunc(${number})` : sql``;
      // Nested, as SQL does not promise to look at the words before it reads them as a number.
      return sql`(case when jsonb_typeof(${value}) in ('number', 'string') and ${text} ~ ${NUMBER_WORDS}
        then case when true ${whole} then to_jsonb(${number}) end end)`;
    }
    case 'text':
      return sql`(case when length(${text}) <= ${how.longest}::int then to_jsonb(${text}) end)`;
    case 'date':
      return sql`(case when ${text} ~ '^\\d{4}-\\d{2}-\\d{2}$' then to_jsonb(${text}) end)`;
    case 'month':
      return sql`(case when ${text} ~ '^\\d{4}-\\d{2}(-\\d{2})?$' then to_jsonb(left(${text}, 7)) end)`;
  }
}

const valueAt = (column: Json, key: string): Json => sql`(${column} -> ${key}::text)`;

/** Counts, before anything is done: the same expressions as the change itself. */
export async function countConversions(
  db: Db,
  key: string,
  conversions: readonly Conversion[],
): Promise<ValueMigration> {
  const values = sql`i."values"`;
  const columns = conversions.flatMap(({ key: field, how }) => {
    const value = valueAt(values, field);
    return [
      sql`count(*) filter (where ${there(value)} and ${convertSql(value, how)} is not null)`,
      sql`count(*) filter (where ${there(value)})`,
    ];
  });
  const counts = columns.length === 0 ? sql`array[]::bigint[]` : sql`array[${sql.join(columns)}]`;
  const { rows } = await sql<{ items: number; counts: (string | number)[] }>`
    select count(*)::int as items, ${counts}::int[] as counts from item i where i.program_key = ${key}`.execute(
    db,
  );
  const [row] = rows;
  const fields = conversions.map(({ key: field, name }, index) => ({
    key: field,
    name,
    converted: Number(row?.counts[index * 2] ?? 0),
    setAside: Number(row?.counts[index * 2 + 1] ?? 0) - Number(row?.counts[index * 2] ?? 0),
  }));
  // Only where something fails is it looked for.
  const failing = conversions.filter((_, index) => (fields[index]?.setAside ?? 0) > 0);
  return { items: row?.items ?? 0, fields, failures: await failures(db, key, failing) };
}

/** How many failures are named; the counts tell of all. */
const NAMED = 200;

/** Values that were meant to be converted and cannot be; a retired field is no failure. */
async function failures(
  db: Db,
  key: string,
  conversions: readonly Conversion[],
): Promise<ValueMigration['failures']> {
  const meant = conversions.filter(({ how }) => how.do !== 'setAside');
  if (meant.length === 0) return [];
  const parts = meant.map(({ key: field, name, how }) => {
    const value = valueAt(sql`i."values"`, field);
    return sql`(select i.id, i.no, i.title, ${name}::text as field, ${value} #>> '{}' as value from item i
      where i.program_key = ${key} and ${there(value)} and ${convertSql(value, how)} is null limit ${NAMED})`;
  });
  const { rows } = await sql<{ id: string; no: number; title: string; field: string; value: string }>`
    select * from (${sql.join(parts, sql` union all `)}) one order by no limit ${NAMED}`.execute(db);
  return rows.map(({ id, no, title, field, value }) => ({ item: Number(id), no, title, field, value }));
}

/** A column of values as the new version wants it: converted, and what does not fit kept under a retired key. */
function convertedColumn(column: Json, conversions: readonly Conversion[], from: number): Json {
  if (conversions.length === 0) return column;
  const parts = conversions.map(({ key, how }) => {
    const value = valueAt(column, key);
    const converted = convertSql(value, how);
    return sql`case when not ${there(value)} then '{}'::jsonb when ${converted} is null
      then jsonb_build_object(${retiredKey(key, from)}::text, ${value}) else jsonb_build_object(${key}::text, ${converted}) end`;
  });
  const keys = conversions.map(({ key }) => key);
  return sql`(${column} - ${keys}::text[]) || ${sql.join(parts, sql` || `)}`;
}

/** A computed field in terms of fields that are filled: what it reads that is computed too is put in its place. */
function expanded(term: Term, formulas: ReadonlyMap<string, Term>): Term {
  const within = (one: Term) => expanded(one, formulas);
  if ('field' in term) {
    const formula = formulas.get(term.field);
    return formula === undefined ? term : within(formula);
  }
  if ('sum' in term) return { sum: term.sum.map(within) };
  if ('minus' in term) return { minus: [within(term.minus[0]), within(term.minus[1])] };
  if ('times' in term) return { times: [within(term.times[0]), within(term.times[1])] };
  if ('ratio' in term) return { ratio: [within(term.ratio[0]), within(term.ratio[1])] };
  return term;
}

const tidy = (term: Term): Json => sql`to_jsonb(trim_scale(round((${termSql(term)})::numeric, 7)))`;

/** Lock all items of a program, in the order in which everybody locks them. */
export async function holdItems(trx: Db, key: string): Promise<void> {
  await sql`select count(*) from (
    select 1 from item where program_key = ${key} order by id for no key update) one`.execute(trx);
}

/**
 * Bring all items to a version, in the caller's transaction: values and last month's values converted, what does not fit
 * kept aside and written into the item's history, computed fields, amounts and alarms worked out anew.
 */
export async function migrateValues(
  trx: Db,
  from: { readonly definition: ProgramDefinition; readonly version: number },
  to: { readonly definition: ProgramDefinition; readonly version: number },
  call: Call,
  today: string,
  pulse: Pulse = async () => {},
): Promise<ValueMigration> {
  const { definition } = to;
  const conversions = conversionsOf(from.definition, definition);
  const result = await countConversions(trx, definition.key, conversions);
  if (result.items === 0) return result;
  await tellItems(trx, definition.key, conversions, from.version, to.version, call);
  // Some thousand at a time: what it comes to is the same, and between two times it can be said how far it is.
  const ends = await chunkEnds(trx, definition.key);
  let after = 0;
  for (const [index, end] of ends.entries()) {
    await pulse(index / ends.length);
    await rewriteItems(trx, conversions, from.version, to, call, today, { after, end });
    after = end;
  }
  return result;
}

/** Said between the steps of a long migration: a share of it, 0 … 1. Throws where it is to stop. */
export type Pulse = (share: number) => Promise<void>;

/** Items rewritten at a time. */
const CHUNK = 5000;

/** The last item of each chunk, in the order of their ids. */
async function chunkEnds(trx: Db, key: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select max(id) as id from (
      select id, (row_number() over (order by id) - 1) / ${CHUNK}::int as chunk from item where program_key = ${key}
    ) one group by chunk order by 1`.execute(trx);
  return rows.map(({ id }) => id);
}

/** The history of the fields: each item whose value went aside says so (old value, nothing). */
async function tellItems(
  trx: Db,
  key: string,
  conversions: readonly Conversion[],
  from: number,
  to: number,
  call: Call,
): Promise<void> {
  if (conversions.length === 0) return;
  const changes = conversions.map(({ key: field, how }) => {
    const value = valueAt(sql`i."values"`, field);
    const converted = convertSql(value, how);
    return sql`case when ${there(value)} and ${converted} is distinct from ${value}
      then jsonb_build_object(${field}::text, jsonb_build_array(${value}, ${converted})) else '{}'::jsonb end`;
  });
  await sql`insert into item_event (item_id, at, actor_id, actor, post, acting_for, kind, reason, detail)
    select id, ${call.at}, ${call.actor.id}::int, ${call.actor.displayName}, ${call.actor.post},
      ${call.actor.actingFor?.displayName ?? null}, 'version', ${`v${from} → v${to}`}, detail
    from (select i.id, ${sql.join(changes, sql` || `)} as detail from item i where i.program_key = ${key}) one
    where detail <> '{}'::jsonb`.execute(trx);
}

/** One pass over the items: convert, then compute, then weigh and ring, each from what the step before it left. */
async function rewriteItems(
  trx: Db,
  conversions: readonly Conversion[],
  from: number,
  { definition, version }: { readonly definition: ProgramDefinition; readonly version: number },
  call: Call,
  today: string,
  { after, end }: { readonly after: number; readonly end: number },
): Promise<void> {
  const formulas = new Map(
    definition.fields.flatMap(({ key, formula }) => (formula === undefined ? [] : [[key, formula] as const])),
  );
  // `jsonb_build_object` takes a hundred arguments at most; one object a field.
  const computed = [...formulas].map(
    ([key, formula]) => sql` || jsonb_build_object(${key}::text, ${tidy(expanded(formula, formulas))})`,
  );
  const closed = sql`(i.state in ('closed', 'lookBack'))`;
  const { debt } = definition;
  const planned = debt.by === 'items' ? sql`1` : sql`(${termSql(debt.planned)})::numeric`;
  const done =
    debt.by === 'items' ? sql`case when ${closed} then 1 else 0 end` : sql`(${termSql(debt.done)})::numeric`;
  const alarms = definition.alarms.map(
    ({ key, when }) => sql`case when ${conditionSql(when, today)} then ${key}::text end`,
  );
  const on =
    alarms.length === 0 ? sql`'{}'::text[]` : sql`array_remove(array[${sql.join(alarms)}]::text[], null)`;
  // `offset 0` keeps each step apart: otherwise every reference to a value would convert it again.
  await sql`update item t set "values" = i."values", accepted = i.accepted, planned = i.planned, done = i.done, alarms = i.alarms,
      version = ${version}, revision = t.revision + 1, changed_at = ${call.at}
    from (
      select i.id, i."values", i.accepted, ${planned} as planned, ${done} as done,
        case when i.state in ('draft', 'closed', 'lookBack') then i.alarms else ${on} end as alarms
      from (
        select i.id, i.state, i.deadline, i.pause_until, i.alarms, i.accepted, i."values"${sql.join(computed, sql``)} as "values"
        from (
          select i.id, i.state, i.deadline, i.pause_until, i.alarms,
            ${convertedColumn(sql`i.accepted`, conversions, from)} as accepted,
            ${convertedColumn(sql`i."values"`, conversions, from)} as "values"
          from item i where i.program_key = ${definition.key} and i.id > ${after} and i.id <= ${end} offset 0
        ) i offset 0
      ) i offset 0
    ) i where t.id = i.id`.execute(trx);
}
