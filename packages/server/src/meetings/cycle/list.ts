/** 会议日历: a year's meetings, what the calendar proposes, and the mechanism's health. */
import { type Lang, type MeetingProposal, type MeetingRow, MeetingState } from '@qingzhang/contract';
import { lastMonthOf, type ProposedMeeting, proposeMeetings } from '@qingzhang/domain';
import { formatDay, yearOf } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Actor, Call } from '../../platform/actor.ts';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { periodLabel } from '../../ranking/words.ts';
import { titleOf } from './create.ts';
import { healthOf } from './health.ts';
import { isInvited, type MeetingRecord, meetingOf, meetingPeriod, seenMeetings } from './record.ts';
import { meetingRules } from './rules.ts';
import { type JudgedStep, judgeSteps, stepSummary } from './steps.ts';
import { whyWords } from './words.ts';

/** The first moment of a year by Beijing's clock. */
const yearStart = (year: number): Date => new Date(`${formatDay(year, 1, 1)}T00:00:00+08:00`);

/** Meetings held or planned in a year, by date, whoever asks. */
export async function meetingsOfYear(db: Db, year: number): Promise<MeetingRecord[]> {
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('starts_at', '>=', yearStart(year))
    .where('starts_at', '<', yearStart(year + 1))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(meetingOf);
}

/** The page of a year (default: the present one). Who is invited sees neither proposals nor what is planned. */
export async function listMeetings(
  db: Db,
  call: Call,
  query: { readonly lang: Lang; readonly year?: number | undefined },
) {
  const { actor } = call;
  const today = beijingDay(call.at);
  const year = query.year ?? yearOf(today);
  const prepares = may(actor, 'meetings.prepare');
  const [all, years, rules, calendar] = await Promise.all([
    meetingsOfYear(db, year),
    yearsOf(db, actor),
    readSetting(db, meetingRules),
    readCalendar(db),
  ]);
  const seen = await seenMeetings(db, actor, all);
  const [steps, followUps] = await Promise.all([
    judgeSteps(db, all, call.at),
    followUpsOf(
      db,
      all.map(({ id }) => id),
    ),
  ]);
  const proposals = proposeMeetings(year, rules, calendar);
  return {
    year,
    years: [...new Set([...years, year, yearOf(today)])].sort((a, b) => a - b),
    items: seen.map((meeting) => rowOf(meeting, steps, followUps, today)),
    proposals: prepares
      ? proposals.map((one) => proposalView(one, all, rules.afterWorkdays, query.lang))
      : [],
    health: await healthOf(db, {
      year,
      today,
      lang: query.lang,
      meetings: seen,
      proposals: proposals.map(({ month, day }) => ({ about: month, day })),
      steps,
      followUps,
      warn: !isInvited(actor),
    }),
    can: { prepare: prepares },
  };
}

/** Tasks of a meeting: all, closed, late. */
export interface FollowUpCount {
  readonly of: number;
  readonly closed: number;
  readonly late: number;
  /** Tasks that nobody is named for. */
  readonly ownerless: number;
}

export async function followUpsOf(
  db: Db,
  ids: readonly number[],
): Promise<ReadonlyMap<number, FollowUpCount>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<FollowUpCount & { readonly meeting_id: number }>`
    select l.meeting_id, count(distinct t.id)::int as of,
      count(distinct t.id) filter (where t.state = 'closed')::int as closed,
      count(distinct t.id) filter (where t.overdue and t.state <> 'closed')::int as late,
      count(distinct t.id) filter (where t.owner_id is null and coalesce(t.owner_post, '') = '')::int as ownerless
    from record_line l join record_task rt on rt.line_id = l.id join task t on t.id = rt.task_id
    where l.meeting_id = any(${[...ids]}) and t.state not in ('draft', 'cancelled') and t.not_applicable is null
    group by l.meeting_id`.execute(db);
  return new Map(rows.map((row) => [row.meeting_id, row]));
}

function rowOf(
  meeting: MeetingRecord,
  steps: ReadonlyMap<number, readonly JudgedStep[]>,
  followUps: ReadonlyMap<number, FollowUpCount>,
  today: string,
): MeetingRow {
  const follow = followUps.get(meeting.id);
  return {
    id: meeting.id,
    kind: meeting.kind,
    period: meeting.period,
    title: meeting.title,
    state: meeting.state,
    startsAt: beijingInstant(meeting.starts_at),
    place: meeting.place,
    chair: meeting.chair_post,
    simulated: meeting.simulated,
    ...stepSummary(steps.get(meeting.id) ?? [], meeting, today),
    followUps: { closed: follow?.closed ?? 0, of: follow?.of ?? 0 },
  };
}

/** The year's proposals; one whose month a meeting speaks of already names that meeting. */
function proposalView(
  proposed: ProposedMeeting,
  meetings: readonly MeetingRecord[],
  afterWorkdays: number,
  lang: Lang,
): MeetingProposal {
  const made = meetings.find(
    (one) =>
      one.kind !== 'special' &&
      one.state !== 'cancelled' &&
      lastMonthOf(meetingPeriod(one)) === proposed.month,
  );
  return {
    kind: proposed.kind,
    period: proposed.key,
    title:
      lang === 'zh'
        ? titleOf(proposed.kind, proposed.period)
        : `Dispatch meeting, ${periodLabel(proposed.period, 'en')}`,
    day: proposed.day,
    dataDay: proposed.dataDay,
    why: whyWords(proposed.dataDay, afterWorkdays, lang),
    meeting: made?.id ?? null,
  };
}

async function yearsOf(db: Db, actor: Actor): Promise<number[]> {
  const rows = await db.selectFrom('meeting').select(['id', 'starts_at', 'state', 'announced_at']).execute();
  const seen = await seenMeetings(
    db,
    actor,
    rows.map((row) => ({ ...row, state: MeetingState.parse(row.state) })),
  );
  return [...new Set(seen.map((row) => yearOf(beijingDay(row.starts_at))))];
}
