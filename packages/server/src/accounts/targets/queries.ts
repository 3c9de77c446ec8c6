/** SQL that writes targets, and the names shown beside them. */
import type { NewTarget, TargetIndicator } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';

/** The version in force of one target, locked until the transaction ends. */
export async function lockCurrentTarget(
  trx: Db,
  region: string,
  year: number,
  indicator: TargetIndicator,
): Promise<CurrentTarget | null> {
  const row = await trx
    .selectFrom('target')
    .select(['id', 'value', 'version', 'document', 'document_date'])
    .select(sql<string[] | null>`monthly::text[]`.as('months'))
    .where('region_code', '=', region)
    .where('year', '=', year)
    .where('indicator', '=', indicator)
    .where('superseded_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        id: row.id,
        value: row.value,
        monthly: row.months,
        version: row.version,
        document: row.document,
        documentDate: row.document_date,
      };
}

export interface CurrentTarget {
  readonly id: number;
  readonly value: string;
  readonly monthly: readonly string[] | null;
  readonly version: number;
  readonly document: string;
  readonly documentDate: string | null;
}

/** Ends a version; the row stays. */
export async function supersede(trx: Db, id: number, at: Date): Promise<void> {
  await trx.updateTable('target').set({ superseded_at: at }).where('id', '=', id).execute();
}

/** Writes a version; returns its id. */
export async function insertTarget(
  trx: Db,
  target: NewTarget & { readonly version: number; readonly simulated: boolean },
  by: string,
  at: Date,
): Promise<number> {
  const row = await trx
    .insertInto('target')
    .values({
      region_code: target.region,
      year: target.year,
      indicator: target.indicator,
      value: target.value,
      monthly: target.monthly,
      version: target.version,
      document: target.document,
      document_date: target.documentDate,
      simulated: target.simulated,
      created_by: by,
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Years that have targets, the latest first. */
export async function targetYears(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('target')
    .select('year')
    .distinct()
    .orderBy('year', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => row.year);
}

/** Posts by login: what is shown of who did something. */
export async function postsOf(db: Db, logins: readonly string[]): Promise<Map<string, string>> {
  if (logins.length === 0) return new Map();
  const rows = await db
    .selectFrom('app_user')
    .select(['login', 'post'])
    .where('login', 'in', [...new Set(logins)])
    .execute();
  return new Map(rows.map((row) => [row.login, row.post]));
}
