/** 会后落实 (DIS-6.1 T+1 … T+7, 13710): what the meeting left to do and how far it is, as far as one sees it. */
import { AppError, type Commitment, type FollowUp, type Lang } from '@qingzhang/contract';
import type { Actor, Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may, requirePermission, seesRegion } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import { rulesOf } from '../../tasks/change.ts';
import { type Rules, taskClocks } from '../../tasks/derive.ts';
import { lampOf } from '../../tasks/facts.ts';
import type { TaskRecord } from '../../tasks/record.ts';
import { commitmentViews, seesCommitment } from '../commitments/list.ts';
import { commitmentRows } from '../commitments/read.ts';
import { isInvited, type MeetingRecord, requireMeeting } from '../cycle/read.ts';
import { listPapers } from '../papers/service.ts';
import { attends } from '../stage/access.ts';
import { readLineRows } from '../stage/record-rows.ts';
import { type Apart, apartOf } from './apart.ts';
import { hasEnded } from './draft-minutes.ts';
import { gapsOf, isInForce } from './gaps.ts';

type FollowedTask = FollowUp['tasks'][number];

/** The meeting as far as its follow-up is the actor's: who is invited but has no venue there learns nothing of it. */
export async function requireFollowed(db: Db, actor: Actor, id: number): Promise<MeetingRecord> {
  const meeting = await requireMeeting(db, actor, id);
  if (isInvited(actor) && !(await attends(db, actor, id))) {
    throw new AppError('thing.notFound', { what: 'meeting', id });
  }
  return meeting;
}

/** What the meeting left to do: minutes with their gaps, tasks with their clocks, promises, letters, the release. */
export async function readFollowUp(db: Db, call: Call, meetingId: number, lang: Lang): Promise<FollowUp> {
  const { actor } = call;
  requirePermission(actor, 'meetings.read');
  const meeting = await requireFollowed(db, actor, meetingId);
  const [papers, all, tasks, commitments, release, rules, regions] = await Promise.all([
    listPapers(db, actor, meetingId),
    readLineRows(db, meetingId),
    tasksOf(db, actor, meetingId),
    commitmentRows(db, { meeting: meetingId }),
    releaseOf(db, actor, meetingId),
    rulesOf(db, call.at),
    listRegions(db),
  ]);
  const promises = await commitmentViews(
    db,
    actor,
    commitments.filter((row) => seesCommitment(actor, row)),
    lang,
  );
  const lines = all.filter(isInForce);
  const apart = may(actor, 'meetings.follow') ? await apartOf(db, tasks, all, call.at) : null;
  const followed = tasks.map((record) => followedTask(record, rules, apart?.get(record.id) ?? []));
  const ended = hasEnded(meeting);
  return {
    minutes: papers.find(({ kind }) => kind === 'minutes') ?? null,
    gaps: may(actor, 'meetings.follow') ? gapsOf(lines) : [],
    requirements: isInvited(actor)
      ? new Set(tasks.map(({ line_id }) => line_id)).size
      : lines.filter(({ kind }) => kind === 'requirement').length,
    tasks: followed.map(({ task }) => task),
    cities: cityRows(
      followed,
      promises,
      regions.map(({ code }) => code),
    ),
    commitments: promises,
    letters: papers.filter(({ kind }) => kind === 'letter'),
    release,
    can: {
      draft: ended && may(actor, 'papers.write'),
      issue: ended && may(actor, 'papers.issue'),
      tasks: ended && may(actor, 'tasks.write') && may(actor, 'meetings.record'),
      release: may(actor, 'releases.write'),
    },
  };
}

type TaskOfLine = TaskRecord & { readonly line_id: number };

