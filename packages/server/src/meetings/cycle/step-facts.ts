/** What has happened of a checklist's steps, for many meetings at once: a handful of queries, whatever their number. */
import { lastMonthOf, type MeetingStepName } from '@qingzhang/domain';
import type { Day } from '@qingzhang/standards';
import { sql } from 'kysely';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { type MeetingRecord, meetingPeriod } from './record.ts';

/** How far a step is by the facts. */
export interface StepFact {
  readonly reached: boolean;
  /** The day it was; null: the facts do not tell (then whoever saw it first says so), or it is not reached. */
  readonly on: Day | null;
  /** 3 of 11 cities. */
  readonly done: number | null;
  readonly of: number | null;
}

export type MeetingFactsOfSteps = Readonly<Partial<Record<MeetingStepName, StepFact>>>;

type Asked = Pick<MeetingRecord, 'id' | 'period' | 'frozen_at' | 'opened_at'>;

/** The facts of the steps of these meetings, by meeting. */
export async function stepFacts(
  db: Db,
  meetings: readonly Asked[],
): Promise<ReadonlyMap<number, MeetingFactsOfSteps>> {
  if (meetings.length === 0) return new Map();
  const ids = meetings.map(({ id }) => id);
  const months = [...new Set(meetings.map((one) => lastMonthOf(meetingPeriod(one))))];
  const periods = [...new Set(meetings.map(({ period }) => period))];
  const [closings, bulletins, cities, papers, agenda, lines, tasks, releases] = await Promise.all([
    db.selectFrom('closing').select(['period', 'closed_at']).where('period', 'in', months).execute(),
    bulletinsOf(db, periods),
    citiesOf(db, months),
    papersOf(db, ids),
    agendaOf(db, ids),
    linesOf(db, ids),
    tasksOf(db, ids),
    releasesOf(db, ids),
  ]);
  return new Map(
    meetings.map((meeting): [number, MeetingFactsOfSteps] => {
      const month = lastMonthOf(meetingPeriod(meeting));
      const own = <T extends { readonly meeting_id: number | null }>(rows: readonly T[]) =>
        rows.find(({ meeting_id }) => meeting_id === meeting.id);
      const paper = (kind: string) =>
        papers.find((one) => one.meeting_id === meeting.id && one.kind === kind);
      const sheets = papers.filter(
        (one) =>
          one.meeting_id === meeting.id && !['minutes', 'letter', 'notice', 'speech'].includes(one.kind),
      );
      const inMonth = cities.filter((one) => one.month === month);
      const reported = inMonth.filter(({ unreported }) => unreported === 0);
      const judged = reported.filter(({ waiting }) => waiting === 0);
      const speaks = own(agenda);
      const cards = paper('comment-card');
      const minutes = paper('minutes');
      const notice = paper('notice');
      const bulletin = bulletins.find(({ period }) => period === meeting.period);
      const line = own(lines);
      const task = own(tasks);
      const reached: MeetingFactsOfSteps = {
        notice: once(notice?.issued_at ?? notice?.first_sent ?? null),
        cityReports: share(reported.length, inMonth.length, latest(reported.map((one) => one.computed_at))),
        crossCheck: share(judged.length, inMonth.length, latest(judged.map((one) => one.computed_at))),
        closeMonth: once(closings.find(({ period }) => period === month)?.closed_at ?? null),
        bulletin: once(bulletin?.issued_at ?? bulletin?.created_at ?? null),
        cards: share(
          cards?.papers ?? 0,
          Math.max(speaks?.comments ?? 0, cards === undefined ? 1 : 0),
          cards?.last_made ?? null,
        ),
        speakers: share(speaks?.confirmed ?? 0, speaks?.speakers ?? 0, speaks?.confirmed_at ?? null),
        papersNumbered: once(meeting.frozen_at),
        papersSent: share(
          sum(sheets.map(({ sent }) => sent)),
          sum(sheets.map(({ to_send }) => to_send)),
          latest(sheets.map(({ last_sent }) => last_sent)),
        ),
        meeting: once(meeting.opened_at),
        minutesDraft: once(minutes?.first_made ?? null),
        minutesIssued: once(minutes?.issued_at ?? null),
        tasksIssued: share(line?.issued ?? 0, line?.requirements ?? 0, line?.issued_at ?? null),
        release: once(own(releases)?.published_at ?? null),
        arrangements: share(task?.arranged ?? 0, task?.tasks ?? 0, task?.arranged_on ?? null),
        firstResults: share(task?.moved ?? 0, task?.tasks ?? 0, task?.moved_on ?? null),
      };
      return [meeting.id, reached];
    }),
  );
}

const once = (at: Date | null): StepFact => ({
  reached: at !== null,
  on: at === null ? null : beijingDay(at),
  done: null,
  of: null,
});

