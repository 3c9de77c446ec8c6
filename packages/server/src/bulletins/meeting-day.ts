/** 整改方案报送时限: never before the cities have heard at the meeting what is asked of them (DIS-6.1: T+3). */
import { addWorkdays } from '@qingzhang/domain';
import { type BulletinNames, type BulletinSettings, termsOf } from '../issuing/issuer.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';

/** The terms of a bulletin about a period ('2021-H1'), dated `date`, after the meeting about the same period. */
export async function termsAfterMeeting(
  db: Db,
  names: BulletinNames,
  key: string,
  date: string,
): Promise<Pick<BulletinSettings, 'date' | 'planDue' | 'resultDue'>> {
  const meeting = await db
    .selectFrom('meeting')
    .select('starts_at')
    .where('period', '=', key)
    .where('kind', '<>', 'special')
    .where('state', '<>', 'cancelled')
    .orderBy('starts_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (meeting === undefined) return termsOf(names, date);
  const day = beijingDay(meeting.starts_at);
  return termsOf(names, date, addWorkdays(await readCalendar(db), day, names.planAfterMeeting));
}
