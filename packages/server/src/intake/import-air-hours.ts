import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { HourLabel, ImportBatch, ImportDetail, LayoutName } from '@qingzhang/contract';
import { hourOfEpochMs } from '@qingzhang/standards';
import type { PoolClient } from 'pg';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { clientTransaction, type Db } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { regionLimit } from '../platform/policy.ts';
import { readSetting } from '../platform/settings/settings.ts';
import {
  type BatchCounts,
  batchOptions,
  createBatch,
  endBatch,
  findBatch,
  finishBatch,
  noteBackend,
  reportProgress,
  requeueBatch,
  startBatch,
} from './batches.ts';
import { FileFault, type FileForm, readRows } from './file-rows.ts';
import { HourWriter } from './hour-writer.ts';
import type { LayoutPlan } from './layouts/detect.ts';
import { HourReader, type ReadingSink, UnreadableLayout } from './layouts/hour-reader.ts';
import { limitsInMilli, physicalLimits } from './limits.ts';
import { PlaceBook } from './place-book.ts';
import { RejectKeeper } from './rejects.ts';
import type { OnTouched } from './touched.ts';

/** What importing needs of the platform. */
export type ImportPlatform = Pick<Platform, 'db' | 'database' | 'clock'>;

/** A file to import. */
export interface AirHoursFile {
  path: string;
  /** The name it came under; the path's last part unless given. */
  name?: string;
  layout?: LayoutName | 'auto';
  /** Which edge of the hour the labels name; `end` unless given (AIR-3.1). */
  hourLabel?: HourLabel;
  /** Read and compare everything, keep nothing but the batch and its turned-away rows. */
  dryRun?: boolean;
  simulated?: boolean;
}

/** What the use case is given beside the file. */
export interface ImportHooks {
  /** Evaluates what changed, in the transaction of the rows. */
  onTouched: OnTouched;
  onProgress?: (progress: ImportProgress) => void;
  /** Aborted when the process is to stop. */
  signal?: AbortSignal;
  /** What an interruption by `signal` means: over, or to be done again by the batch's job. */
  interrupted?: 'cancel' | 'requeue';
}

/** How far an import is. */
export interface ImportProgress {
  batch: number;
  bytesDone: number;
  bytesTotal: number;
  counts: BatchCounts;
}

/** How often progress is written and the wish to cancel is looked up. */
const LOOK_MS = 400;

class Cancelled extends Error {}

class Interrupted extends Error {}

/** Imports a file of hourly air readings now; returns its batch, whatever became of it. */
export async function importAirHours(
  platform: ImportPlatform,
  call: Call,
  file: AirHoursFile,
  hooks: ImportHooks,
): Promise<ImportBatch> {
  const size = await stat(file.path).then(
    (found) => found.size,
    () => null,
  );
  const batch = await createBatch(platform.db, call, {
    kind: 'air-hours',
    fileName: file.name ?? basename(file.path),
    fileId: null,
    bytesTotal: size,
    options: {
      layout: file.layout ?? 'auto',
      hourLabel: file.hourLabel ?? 'end',
      scope: regionLimit(call.actor),
      backend: null,
    },
    dryRun: file.dryRun ?? false,
    simulated: file.simulated ?? false,
  });
  return runAirHours(platform, call, batch, file.path, hooks);
}

/**
 * Works on a queued batch of hourly readings. All its rows, its turned-away rows, what its days come to and its own
 * account are one transaction: a killed or cancelled import leaves nothing but the batch saying so. Faults of the file
 * end as a failed batch, not as an exception; anything else is recorded and thrown on.
 */
export async function runAirHours(
  platform: ImportPlatform,
  call: Call,
  batch: number,
  path: string,
  hooks: ImportHooks,
): Promise<ImportBatch> {
  const { db } = platform;
  if (await startBatch(db, batch, platform.clock.now())) {
    try {
      await takeIn(platform, call, batch, path, hooks);
    } catch (error) {
      await forget(db, batch);
      if (error instanceof Interrupted && hooks.interrupted === 'requeue') {
        await requeueBatch(db, batch);
        throw error;
      }
      if (error instanceof Cancelled || error instanceof Interrupted) {
        await endBatch(db, batch, 'cancelled', null);
      } else if (error instanceof FileFault) {
        await endBatch(db, batch, 'failed', { code: error.code, params: error.params });
      } else if (error instanceof UnreadableLayout) {
        await endBatch(db, batch, 'failed', error.fault);
      } else {
        const reason = error instanceof Error ? error.message : String(error);
        await endBatch(db, batch, 'failed', { code: 'import.internal', params: { reason } });
        throw error;
      }
    }
  }
  const result = await findBatch(db, batch);
  if (!result) throw new Error(`batch ${batch} is gone`);
  return result;
}

/** Turned-away rows of a dry run that came to nothing. */
async function forget(db: Db, batch: number): Promise<void> {
  await db.deleteFrom('batch_reject').where('batch_id', '=', batch).execute();
}

