import { z } from 'zod';
import { jobType, worker } from '../../platform/jobs/jobs.ts';
import { endAtSunset } from '../definitions/service.ts';
import { recomputeProgress } from './progress.ts';

/** 每日重算: programs past their sunset end; lamps and overdue counts depend on the day; months are carried forward. */
export const renewProgress = jobType({ name: 'programs.renew', data: z.object({}), timeoutMinutes: 30 });

/** At 00:20 by Beijing time, after the items' own lamps. */
export const progressWorker = worker(
  renewProgress,
  async (platform, _data, run) => {
    for (const key of await endAtSunset(platform.db, run.call))
      run.log.info({ program: key }, 'program ended at its sunset');
    await recomputeProgress(platform.db, platform.clock.now());
  },
  { schedule: { cron: '20 0 * * *', data: {} } },
);
