/** What of a ledger is asked for, as SQL; the scope is always part of it. */
import { AppError, type ItemStateName, type ProgramLamp } from '@qingzhang/contract';
import type { Field, ProgramDefinition } from '@qingzhang/domain';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { type RegionScope, regionScope, withinScope } from '../../platform/policy.ts';
import { searchCondition } from '../../platform/search/terms.ts';
import { todoSql, unreportedSql } from '../board/columns.ts';
import { overdueSql } from '../board/term-sql.ts';

/** The filter of the contract. */
export interface LedgerQuery {
  readonly city?: string | undefined;
  readonly county?: string | undefined;
  readonly show: 'todo' | 'alarm' | 'returned' | 'unreported' | 'overdue' | 'all';
  readonly alarm?: string | undefined;
  readonly state?: z.output<typeof ItemStateName> | undefined;
  readonly lamp?: ProgramLamp | undefined;
  readonly q?: string | undefined;
  readonly sort: string;
  readonly order: 'up' | 'down';
}

/** Days a row is judged by. */
export interface LedgerDays {
  readonly today: string;
  readonly dueMonth: string | null;
}

const all = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join([...conditions], sql` and `)})`;

/** Place and scope: what the counts beside the filters stand on. Drafts are seen only by who issues items. */
export function baseCondition(
  key: string,
  query: Pick<LedgerQuery, 'city' | 'county'>,
  actor: Pick<Actor, 'scope'>,
  drafts: boolean,
): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [
    sql<SqlBool>`i.program_key = ${key}`,
    withinScope(regionScope(actor), {
      city: 'i.city_code',
      county: 'i.county_code',
      program: 'i.program_key',
      item: 'i.id',
    }),
  ];
  if (!drafts) conditions.push(sql<SqlBool>`i.state <> 'draft'`);
  if (query.city !== undefined) conditions.push(sql<SqlBool>`i.city_code = ${query.city}`);
  if (query.county !== undefined) conditions.push(sql<SqlBool>`i.county_code = ${query.county}`);
  return all(conditions);
}

/** What narrows further; null: nothing. */
export function narrowing(query: LedgerQuery, days: LedgerDays): RawBuilder<SqlBool> | null {
  const conditions: RawBuilder<SqlBool>[] = [];
  if (query.show === 'todo') conditions.push(todoSql(days.dueMonth, days.today));
  if (query.show === 'returned') conditions.push(sql<SqlBool>`i.returned is not null`);
  if (query.show === 'unreported') conditions.push(unreportedSql(days.dueMonth, days.today));
  if (query.show === 'overdue') conditions.push(overdueSql(days.today));
  if (query.alarm !== undefined) conditions.push(sql<SqlBool>`i.alarms @> ${[query.alarm]}::text[]`);
  else if (query.show === 'alarm') conditions.push(sql<SqlBool>`i.alarms <> '{}'`);
  if (query.state !== undefined) conditions.push(sql<SqlBool>`i.state = ${query.state}`);
  if (query.lamp !== undefined) conditions.push(sql<SqlBool>`i.lamp = ${query.lamp}`);
  if (query.q !== undefined && query.q !== '') conditions.push(searchOf(query.q));
  return conditions.length === 0 ? null : all(conditions);
}

/** Words are looked for in the terms of an item; a number is also its number in the ledger. */
function searchOf(q: string): RawBuilder<SqlBool> {
  const found = searchCondition(q, 'i.search');
  return /^\d{1,9}$/u.test(q) ? sql<SqlBool>`(i.no = ${Number(q)} or ${found})` : found;
}

/** Whether somebody sees all rows of whole cities: then kept figures answer. */
export function wholeCities(scope: RegionScope): boolean {
  return scope.items === null && (scope.counties === null || scope.counties.length === 0);
}

/** An order of the ledger: the expression and how its values travel in a cursor. */
export interface LedgerSort {
  readonly expression: RawBuilder<unknown>;
  readonly cast: 'float8' | 'text' | 'date' | 'timestamptz' | 'integer';
}

const COLUMNS: Readonly<Record<string, LedgerSort>> = {
  no: { expression: sql`i.no`, cast: 'integer' },
  title: { expression: sql`i.title collate "C"`, cast: 'text' },
  county: { expression: sql`coalesce(i.county_code, i.city_code)`, cast: 'text' },
  township: { expression: sql`i.township collate "C"`, cast: 'text' },
  deadline: { expression: sql`i.deadline`, cast: 'date' },
  state: { expression: sql`i.state collate "C"`, cast: 'text' },
  reported: { expression: sql`i.reported_at`, cast: 'timestamptz' },
  progress: { expression: sql`i.progress::float8`, cast: 'float8' },
  // What needs somebody first.
  lamp: {
    expression: sql`array_position(array['red', 'yellow', 'green', 'blue', 'grey'], i.lamp)`,
    cast: 'integer',
  },
};

/** How a ledger is sorted: by a column of every item or by a field of the program. */
export function sortOf(sort: string, definition: Pick<ProgramDefinition, 'fields'>): LedgerSort {
  const column = COLUMNS[sort];
  if (column !== undefined) return column;
  const field = definition.fields.find(({ key }) => key === sort);
  if (field === undefined) throw new AppError('thing.invalid', { what: 'sort', reason: sort });
  return fieldSort(field);
}

function fieldSort({ key, type }: Field): LedgerSort {
  const value = sql`i."values"->>${sql.lit(key)}`;
  if (type === 'integer' || type === 'number') {
    const expression = sql`case when jsonb_typeof(i."values"->${sql.lit(key)}) = 'number' then (i."values"->${sql.lit(key)})::float8 end`;
    return { expression, cast: 'float8' };
  }
  return { expression: sql`(${value}) collate "C"`, cast: 'text' };
}

/** Where a page ended: the sorted value of its last row as text, and the row. */
export interface Cursor {
  readonly value: string | null;
  readonly id: number;
}

/** `~` stands for "no value"; the rest is the row and the value. */
export function writeCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([id, value])).toString('base64url');
}

/** Refuses what we did not write. */
export function readCursor(text: string): Cursor {
  try {
    const [id, value]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Number.isSafeInteger(id) && (value === null || typeof value === 'string')) {
      return { id: Number(id), value };
    }
  } catch {
    // Said below.
  }
  throw new AppError('thing.invalid', { what: 'cursor', reason: text });
}

/** Rows after a cursor, in the order of `orderSql`: empty values last in both directions. */
export function afterCursor(
  { expression, cast }: LedgerSort,
  order: 'up' | 'down',
  cursor: Cursor,
): RawBuilder<SqlBool> {
  if (cursor.value === null) return sql<SqlBool>`(${expression} is null and i.id > ${cursor.id})`;
  const value = sql`${cursor.value}::text::${sql.raw(cast)}`;
  const beyond = sql.raw(order === 'up' ? '>' : '<');
  const collated = cast === 'text' ? sql`${value} collate "C"` : value;
  return sql<SqlBool>`(${expression} ${beyond} ${collated} or (${expression} = ${collated} and i.id > ${cursor.id})
    or ${expression} is null)`;
}

/** The order itself. */
export function orderSql({ expression }: LedgerSort, order: 'up' | 'down'): RawBuilder<unknown> {
  return sql`${expression} ${sql.raw(order === 'up' ? 'asc' : 'desc')} nulls last, i.id asc`;
}
