/** 机制自身的健康 (DIS-15.2, DIS-15.3): counted over meetings, never over persons. */
import type { Lang, MechanismHealth } from '@qingzhang/contract';
import {
  countHealth,
  type ExpectedMeeting,
  healthWarnings,
  lastMonthOf,
  type MeetingHealth,
  onTimeOf,
  paperSteps,
} from '@qingzhang/domain';
import { formatDay, yearOf } from '@qingzhang/standards';
import { sql } from 'kysely';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { warningWords } from './health-words.ts';
import type { FollowUpCount } from './list.ts';
import { type MeetingRecord, meetingPeriod } from './record.ts';
import type { JudgedStep } from './steps.ts';

interface Question {
  readonly year: number;
  readonly today: string;
  readonly lang: Lang;
  /** The year's meetings by date, as far as they are seen. */
  readonly meetings: readonly MeetingRecord[];
  readonly proposals: readonly ExpectedMeeting[];
  readonly steps: ReadonlyMap<number, readonly JudgedStep[]>;
  readonly followUps: ReadonlyMap<number, FollowUpCount>;
  /** Who prepares is told what goes wrong; who is invited is not. */
  readonly warn: boolean;
}

/** Count the year and say which errors show. */
export async function healthOf(db: Db, question: Question): Promise<MechanismHealth> {
  const { year, today, meetings, proposals } = question;
  const ids = meetings.map(({ id }) => id);
  const [speakers, commitments, first, before] = await Promise.all([
    speakersOf(db, ids),
    commitmentsOf(db, ids),
    firstDay(db),
    lastHeldBefore(db, year),
  ]);
  const rows = meetings.map((meeting) => healthRow(meeting, question, speakers.get(meeting.id)));
  // Before there was any meeting in the system, none was expected of it.
  const expected = proposals.filter(({ day }) => first !== null && day >= first);
  const count = countHealth(rows, expected, today, before);
  const found = question.warn ? healthWarnings(rows, expected, today, before, year === yearOf(today)) : [];
  return {
    year,
    held: count.held,
    planned: count.planned,
    cancelled: count.cancelled,
    papersOnTime: count.papers,
    minutesOnTime: count.minutes,
    followUps: count.followUps,
    commitments,
    longestGap: count.longestGap,
    months: monthsOf(year, rows, expected, today),
    warnings: found.map((warning) => ({
      code: warning.code,
      text: warningWords(warning, question.lang),
      meeting: 'meeting' in warning ? warning.meeting : null,
    })),
  };
}

interface Speaking {
  readonly experience: number;
  readonly pledges: number;
}

function healthRow(meeting: MeetingRecord, question: Question, speaking?: Speaking): MeetingHealth {
  const steps = question.steps.get(meeting.id) ?? [];
  const cancelled = meeting.state === 'cancelled';
  const portion = (names: readonly string[]) =>
    cancelled
      ? { onTime: 0, of: 0 }
      : onTimeOf(
          steps.filter(({ step }) => names.includes(step)),
          question.today,
        );
  const none = { of: 0, closed: 0, late: 0, ownerless: 0 };
  return {
    id: meeting.id,
    day: beijingDay(meeting.starts_at),
    about: meeting.kind === 'special' ? null : lastMonthOf(meetingPeriod(meeting)),
    state: cancelled ? 'cancelled' : meeting.opened_at === null ? 'coming' : 'held',
    chair: meeting.chair_post,
    papers: portion(paperSteps),
    minutes: portion(['minutesIssued']),
    followUps: question.followUps.get(meeting.id) ?? none,
    experience: speaking?.experience ?? 0,
    pledges: speaking?.pledges ?? 0,
  };
}

/** Each month of the year in which something was to be held, by the month in which it is held. */
function monthsOf(
  year: number,
  rows: readonly MeetingHealth[],
  expected: readonly ExpectedMeeting[],
  today: string,
): MechanismHealth['months'] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = formatDay(year, index + 1, 1).slice(0, 7);
    const own = rows.filter(({ day }) => day.startsWith(month));
    // A meeting put off into another month answers for its own there.
    const made = new Set(rows.flatMap(({ about, state }) => (state === 'cancelled' ? [] : (about ?? []))));
    const due = expected.filter(({ day, about }) => day.startsWith(month) && !made.has(about));
    const count = countHealth(own, due, today);
    return {
      month,
      held: count.held,
      planned: count.planned,
      papersOnTime: count.papers.onTime,
      papers: count.papers.of,
      closed: count.followUps.closed,
      followUps: count.followUps.of,
    };
  });
}

async function speakersOf(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, Speaking>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Speaking & { readonly meeting_id: number }>`
    select meeting_id, count(*) filter (where kind = 'experience')::int as experience,
      count(*) filter (where kind = 'pledge')::int as pledges
    from agenda_item where meeting_id = any(${[...ids]}) and city_code is not null
    group by meeting_id`.execute(db);
  return new Map(rows.map((row) => [row.meeting_id, row]));
}

async function commitmentsOf(db: Db, ids: readonly number[]): Promise<MechanismHealth['commitments']> {
  const none = { kept: 0, late: 0, broken: 0, open: 0 };
  if (ids.length === 0) return none;
  const rows = await db
    .selectFrom('commitment')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .where('meeting_id', 'in', ids)
    .groupBy('state')
    .execute();
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0);
  return { kept: of('kept'), late: of('late'), broken: of('broken'), open: of('open') };
}

async function firstDay(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('meeting')
    .select((eb) => eb.fn.min<Date | null>('starts_at').as('at'))
    .executeTakeFirst();
  return row?.at ? beijingDay(row.at) : null;
}

async function lastHeldBefore(db: Db, year: number): Promise<string | null> {
  const row = await db
    .selectFrom('meeting')
    .select('starts_at')
    .where('starts_at', '<', new Date(`${formatDay(year, 1, 1)}T00:00:00+08:00`))
    .where('opened_at', 'is not', null)
    .orderBy('starts_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : beijingDay(row.starts_at);
}
