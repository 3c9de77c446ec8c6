import { demoTargets, type Profile, type Province, type Reading } from '@qingzhang/simulator';
import {
  addDays,
  HOURS_OF_DAY,
  type HourIndex,
  hourEndIso,
  hourIndex,
  MISSING,
  type Pollutant,
} from '@qingzhang/standards';
import { sql } from 'kysely';
import { closeMonth } from '../accounts/closings/service.ts';
import { putTarget } from '../accounts/targets/service.ts';
import { reevaluate } from '../evaluation/reevaluate.ts';
import { transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { enterDustEvent, enterInvalidation } from '../readings/exclusions.ts';
import { demoCall, importReadings, platformAt } from './hours.ts';
import { type DemoMonth, moment } from './plan.ts';

/** What happens to a month's data after they came in, each thing at the moment it would: entered only once. */
export interface Story {
  readonly platform: Platform;
  readonly province: Province;
  readonly profile: Profile;
  readonly signal: AbortSignal;
}

/** Dust events of a month, confirmed on the third day after it (AIR-5.2). */
export async function confirmDust({ platform, province }: Story, month: DemoMonth): Promise<number> {
  const events = province.dustEvents(month.firstDay, month.lastDay);
  for (const event of events) {
    const document = `${event.title} ${event.document}`;
    const { rows } = await sql<{ found: boolean }>`
      select exists (select 1 from dust_event where document = ${document}) as found`.execute(platform.db);
    if (rows[0]?.found) continue;
    await enterDustEvent(
      platform.db,
      demoCall(moment(addDays(month.lastDay, 3), '10:00')),
      {
        firstHour: hourEndIso(event.from),
        lastHour: hourEndIso(event.to),
        cities: event.cities.map(({ code }) => code),
        pollutants: event.pollutants.filter((pollutant) => pollutant === 'pm10' || pollutant === 'pm25'),
        document,
        note: '模拟数据',
        simulated: true,
      },
      reevaluate,
    );
  }
  return events.length;
}

/** Hours a stuck instrument must repeat one value for, before a reviewer strikes them out. */
const STUCK_HOURS = 8;

/** A reviewer finds the instrument that repeats one value, and strikes its hours out on the fifth day after the month. */
export async function reviewStuck(
  { platform, province, profile }: Story,
  month: DemoMonth,
): Promise<boolean> {
  const fault = profile.faults.find((one) => one.kind === 'stuck');
  if (fault === undefined) return false;
  const first = hourIndex(month.firstDay, 1);
  const column = province.stationHours(fault.station, first, month.lastHour)[fault.pollutant];
  const run = longestRun(column);
  if (run.length < STUCK_HOURS) return false;
  const { rows } = await sql<{ id: number; struck: boolean }>`
    select p.id, exists (select 1 from invalidation i where i.place_id = p.id) as struck
    from place p where p.kind = 'station' and p.code = ${fault.station}`.execute(platform.db);
  const place = rows[0];
  if (place === undefined || place.struck) return false;
  await enterInvalidation(
    platform.db,
    demoCall(moment(addDays(month.lastDay, 5), '15:30')),
    {
      placeId: place.id,
      firstHour: hourEndIso(first + run.start),
      lastHour: hourEndIso(first + run.start + run.length - 1),
      pollutants: [fault.pollutant],
      reason: `仪器恒值 ${run.length} 小时，复核判为无效（模拟）`,
    },
    reevaluate,
  );
  return true;
}

function longestRun(column: Int32Array): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < column.length; ) {
    let end = start + 1;
    while (end < column.length && column[end] === column[start]) end += 1;
    if (column[start] !== MISSING && end - start > best.length) best = { start, length: end - start };
    start = end;
  }
  return best;
}

/** By how much the corrected readings differ, and on how many hours. */
const CORRECTION = { percent: 82, days: 2, pollutant: 'pm25' as Pollutant };

/**
 * A correction that comes in after the month was closed: two days of one station's PM2.5, re-read after a calibration. The
 * closed figures stay; the difference appears as an adjustment in the open month.
 */
export async function correctAfterClosing(story: Story, month: DemoMonth): Promise<number> {
  const { platform, province, profile, signal } = story;
  const city = profile.cities[0];
  const station = province.stations.find((one) => one.cityCode === city?.code && !one.control);
  if (station === undefined) return 0;
  const day = addDays(month.firstDay, 14);
  const { revised } = await importReadings(
    platform,
    corrected(province, station.code, hourIndex(day, 1), CORRECTION.days * HOURS_OF_DAY),
    `模拟-更正-${station.code}-${day}.csv`,
    moment(addDays(month.lastDay, 12), '09:20'),
    signal,
  );
  return revised;
}

function* corrected(province: Province, station: string, from: HourIndex, hours: number): Generator<Reading> {
  const firstDay = hourEndIso(from).slice(0, 10);
  for (const reading of province.history(firstDay, from + hours - 1)) {
    const value = reading[CORRECTION.pollutant];
    if (reading.station !== station || value === MISSING) continue;
    yield {
      ...reading,
      [CORRECTION.pollutant]: Math.max(1000, Math.round((value * CORRECTION.percent) / 100_000) * 1000),
    };
  }
}

/** The binding targets of every year of the history, set in January; versions that stand are left. */
export async function setTargets({ platform, profile }: Story, years: readonly number[]): Promise<void> {
  for (const year of years) {
    const call = demoCall(moment(`${year}-01-15`, '10:00'));
    const targets = demoTargets(profile, year).filter((target) => target.year === year);
    await transaction(platform.db, async (trx) => {
      for (const { simulated, ...target } of targets) {
        await putTarget(trx, { ...target, monthly: null }, call, { simulated });
      }
    });
  }
}

/** Closes a month on the eighth day after it, if that day is over and it is not closed yet; says whether it is closed. */
export async function closeOnEighth({ platform }: Story, month: DemoMonth): Promise<boolean> {
  const at = moment(addDays(month.lastDay, 8), '18:00');
  if (at > platform.clock.now()) return false;
  const closed = await platform.db
    .selectFrom('closing')
    .select('id')
    .where('period', '=', month.key)
    .executeTakeFirst();
  if (closed === undefined) {
    await closeMonth(platformAt(platform, at), { period: month.key, note: '模拟数据' }, demoCall(at));
  }
  return true;
}
