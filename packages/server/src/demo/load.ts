import type { Reading } from '@qingzhang/simulator';
import { shanxiStations } from '@qingzhang/simulator';
import { addDays, hourIndex, monthOf, yearOf } from '@qingzhang/standards';
import { makeDemoBulletins } from '../bulletins/demo.ts';
import type { Platform } from '../platform/platform.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';
import { ensurePresets } from '../programs/definitions/service.ts';
import type { Login } from '../session/login.ts';
import { demoCall, importReadings } from './hours.ts';
import { beginMeetings, holdMeetings, reviewMonth } from './meetings/index.ts';
import { type DemoMonth, demoState, moment, planDemo, provinceOf } from './plan.ts';
import { registerStations } from './stations.ts';
import { closeOnEighth, confirmDust, correctAfterClosing, reviewStuck, setTargets } from './story.ts';
import { createDemoUsers } from './users.ts';
import { beginPrograms, workMonth } from './work/programs.ts';
import { beginTasks } from './work/tasks.ts';

/** Hours after the end of a month in which late readings still belong to its file. */
const LATE_HOURS = 48;

/**
 * Fills an empty system with the demonstration province (模拟数据): 26 months of hours, targets, dust events, closed months
 * with a correction after closing, bulletins, logins. Each month enters as it would have: imported when it was over,
 * closed on the 8th. Broken off, it goes on where it stopped at the next start.
 */
export async function loadDemo(
  platform: Platform,
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly Login[]> {
  const { db } = platform;
  const started = performance.now();
  const plan = planDemo(platform.clock.now());
  const state = (await readSetting(db, demoState)) ?? plan.state;
  await writeSetting(db, demoState, state, demoCall(platform.clock.now()));
  const { province, profile } = provinceOf(state);
  const story = { platform, province, profile, signal };
  report(`装入演示数据（模拟数据）· loading the demo, simulated: ${plan.months.length} 个月 months`);
  const logins = await createDemoUsers(db, demoCall(platform.clock.now()));
  await registerStations(db, shanxiStations);
  await setTargets(story, [...new Set(plan.months.map((month) => yearOf(month.firstDay)))]);
  const closed: string[] = [];
  const workYear = yearOf(plan.months.at(-1)?.firstDay ?? '');
  const work = { platform, seed: state.seed, year: workYear, signal };
  for (const [index, month] of plan.months.entries()) {
    signal.throwIfAborted();
    const at = month.over ? moment(addDays(month.lastDay, 1), '02:00') : platform.clock.now();
    const { rows } = await importReadings(
      platform,
      monthReadings(month),
      `模拟-${month.key}.csv`,
      at,
      signal,
    );
    report(`  ${month.key}  ${rows} 条 rows  (${index + 1}/${plan.months.length})`);
    if (yearOf(month.firstDay) === workYear) {
      if (monthOf(month.firstDay) === 1) {
        await ensurePresets(db, workYear, demoCall(moment(`${workYear}-01-05`, '09:00')));
        report(`  ${workYear}  ${await beginPrograms(work)} 项 items`);
      }
      await workMonth(work, month.key, month.over);
    }
    if (!month.over) continue;
    await confirmDust(story, month);
    await reviewStuck(story, month);
    await reviewMonth(platform, month);
    if (await closeOnEighth(story, month)) closed.push(month.key);
    if (index === plan.months.length - 3) await correctAfterClosing(story, month);
  }
  report(`  ${await beginTasks(work)} 项任务 tasks`);
  await beginMeetings(platform, workYear);
  await holdMeetings(platform, { year: workYear, seed: state.seed, closed }, report, signal);
  for (const { title } of await makeDemoBulletins(platform, demoCall(platform.clock.now()), closed))
    report(`  ${title}`);
  report(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return logins;

  function monthReadings(month: DemoMonth): Iterable<Reading> {
    if (!month.over) return province.history(month.firstDay, month.lastHour);
    return within(province.history(month.firstDay, month.lastHour + LATE_HOURS), month);
  }
}

function* within(readings: Iterable<Reading>, month: DemoMonth): Generator<Reading> {
  const first = hourIndex(month.firstDay, 1);
  for (const reading of readings) if (reading.hour >= first && reading.hour <= month.lastHour) yield reading;
}
