/** 导入批次 in the database: the file, its rows, what was decided about it. All SQL of batches stands here. */
import type { LedgerCounts, LedgerImportLine, LedgerImportState } from '@qingzhang/contract';
import { LedgerCause, LedgerColumn, LedgerMend, LedgerImportState as StateSchema } from '@qingzhang/contract';
import type { RowKind, SheetCell, SheetRow } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor, Scope } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { type RegionScope, withinScope } from '../../platform/policy.ts';

/** What the sender may write and see, as it was when the file came: a job acts within it. */
export const SenderStanding = z.object({
  assign: z.boolean(),
  report: z.boolean(),
  city: z.string().nullable(),
  county: z.string().nullable(),
  scope: z.object({
    regions: z.union([z.literal('all'), z.array(z.string())]),
    programs: z.union([z.literal('all'), z.array(z.string())]),
    items: z.union([z.literal('all'), z.array(z.number())]),
  }),
  /** Who sent it, for what is written in that name. */
  actor: z.object({
    id: z.number().nullable(),
    login: z.string(),
    displayName: z.string(),
    post: z.string(),
    actingFor: z
      .object({ id: z.number(), login: z.string(), displayName: z.string(), post: z.string() })
      .nullable(),
    role: z.string(),
    regionCode: z.string().nullable(),
  }),
});
export type SenderStanding = z.output<typeof SenderStanding>;

/** How the sheet is laid out. */
export const BatchLayout = z.object({
  headingRows: z.array(z.number()).default([]),
  headings: z.array(z.string()).default([]),
  joined: z.array(z.boolean()).default([]),
  unit: z.string().nullable().default(null),
  month: z.string().nullable().default(null),
  /** The number of the last row. */
  last: z.number().default(0),
  sheets: z.array(z.object({ name: z.string(), rows: z.number(), hidden: z.boolean() })).default([]),
});
export type BatchLayout = z.output<typeof BatchLayout>;

export const BatchMatch = z.object({
  columns: z.array(LedgerColumn.omit({ use: true })).default([]),
  mends: z.array(LedgerMend).default([]),
});
export type BatchMatch = z.output<typeof BatchMatch>;

const Counts = z.custom<LedgerCounts>(
  (value) => typeof value === 'object' && value !== null && 'total' in value,
);
export const BatchSummary = z.object({
  counts: Counts.nullable().default(null),
  causes: z.array(LedgerCause).default([]),
});

const Failure = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });

