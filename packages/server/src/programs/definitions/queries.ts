/** All SQL of definitions: programs, versions, drafts. */
import { AppError, parseDefinition, ValueMigration } from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';

export interface ProgramRow {
  readonly key: string;
  readonly version: number;
  readonly state: 'draft' | 'active' | 'ended';
  readonly year: number;
  readonly office: string;
  readonly sort: number;
  readonly simulated: boolean;
  readonly definition: ProgramDefinition;
  readonly items: number;
}

const stateOf = (text: string): ProgramRow['state'] =>
  text === 'draft' || text === 'ended' ? text : 'active';

/** Programs with their version in force and how many items they have, in their order; `keys` null: all. */
export async function programRows(db: Db, keys: readonly string[] | null): Promise<ProgramRow[]> {
  let query = db
    .selectFrom('program as p')
    .innerJoin('program_version as v', (join) =>
      join.onRef('v.program_key', '=', 'p.key').onRef('v.version', '=', 'p.version'),
    )
    .select(['p.key', 'p.version', 'p.state', 'p.year', 'p.office', 'p.sort', 'p.simulated', 'v.definition'])
    // program_month has the count at hand; a program without a month yet has no item worth counting slowly.
    .select(
      sql<number>`(select count(*)::int from item i where i.program_key = p.key and i.state <> 'draft')`.as(
        'items',
      ),
    )
    .orderBy('p.sort')
    .orderBy('p.key');
  if (keys !== null) query = query.where('p.key', 'in', keys.length === 0 ? [''] : [...keys]);
  return (await query.execute()).map((row) => ({
    ...row,
    state: stateOf(row.state),
    definition: parseDefinition(row.definition),
  }));
}

/**
 * For who writes by a version that was read before: none is published until the transaction ends, and it is still the one
 * in force. To be taken before any item is locked, as a publication goes on to the items.
 */
export async function holdVersion(trx: Db, key: string, version: number): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext(${`program-definition:${key}`}))`.execute(trx);
  const { rows } = await sql<{ version: number }>`select version from program where key = ${key}`.execute(
    trx,
  );
  const [now] = rows;
  if (now === undefined) throw new AppError('thing.notFound', { what: 'program', id: key });
  if (now.version !== version) {
    throw new AppError('thing.conflict', { what: 'program.version', state: `v${now.version}` });
  }
}

/** The program locked against another publication; null: it does not exist yet. */
export async function lockProgram(trx: Db, key: string): Promise<ProgramRow | null> {
  await sql`select pg_advisory_xact_lock(hashtext(${`program-definition:${key}`}))`.execute(trx);
  const [row] = await programRows(trx, [key]);
  return row ?? null;
}

export interface DraftRow {
  readonly key: string;
  readonly definition: ProgramDefinition;
  readonly office: string;
  readonly ownerId: number | null;
  readonly changedBy: string;
  readonly changedAt: Date;
}

export async function draftRows(db: Db, key: string | null): Promise<DraftRow[]> {
  let query = db
    .selectFrom('program_draft')
    .select(['key', 'definition', 'office', 'owner_id', 'changed_by', 'changed_at'])
    .orderBy('key');
  if (key !== null) query = query.where('key', '=', key);
  return (await query.execute()).map((row) => ({
    key: row.key,
    definition: parseDefinition(row.definition),
    office: row.office,
    ownerId: row.owner_id,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }));
}

/** Keep a draft; the first who kept it stays its owner. */
export async function saveDraft(
  trx: Db,
  draft: { readonly definition: ProgramDefinition; readonly office: string; readonly basedOn: number | null },
  call: Call,
): Promise<void> {
  const changed = {
    definition: JSON.stringify(draft.definition),
    office: draft.office,
    based_on: draft.basedOn,
    changed_by: call.actor.post,
    changed_at: call.at,
  };
  await trx
    .insertInto('program_draft')
    .values({ key: draft.definition.key, owner_id: call.actor.id, ...changed })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(changed))
    .execute();
}

export async function deleteDraft(trx: Db, key: string): Promise<boolean> {
  const result = await trx.deleteFrom('program_draft').where('key', '=', key).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export interface VersionRow {
  readonly version: number;
  readonly definition: ProgramDefinition;
  readonly note: string;
  readonly migration: ValueMigration | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** All versions, newest first. */
export async function versionRows(db: Db, key: string): Promise<VersionRow[]> {
  const rows = await db
    .selectFrom('program_version')
    .select(['version', 'definition', 'note', 'migration', 'created_by', 'created_at'])
    .where('program_key', '=', key)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => {
    const migration = ValueMigration.safeParse(row.migration);
    return {
      version: row.version,
      definition: parseDefinition(row.definition),
      note: row.note,
      migration: migration.success ? migration.data : null,
      createdBy: row.created_by,
      createdAt: row.created_at,
    };
  });
}

/** A program's first row; its version follows at once. */
export async function insertProgram(
  trx: Db,
  program: {
    readonly key: string;
    readonly year: number;
    readonly office: string;
    readonly simulated: boolean;
  },
  call: Call,
): Promise<void> {
  await trx
    .insertInto('program')
    .values({
      ...program,
      version: 1,
      state: 'active',
      sort: sql<number>`(select coalesce(max(sort), 0) + 1 from program)`,
      created_by: call.actor.post,
      created_at: call.at,
    })
    .execute();
}

export async function insertVersion(
  trx: Db,
  version: {
    readonly version: number;
    readonly definition: ProgramDefinition;
    readonly note: string;
    readonly migration: ValueMigration | null;
  },
  call: Call,
): Promise<void> {
  await trx
    .insertInto('program_version')
    .values({
      program_key: version.definition.key,
      version: version.version,
      definition: JSON.stringify(version.definition),
      note: version.note,
      migration: JSON.stringify(version.migration ?? {}),
      created_by: call.actor.post,
      created_at: call.at,
    })
    .execute();
}

export async function updateProgram(
  trx: Db,
  key: string,
  change: {
    readonly version?: number;
    readonly state?: 'active' | 'ended';
    readonly office?: string;
    readonly year?: number;
    readonly ended_at?: Date | null;
  },
): Promise<void> {
  await trx.updateTable('program').set(change).where('key', '=', key).execute();
}

/** Who has made a program is its office: it comes into the person's scope. */
export async function addToScope(trx: Db, userId: number, key: string): Promise<void> {
  await trx
    .insertInto('user_scope')
    .values({ user_id: userId, kind: 'program', key })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