/** Tasks made of the meeting's requirements, in the order of record and cities; of elsewhere nothing. */
async function tasksOf(db: Db, actor: Actor, meetingId: number): Promise<TaskOfLine[]> {
  const rows = await db
    .selectFrom('record_task as r')
    .innerJoin('record_line as l', 'l.id', 'r.line_id')
    .innerJoin('task as t', 't.id', 'r.task_id')
    .leftJoin('region as g', 'g.code', 't.city_code')
    .selectAll('t')
    .select('r.line_id')
    .where('l.meeting_id', '=', meetingId)
    .where('t.state', '<>', 'cancelled')
    .orderBy('l.sort')
    .orderBy('l.id')
    .orderBy('g.sort')
    .orderBy('t.id')
    .execute();
  if (!isInvited(actor)) return rows;
  const { programs } = actor.scope;
  return rows.filter(
    (row) =>
      // A draft is not yet given to anybody.
      row.state !== 'draft' &&
      row.city_code !== null &&
      seesRegion(actor, row.city_code, row.county_code) &&
      (row.program_key === null || programs === 'all' || programs.includes(row.program_key)),
  );
}

interface Followed {
  readonly task: FollowedTask;
  readonly city: string | null;
  /** 逾期: open past its deadline now, as everywhere else. */
  readonly late: boolean;
  /** Open, and the arrangement that was due by the third day is still lacking. */
  readonly unarranged: boolean;
  /** 曾逾期: not late now, but arranged after its third day or done after its deadline. */
  readonly wasLate: boolean;
  readonly closed: boolean;
}

function followedTask(record: TaskRecord, rules: Rules, apart: Apart): Followed {
  const clocks = taskClocks(record, rules);
  const signed = clocks.find(({ clock }) => clock === 'sign');
  const arranged = clocks.find(({ clock }) => clock === 'progress');
  const closed = record.state === 'closed';
  const late = record.overdue && !closed;
  const done = record.settled_on ?? record.closed_on;
  const slow = arranged?.state === 'late';
  return {
    city: record.city_code,
    late,
    unarranged: slow && arranged.doneOn === null && !closed,
    wasLate:
      !late &&
      ((slow && (arranged.doneOn !== null || closed)) ||
        (done !== null && record.deadline !== null && done > record.deadline)),
    closed,
    task: {
      id: record.id,
      no: record.no,
      text: record.text,
      city: record.city_code,
      ownerPost: record.owner_post ?? '',
      deadline: record.deadline,
      lamp: lampOf(record),
      state: record.state,
      signedOn: record.signed_at === null ? (signed?.doneOn ?? null) : beijingDay(record.signed_at),
      arrangedOn: arranged?.doneOn ?? null,
      arrangedDue: arranged?.due ?? null,
      apart,
    },
  };
}

/** T+3 by city, in protocol order. What is late now stands apart from what was late once and is done. */
function cityRows(
  followed: readonly Followed[],
  commitments: readonly Commitment[],
  order: readonly string[],
): FollowUp['cities'] {
  const cities = new Map<string, FollowUp['cities'][number]>();
  const of = (city: string) => {
    const row = cities.get(city) ?? {
      city,
      tasks: 0,
      signed: 0,
      arranged: 0,
      unarranged: 0,
      late: 0,
      wasLate: 0,
      closed: 0,
      commitments: 0,
      kept: 0,
    };
    cities.set(city, row);
    return row;
  };
  for (const { task, city, late, unarranged, wasLate, closed } of followed) {
    if (city === null) continue;
    const row = of(city);
    row.tasks += 1;
    row.signed += task.signedOn === null ? 0 : 1;
    row.arranged += task.arrangedOn === null ? 0 : 1;
    row.unarranged += unarranged ? 1 : 0;
    row.late += late ? 1 : 0;
    row.wasLate += wasLate ? 1 : 0;
    row.closed += closed ? 1 : 0;
  }
  for (const { city, state } of commitments) {
    const row = of(city);
    row.commitments += 1;
    row.kept += state === 'kept' || state === 'late' ? 1 : 0;
  }
  return order.flatMap((code) => cities.get(code) ?? []);
}

async function releaseOf(db: Db, actor: Actor, meetingId: number): Promise<FollowUp['release']> {
  if (!may(actor, 'releases.read')) return null;
  const row = await db
    .selectFrom('release')
    .select(['id', 'title', 'state'])
    .where('meeting_id', '=', meetingId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
