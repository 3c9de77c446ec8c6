/**
 * 发布: small programs get their new version at once; for many items it is a job that says how far it is and can be stopped.
 * Both ways it is one transaction: all items are at the new version, or none.
 */
import {
  AppError,
  type ProgramPublication,
  parseDefinition,
  roleNames,
  ValueMigration,
} from '@qingzhang/contract';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Actor, Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { type Jobs, jobType, worker } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { SenderStanding } from '../import/batch.ts';
import { renewProgramItems } from '../items/night.ts';
import * as queries from './queries.ts';
import { type Publication, publish, requireDesigner, requireKey, requireSound } from './service.ts';

/** Up to so many items a version is in force at once: within a second or two. */
const AT_ONCE = 3000;

/** Whose publication it is, as it was when it was asked for: the job acts within it. */
const Standing = SenderStanding.pick({ actor: true, scope: true });

type Row = Selectable<DB['program_publication']>;

const view = (row: Row): ProgramPublication => ({
  id: row.id,
  version: row.version,
  state: z.enum(['running', 'done', 'failed', 'cancelled']).parse(row.state),
  progress: row.progress,
  items: row.items,
  note: row.note,
  post: row.created_post,
  startedAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  failure:
    row.failure === null
      ? null
      : z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).parse(row.failure),
  migration: row.migration === null ? null : ValueMigration.parse(row.migration),
});

/** What publishing answers: done, or going on. */
export interface Published {
  readonly version: number | null;
  readonly migration: ValueMigration | null;
  readonly publication: ProgramPublication | null;
}

type Asked = Pick<Publication, 'definition' | 'note' | 'office' | 'year' | 'basedOn'>;

