/** What changes of a meeting itself: its dates and names, its state. Every change is audited and raises the revision. */
import { AppError, type MeetingState } from '@qingzhang/contract';
import { mayMeetingBecome } from '@qingzhang/domain';
import { sql, type Updateable } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { settleLeaves } from './leave-messages.ts';
import { redateSteps } from './plan-steps.ts';
import { type MeetingRecord, meetingOf, refusedByState, requireBefore, requireMeeting } from './record.ts';

type Patch = Updateable<DB['meeting']>;

/** What an office may change of a meeting before it begins. */
export interface MeetingPatch {
  readonly revision: number;
  readonly title?: string | undefined;
  readonly startsAt?: string | undefined;
  readonly place?: string | undefined;
  readonly chairPost?: string | undefined;
  readonly chairId?: number | null | undefined;
  readonly minutesPlanned?: number | undefined;
  readonly conferenceLink?: string | null | undefined;
  readonly conferenceNote?: string | undefined;
}

/** Write a change of a held meeting into row and audit log. */
export async function writeMeeting(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  patch: Patch,
  entry: { readonly action: string; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<MeetingRecord> {
  const row = await trx
    .updateTable('meeting')
    .set({ ...patch, revision: meeting.revision + 1 })
    .where('id', '=', meeting.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await auditMeeting(trx, call, meeting.id, entry.action, entry.detail);
  return meetingOf(row);
}

/** A line of the audit log about a meeting. */
export const auditMeeting = (
  trx: Db,
  call: Call,
  meetingId: number,
  action: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  audit(trx, call, { action: `meeting.${action}`, objectType: 'meeting', objectId: meetingId, detail });

/**
 * Bring a held meeting (`requireMeeting(…, { hold: true })`) into another state, with the moments that go with it: ready
 * freezes, live opens, ended ends, going back takes the moment away. Fails with `meeting.state` where the way is not open.
 */
export async function setMeetingState(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  to: MeetingState,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<MeetingRecord> {
  if (meeting.state === to) return meeting;
  if (!mayMeetingBecome(meeting.state, to)) throw refusedByState(meeting, to);
  return writeMeeting(
    trx,
    call,
    meeting,
    { state: to, ...momentsOf(meeting, to, call.at) },
    {
      action: to,
      detail: { from: meeting.state, ...detail },
    },
  );
}

function momentsOf(meeting: MeetingRecord, to: MeetingState, at: Date): Patch {
  switch (to) {
    case 'preparing':
      return { announced_at: meeting.announced_at ?? at, frozen_at: null, opened_at: null };
    case 'ready':
      return { frozen_at: meeting.frozen_at ?? at, opened_at: null };
    case 'live':
      // Back from the end: it has been open since it was opened.
      return { opened_at: meeting.opened_at ?? at, ended_at: null };
    case 'ended':
      return { ended_at: meeting.ended_at ?? at, followed_at: null };
    case 'followed':
      return { followed_at: at };
    default:
      return {};
  }
}

/** Change dates and names. A moved meeting moves its checklist, and its place among the others. */
export async function patchMeeting(db: Db, call: Call, id: number, change: MeetingPatch): Promise<number> {
  return transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, id, { hold: true });
    requireBefore(meeting, 'edit');
    if (change.revision !== meeting.revision) {
      throw new AppError('meeting.changed', { id });
    }
    if (change.chairId !== undefined && change.chairId !== null) await requirePerson(trx, change.chairId);
    const startsAt = change.startsAt === undefined ? undefined : new Date(change.startsAt);
    const patch: Patch = {
      ...(change.title === undefined ? {} : { title: change.title }),
      ...(startsAt === undefined ? {} : { starts_at: startsAt }),
      ...(change.place === undefined ? {} : { place: change.place }),
      ...(change.chairPost === undefined ? {} : { chair_post: change.chairPost }),
      ...(change.chairId === undefined ? {} : { chair_id: change.chairId }),
      ...(change.minutesPlanned === undefined ? {} : { minutes_planned: change.minutesPlanned }),
      ...(change.conferenceLink === undefined ? {} : { conference_link: change.conferenceLink }),
      ...(change.conferenceNote === undefined ? {} : { conference_note: change.conferenceNote }),
    };
    const { revision: _, ...detail } = change;
    const changed = await writeMeeting(trx, call, meeting, patch, {
      action: 'change',
      detail: {
        ...detail,
        ...(startsAt === undefined ? {} : { startedBefore: beijingInstant(meeting.starts_at) }),
      },
    });
    if (startsAt !== undefined) {
      if (beijingDay(startsAt) !== beijingDay(meeting.starts_at)) await redateSteps(trx, changed);
      await relinkMeetings(trx);
    }
    return id;
  });
}

/** Cancel a meeting that has not begun, for a reason that everybody who saw it can read. */
export async function cancelMeeting(db: Db, call: Call, id: number, reason: string): Promise<number> {
  return transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, id, { hold: true });
    const cancelled = await setMeetingState(trx, call, meeting, 'cancelled', { reason });
    await trx
      .updateTable('meeting')
      .set({ cancelled_reason: reason })
      .where('id', '=', cancelled.id)
      .execute();
    await settleLeaves(trx, call, id);
    await relinkMeetings(trx);
    return id;
  });
}

/**
 * 上次会议: every regular meeting follows the regular one held or planned before it; a special meeting looks back on the
 * regular one before it. Cancelled ones are passed over.
 */
export async function relinkMeetings(trx: Db): Promise<void> {
  await sql`
    update meeting m set previous_id = p.previous
    from (
      select x.id, (
        select y.id from meeting y
        where y.kind <> 'special' and y.state <> 'cancelled' and y.id <> x.id
          and (y.starts_at, y.id) < (x.starts_at, x.id)
        order by y.starts_at desc, y.id desc limit 1) as previous
      from meeting x) p
    where p.id = m.id and m.previous_id is distinct from p.previous`.execute(trx);
}

/** Refuse somebody who is not there or has no post any more. */
export async function requirePerson(
  trx: Db,
  id: number,
): Promise<{ readonly id: number; readonly post: string }> {
  const person = await trx
    .selectFrom('app_user')
    .select(['id', 'post'])
    .where('id', '=', id)
    .where('disabled', '=', false)
    .executeTakeFirst();
  if (person === undefined) throw new AppError('thing.notFound', { what: 'person', id });
  return person;
}
