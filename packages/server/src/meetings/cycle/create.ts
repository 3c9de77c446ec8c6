/** 建立会议: one call lays out the meeting with checklist, venues, agenda and attendance lists. */
import { AppError, type MeetingKind, type MeetingRules, type NewMeeting } from '@qingzhang/contract';
import {
  earliestMeetingDay,
  type MeetingPeriod,
  meetingKindOf,
  periodBefore,
  proposeMeetings,
} from '@qingzhang/domain';
import { formatPeriod, monthOf, yearOf } from '@qingzhang/standards';
import type { z } from 'zod';
import { labelOf, readBulletinPeriod } from '../../bulletins/periods.ts';
import type { Call } from '../../platform/actor.ts';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { insertSkeleton } from './agenda-skeleton.ts';
import { insertAttendance } from './attendance.ts';
import { auditMeeting, relinkMeetings, requirePerson } from './change.ts';
import { insertSteps } from './plan-steps.ts';
import { meetingOf } from './record.ts';
import { effectiveRules } from './rules.ts';
import { insertVenues } from './venues.ts';

export type NewMeetingInput = z.output<typeof NewMeeting>;

/**
 * Make a meeting and return its id. A regular meeting speaks of a period of its kind, once. Whose first step is due is
 * being prepared at once; else it is planned until that day. `simulated`: of the demonstration.
 */
export async function createMeeting(
  db: Db,
  call: Call,
  input: NewMeetingInput,
  { simulated = false }: { readonly simulated?: boolean } = {},
): Promise<number> {
  return transaction(db, async (trx) => {
    const rules = await effectiveRules(trx);
    const period = readBulletinPeriod(input.period);
    const startsAt = new Date(input.startsAt);
    requireFitting(input.kind, period, startsAt);
    const chair = input.chairId === null ? await theLeader(trx) : await requirePerson(trx, input.chairId);
    const key = formatPeriod(period);
    const row = await trx
      .insertInto('meeting')
      .values({
        kind: input.kind,
        period: key,
        title: input.title || titleOf(input.kind, period),
        state: 'planned',
        starts_at: startsAt,
        proposed_reason: JSON.stringify(await proposalOf(trx, input.kind, period, rules)),
        minutes_planned: input.minutesPlanned,
        place: input.place,
        chair_post: input.chairPost || chairPostOf(input.chairId, chair?.post ?? '', rules),
        chair_id: input.chairId ?? chair?.id ?? null,
        conference_link: input.conferenceLink,
        conference_note: input.conferenceNote,
        simulated,
        created_by: call.actor.id,
        created_post: call.actor.post,
        created_at: call.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('meeting.exists', { period: key });
    const meeting = meetingOf(row);
    await insertSteps(trx, meeting, rules.offsets);
    const venues = await insertVenues(trx, meeting.id, input.venues, rules.countyVenues);
    await insertAttendance(trx, meeting, venues, rules);
    await insertSkeleton(trx, meeting, rules);
    await relinkMeetings(trx);
    await auditMeeting(trx, call, meeting.id, 'create', {
      kind: meeting.kind,
      period: key,
      startsAt: input.startsAt,
    });
    await startPreparing(trx, call, [meeting.id]);
    return meeting.id;
  });
}

/** Planned meetings whose first step is due (`now`: also before) are being prepared from now on; those of the list, or all. */
export async function startPreparing(
  trx: Db,
  call: Call,
  ids?: readonly number[],
  now = false,
): Promise<number[]> {
  let query = trx
    .updateTable('meeting as m')
    .set((eb) => ({ state: 'preparing', announced_at: call.at, revision: eb('m.revision', '+', 1) }))
    .where('m.state', '=', 'planned')
    .where((eb) =>
      eb.or([
        eb.lit(now),
        eb.exists(
          eb
            .selectFrom('meeting_step as s')
            .select('s.step')
            .whereRef('s.meeting_id', '=', 'm.id')
            .where('s.due', '<=', beijingDay(call.at)),
        ),
      ]),
    );
  if (ids !== undefined) query = query.where('m.id', 'in', [...ids]);
  const begun = await query.returning('m.id').execute();
  for (const { id } of begun) await auditMeeting(trx, call, id, 'preparing', { from: 'planned' });
  return begun.map(({ id }) => id);
}

/** The title that every such meeting has. */
export function titleOf(kind: MeetingKind, period: MeetingPeriod): string {
  const label = labelOf(period);
  switch (kind) {
    case 'monthly':
      return `${label}重点工作月调度会`;
    case 'year':
      return `${period.year}年度重点工作调度会`;
    case 'special':
      return `${label}专题调度会`;
    default:
      return `${label}重点工作调度会`;
  }
}

function requireFitting(kind: MeetingKind, period: MeetingPeriod, startsAt: Date): void {
  const key = formatPeriod(period);
  if (kind !== 'special' && meetingKindOf(period) !== kind) {
    throw new AppError('thing.invalid', { what: 'period', reason: `${kind}: ${key}` });
  }
  if (beijingDay(startsAt) < earliestMeetingDay(period)) {
    throw new AppError('thing.invalid', { what: 'day', reason: `${key} < ${earliestMeetingDay(period)}` });
  }
}

/** What the calendar would have proposed, kept with the meeting: data day, working days, day. */
async function proposalOf(trx: Db, kind: MeetingKind, period: MeetingPeriod, rules: MeetingRules) {
  if (kind === 'special') return {};
  const from = earliestMeetingDay(period);
  const year = yearOf(from);
  if (formatPeriod(periodBefore(year, monthOf(from))) !== formatPeriod(period)) return {};
  const proposed = proposeMeetings(year, rules, await readCalendar(trx))[monthOf(from) - 1];
  return proposed === undefined
    ? {}
    : { dataDay: proposed.dataDay, afterWorkdays: rules.afterWorkdays, day: proposed.day };
}

/** The head chairs by title, as the rules word it; who else was chosen by the own post. */
const chairPostOf = (chosen: number | null, post: string, rules: MeetingRules): string =>
  (chosen === null ? rules.mainPosts.find(({ category }) => category === 'chair')?.post : undefined) ?? post;

async function theLeader(trx: Db) {
  return trx
    .selectFrom('app_user')
    .select(['id', 'post'])
    .where('role', '=', 'leader')
    .where('disabled', '=', false)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}
