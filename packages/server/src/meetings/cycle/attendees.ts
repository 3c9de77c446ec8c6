/** 参会、请假、签到: a bureau keeps its own venue's list, the office every list; who asks for leave does not judge it. */
import {
  AppError,
  type Attendee,
  Attendee as AttendeeSchema,
  type postAttendee,
  type Venue,
} from '@qingzhang/contract';
import { isBeforeMeeting } from '@qingzhang/domain';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { type Actor, type Call, personIds } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { auditMeeting, requirePerson } from './change.ts';
import { tellAsked, tellJudged } from './leave-messages.ts';
import {
  bureauOf,
  isInvited,
  isPerson,
  type MeetingRecord,
  refusedByState,
  requireMeeting,
} from './record.ts';
import { type VenueRow, venueRows } from './rows.ts';
import { seesVenue, venueViews } from './venue-views.ts';

type Row = Selectable<DB['attendee']>;
type Input = z.output<NonNullable<(typeof postAttendee)['body']>>;
interface Lists {
  venues: Venue[];
  items: Attendee[];
}

/** The lists that the actor may see, or that of one venue: venues in protocol order, within each by `sort`. */
export async function listAttendees(db: Db, call: Call, meetingId: number, venueId?: number): Promise<Lists> {
  const meeting = await requireMeeting(db, call.actor, meetingId);
  const [venues, rows] = await Promise.all([
    venueViews(db, call, meetingId),
    attendeeRows(db, call.actor, meetingId),
  ]);
  if (venueId !== undefined && !venues.some(({ id }) => id === venueId)) {
    throw new AppError('thing.notFound', { what: 'venue', id: venueId });
  }
  const shown = rows.filter(({ attendee }) => venueId === undefined || attendee.venue_id === venueId);
  return {
    venues,
    items: shown.map(({ attendee, venue }) => view(call, meeting, venue, attendee)),
  };
}

async function attendeeRows(db: Db, actor: Actor, meetingId: number) {
  const [venues, rows] = await Promise.all([
    venueRows(db, meetingId),
    db
      .selectFrom('attendee')
      .selectAll()
      .where('meeting_id', '=', meetingId)
      .orderBy('sort')
      .orderBy('id')
      .execute(),
  ]);
  return venues.flatMap((venue) =>
    rows
      .filter((row) => row.venue_id === venue.id && seesAttendee(actor, venue, row))
      .map((attendee) => ({ attendee, venue })),
  );
}

/** Another department's people see themselves in the main hall, and nobody else. */
const seesAttendee = (actor: Actor, venue: VenueRow, row: Row): boolean =>
  seesVenue(actor, venue) && (!isInvited(actor) || bureauOf(actor) !== null || isPerson(actor, row.user_id));

/** Whether the list of the venue is the actor's to keep. */
const keeps = (actor: Actor, venue: VenueRow): boolean =>
  may(actor, 'meetings.prepare') ||
  (may(actor, 'meetings.attend') && venue.region_code !== null && bureauOf(actor) === venue.region_code);

const mayAct = (actor: Actor, venue: VenueRow, row: Row): boolean =>
  keeps(actor, venue) || (may(actor, 'meetings.attend') && isPerson(actor, row.user_id));

/** On the day, or once the papers are final: then people come in. */
const isSignInTime = (meeting: MeetingRecord, at: Date): boolean =>
  meeting.state === 'live' ||
  meeting.state === 'ready' ||
  (meeting.state === 'preparing' && beijingDay(at) >= beijingDay(meeting.starts_at));

function view({ actor, at }: Call, meeting: MeetingRecord, venue: VenueRow, row: Row): Attendee {
  const acts = mayAct(actor, venue, row);
  const before = isBeforeMeeting(meeting.state);
  const leave = AttendeeSchema.shape.leave.parse(row.leave_state);
  return {
    id: row.id,
    venue: row.venue_id,
    sort: row.sort,
    post: row.post,
    name: row.name,
    unit: row.unit,
    userId: row.user_id,
    category: AttendeeSchema.shape.category.parse(row.category),
    seat: row.seat,
    leave,
    leaveReason: row.leave_reason,
    leaveBy: row.leave_by,
    leaveAnswer: row.leave_answer,
    substitute: row.substitute,
    signedInAt: row.signed_in_at === null ? null : beijingInstant(row.signed_in_at),
    late: row.late,
    can: {
      askLeave: acts && before && (leave === 'none' || leave === 'refused') && row.signed_in_at === null,
      judgeLeave: mayJudge(actor, row) && isOpenToLeave(meeting),
      signIn: acts && isSignInTime(meeting, at),
      edit: before && keeps(actor, venue),
    },
  };
}

const isOpenToLeave = ({ state }: MeetingRecord): boolean => isBeforeMeeting(state) || state === 'live';

