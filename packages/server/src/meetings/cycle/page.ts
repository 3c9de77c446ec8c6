/** One meeting with everything its page needs, as far as the actor may see it. */
import type { AgendaItem, Lang, Meeting } from '@qingzhang/contract';
import { lastMonthOf } from '@qingzhang/domain';
import { spanOf } from '@qingzhang/standards';
import type { Actor, Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { unjudgedReports } from '../../programs/board/key-work.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { allReviewed } from '../../readings/reviews.ts';
import { type Names, namesOf } from './names.ts';
import { reasonViews, unreviewedReason } from './reason-words.ts';
import {
  bureauOf,
  findMeeting,
  isInvited,
  type MeetingRecord,
  meetingPeriod,
  requireMeeting,
  seenMeetings,
  seesReasons,
} from './record.ts';
import { type AgendaRow, agendaRows } from './rows.ts';
import { judgeSteps, stepView } from './steps.ts';
import { venueViews } from './venue-views.ts';
import { proposedWhy } from './words.ts';

/** The meeting as its page shows it. */
export async function readMeeting(db: Db, call: Call, id: number, lang: Lang): Promise<Meeting> {
  const { actor } = call;
  const meeting = await requireMeeting(db, actor, id);
  const month = lastMonthOf(meetingPeriod(meeting));
  const [previous, closing, reviewed, bulletin, steps, agenda, venues, names, unjudged] = await Promise.all([
    previousOf(db, actor, meeting),
    db.selectFrom('closing').select('closed_at').where('period', '=', month).executeTakeFirst(),
    allReviewed(db, spanOf(meetingPeriod(meeting)), null),
    bulletinOf(db, meeting, actor),
    judgeSteps(db, [meeting], call.at),
    agendaRows(db, id),
    venueViews(db, call, id),
    namesOf(db),
    unjudgedReports(db, month),
  ]);
  const isReviewed = ({ program_key: program, city_code: city }: AgendaRow): boolean =>
    program === null ? reviewed : (unjudged.get(program)?.get(city ?? '') ?? 0) === 0;
  const own = bureauOf(actor);
  return {
    id,
    kind: meeting.kind,
    period: meeting.period,
    title: meeting.title,
    state: meeting.state,
    startsAt: beijingInstant(meeting.starts_at),
    place: meeting.place,
    chair: meeting.chair_post,
    chairId: meeting.chair_id,
    simulated: meeting.simulated,
    proposedWhy: isInvited(actor) ? '' : proposedWhy(meeting, beijingDay(meeting.starts_at), lang),
    minutesPlanned: meeting.minutes_planned,
    previous:
      previous === undefined
        ? null
        : { id: previous.id, title: previous.title, startsAt: beijingInstant(previous.starts_at) },
    conferenceLink: meeting.conference_link,
    conferenceNote: meeting.conference_note,
    cancelledReason: meeting.cancelled_reason,
    frozenAt: instant(meeting.frozen_at),
    openedAt: instant(meeting.opened_at),
    endedAt: instant(meeting.ended_at),
    revision: meeting.revision,
    closing: closing === undefined ? null : { month, closedAt: beijingInstant(closing.closed_at) },
    reviewed,
    bulletin: bulletin ?? null,
    // The checklist is the house's own; who is invited is told by papers and notices.
    steps: isInvited(actor)
      ? []
      : (steps.get(id) ?? []).map((step) => stepView(step, meeting, bulletin?.id ?? null, actor, lang)),
    agenda: agenda
      .filter((row) => seesAgendaRow(actor, meeting, row))
      .map(agendaView(actor, meeting, names, lang, isReviewed)),
    venues,
    can: {
      prepare: may(actor, 'meetings.prepare'),
      drive: may(actor, 'meetings.drive'),
      record: may(actor, 'meetings.record'),
      open: may(actor, 'meetings.drive') && (meeting.state === 'ready' || meeting.state === 'preparing'),
      end: may(actor, 'meetings.drive') && meeting.state === 'live',
      ownVenue: own === null ? null : (venues.find(({ region }) => region === own)?.id ?? null),
    },
  };
}

const instant = (at: Date | null): string | null => (at === null ? null : beijingInstant(at));

/** The meeting before it, where the actor may see that one too. */
async function previousOf(db: Db, actor: Actor, { previous_id }: MeetingRecord) {
  const previous = previous_id === null ? null : await findMeeting(db, previous_id);
  return previous === null ? undefined : (await seenMeetings(db, actor, [previous]))[0];
}

/** The newest bulletin of the period; drafts are the house's. */
async function bulletinOf(db: Db, { period }: MeetingRecord, actor: Actor): Promise<Meeting['bulletin']> {
  const row = await db
    .selectFrom('bulletin')
    .select(['id', 'title', 'state'])
    .where('period', '=', period)
    .$if(isInvited(actor), (query) => query.where('state', '=', 'issued'))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { id: row.id, title: row.title, state: row.state === 'issued' ? 'issued' : 'draft' };
}

/** Who is invited sees a speech once its speaker is settled, and does not see who else was thought of. */
function seesAgendaRow(actor: Actor, meeting: MeetingRecord, row: AgendaRow): boolean {
  if (!isInvited(actor) || meeting.opened_at !== null || row.parent_id === null) return true;
  if (row.kind !== 'experience' && row.kind !== 'pledge') return true;
  return row.confirmed_at !== null;
}

/** A line of the agenda as the actor sees it. */
export const agendaView =
  (actor: Actor, meeting: MeetingRecord, names: Names, lang: Lang, isReviewed: (row: AgendaRow) => boolean) =>
  (row: AgendaRow): AgendaItem => ({
    id: row.id,
    parent: row.parent_id,
    sort: row.sort,
    kind: row.kind as AgendaItem['kind'],
    title: row.title,
    minutes: row.minutes,
    city: row.city_code,
    program: row.program_key,
    portfolio: row.portfolio,
    speaker: row.speaker_post,
    speakerId: row.speaker_id,
    suggested: row.suggested,
    reasons:
      seesReasons(actor, meeting) || (row.city_code !== null && bureauCity(actor) === row.city_code)
        ? [
            ...reasonViews(row.reason, names, lang),
            ...(isByHand(row) && !isReviewed(row) ? [unreviewedReason(lang)] : []),
          ]
        : [],
    confirmed:
      row.confirmed_at === null || row.confirmed_post === null
        ? null
        : { post: row.confirmed_post, at: beijingInstant(row.confirmed_at) },
    startedAt: instant(row.started_at),
    endedAt: instant(row.ended_at),
    usedSeconds: row.used_seconds,
  });

/** A speech that a person put in: it may speak of data that the rules would not ask upon, and then says so. */
const isByHand = (row: AgendaRow): boolean =>
  !row.suggested &&
  row.parent_id !== null &&
  row.city_code !== null &&
  (row.kind === 'pledge' || row.kind === 'experience');

/** A bureau reads the reasons that concern itself. */
const bureauCity = (actor: Actor): string | null => (actor.role === 'city' ? actor.regionCode : null);
