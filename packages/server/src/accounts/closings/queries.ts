/** SQL of the closings: what a closing froze. */
import type { TargetIndicator } from '@qingzhang/contract';
import type { FrozenEntry } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';

const exact = z.string();

/** An entry as a closing keeps it: exact texts, the target it was reckoned with. */
export const StoredEntry = z.object({
  month: z.number().int(),
  opening: exact,
  added: exact,
  spent: exact,
  lapsed: exact,
  adjustment: exact,
  closing: exact,
  carried: exact,
  unit: z.enum(['µg·d', 'days']),
  target: z.string(),
  version: z.number().int(),
});
export type StoredEntry = z.infer<typeof StoredEntry>;

/** One frozen entry of a city. */
export interface EntryRow {
  readonly period: string;
  readonly region: string;
  readonly indicator: TargetIndicator;
  readonly entry: StoredEntry;
}

/** Frozen entries of a year's closed months, those known at `asOf` when given, in order of month. */
export async function listEntries(
  db: Db,
  year: number,
  options: { readonly regions?: readonly string[]; readonly asOf?: Date } = {},
): Promise<EntryRow[]> {
  let query = db
    .selectFrom('closing_entry as e')
    .innerJoin('closing as c', 'c.id', 'e.closing_id')
    .select(['c.period', 'e.region_code', 'e.indicator', 'e.entry'])
    .where('c.period', '>=', `${year}-01`)
    .where('c.period', '<=', `${year}-12`)
    .orderBy('c.period')
    .orderBy('e.region_code')
    .orderBy('e.indicator');
  if (options.regions !== undefined) query = query.where('e.region_code', 'in', [...options.regions, '']);
  if (options.asOf !== undefined) query = query.where('c.as_of', '<=', options.asOf);
  const rows = await query.execute();
  return rows.map((row) => ({
    period: row.period,
    region: row.region_code,
    indicator: row.indicator as TargetIndicator,
    entry: StoredEntry.parse(row.entry),
  }));
}

/** The frozen entries by `region|indicator`, as the ledger takes them. */
export function entriesByAccount(rows: readonly EntryRow[]): Map<string, FrozenEntry[]> {
  const found = new Map<string, FrozenEntry[]>();
  for (const { region, indicator, entry } of rows) {
    const key = `${region}|${indicator}`;
    found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return found;
}

/** Daily values that a closing froze, as the row of `air_day_region` they were. */
export async function listFrozenDays(
  db: Db,
  closing: number,
): Promise<{ region: string; day: string; values: unknown }[]> {
  const rows = await db
    .selectFrom('closing_day')
    .select(['region_code', 'day', 'values'])
    .where('closing_id', '=', closing)
    .orderBy('region_code')
    .orderBy('day')
    .execute();
  return rows.map((row) => ({ region: row.region_code, day: row.day, values: row.values }));
}

/** Imports that are queued or running: what they bring is not known yet. */
export async function countRunningImports(db: Db): Promise<number> {
  const row = await db
    .selectFrom('batch')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Lets only one closing be made at a time. */
export async function lockClosings(trx: Db): Promise<void> {
  await sql`lock table closing in share row exclusive mode`.execute(trx);
}