const mayJudge = (actor: Actor, row: Row): boolean =>
  may(actor, 'meetings.prepare') &&
  row.leave_state === 'asked' &&
  !personIds(actor).some((id) => row.leave_people.includes(id));

/** Find a row that the actor may see, with its venue, both of this meeting. */
async function requireAttendee(trx: Db, actor: Actor, meetingId: number, id: number) {
  const row = await trx
    .selectFrom('attendee')
    .selectAll()
    .where('id', '=', id)
    .where('meeting_id', '=', meetingId)
    .forUpdate()
    .executeTakeFirst();
  const venue = (await venueRows(trx, meetingId)).find((one) => one.id === row?.venue_id);
  if (row === undefined || venue === undefined || !seesAttendee(actor, venue, row)) {
    throw new AppError('thing.notFound', { what: 'attendee', id });
  }
  return { row, venue };
}

/** A venue whose list the actor keeps; one that is not seen is not there. */
async function requireKept(trx: Db, actor: Actor, meetingId: number, id: number): Promise<VenueRow> {
  const venue = (await venueRows(trx, meetingId)).find((one) => one.id === id);
  if (venue === undefined || !seesVenue(actor, venue)) {
    throw new AppError('thing.notFound', { what: 'venue', id });
  }
  requireKeeper(actor, venue);
  return venue;
}

function requireKeeper(actor: Actor, venue: VenueRow): void {
  if (!keeps(actor, venue)) throw new AppError('permission.denied', { permission: 'meetings.prepare' });
}

/** One act on a list, in a transaction, audited; answers the lists as they then are. */
async function change(
  db: Db,
  call: Call,
  meetingId: number,
  run: (trx: Db, meeting: MeetingRecord) => Promise<{ act: string; detail: Record<string, unknown> }>,
): Promise<Lists> {
  await transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId);
    const { act, detail } = await run(trx, meeting);
    await auditMeeting(trx, call, meetingId, `attendee.${act}`, detail);
  });
  return listAttendees(db, call, meetingId);
}

const requireListsOpen = (meeting: MeetingRecord, act: string): void => {
  if (!isBeforeMeeting(meeting.state)) throw refusedByState(meeting, act);
};

/** A bureau links its own people only. */
async function requireOwn(trx: Db, actor: Actor, userId: number | null): Promise<void> {
  if (userId === null) return;
  await requirePerson(trx, userId);
  if (may(actor, 'meetings.prepare')) return;
  const person = await trx
    .selectFrom('app_user')
    .select('region_code')
    .where('id', '=', userId)
    .executeTakeFirst();
  if (person?.region_code !== bureauOf(actor))
    throw new AppError('thing.notFound', { what: 'person', id: userId });
}

const columns = (input: Input) => ({
  venue_id: input.venue,
  post: input.post,
  name: input.name,
  unit: input.unit,
  user_id: input.userId,
  category: input.category,
  seat: input.seat,
});

