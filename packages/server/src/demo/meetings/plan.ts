/** Which meetings the demonstration's year has had, and which is being prepared. */
import { meetingKindOf, type ProposedMeeting, proposeMeetings, type WorkCalendar } from '@qingzhang/domain';
import type { Day } from '@qingzhang/standards';
import { effectiveRules } from '../../meetings/cycle/rules.ts';
import type { Db } from '../../platform/database/transaction.ts';

/** How much of a meeting is acted out. */
export type Depth = 'full' | 'brief' | 'preparing' | 'cancelled';

export interface DemoMeeting extends ProposedMeeting {
  readonly depth: Depth;
}

/**
 * Meetings of the closed periods: quarters briefly, the last half-year or year whole, months called off with the reason;
 * and the next one as far as it is prepared by now. `closed`: months that are closed, in order.
 */
export async function demoMeetings(
  db: Db,
  calendar: WorkCalendar,
  question: { readonly year: number; readonly today: Day; readonly closed: readonly string[] },
): Promise<DemoMeeting[]> {
  const rules = await effectiveRules(db);
  const { year, today, closed } = question;
  const all = proposeMeetings(year, rules, calendar).filter(({ month }) => closed.includes(month));
  const over = all.filter(({ day }) => day < today);
  const held = over.filter(({ kind }) => kind !== 'monthly');
  // The year before has no work side; it is acted out only while this year has nothing to meet about.
  const own = held.filter(({ month }) => month.startsWith(`${year}-`));
  const past = own.length > 0 ? own : held;
  const whole = past.findLast(({ period }) => {
    const kind = meetingKindOf(period);
    return kind === 'half-year' || kind === 'year';
  });
  const next = all.find(({ day }) => day >= today);
  // The months between are heard together with the quarter, and the calendar says so.
  const depthOf = (meeting: ProposedMeeting): Depth =>
    meeting === whole ? 'full' : past.includes(meeting) ? 'brief' : 'cancelled';
  return [
    ...over
      .filter((meeting) => past.includes(meeting) || meeting.kind === 'monthly')
      .map((meeting): DemoMeeting => ({ ...meeting, depth: depthOf(meeting) })),
    ...(next === undefined ? [] : [{ ...next, depth: 'preparing' } as const]),
  ];
}
