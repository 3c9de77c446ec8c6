/** A meeting as the database holds it, and who sees it. The one place for both. */
import { AppError, MeetingKind, type MeetingState, MeetingState as States } from '@qingzhang/contract';
import { isBeforeMeeting, type MeetingPeriod } from '@qingzhang/domain';
import type { Selectable } from 'kysely';
import { readBulletinPeriod } from '../../bulletins/periods.ts';
import { type Actor, personIds } from '../../platform/actor.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';

/** A row of `meeting`. */
export interface MeetingRecord extends Omit<Selectable<DB['meeting']>, 'kind' | 'state'> {
  readonly kind: MeetingKind;
  readonly state: MeetingState;
}

type Row = Selectable<DB['meeting']>;

/** The row with its words checked; a word that is not ours is a fault of the program. */
export const meetingOf = (row: Row): MeetingRecord => ({
  ...row,
  kind: MeetingKind.parse(row.kind),
  state: States.parse(row.state),
});

/** The meeting, whoever asks; null where there is none. `hold` keeps others from changing it until the transaction ends. */
export async function findMeeting(
  db: Db,
  id: number,
  { hold = false }: { readonly hold?: boolean } = {},
): Promise<MeetingRecord | null> {
  let query = db.selectFrom('meeting').selectAll().where('id', '=', id);
  // Against changes only: a line of the record that names the meeting can be kept meanwhile (locks.ts).
  if (hold) query = query.forNoKeyUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : meetingOf(row);
}

/** The meeting as far as the actor may see it; else `thing.notFound`, as if it were not there. */
export async function requireMeeting(
  db: Db,
  actor: Actor,
  id: number,
  options: { readonly hold?: boolean } = {},
): Promise<MeetingRecord> {
  const meeting = await findMeeting(db, id, options);
  const seen = meeting === null ? [] : await seenMeetings(db, actor, [meeting]);
  const [own] = seen;
  if (own === undefined) throw new AppError('thing.notFound', { what: 'meeting', id });
  return own;
}

/** Those of the meetings that the actor may see: by `seesMeeting`, and where one is invited only those one attends. */
export async function seenMeetings<T extends Pick<MeetingRecord, 'id' | 'announced_at' | 'state'>>(
  db: Db,
  actor: Actor,
  meetings: readonly T[],
): Promise<T[]> {
  const open = meetings.filter((meeting) => seesMeeting(actor, meeting));
  if (!isInvited(actor) || open.length === 0) return open;
  const ids = open.map(({ id }) => id);
  const bureau = bureauOf(actor);
  const people = [...personIds(actor)];
  const [venues, named] = await Promise.all([
    bureau === null
      ? []
      : db
          .selectFrom('venue')
          .select('meeting_id')
          .where('meeting_id', 'in', ids)
          .where('region_code', '=', bureau)
          .execute(),
    people.length === 0
      ? []
      : db
          .selectFrom('attendee')
          .select('meeting_id')
          .where('meeting_id', 'in', ids)
          .where('user_id', 'in', people)
          .execute(),
  ]);
  const attended = new Set([...venues, ...named].map(({ meeting_id }) => meeting_id));
  return open.filter(({ id }) => attended.has(id));
}

/** Bureaus and other departments are invited; everybody else is of the house. */
const INVITED = ['city', 'county', 'partner'] as const;
export const isInvited = (actor: Pick<Actor, 'role'>): boolean => INVITED.some((role) => role === actor.role);

/** The department sees every meeting; who is invited sees one once its preparation has begun (and where one attends it). */
export function seesMeeting(actor: Actor, meeting: Pick<MeetingRecord, 'announced_at' | 'state'>): boolean {
  if (!may(actor, 'meetings.read')) return false;
  return !isInvited(actor) || (meeting.announced_at !== null && meeting.state !== 'planned');
}

/** Whether the reasons of suggested speakers are shown: to who prepares or drives; to all once the meeting has begun. */
export const seesReasons = (actor: Actor, meeting: Pick<MeetingRecord, 'opened_at'>): boolean =>
  meeting.opened_at !== null || may(actor, 'meetings.prepare') || may(actor, 'meetings.drive');

/** The region of the bureau whose venue is the actor's own; null: of the house, or of no bureau. */
export const bureauOf = (actor: Pick<Actor, 'role' | 'regionCode'>): string | null =>
  actor.role === 'city' || actor.role === 'county' ? actor.regionCode : null;

/** Whether the person is meant, also while acting for somebody. */
export const isPerson = (actor: Actor, id: number | null): boolean =>
  id !== null && personIds(actor).includes(id);

/** The period a meeting speaks of. */
export const meetingPeriod = (meeting: Pick<MeetingRecord, 'period'>): MeetingPeriod =>
  readBulletinPeriod(meeting.period);

/** Refuse unless the meeting has not begun. */
export function requireBefore(meeting: MeetingRecord, act: string): void {
  if (!isBeforeMeeting(meeting.state)) throw refusedByState(meeting, act);
}

export const refusedByState = (meeting: Pick<MeetingRecord, 'state'>, act: string): AppError =>
  new AppError('meeting.state', { state: meeting.state, act });