/** Name somebody for a venue; at the end of its list unless a place is given. */
export const addAttendee = (db: Db, call: Call, meetingId: number, input: Input): Promise<Lists> =>
  change(db, call, meetingId, async (trx, meeting) => {
    requireListsOpen(meeting, 'attendee');
    const venue = await requireKept(trx, call.actor, meetingId, input.venue);
    await requireOwn(trx, call.actor, input.userId);
    const { last } = await trx
      .selectFrom('attendee')
      .select((eb) => eb.fn.max<number | null>('sort').as('last'))
      .where('venue_id', '=', venue.id)
      .executeTakeFirstOrThrow();
    const { id } = await trx
      .insertInto('attendee')
      .values({ meeting_id: meetingId, sort: input.sort ?? (last ?? 0) + 10, ...columns(input) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { act: 'add', detail: { attendee: id, ...input } };
  });

export const changeAttendee = (
  db: Db,
  call: Call,
  meetingId: number,
  id: number,
  input: Input,
): Promise<Lists> =>
  change(db, call, meetingId, async (trx, meeting) => {
    requireListsOpen(meeting, 'attendee');
    const { row, venue } = await requireAttendee(trx, call.actor, meetingId, id);
    requireKeeper(call.actor, venue);
    await requireKept(trx, call.actor, meetingId, input.venue);
    if (input.userId !== row.user_id) await requireOwn(trx, call.actor, input.userId);
    await trx
      .updateTable('attendee')
      .set({ ...columns(input), sort: input.sort ?? row.sort })
      .where('id', '=', id)
      .execute();
    return { act: 'change', detail: { attendee: id, ...input } };
  });

export const removeAttendee = (db: Db, call: Call, meetingId: number, id: number): Promise<Lists> =>
  change(db, call, meetingId, async (trx, meeting) => {
    requireListsOpen(meeting, 'attendee');
    const { row, venue } = await requireAttendee(trx, call.actor, meetingId, id);
    requireKeeper(call.actor, venue);
    if (row.signed_in_at !== null || row.leave_state === 'asked') {
      throw new AppError('thing.conflict', { what: 'attendee', state: row.post });
    }
    await trx.deleteFrom('attendee').where('id', '=', id).execute();
    return { act: 'remove', detail: { attendee: id, post: row.post } };
  });

/** 请假: by oneself, or by who keeps the list; with who comes instead. */
export const askLeave = (
  db: Db,
  call: Call,
  meetingId: number,
  id: number,
  { reason, substitute }: { readonly reason: string; readonly substitute: string },
): Promise<Lists> =>
  change(db, call, meetingId, async (trx, meeting) => {
    requireListsOpen(meeting, 'leave');
    const { row, venue } = await requireAttendee(trx, call.actor, meetingId, id);
    requireActor(call.actor, venue, row);
    if (row.leave_state === 'approved' || row.leave_state === 'asked' || row.signed_in_at !== null) {
      throw new AppError('thing.conflict', { what: 'attendee', state: row.leave_state });
    }
    // Whose leave it is has asked for it too, whoever sent it.
    const people = [...new Set([...personIds(call.actor), ...(row.user_id === null ? [] : [row.user_id])])];
    await trx
      .updateTable('attendee')
      .set({
        leave_state: 'asked',
        leave_reason: reason,
        substitute,
        leave_people: people,
        leave_by: null,
        leave_answer: '',
        leave_at: call.at,
      })
      .where('id', '=', id)
      .execute();
    await tellAsked(trx, call, meeting, { ...row, people, region: venue.region_code }, reason);
    return { act: 'leave', detail: { attendee: id, post: row.post, reason, substitute } };
  });

function requireActor(actor: Actor, venue: VenueRow, row: Row): void {
  if (!mayAct(actor, venue, row)) throw new AppError('permission.denied', { permission: 'meetings.prepare' });
}

/** Approve or refuse a leave, never one's own; a refusal says why. */
export const judgeLeave = (
  db: Db,
  call: Call,
  meetingId: number,
  id: number,
  { approve, reason }: { readonly approve: boolean; readonly reason: string },
): Promise<Lists> =>
  change(db, call, meetingId, async (trx, meeting) => {
    if (!isOpenToLeave(meeting)) throw refusedByState(meeting, 'leave');
    const { row, venue } = await requireAttendee(trx, call.actor, meetingId, id);
    if (row.leave_state !== 'asked')
      throw new AppError('thing.conflict', { what: 'attendee', state: row.leave_state });
    if (!mayJudge(call.actor, row)) throw new AppError('leave.fourEyes');
    if (!approve && reason === '') throw new AppError('task.reasonNeeded');
    await trx
      .updateTable('attendee')
      .set({
        leave_state: approve ? 'approved' : 'refused',
        leave_by: call.actor.post,
        leave_answer: reason,
        leave_at: call.at,
      })
      .where('id', '=', id)
      .execute();
    const leave = { ...row, people: row.leave_people, region: venue.region_code };
    await tellJudged(trx, call, meeting, leave, { approve, reason });
    return {
      act: approve ? 'leave.approve' : 'leave.refuse',
      detail: { attendee: id, post: row.post, reason },
    };
  });

/**
 * 签到, or taking a mistaken one back. Late is who comes after the meeting has been opened, and after its time; on leave
 * without a substitute nobody signs in.
 */
export const signIn = (
  db: Db,
  call: Call,
  meetingId: number,
  id: number,
  signedIn: boolean,
): Promise<Lists> =>
  change(db, call, meetingId, async (trx, meeting) => {
    if (!isSignInTime(meeting, call.at)) throw refusedByState(meeting, 'signIn');
    const { row, venue } = await requireAttendee(trx, call.actor, meetingId, id);
    requireActor(call.actor, venue, row);
    if (signedIn && row.leave_state === 'approved' && row.substitute === '') {
      throw new AppError('thing.conflict', { what: 'attendee', state: row.leave_state });
    }
    // Signing in again keeps the first time.
    if (signedIn && row.signed_in_at !== null)
      return { act: 'signIn', detail: { attendee: id, again: true } };
    const opened = meeting.opened_at;
    const late = opened !== null && call.at > opened && call.at > meeting.starts_at;
    await trx
      .updateTable('attendee')
      .set(
        signedIn
          ? { signed_in_at: call.at, signed_in_by: call.actor.post, late }
          : { signed_in_at: null, signed_in_by: null, late: false },
      )
      .where('id', '=', id)
      .execute();
    return { act: signedIn ? 'signIn' : 'signOut', detail: { attendee: id, post: row.post } };
  });
