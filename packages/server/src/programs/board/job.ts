import { sql } from 'kysely';
import { z } from 'zod';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { jobType, worker } from '../../platform/jobs/jobs.ts';
import { endAtSunset } from '../definitions/service.ts';
import { renewItems } from '../items/night.ts';
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

/** Whether a city's board still stands as on an earlier day: the night's run was missed, or the data came from elsewhere since. */
export async function boardsLag(db: Db, at: Date): Promise<boolean> {
  const begun = new Date(`${beijingDay(at)}T00:00:00+08:00`);
  const { rows } = await sql<{ lag: boolean }>`
    select exists (
      select from program_month m
        join program on program.key = m.program_key and program.state <> 'draft'
        join region on region.code = m.region_code and region.level = 'city' and region.managed
      group by m.program_key, m.region_code having max(m.computed_at) < ${begun}) as lag`.execute(db);
  return rows[0]?.lag ?? false;
}

/** Asked for by the clock and at every start of a server (`catchUp`): the night's work of items and boards unless it is done. */
export const catchUpPrograms = jobType({ name: 'programs.catchUp', data: z.object({}), timeoutMinutes: 90 });

/** After an outage at night: looked for each hour, items before the boards that count them. */
export const catchUpWorker = worker(
  catchUpPrograms,
  async (platform, _data, run) => {
    const { db, clock } = platform;
    if (!(await boardsLag(db, clock.now()))) return;
    const count = await renewItems(db, run.call, run.signal);
    for (const key of await endAtSunset(db, run.call))
      run.log.info({ program: key }, 'program ended at its sunset');
    await recomputeProgress(db, clock.now());
    run.log.info({ ...count }, 'items and boards renewed after the night was missed');
  },
  { schedule: { cron: '40 * * * *', data: {} } },
);
