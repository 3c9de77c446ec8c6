/** 调度会 of the demonstration's year (模拟数据). */

import { addDays } from '@qingzhang/standards';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Platform } from '../../platform/platform.ts';
import { putDataReview } from '../../readings/reviews.ts';
import type { DemoMonth } from '../plan.ts';
import { moment } from '../plan.ts';
import { castOf } from './cast.ts';
import { holdDemoMeeting } from './hold.ts';
import { demoMeetings } from './plan.ts';
import { setMeetingRules } from './rules.ts';

/** The monitoring centre says on the 7th that a month is reviewed: the closing of the 8th knows it. */
export async function reviewMonth(platform: Platform, month: DemoMonth): Promise<void> {
  const { db } = platform;
  const known = await db
    .selectFrom('data_review')
    .select('month')
    .where('month', '=', month.key)
    .executeTakeFirst();
  const at = moment(addDays(month.lastDay, 7), '16:00');
  if (known !== undefined || at > platform.clock.now()) return;
  const cast = await castOf(db);
  await putDataReview(
    db,
    month.key,
    { reviewed: true, document: '监测数据审核意见（模拟）', note: '' },
    cast.by('jiance', at),
  );
}

/** The rules, at the year's beginning. */
export async function beginMeetings(platform: Platform, year: number): Promise<void> {
  await setMeetingRules(platform, await castOf(platform.db), year);
}

/** Meetings whose period is closed by now and that are not there yet. */
export async function holdMeetings(
  platform: Platform,
  question: { readonly year: number; readonly seed: number; readonly closed: readonly string[] },
  report: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const today = beijingDay(platform.clock.now());
  const calendar = await readCalendar(platform.db);
  for (const meeting of await demoMeetings(platform.db, calendar, { ...question, today })) {
    signal.throwIfAborted();
    const title = await holdDemoMeeting(platform, meeting, { seed: question.seed, today });
    if (title !== null) report(`  ${title}`);
  }
}
