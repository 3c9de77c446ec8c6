import { askBulletinRenewal, bulletinRenewalWorker } from './bulletins/renew.ts';
import { reevaluate } from './evaluation/reevaluate.ts';
import { importWorker } from './intake/jobs.ts';
import { meetingWorker } from './meetings/cycle/night.ts';
import { askPapersRenewal, paperRenewalWorker } from './meetings/papers/renew.ts';
import { notificationWorker } from './notifications/worker.ts';
import type { Worker } from './platform/jobs/jobs.ts';
import type { Platform } from './platform/platform.ts';
import { catchUpPrograms, catchUpWorker, progressWorker } from './programs/board/job.ts';
import { publishWorker } from './programs/definitions/publications.ts';
import { ledgerImportWorkers } from './programs/import/jobs.ts';
import { itemWorker, programItemsWorker } from './programs/items/night.ts';
import { dustRegister } from './readings/dust-file.ts';
import { recomputeTasksJob, taskWorker } from './tasks/nightly.ts';

/** Who does the background work, area by area. */
export const workers: readonly Worker[] = [
  importWorker({
    onTouched: reevaluate,
    registers: [dustRegister(reevaluate)],
    // Drafts follow the hour that has just come; the clock's hour is for what comes otherwise.
    onImported: async (platform) => {
      await askBulletinRenewal(platform);
      await askPapersRenewal(platform);
    },
  }),
  notificationWorker,
  ...ledgerImportWorkers,
  publishWorker,
  itemWorker,
  programItemsWorker,
  progressWorker,
  catchUpWorker,
  taskWorker,
  meetingWorker,
  bulletinRenewalWorker,
  paperRenewalWorker,
];

/** 补算: what the clock asked for at night while no server ran; each looks by itself whether it is to be done. */
export async function catchUp({ db, jobs }: Platform): Promise<void> {
  await jobs.enqueue(db, catchUpPrograms, {});
  await jobs.enqueue(db, recomputeTasksJob, {});
}
