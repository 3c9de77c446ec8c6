import { z } from 'zod';
import { jobType, type Worker, worker } from '../../platform/jobs/jobs.ts';
import { readLedger } from './reading-job.ts';
import { runLedger } from './running-job.ts';

const data = z.object({ batch: z.number().int() });

/** Read an uploaded spreadsheet and match its columns. */
export const readLedgerJob = jobType({ name: 'programs.readLedger', data, timeoutMinutes: 30 });
/** Take a batch's good rows in. */
export const runLedgerJob = jobType({ name: 'programs.runLedger', data, timeoutMinutes: 60 });

/** Both leave nothing behind when they are cut off, and are simply done again. */
export const ledgerImportWorkers: readonly Worker[] = [
  worker(readLedgerJob, (platform, { batch }, { signal }) => readLedger(platform, batch, { signal }), {
    concurrency: 2,
  }),
  worker(runLedgerJob, (platform, { batch }, { signal }) => runLedger(platform, batch, { signal })),
];
