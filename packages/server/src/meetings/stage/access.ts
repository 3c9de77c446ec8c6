/** Who sees what of a stage: the department all of it, a bureau only of meetings it attends, a screen's link its hall's. */
import { AppError, type MeetingState } from '@qingzhang/contract';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { hashToken } from '../../session/service.ts';

/** The meeting as the stage needs it. */
export interface StageMeeting {
  readonly id: number;
  readonly title: string;
  readonly kind: string;
  readonly period: string;
  readonly state: MeetingState;
  readonly startsAt: Date;
  readonly place: string;
  readonly minutesPlanned: number;
  readonly openedAt: Date | null;
  readonly endedAt: Date | null;
  readonly frozenAt: Date | null;
  readonly previousId: number | null;
  readonly conferenceLink: string | null;
  readonly simulated: boolean;
  readonly revision: number;
}

/** `hall`: what every venue's screen shows, before the opening the cover alone; `staff`: the department's own view. */
export type Sight = 'hall' | 'staff';

/** Bureaus and other departments: guests of a meeting. */
const GUESTS: ReadonlySet<Actor['role']> = new Set(['city', 'county', 'partner', 'township', 'firm']);
export const isGuest = (actor: Pick<Actor, 'role'>): boolean => GUESTS.has(actor.role);

/** Guests see a stage from the moment its papers are ready. */
const OPEN_TO_GUESTS: ReadonlySet<MeetingState> = new Set(['ready', 'live', 'ended', 'followed']);

/** The meeting, or undefined. */
export async function findStageMeeting(db: Db, id: number): Promise<StageMeeting | undefined> {
  const row = await db
    .selectFrom('meeting')
    .select(['id', 'title', 'kind', 'period', 'state', 'starts_at', 'place', 'minutes_planned'])
    .select(['opened_at', 'ended_at', 'frozen_at', 'previous_id', 'conference_link', 'simulated', 'revision'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        id: row.id,
        title: row.title,
        kind: row.kind,
        period: row.period,
        state: row.state as MeetingState,
        startsAt: row.starts_at,
        place: row.place,
        minutesPlanned: row.minutes_planned,
        openedAt: row.opened_at,
        endedAt: row.ended_at,
        frozenAt: row.frozen_at,
        previousId: row.previous_id,
        conferenceLink: row.conference_link,
        simulated: row.simulated,
        revision: row.revision,
      };
}

/** The meeting as the actor may see its stage; who does not attend it learns nothing of it. */
export async function requireStage(
  db: Db,
  actor: Actor,
  id: number,
): Promise<{ meeting: StageMeeting; sight: Sight }> {
  const meeting = await findStageMeeting(db, id);
  if (meeting === undefined || !(await attends(db, actor, id)))
    throw new AppError('thing.notFound', { what: 'meeting', id });
  if (!isGuest(actor)) return { meeting, sight: 'staff' };
  if (!OPEN_TO_GUESTS.has(meeting.state))
    throw new AppError('meeting.state', { state: meeting.state, act: 'stage' });
  return { meeting, sight: 'hall' };
}

/** Whether the meeting is the actor's: the department's always, a guest's where one's bureau is a venue or one is named. */
export async function attends(db: Db, actor: Actor, meetingId: number): Promise<boolean> {
  if (!isGuest(actor)) return true;
  const own = await ownVenues(db, actor, meetingId);
  if (own.length > 0) return true;
  if (actor.id === null) return false;
  const named = await db
    .selectFrom('attendee')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('user_id', '=', actor.actingFor?.id ?? actor.id)
    .executeTakeFirst();
  return named !== undefined;
}

/** Venues for whose screen the actor may speak: the department for all, a bureau for those of its regions. */
export async function ownVenues(db: Db, actor: Actor, meetingId: number): Promise<number[]> {
  let query = db.selectFrom('venue').select('id').where('meeting_id', '=', meetingId);
  if (isGuest(actor)) {
    const { regions } = actor.scope;
    // A partner of another department has no venue of its own; `all` regions are no venue either.
    if (regions === 'all' || regions.length === 0 || actor.role === 'partner') return [];
    query = query.where('region_code', 'in', [...regions]);
  }
  return (await query.orderBy('sort').execute()).map(({ id }) => id);
}

/** Whether the actor drives, and whether what is recorded is the actor's to see while it is written. */
export const drives = (actor: Actor): boolean => may(actor, 'meetings.drive');
export const followsRecord = (actor: Actor): boolean => drives(actor) || may(actor, 'meetings.record');

/** A venue's screen, known by its link. */
export interface Screen {
  readonly venue: number;
  readonly name: string;
  readonly main: boolean;
  readonly meeting: StageMeeting;
  readonly hash: Buffer;
}

/** The screen of a link. A link ends with the meeting's being followed up or cancelled, and when a new one is made. */
export async function requireScreen(db: Db, token: string): Promise<Screen> {
  const hash = hashToken(token);
  const venue = await db
    .selectFrom('venue')
    .select(['id', 'name', 'kind', 'meeting_id'])
    .where('screen_hash', '=', hash)
    .executeTakeFirst();
  const meeting = venue === undefined ? undefined : await findStageMeeting(db, venue.meeting_id);
  if (venue === undefined || meeting === undefined || !screenLasts(meeting.state))
    throw new AppError('screen.ended');
  return { venue: venue.id, name: venue.name, main: venue.kind === 'main', meeting, hash };
}

/** Whether links of a meeting's screens are still good. */
export const screenLasts = (state: MeetingState): boolean => state !== 'followed' && state !== 'cancelled';
