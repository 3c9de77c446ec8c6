/** 要求转任务、承诺入账 (DIS-8.2, DIS-6.5): what was required and promised becomes work that is followed up. */
import { NewTask } from '@qingzhang/contract';
import { chineseNumeral } from '@qingzhang/documents';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { createTask, issueTask } from '../../tasks/create.ts';
import { missingForIssue } from '../../tasks/derive.ts';
import { bookCommitments } from '../commitments/book.ts';
import { type MeetingRecord, requireMeeting } from '../cycle/read.ts';
import { lockStage } from '../locks.ts';
import type { LineRow } from '../stage/record-rows.ts';
import { requireEnded } from './draft-minutes.ts';
import { settleFollowed } from './followed.ts';
import { gapsOf, keptLines } from './gaps.ts';
import { missingTasks, type Owed, unbookedCommitments } from './owed.ts';
import { taskOf, taskSources } from './task-of.ts';

/** What was made. */
export interface MadeTasks {
  readonly tasks: number;
  readonly commitments: number;
  /** Lines left out because something is missing. */
  readonly incomplete: number;
}

/**
 * Every requirement becomes one task a city (or one of the province), issued at once; every promise an entry of its city's
 * books. Doing it again, also at the same time, makes only what is missing; a line that lacks something waits until it is
 * filled. Refused before the meeting has ended (`meeting.state`).
 */
export async function makeTasks(db: Db, call: Call, meetingId: number): Promise<MadeTasks> {
  requirePermission(call.actor, 'tasks.write');
  requirePermission(call.actor, 'meetings.record');
  return transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId, { hold: true });
    requireEnded(meeting, 'tasks');
    // A line kept at this moment is either counted here or refused there.
    await lockStage(trx, meetingId, call.at);
    const lines = await keptLines(trx, meetingId);
    const gaps = new Set(gapsOf(lines).map(({ clientKey }) => clientKey));
    const whole = lines.filter(({ clientKey }) => !gaps.has(clientKey));
    // The order in which the minutes count them.
    const demands = lines.filter(({ kind, text }) => kind === 'requirement' && text !== '');
    const clauseOf = (line: LineRow) => clauseWords(demands.indexOf(line) + 1);
    const tasks = await sendTasks(trx, call, meeting, await missingTasks(trx, whole), clauseOf);
    const commitments = await bookPromises(trx, call, meeting, await unbookedCommitments(trx, whole));
    const made = { tasks, commitments, incomplete: gaps.size };
    await audit(trx, call, {
      action: 'meeting.tasks',
      objectType: 'meeting',
      objectId: meetingId,
      detail: made,
    });
    await settleFollowed(trx, call, meetingId);
    return made;
  });
}

const clauseWords = (n: number) => `会议要求（${n <= 99 ? chineseNumeral(n) : n}）`;

async function sendTasks(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  owed: readonly Owed[],
  clauseOf: (line: LineRow) => string,
): Promise<number> {
  if (owed.length === 0) return 0;
  const [sources, minutes] = await Promise.all([
    taskSources(trx, call.at),
    trx
      .selectFrom('paper')
      .select(['number', 'title'])
      .where('meeting_id', '=', meeting.id)
      .where('kind', '=', 'minutes')
      .where('state', '=', 'issued')
      .executeTakeFirst(),
  ]);
  const { today } = sources;
  for (const { line, city } of owed) {
    const input = NewTask.parse({
      ...taskOf(line, city, sources),
      source: 'meeting',
      sourceTitle: meeting.title,
      sourceDocument: minutes === undefined ? null : `${minutes.title}${minutes.number ?? ''}`,
      sourceClause: clauseOf(line),
      sourceLink: `/meetings/${meeting.id}`,
    });
    const id = await createTask(trx, call, input, meeting.simulated);
    await trx.insertInto('record_task').values({ line_id: line.id, task_id: id }).execute();
    const task = await trx
      .selectFrom('task')
      .select(['revision', 'lead_unit', 'owner_post', 'deadline', 'measure'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    // A deadline that is over already is for the office to set anew: the draft waits on its desk.
    const over = task.deadline !== null && task.deadline < today;
    if (!over && missingForIssue(task).length === 0) await issueTask(trx, call, id, task.revision);
  }
  return owed.length;
}

async function bookPromises(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  owed: readonly Owed[],
): Promise<number> {
  const rows = owed.flatMap(({ line, city }) =>
    city === null || line.deadline === null ? [] : [{ line, city, due: line.deadline }],
  );
  if (rows.length === 0) return 0;
  const made = await trx
    .insertInto('commitment')
    .values(
      rows.map(({ line, city, due }) => ({
        meeting_id: meeting.id,
        line_id: line.id,
        city_code: city,
        program_key: line.program,
        text: line.text,
        measure: line.measure === null ? null : JSON.stringify(line.measure),
        made_on: beijingDay(meeting.opened_at ?? meeting.starts_at),
        due,
        state: 'open',
        simulated: meeting.simulated,
      })),
    )
    .onConflict((conflict) => conflict.columns(['line_id', 'city_code']).doNothing())
    .returning(['id', 'city_code', 'made_on', 'due', 'simulated'])
    .execute();
  await bookCommitments(trx, call, made, null, 'open');
  return made.length;
}