/** Put a version in force, at once or as a job. What cannot be published is refused here already. */
export async function startPublication(
  db: Db,
  jobs: Pick<Jobs, 'enqueue'>,
  key: string,
  input: Asked,
  call: Call,
  atOnce = AT_ONCE,
): Promise<Published> {
  requireKey(key, input.definition);
  requireSound(input.definition, beijingDay(call.at));
  await requireDesigner(db, key, call.actor);
  const [program] = await queries.programRows(db, [key]);
  const running = await lastRow(db, key);
  if (running?.state === 'running') throw stillRunning(running.version);
  if (program === undefined || program.items <= atOnce) {
    return transaction(db, async (trx) => {
      const done = await publish(trx, key, input, call);
      await renewAfter(trx, jobs, key, done.migration);
      return { ...done, publication: null };
    });
  }
  if (input.basedOn !== undefined && input.basedOn !== program.version) {
    throw new AppError('thing.conflict', { what: 'program.version', state: `v${program.version}` });
  }
  const { actor } = call;
  return transaction(db, async (trx) => {
    const row = await trx
      .insertInto('program_publication')
      .values({
        program_key: key,
        version: program.version + 1,
        definition: JSON.stringify(input.definition),
        note: input.note,
        office: input.office ?? '',
        year: input.year ?? null,
        items: program.items,
        standing: JSON.stringify({ actor: standingOf(actor), scope: actor.scope }),
        state: 'running',
        created_by: actor.id,
        created_post: actor.post,
        created_at: call.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    // Two began at the same moment.
    if (row === undefined) throw stillRunning(program.version + 1);
    await jobs.enqueue(trx, publishJob, { publication: row.id });
    return { version: null, migration: null, publication: view(row) };
  });
}

/** Lamps and progress follow the new rules; their history is written item by item, which nobody need wait for. */
async function renewAfter(trx: Db, jobs: Pick<Jobs, 'enqueue'>, key: string, { items }: ValueMigration) {
  if (items > 0) await jobs.enqueue(trx, renewProgramItems, { program: key });
}

const standingOf = ({ scope: _, ...actor }: Actor) => actor;

const stillRunning = (version: number): AppError =>
  new AppError('thing.conflict', {
    what: 'program.version',
    state: `正在发布第 ${version} 版 · v${version} is being published`,
  });

/** 续期: a later sunset, as a version of its own. */
export async function startRenewal(
  db: Db,
  jobs: Pick<Jobs, 'enqueue'>,
  key: string,
  input: { readonly sunset: string; readonly reason: string },
  call: Call,
): Promise<Omit<Published, 'migration'>> {
  await requireDesigner(db, key, call.actor);
  const [program] = await queries.programRows(db, [key]);
  if (program === undefined) throw new AppError('thing.notFound', { what: 'program', id: key });
  if (input.sunset <= program.definition.sunset) {
    throw new AppError('thing.invalid', { what: 'program.sunset', reason: input.sunset });
  }
  const definition = { ...program.definition, sunset: input.sunset };
  const asked = { definition, note: input.reason, basedOn: program.version };
  const { version, publication } = await startPublication(db, jobs, key, asked, call);
  return { version, publication };
}

/** The last publication that went as a job, for who designs the program. */
export async function lastPublication(db: Db, key: string, actor: Actor): Promise<ProgramPublication | null> {
  await requireDesigner(db, key, actor);
  const row = await lastRow(db, key);
  return row === null ? null : view(row);
}

/** Ask the running publication to stop; it does within seconds, or is done already. */
export async function cancelPublication(db: Db, key: string, call: Call): Promise<ProgramPublication | null> {
  await requireDesigner(db, key, call.actor);
  await db
    .updateTable('program_publication')
    .set({ cancel_asked: true })
    .where('program_key', '=', key)
    .where('state', '=', 'running')
    .execute();
  return lastPublication(db, key, call.actor);
}

async function lastRow(db: Db, key: string): Promise<Row | null> {
  const row = await db
    .selectFrom('program_publication')
    .selectAll()
    .where('program_key', '=', key)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export const publishJob = jobType({
  name: 'programs.publish',
  data: z.object({ publication: z.number().int() }),
  timeoutMinutes: 60,
});

/** A run that was cut off left nothing behind and is simply done again. */
export const publishWorker = worker(publishJob, (platform, { publication }, { signal }) =>
  runPublication(platform, publication, signal),
);

class Stopped extends Error {}

/** Bring the program to the version that was asked for, in the name of who asked. */
export async function runPublication(
  { db, clock, log, jobs }: Platform,
  id: number,
  signal: AbortSignal,
): Promise<void> {
  const row = await db.selectFrom('program_publication').selectAll().where('id', '=', id).executeTakeFirst();
  if (row?.state !== 'running') return;
  const call = callOf(row, clock.now());
  try {
    await transaction(db, async (trx) => {
      const { migration } = await publish(
        trx,
        row.program_key,
        {
          definition: parseDefinition(row.definition),
          note: row.note,
          office: row.office,
          year: row.year ?? undefined,
          basedOn: row.version - 1,
          pulse: pulseOf(db, id, signal),
        },
        call,
      );
      await renewAfter(trx, jobs, row.program_key, migration);
      const settled = await settle(trx, id, call.at, { state: 'done', migration: JSON.stringify(migration) });
      if (!settled) throw new Stopped();
    });
  } catch (error) {
    if (error instanceof Stopped) {
      await settle(db, id, clock.now(), { state: 'cancelled' });
      return;
    }
    if (signal.aborted) throw error;
    const known = error instanceof AppError;
    if (!known) log.error({ err: error, publication: id }, 'a program could not be published');
    const failure = known ? { code: error.code, params: error.params } : { code: 'internal', params: {} };
    await settle(db, id, clock.now(), { state: 'failed', failure: JSON.stringify(failure) });
  }
}

function callOf(row: Row, at: Date): Call {
  const { actor, scope } = Standing.parse(row.standing);
  const role = z.enum([...roleNames, 'system', 'nobody']).parse(actor.role);
  return { actor: { ...actor, role, scope }, requestId: null, at };
}

/** Says how far it is on a connection of its own, so that everybody sees it; stops where that was asked for. */
function pulseOf(db: Db, id: number, signal: AbortSignal): (share: number) => Promise<void> {
  return async (share) => {
    signal.throwIfAborted();
    const row = await db
      .updateTable('program_publication')
      .set({ progress: share })
      .where('id', '=', id)
      .returning('cancel_asked')
      .executeTakeFirst();
    if (row?.cancel_asked ?? true) throw new Stopped();
  };
}

/** The end of a publication; done only where nobody has asked to stop it. */
async function settle(
  db: Db,
  id: number,
  at: Date,
  end:
    | { readonly state: 'done'; readonly migration: string }
    | { readonly state: 'failed'; readonly failure: string }
    | { readonly state: 'cancelled' },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('program_publication')
    .set({ ...end, finished_at: at, ...(end.state === 'done' ? { progress: 1 } : {}) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(end.state === 'done' ? sql<boolean>`not cancel_asked` : sql<boolean>`true`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