/** One batch. */
export interface Batch {
  readonly id: number;
  readonly program: string;
  readonly city: string | null;
  readonly sender: string;
  readonly fileId: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly month: string;
  readonly state: LedgerImportState;
  readonly standing: SenderStanding;
  readonly sheet: string | null;
  readonly layout: BatchLayout;
  readonly match: BatchMatch;
  readonly counts: LedgerCounts | null;
  readonly issue: boolean;
  readonly revision: number;
  readonly progress: number;
  readonly cancelAsked: boolean;
  readonly failure: { readonly code: string; readonly params: Record<string, unknown> } | null;
  readonly createdBy: number | null;
  readonly post: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

const selected = (db: Db) =>
  db
    .selectFrom('ledger_import as b')
    .innerJoin('stored_file as f', 'f.id', 'b.file_id')
    .selectAll('b')
    .select('f.name as file_name');

type Row = Awaited<ReturnType<ReturnType<typeof selected>['executeTakeFirstOrThrow']>>;

function batchOf(row: Row): Batch {
  return {
    id: row.id,
    program: row.program_key,
    city: row.city_code,
    sender: row.sender,
    fileId: row.file_id,
    fileName: row.file_name,
    sha256: row.sha256,
    month: row.month,
    state: StateSchema.parse(row.state),
    standing: SenderStanding.parse(row.rights),
    sheet: row.sheet,
    layout: BatchLayout.parse(row.layout),
    match: BatchMatch.parse(row.match),
    counts: BatchSummary.parse(row.summary).counts,
    issue: row.issue,
    revision: row.revision,
    progress: row.progress,
    cancelAsked: row.cancel_asked,
    failure: row.failure === null ? null : Failure.parse(row.failure),
    createdBy: row.created_by,
    post: row.created_post,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    withdrawnAt: row.withdrawn_at,
  };
}

export async function findBatch(db: Db, id: number): Promise<Batch | undefined> {
  const row = await selected(db).where('b.id', '=', id).executeTakeFirst();
  return row && batchOf(row);
}

/** Batches of a program that the scope sees, the latest first. */
export async function listBatches(
  db: Db,
  query: {
    readonly program: string;
    readonly scope: RegionScope;
    readonly sender: string;
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<Batch[]> {
  const { before } = query;
  const rows = await selected(db)
    .where('b.program_key', '=', query.program)
    .where((eb) =>
      eb.or([
        eb('b.sender', '=', query.sender),
        withinScope({ ...query.scope, items: null }, { city: 'b.city_code', program: 'b.program_key' }),
      ]),
    )
    .$if(before !== null, (rest) => rest.where('b.id', '<', before ?? 0))
    .orderBy('b.id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(batchOf);
}

export async function insertBatch(
  db: Db,
  batch: {
    readonly program: string;
    readonly city: string | null;
    readonly sender: string;
    readonly fileId: number;
    readonly sha256: string;
    readonly month: string;
    readonly standing: SenderStanding;
    readonly at: Date;
  },
): Promise<number> {
  const row = await db
    .insertInto('ledger_import')
    .values({
      program_key: batch.program,
      city_code: batch.city,
      sender: batch.sender,
      file_id: batch.fileId,
      sha256: batch.sha256,
      month: batch.month,
      state: 'reading',
      rights: JSON.stringify(batch.standing),
      created_by: batch.standing.actor.id,
      created_login: batch.standing.actor.login,
      created_post: batch.standing.actor.post,
      created_at: batch.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A decision: only on the revision it was made on, only while the batch waits for decisions. False: it has moved on. */
export async function decideBatch(
  db: Db,
  batch: Batch,
  change: {
    readonly match?: BatchMatch;
    readonly month?: string;
    readonly issue?: boolean;
    readonly state?: 'running' | 'reading';
    readonly sheet?: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ledger_import')
    .set({
      revision: batch.revision + 1,
      ...(change.match === undefined ? {} : { match: JSON.stringify(change.match) }),
      ...(change.month === undefined ? {} : { month: change.month }),
      ...(change.issue === undefined ? {} : { issue: change.issue }),
      ...(change.sheet === undefined ? {} : { sheet: change.sheet }),
      ...(change.state === undefined
        ? {}
        : { state: change.state, progress: 0, failure: null, cancel_asked: false }),
    })
    .where('id', '=', batch.id)
    .where('revision', '=', batch.revision)
    .where('state', 'in', ['matching', 'done', 'failed', 'cancelled'])
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What a job leaves in its batch. */
export async function settleBatch(
  db: Db,
  id: number,
  from: 'reading' | 'running',
  change: {
    readonly state: LedgerImportState;
    readonly sheet?: string | null;
    readonly layout?: BatchLayout;
    readonly match?: BatchMatch;
    readonly failure?: { readonly code: string; readonly params: Readonly<Record<string, unknown>> } | null;
    readonly finishedAt?: Date;
    readonly progress?: number;
    readonly month?: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ledger_import')
    .set({
      state: change.state,
      revision: sql`revision + 1`,
      progress: change.progress ?? 0,
      ...(change.sheet === undefined ? {} : { sheet: change.sheet }),
      ...(change.month === undefined ? {} : { month: change.month }),
      ...(change.layout === undefined ? {} : { layout: JSON.stringify(change.layout) }),
      ...(change.match === undefined ? {} : { match: JSON.stringify(change.match) }),
      failure: change.failure == null ? null : JSON.stringify(change.failure),
      ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How far a job is; outside its transaction, so that all can see. True: it was asked to stop. */
export async function reportProgress(db: Db, id: number, progress: number): Promise<boolean> {
  const row = await db
    .updateTable('ledger_import')
    .set({ progress })
    .where('id', '=', id)
    .where('state', 'in', ['reading', 'running'])
    .returning('cancel_asked')
    .executeTakeFirst();
  return row?.cancel_asked ?? true;
}

export async function askCancel(db: Db, id: number): Promise<void> {
  await db
    .updateTable('ledger_import')
    .set({ cancel_asked: true })
    .where('id', '=', id)
    .where('state', 'in', ['reading', 'running'])
    .execute();
}

/** Notes which database connection works on a batch, to know when it is gone. */
export async function noteBackend(db: Db, id: number, pid: number | null): Promise<void> {
  await sql`
    update ledger_import set backend = (select jsonb_build_object('pid', pid, 'started', backend_start::text)
                                          from pg_stat_activity where pid = ${pid}::int)
     where id = ${id}`.execute(db);
}

/** Batches whose connection is gone while they say they work (a killed command): failed, nothing of them is there. */
export async function failLostBatches(db: Db): Promise<void> {
  await sql`
    update ledger_import b
       set state = 'failed', revision = revision + 1, failure = '{"code":"interrupted","params":{}}'
     where b.state in ('reading', 'running') and b.backend is not null
       and not exists (select from pg_stat_activity a
                        where a.pid = (b.backend ->> 'pid')::integer and a.backend_start::text = b.backend ->> 'started')`.execute(
    db,
  );
}

export async function saveSummary(
  db: Db,
  id: number,
  summary: { readonly counts: LedgerCounts; readonly causes: readonly LedgerCause[] },
): Promise<void> {
  await db
    .updateTable('ledger_import')
    .set({ summary: JSON.stringify(summary) })
    .where('id', '=', id)
    .execute();
}

const Cells = z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]));
const Edit = z.object({
  cells: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  item: z.number().nullable().default(null),
});
export type StoredEdit = z.output<typeof Edit>;
export type StoredOutcome = 'created' | 'changed' | 'same' | 'reject' | 'skipped';

/** A row of the file as it is kept. */
export interface StoredRow {
  readonly no: number;
  readonly kind: Exclude<RowKind, 'blank'>;
  readonly cells: readonly SheetCell[];
  readonly edit: StoredEdit | null;
  readonly outcome: StoredOutcome | null;
  readonly item: number | null;
}

const CHUNK = 4000;

/** Replace a batch's rows by those of a sheet. */
export async function storeRows(
  trx: Db,
  id: number,
  rows: readonly SheetRow[],
  kindOf: (row: SheetRow) => RowKind,
): Promise<void> {
  await trx.deleteFrom('ledger_import_row').where('import_id', '=', id).execute();
  for (let start = 0; start < rows.length; start += CHUNK) {
    const part = rows
      .slice(start, start + CHUNK)
      .map((row) => ({ no: row.no, kind: kindOf(row), cells: row.cells }));
    const kept = part.filter(({ kind }) => kind !== 'blank');
    await sql`
      insert into ledger_import_row (import_id, row_no, kind, cells)
      select ${id}::bigint, no, kind, cells
      from unnest(${kept.map(({ no }) => no)}::int[], ${kept.map(({ kind }) => kind)}::text[],
                  ${kept.map(({ cells }) => JSON.stringify(cells).replaceAll('\\u0000', ''))}::jsonb[]) as one (no, kind, cells)`.execute(
      trx,
    );
  }
}

export async function readRows(db: Db, id: number): Promise<StoredRow[]> {
  const rows = await db
    .selectFrom('ledger_import_row')
    .select(['row_no', 'kind', 'cells', 'edit', 'outcome', 'item_id'])
    .where('import_id', '=', id)
    .orderBy('row_no')
    .execute();
  return rows.map((row) => ({
    no: row.row_no,
    kind: kindOf(row.kind),
    cells: Cells.parse(row.cells),
    edit: row.edit === null ? null : Edit.parse(row.edit),
    outcome: outcomeOf(row.outcome),
    item: row.item_id,
  }));
}

const kindOf = z.enum(['title', 'heading', 'data', 'subtotal', 'note']).parse;
const outcomeOf = z.enum(['created', 'changed', 'same', 'reject', 'skipped']).nullable().parse;

/** Cells changed by hand and the item chosen for one row, beside what stands in the file. */
export async function saveEdit(db: Db, id: number, row: number, edit: StoredEdit): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('ledger_import_row')
    .set({ edit: JSON.stringify(edit) })
    .where('import_id', '=', id)
    .where('row_no', '=', row)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'reject')]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What became of rows. */
export interface RowResult {
  readonly no: number;
  readonly outcome: StoredOutcome;
  readonly item: number | null;
  /** The item's revision after this row; by it a later change is seen. */
  readonly revision: number | null;
  readonly hash: string | null;
  readonly issues: unknown;
  readonly before: unknown;
}

export async function saveResults(trx: Db, id: number, results: readonly RowResult[]): Promise<void> {
  for (let start = 0; start < results.length; start += CHUNK) {
    const part = results.slice(start, start + CHUNK);
    await sql`
      update ledger_import_row r
         set outcome = one.outcome, item_id = one.item, revision = one.revision, hash = one.hash, issues = one.issues,
             before = one.before
        from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as one (
             no int, outcome text, item bigint, revision int, hash text, issues jsonb, before jsonb)
       where r.import_id = ${id} and r.row_no = one.no`.execute(trx);
  }
}

/** The hash of the last row taken in for each item: the same row sent again is nothing new. */
export async function lastHashes(
  db: Db,
  program: string,
  items: readonly number[],
): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (let start = 0; start < items.length; start += 20_000) {
    const { rows } = await sql<{ item_id: number; hash: string }>`
      select distinct on (r.item_id) r.item_id, r.hash
        from ledger_import_row r join ledger_import b on b.id = r.import_id
       where r.item_id = any(${items.slice(start, start + 20_000)}::bigint[]) and b.program_key = ${program}
         and b.state = 'done' and r.outcome in ('created', 'changed') and r.hash is not null
       order by r.item_id, r.import_id desc`.execute(db);
    for (const { item_id, hash } of rows) found.set(item_id, hash);
  }
  return found;
}

/** What this sender's headings meant before. */
export async function readRemembered(
  db: Db,
  program: string,
  sender: string,
): Promise<Map<string, { target: string | null; unit: string | null }>> {
  const rows = await db
    .selectFrom('column_match')
    .select(['heading', 'target', 'unit'])
    .where('program_key', '=', program)
    .where('sender', '=', sender)
    .execute();
  return new Map(rows.map(({ heading, target, unit }) => [heading, { target, unit }]));
}

export async function remember(
  trx: Db,
  program: string,
  sender: string,
  columns: readonly {
    readonly heading: string;
    readonly target: string | null;
    readonly unit: string | null;
  }[],
  at: Date,
): Promise<void> {
  if (columns.length === 0) return;
  const unique = [...new Map(columns.map((one) => [one.heading, one])).values()];
  await sql`
    insert into column_match (program_key, sender, heading, target, unit, used_at)
    select ${program}, ${sender}, heading, target, unit, ${at}
      from unnest(${unique.map(({ heading }) => heading)}::text[], ${unique.map(({ target }) => target)}::text[],
                  ${unique.map(({ unit }) => unit)}::text[]) as one (heading, target, unit)
    on conflict (program_key, sender, heading)
       do update set target = excluded.target, unit = excluded.unit, used_at = excluded.used_at`.execute(trx);
}

/** Within this a batch can be withdrawn. */
export const WITHDRAW_HOURS = 24;

/** A batch in the list. */
export function presentLine(
  batch: Batch,
  actor: Pick<Actor, 'regionCode' | 'post' | 'login' | 'role'>,
  at: Date,
): LedgerImportLine {
  const until =
    batch.state === 'done' && batch.finishedAt !== null
      ? new Date(batch.finishedAt.getTime() + WITHDRAW_HOURS * 3_600_000)
      : null;
  const open = until !== null && until > at;
  return {
    id: batch.id,
    program: batch.program,
    fileName: batch.fileName,
    month: batch.month,
    state: batch.state,
    progress: batch.progress,
    counts: batch.counts,
    failure: batch.failure,
    city: batch.city,
    post: batch.post,
    createdAt: batch.createdAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
    withdrawnAt: batch.withdrawnAt?.toISOString() ?? null,
    withdrawUntil: open ? until.toISOString() : null,
    mayWithdraw: open && senderOf(actor) === batch.sender,
  };
}

/** The unit that sends: matches are remembered and batches decided by it, not by the single person. */
export function senderOf(actor: Pick<Actor, 'regionCode' | 'post' | 'login' | 'role'>): string {
  if (actor.role === 'system') return 'system';
  return actor.regionCode === null ? `post:${actor.post}` : `${actor.role}:${actor.regionCode}`;
}

/** The standing of somebody who sends a file. `as`: in which capacity, where one has both (the command line). */
export function standingOf(
  actor: Actor,
  rights: { readonly assign: boolean; readonly report: boolean },
  parentOf: (county: string) => string | null,
): SenderStanding {
  const own = actor.regionCode;
  const county = own === null || own.endsWith('00') ? null : own;
  const scope: Scope = actor.scope;
  return {
    ...rights,
    city: county === null ? (own?.endsWith('0000') ? null : own) : parentOf(county),
    county,
    scope: {
      regions: scope.regions === 'all' ? 'all' : [...scope.regions],
      programs: scope.programs === 'all' ? 'all' : [...scope.programs],
      items: scope.items === 'all' ? 'all' : [...scope.items],
    },
    actor: {
      id: actor.id,
      login: actor.login,
      displayName: actor.displayName,
      post: actor.post,
      actingFor: actor.actingFor,
      role: actor.role,
      regionCode: actor.regionCode,
    },
  };
}
