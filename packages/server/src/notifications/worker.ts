import { type Worker, worker } from '../platform/jobs/jobs.ts';
import { warnOfUnknownYears } from './calendar-warning.ts';
import { deliverDue } from './deliveries.ts';
import { assembleDigests } from './digest.ts';
import { deliverMessages } from './job.ts';
import { publishDue } from './publish.ts';

/** Each minute, and at once where letters wait. Every step may be repeated: each leaves what is done alone. */
export const notificationWorker: Worker = worker(
  deliverMessages,
  async (platform, _data, run) => {
    const at = platform.clock.now();
    await warnOfUnknownYears(platform.db, at);
    await publishDue(platform, at);
    if (platform.config.smtp !== null) await assembleDigests(platform.db, at);
    await deliverDue(platform, at, run.signal);
  },
  { schedule: { cron: '* * * * *', data: {} } },
);
