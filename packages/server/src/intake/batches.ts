import {
  ImportBatch,
  ImportDetail,
  type ImportKind,
  type ImportState,
  LayoutName,
} from '@qingzhang/contract';
import { type HourIndex, hourEndIso, hourOfEpochMs } from '@qingzhang/standards';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { instantOfHour } from './time-cells.ts';

/** What an import was asked to do; kept with the batch so that a job can do it later. */
export const BatchOptions = z.object({
  layout: z.union([z.literal('auto'), LayoutName]).default('auto'),
  hourLabel: z.enum(['end', 'begin']).default('end'),
  /** The one city whose rows may be taken; null for all. */
  scope: z.string().nullable().default(null),
  /** The database backend that works on it, to tell a running import from one that was killed. */
  backend: z.object({ pid: z.number(), started: z.string() }).nullable().default(null),
});
export type BatchOptions = z.output<typeof BatchOptions>;

export interface NewBatch {
  kind: ImportKind;
  fileName: string;
  fileId: number | null;
  bytesTotal: number | null;
  options: BatchOptions;
  dryRun: boolean;
  simulated: boolean;
}

/** Counts of an import as the table keeps them. */
export interface BatchCounts {
  total: number;
  new: number;
  same: number;
  revised: number;
  empty: number;
  rejected: number;
}

