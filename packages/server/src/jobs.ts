import { reevaluate } from './evaluation/reevaluate.ts';
import { importWorker } from './intake/jobs.ts';
import { meetingWorker } from './meetings/cycle/night.ts';
import { notificationWorker } from './notifications/worker.ts';
import type { Worker } from './platform/jobs/jobs.ts';
import { progressWorker } from './programs/board/job.ts';
import { ledgerImportWorkers } from './programs/import/jobs.ts';
import { itemWorker } from './programs/items/night.ts';
import { dustRegister } from './readings/dust-file.ts';
import { taskWorker } from './tasks/nightly.ts';

/** Who does the background work, area by area. */
export const workers: readonly Worker[] = [
  importWorker({ onTouched: reevaluate, registers: [dustRegister(reevaluate)] }),
  notificationWorker,
  ...ledgerImportWorkers,
  itemWorker,
  progressWorker,
  taskWorker,
  meetingWorker,
];
