import { z } from 'zod';
import { jobType, type Worker, worker } from '../platform/jobs/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { endBatch, failLostBatches, findBatch } from './batches.ts';
import { runAirHours } from './import-air-hours.ts';
import { regionRegister } from './regions-file.ts';
import { type Register, runRegister } from './register-file.ts';
import { stationRegister } from './stations.ts';
import type { OnTouched } from './touched.ts';

/** Work on an uploaded file's batch. */
export const importFile = jobType({
  name: 'intake.importFile',
  data: z.object({ batch: z.number().int() }),
  timeoutMinutes: 24 * 60,
});

/** What the worker is given by whoever composes the areas. */
export interface ImportWorkerParts {
  onTouched: OnTouched;
  /** Registers of later areas (dust events …). */
  registers?: readonly Register[];
  /** After a file, whatever became of it: asks for what follows the data. */
  onImported?: (platform: Platform) => Promise<void>;
}

/**
 * Imports uploaded files, one at a time: rows go in as one transaction, so a run that was killed left nothing and is
 * simply done again.
 */
export function importWorker(parts: ImportWorkerParts): Worker {
  const registers = [stationRegister, regionRegister, ...(parts.registers ?? [])];
  return worker(importFile, async (platform, data, run) => {
    const { db, files } = platform;
    await failLostBatches(db);
    const batch = await findBatch(db, data.batch);
    if (!batch || batch.fileId === null || (batch.state !== 'queued' && batch.state !== 'running')) return;
    const file = await files.find(db, batch.fileId);
    const path = files.pathOf(file.sha256);
    // The act is the uploader's: the audit log names who uploaded, with the job's run as the request.
    const call = { ...run.call, actor: { ...run.call.actor, login: batch.createdBy } };
    if (batch.kind === 'air-hours') {
      await runAirHours(platform, call, batch.id, path, {
        onTouched: parts.onTouched,
        signal: run.signal,
        interrupted: 'requeue',
      });
    } else {
      const register = registers.find((one) => one.kind === batch.kind);
      if (register) await runRegister(platform, call, register, batch.id, path);
      else
        await endBatch(db, batch.id, 'failed', { code: 'import.internal', params: { reason: batch.kind } });
    }
    await parts.onImported?.(platform);
  });
}