async function takeIn(
  platform: ImportPlatform,
  call: Call,
  batch: number,
  path: string,
  hooks: ImportHooks,
): Promise<void> {
  const seen = await findBatch(platform.db, batch);
  if (!seen) throw new Error(`batch ${batch} is gone`);
  await clientTransaction(platform.database.pool, async (trx, client) => {
    // A dry run rolls its rows back but keeps what it found: that is written beside the transaction.
    const findings = seen.dryRun ? platform.db : trx;
    const result = await read(platform, seen, path, hooks, { trx, client, findings });
    // Known from now on: whoever asks as of an earlier moment does not see it.
    await finishBatch(findings, batch, { ...result, knownAt: seen.dryRun ? null : platform.clock.now() });
    if (seen.dryRun) throw new RolledBack();
    if (result.touched.size > 0) await hooks.onTouched(trx, result.touched);
    await audit(trx, call, {
      action: 'import.airHours',
      objectType: 'batch',
      objectId: batch,
      detail: { file: seen.fileName, ...result.counts },
    });
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
}

class RolledBack extends Error {}

/** The connections of an import: its transaction, the client beneath it, and where its findings are written. */
interface Connections {
  trx: Db;
  client: PoolClient;
  findings: Db;
}

async function read(
  platform: ImportPlatform,
  seen: ImportBatch,
  path: string,
  hooks: ImportHooks,
  { trx, client, findings }: Connections,
) {
  const { db, clock } = platform;
  const { id: batch, bytesTotal, simulated } = seen;
  const options = await batchOptions(db, batch);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await noteBackend(db, batch, rows[0]!.pid);
  // One writer of readings at a time: whether a row is new, the same or a revision must not change while it is decided.
  await client.query('lock table air_hour in share row exclusive mode');
  const limits = limitsInMilli(await readSetting(db, physicalLimits));

  const places = await PlaceBook.load(trx, options.scope);
  const rejects = new RejectKeeper(batch);
  const writer = new HourWriter(client, batch, places, (reject) => rejects.add(reject));
  let total = 0;
  const sink: ReadingSink = {
    place: (ref) => places.find(ref),
    reading: ({ place, otherName }, hour, values, line, source) => {
      total++;
      writer.add(place, hour, values, line, source, otherName);
    },
    reject: (reject) => {
      total++;
      rejects.add(reject);
    },
  };
  const reader = new HourReader(sink, {
    layout: options.layout,
    hourLabel: options.hourLabel,
    limits,
    // An hour that has begun may already be reported under its end.
    latest: hourOfEpochMs(clock.now().getTime()),
  });
  const counts = (): BatchCounts => ({
    total,
    new: writer.counts.new,
    same: writer.counts.same,
    revised: writer.counts.revised,
    empty: writer.counts.empty,
    rejected: rejects.count,
  });

  let bytesDone = 0;
  let looked = Date.now();
  const between = async (bytesRead: number) => {
    bytesDone = bytesRead;
    if (writer.full) {
      if (places.pending) {
        await writer.endCopy();
        await places.create(trx, simulated);
      }
      await writer.flush();
    }
    if (rejects.due) {
      await writer.endCopy();
      await rejects.write(findings);
    }
    const now = Date.now();
    if (now - looked < LOOK_MS) return;
    looked = now;
    if (hooks.signal?.aborted) throw new Interrupted();
    if (await reportProgress(db, batch, bytesDone, counts())) throw new Cancelled();
    hooks.onProgress?.({ batch, bytesDone, bytesTotal: bytesTotal ?? 0, counts: counts() });
  };

  let form: FileForm;
  try {
    form = await readRows(path, reader, { between });
    reader.end();
    await writer.endCopy();
    await places.create(trx, simulated);
    await writer.finish();
    await rejects.write(findings);
    if (hooks.signal?.aborted) throw new Interrupted();
    if (await reportProgress(db, batch, bytesDone, counts())) throw new Cancelled();
    hooks.onProgress?.({ batch, bytesDone, bytesTotal: bytesTotal ?? 0, counts: counts() });
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  const { plan } = reader;
  return {
    counts: counts(),
    touched: writer.touched,
    layout: plan?.layout ?? null,
    encoding: form.container === 'gzip' ? `${form.encoding}, gzip` : form.encoding,
    hourLabel: options.hourLabel,
    firstHour: writer.firstHour,
    lastHour: writer.lastHour,
    bytesDone,
    detail: detailOf(plan, options.hourLabel, writer, rejects, form),
  };
}

function detailOf(
  plan: LayoutPlan | null,
  hourLabel: HourLabel,
  writer: HourWriter,
  rejects: RejectKeeper,
  form: FileForm,
): ImportDetail {
  const summary = rejects.summary();
  const notes: ImportDetail['notes'] = [];
  if (plan && plan.ignored.length > 0)
    notes.push({ code: 'columns.ignored', params: { columns: plan.ignored } });
  if (plan && plan.absent.length > 0)
    notes.push({ code: 'columns.absent', params: { pollutants: plan.absent } });
  if (hourLabel === 'begin') notes.push({ code: 'hour.begin', params: {} });
  const { keptCells, repeated } = writer.counts;
  if (keptCells > 0) notes.push({ code: 'cells.kept', params: { count: keptCells } });
  if (repeated > 0) notes.push({ code: 'rows.repeated', params: { count: repeated } });
  for (const tally of summary.rejects) {
    if (tally.kept < tally.count) notes.push({ code: 'rejects.bounded', params: tally });
  }
  return {
    header: plan?.header.slice(0, 3000) ?? [],
    ignored: plan?.ignored ?? [],
    absent: plan?.absent ?? [],
    ...summary,
    notes,
    sha256: form.sha256,
  };
}
