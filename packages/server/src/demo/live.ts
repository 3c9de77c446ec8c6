import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@qingzhang/contract';
import { type HourIndex, hourEndEpochMs, hourOfEpochMs } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { importReadings } from './hours.ts';
import { demoState, hourText, provinceOf } from './plan.ts';

/** How a live demonstration runs. */
export interface LiveOptions {
  /** Seconds between two hours of data. */
  readonly every: number;
  /** Stop after so many hours; absent: until told to stop. */
  readonly hours?: number;
}

/**
 * Lets the simulated province go on from where its readings stop: an hour of data every few seconds, through the same
 * import as any file. Ends when the signal is given; the next run goes on from there.
 */
export async function liveDemo(
  platform: Platform,
  options: LiveOptions,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const state = await readSetting(platform.db, demoState);
  const last = state === null ? null : await lastSimulatedHour(platform.db);
  if (state === null || last === null)
    throw new AppError('thing.notFound', { what: 'demo', id: 'qingzhang demo' });
  const { province } = provinceOf(state);
  for (let done = 0; !signal.aborted && (options.hours === undefined || done < options.hours); done++) {
    const hour = last + 1 + done;
    const readings = province.arrivals(hour);
    // The simulated clock runs ahead of the wall's: an hour is known when it is over, not before.
    const at = new Date(Math.max(platform.clock.now().getTime(), hourEndEpochMs(hour) + 60_000));
    const { rows } = await importReadings(
      platform,
      readings,
      `模拟实时-${hourText(hour).replace(/[: ]/g, '-')}.csv`,
      at,
      signal,
    );
    report(`${hourText(hour)}  ${rows} 条 rows  模拟数据`);
    if (options.hours !== undefined && done + 1 >= options.hours) break;
    // Being told to stop while waiting is the usual end, not a failure.
    await wait(options.every * 1000, undefined, { signal }).catch(() => undefined);
  }
}

async function lastSimulatedHour(db: Db): Promise<HourIndex | null> {
  const { rows } = await sql<{ last: Date | null }>`
    select max(h.hour) as last from place p
    cross join lateral (select hour from air_hour where place_id = p.id order by hour desc limit 1) h
    where p.simulated`.execute(db);
  const last = rows[0]?.last ?? null;
  return last === null ? null : hourOfEpochMs(last.getTime());
}