export async function createBatch(db: Db, call: Call, batch: NewBatch): Promise<number> {
  const row = await db
    .insertInto('batch')
    .values({
      kind: batch.kind,
      file_id: batch.fileId,
      file_name: batch.fileName,
      state: 'queued',
      bytes_total: batch.bytesTotal,
      dry_run: batch.dryRun,
      simulated: batch.simulated,
      options: JSON.stringify(batch.options),
      created_by: call.actor.login,
      created_at: call.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The batch as everybody sees it; undefined when there is none (or none of the actor's city). */
export async function findBatch(
  db: Db,
  id: number,
  limit: string | null = null,
): Promise<ImportBatch | undefined> {
  const row = await db
    .selectFrom('batch')
    .selectAll()
    .where('id', '=', id)
    .$if(limit !== null, (query) => query.where(sql<boolean>`options ->> 'scope' = ${limit}`))
    .executeTakeFirst();
  return row && presentBatch(row);
}

export async function batchOptions(db: Db, id: number): Promise<BatchOptions> {
  const row = await db.selectFrom('batch').select('options').where('id', '=', id).executeTakeFirstOrThrow();
  return BatchOptions.parse(row.options);
}

/** A page of batches, the latest first. */
export async function listBatches(
  db: Db,
  query: { limit: number; before: number | null; kind: ImportKind | null; scope: string | null },
): Promise<ImportBatch[]> {
  const { before, kind, scope } = query;
  const rows = await db
    .selectFrom('batch')
    .selectAll()
    .$if(before !== null, (rest) => rest.where('id', '<', before!))
    .$if(kind !== null, (rest) => rest.where('kind', '=', kind!))
    .$if(scope !== null, (rest) => rest.where(sql<boolean>`options ->> 'scope' = ${scope}`))
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(presentBatch);
}

/** Takes a queued batch into work; false when it is not to be worked on (any more). */
export async function startBatch(db: Db, id: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('batch')
    .set({ state: 'running', started_at: at, bytes_done: 0 })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .where('cancel_asked', '=', false)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Says how far a running import is and whether it was asked to stop. Outside its transaction, so that all can see. */
export async function reportProgress(
  db: Db,
  id: number,
  bytesDone: number,
  counts: BatchCounts,
): Promise<boolean> {
  const row = await db
    .updateTable('batch')
    .set({ bytes_done: bytesDone, ...countColumns(counts) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returning('cancel_asked')
    .executeTakeFirst();
  return row?.cancel_asked ?? false;
}

/** What a finished import leaves in its batch, in the transaction of its rows. */
export async function finishBatch(
  db: Db,
  id: number,
  result: {
    counts: BatchCounts;
    layout: string | null;
    encoding: string | null;
    hourLabel: 'end' | 'begin' | null;
    detail: ImportDetail;
    firstHour: HourIndex | null;
    lastHour: HourIndex | null;
    bytesDone: number | null;
    knownAt: Date | null;
  },
): Promise<void> {
  await db
    .updateTable('batch')
    .set({
      state: 'done',
      ...countColumns(result.counts),
      layout: result.layout,
      encoding: result.encoding,
      hour_label: result.hourLabel,
      detail: JSON.stringify(result.detail),
      first_hour: result.firstHour === null ? null : instantOfHour(result.firstHour),
      last_hour: result.lastHour === null ? null : instantOfHour(result.lastHour),
      ...(result.bytesDone === null ? {} : { bytes_done: result.bytesDone }),
      known_at: result.knownAt,
    })
    .where('id', '=', id)
    .execute();
}

/** A failed or cancelled import: nothing of it is there, the counts are wiped with it. */
export async function endBatch(
  db: Db,
  id: number,
  state: Extract<ImportState, 'failed' | 'cancelled'>,
  error: { code: string; params: Record<string, unknown> } | null,
): Promise<void> {
  await db
    .updateTable('batch')
    .set({
      state,
      error: error === null ? null : JSON.stringify(error),
      ...countColumns({ total: 0, new: 0, same: 0, revised: 0, empty: 0, rejected: 0 }),
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

/** Puts a batch back that was interrupted by the server's stop: its job does it again. */
export async function requeueBatch(db: Db, id: number): Promise<void> {
  await db
    .updateTable('batch')
    .set({
      state: 'queued',
      bytes_done: 0,
      ...countColumns({ total: 0, new: 0, same: 0, revised: 0, empty: 0, rejected: 0 }),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** Asks an import to stop. A queued one is cancelled at once; a running one stops at its next look. */
export async function askCancel(db: Db, id: number): Promise<void> {
  await db
    .updateTable('batch')
    .set({
      cancel_asked: true,
      state: sql`case when state = 'queued' then 'cancelled' else state end`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

/** Notes which database backend works on a batch. */
export async function noteBackend(db: Db, id: number, pid: number): Promise<void> {
  await sql`
    update batch set options = options || jsonb_build_object('backend',
        (select jsonb_build_object('pid', pid, 'started', backend_start::text) from pg_stat_activity where pid = ${pid}))
     where id = ${id}`.execute(db);
}

/**
 * Batches that say they run although the connection they ran on is gone (the process was killed): nothing of them is
 * in the database. They become failed; uploaded ones are tried again by their job.
 */
export async function failLostBatches(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    update batch b set state = 'failed', error = ${JSON.stringify({ code: 'import.interrupted', params: {} })}::jsonb,
           rows_total = 0, rows_new = 0, rows_same = 0, rows_revised = 0, rows_empty = 0, rows_rejected = 0
     where b.state = 'running' and b.file_id is null
       -- A batch that has just begun has not noted its connection yet.
       and (b.options -> 'backend' ->> 'pid' is not null or b.started_at < now() - interval '2 minutes')
       and not exists (select from pg_stat_activity a
                        where a.pid = (b.options -> 'backend' ->> 'pid')::integer
                          and a.backend_start::text = b.options -> 'backend' ->> 'started')
    returning id`.execute(db);
  return rows.length;
}

function countColumns(counts: BatchCounts) {
  return {
    rows_total: counts.total,
    rows_new: counts.new,
    rows_same: counts.same,
    rows_revised: counts.revised,
    rows_empty: counts.empty,
    rows_rejected: counts.rejected,
  };
}

interface BatchRow {
  id: number;
  kind: string;
  file_name: string;
  file_id: number | null;
  layout: string | null;
  encoding: string | null;
  hour_label: string | null;
  state: string;
  bytes_total: number | null;
  bytes_done: number;
  rows_total: number;
  rows_new: number;
  rows_same: number;
  rows_revised: number;
  rows_empty: number;
  rows_rejected: number;
  first_hour: Date | null;
  last_hour: Date | null;
  dry_run: boolean;
  simulated: boolean;
  cancel_asked: boolean;
  error: unknown;
  detail: unknown;
  created_by: string;
  created_at: Date;
  started_at: Date | null;
  known_at: Date | null;
}

function presentBatch(row: BatchRow): ImportBatch {
  return ImportBatch.parse({
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    fileId: row.file_id,
    layout: row.layout,
    encoding: row.encoding,
    hourLabel: row.hour_label,
    state: row.state,
    bytesTotal: row.bytes_total,
    bytesDone: row.bytes_done,
    rows: {
      total: row.rows_total,
      new: row.rows_new,
      same: row.rows_same,
      revised: row.rows_revised,
      empty: row.rows_empty,
      rejected: row.rows_rejected,
    },
    firstHour: row.first_hour === null ? null : hourEndIso(hourOfEpochMs(row.first_hour.getTime())),
    lastHour: row.last_hour === null ? null : hourEndIso(hourOfEpochMs(row.last_hour.getTime())),
    dryRun: row.dry_run,
    simulated: row.simulated,
    cancelAsked: row.cancel_asked,
    error: row.error,
    detail: ImportDetail.parse(row.detail),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    knownAt: row.known_at?.toISOString() ?? null,
  });
}
