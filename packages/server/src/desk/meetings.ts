/** 会议清单 on the desk of who prepares meetings: what is due or comes next, as the meetings' own facts judge it. */
import type { DeskRow, Lang } from '@qingzhang/contract';
import { workdaysBetween } from '@qingzhang/domain';
import type { Day } from '@qingzhang/standards';
import { openSteps } from '../meetings/cycle/open-steps.ts';
import type { Call } from '../platform/actor.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';

/** Open steps up to a day; nothing for who does not prepare meetings. */
export async function meetingRows(
  db: Db,
  call: Call,
  lang: Lang,
  until: Day,
): Promise<readonly Extract<DeskRow, { kind: 'meeting' }>[]> {
  if (!may(call.actor, 'meetings.prepare')) return [];
  const steps = await openSteps(db, call.at, until, lang);
  if (steps.length === 0) return [];
  const calendar = await readCalendar(db);
  const today = beijingDay(call.at);
  return steps.map(({ meeting, step, due, link, text }) => ({
    kind: 'meeting',
    key: `meeting-${meeting.id}-${step}`,
    meeting: meeting.id,
    step,
    link,
    title: `${text}：${meeting.title}`,
    city: null,
    county: null,
    place: '',
    due,
    daysLeft: workdaysBetween(calendar, today, due),
    lamp: null,
    reason: null,
  }));
}