/** Reached when all have done it, and there is something to do. */
function share(done: number, of: number, last: Date | Day | null): StepFact {
  const reached = of > 0 && done >= of;
  const on = last instanceof Date ? beijingDay(last) : last;
  return { reached, on: reached ? on : null, done: Math.min(done, of), of };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const latest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce<Date | null>(
    (last, one) => (one !== null && (last === null || one > last) ? one : last),
    null,
  );

async function bulletinsOf(db: Db, periods: readonly string[]) {
  return db
    .selectFrom('bulletin')
    .select((eb) => [
      'period',
      eb.fn.min<Date>('created_at').as('created_at'),
      eb.fn.min<Date | null>('issued_at').as('issued_at'),
    ])
    .where('period', 'in', periods)
    .groupBy('period')
    .execute();
}

interface CityMonth {
  readonly month: string;
  readonly unreported: number;
  readonly waiting: number;
  readonly computed_at: Date;
}

/** Cities with items in a month: reports that are missing, and those that nobody has judged. */
async function citiesOf(db: Db, months: readonly string[]): Promise<CityMonth[]> {
  const { rows } = await sql<CityMonth>`
    with waiting as (
      select r.month, i.city_code, count(*)::int as n
      from item_report r join item i on i.id = r.item_id
      where r.state = 'sent' and r.month = any(${[...months]})
        and not exists (
          select from item_report later
          where later.item_id = r.item_id and later.month = r.month and later.id > r.id and later.state <> 'returned')
      group by r.month, i.city_code)
    select p.month, sum(p.unreported)::int as unreported, coalesce(max(w.n), 0)::int as waiting,
      max(p.computed_at) as computed_at
    from program_month p
    join region r on r.code = p.region_code and r.level = 'city'
    join program g on g.key = p.program_key and g.state = 'active'
    left join waiting w on w.month = p.month and w.city_code = p.region_code
    where p.month = any(${[...months]}) and p.items > 0
    group by p.month, p.region_code`.execute(db);
  return rows;
}

interface PapersOfKind {
  readonly meeting_id: number;
  readonly kind: string;
  readonly papers: number;
  readonly first_made: Date;
  readonly last_made: Date;
  readonly issued_at: Date | null;
  /** What goes to somebody: papers for all and for cities, a card whose reader has an account. */
  readonly to_send: number;
  readonly sent: number;
  readonly first_sent: Date | null;
  readonly last_sent: Date | null;
}

async function papersOf(db: Db, ids: readonly number[]): Promise<PapersOfKind[]> {
  const { rows } = await sql<PapersOfKind>`
    select p.meeting_id, p.kind, count(*)::int as papers, min(p.created_at) as first_made, max(p.created_at) as last_made,
      max(p.issued_at) as issued_at, min(c.first) as first_sent,
      count(*) filter (where p.kind in ('agenda', 'review', 'city-paper') or p.user_id is not null)::int as to_send,
      count(c.first) filter (where p.kind in ('agenda', 'review', 'city-paper') or p.user_id is not null)::int as sent,
      max(c.first) as last_sent
    from paper p
    left join lateral (
      select min(sent_at) as first from paper_copy
      where owner_kind = 'paper' and owner_id = p.id and withdrawn_at is null) c on true
    where p.meeting_id = any(${[...ids]}) and p.state <> 'withdrawn'
    group by p.meeting_id, p.kind`.execute(db);
  return rows;
}

async function agendaOf(db: Db, ids: readonly number[]) {
  const { rows } = await sql<{
    meeting_id: number;
    comments: number;
    speakers: number;
    confirmed: number;
    confirmed_at: Date | null;
  }>`
    select meeting_id,
      count(*) filter (where kind = 'comments')::int as comments,
      count(*) filter (where kind <> 'comments')::int as speakers,
      count(*) filter (where kind <> 'comments' and confirmed_at is not null)::int as confirmed,
      max(confirmed_at) filter (where kind <> 'comments') as confirmed_at
    from agenda_item
    where meeting_id = any(${[...ids]}) and parent_id is not null and kind in ('experience', 'pledge', 'comments')
    group by meeting_id`.execute(db);
  return rows;
}

/** Requirements of the record, and those of them that are tasks sent out. */
async function linesOf(db: Db, ids: readonly number[]) {
  const { rows } = await sql<{
    meeting_id: number;
    requirements: number;
    issued: number;
    issued_at: Date | null;
  }>`
    select l.meeting_id, count(*)::int as requirements, count(t.first)::int as issued, max(t.first) as issued_at
    from record_line l
    left join lateral (
      select min(task.issued_at) as first from record_task rt join task on task.id = rt.task_id
      where rt.line_id = l.id and task.state not in ('draft', 'cancelled')) t on true
    where l.meeting_id = any(${[...ids]}) and l.kind = 'requirement' and l.state = 'kept'
    group by l.meeting_id`.execute(db);
  return rows;
}

/** What became of the tasks: arranged (13710's third day is met by a report, a dated plan or the result), and moved. */
async function tasksOf(db: Db, ids: readonly number[]) {
  const { rows } = await sql<{
    meeting_id: number;
    tasks: number;
    arranged: number;
    arranged_on: Day | null;
    moved: number;
    moved_on: Day | null;
  }>`
    select meeting_id, count(*)::int as tasks, count(arranged)::int as arranged, max(arranged) as arranged_on,
      count(moved)::int as moved, max(moved) as moved_on
    from (
      select distinct on (l.meeting_id, t.id) l.meeting_id,
        least(t.reported_on, t.planned_on, t.settled_on, t.closed_on) as arranged,
        case when t.progress > 0 or t.settled_on is not null or t.closed_on is not null
          then least(t.last_report_on, t.settled_on, t.closed_on) end as moved
      from record_task rt join record_line l on l.id = rt.line_id join task t on t.id = rt.task_id
      where l.meeting_id = any(${[...ids]}) and t.state not in ('draft', 'cancelled') and t.not_applicable is null) x
    group by meeting_id`.execute(db);
  return rows;
}

async function releasesOf(db: Db, ids: readonly number[]) {
  return db
    .selectFrom('release')
    .select((eb) => ['meeting_id', eb.fn.min<Date | null>('published_at').as('published_at')])
    .where('meeting_id', 'in', ids)
    .where('published_at', 'is not', null)
    .groupBy('meeting_id')
    .execute();
}
