/**
 * 记录更正随带任务 (DIS-8.2): while the minutes are not issued, a change of a line changes what was made of it: tasks that
 * nobody has taken up yet and promises not yet judged. What was taken up changes by its own acts alone, and is told apart
 * (`apart.ts`). After the minutes the record is closed.
 */
import { AppError, RecordMeasure } from '@qingzhang/contract';
import { officialDate } from '@qingzhang/documents';
import { sayDemand, sayMeasure } from '@qingzhang/domain';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { amendTask, withdrawTask } from '../../tasks/amend.ts';
import type { Given } from '../../tasks/create.ts';
import { bookCommitments, bookDue } from '../commitments/book.ts';
import type { LineFields, LineRow } from '../stage/record-rows.ts';
import { placesOf } from './owed.ts';
import { type TaskOfLine, taskOf, taskSources } from './task-of.ts';

/** Refuse a change of the record once its minutes are out: what they say stands. The caller holds the stage. */
export async function requireOpenRecord(trx: Db, meetingId: number): Promise<void> {
  const minutes = await trx
    .selectFrom('paper')
    .select('number')
    .where('meeting_id', '=', meetingId)
    .where('kind', '=', 'minutes')
    .where('state', '=', 'issued')
    .executeTakeFirst();
  if (minutes !== undefined) throw new AppError('record.closed', { number: minutes.number ?? '' });
}

/** Carry a change of a line to what was made of it, in the transaction that changed it. */
export async function carryChange(
  trx: Db,
  call: Call,
  meetingId: number,
  before: LineRow,
  after: LineFields,
): Promise<void> {
  const line = { meetingId, id: before.id, before, after, reason: sayChange(before, after) };
  if (before.kind === 'requirement') await carryToTasks(trx, call, line);
  if (before.kind === 'commitment') await carryToPromises(trx, call, line);
}

interface ChangedLine {
  readonly meetingId: number;
  readonly id: number;
  readonly before: LineFields;
  readonly after: LineFields;
  /** What changed, for history and for who is told. */
  readonly reason: string;
}

/** Where the line still asks for something: nowhere once it is withdrawn or is something else. */
const standing = (line: LineFields, kind: LineFields['kind']): readonly (string | null)[] =>
  line.state === 'void' || line.kind !== kind ? [] : placesOf(line);

async function carryToTasks(trx: Db, call: Call, { meetingId, id, before, after, reason }: ChangedLine) {
  const tasks = await trx
    .selectFrom('record_task as r')
    .innerJoin('task as t', 't.id', 'r.task_id')
    .select(['t.id', 't.no', 't.city_code', 't.county_code'])
    .where('r.line_id', '=', id)
    .where('t.state', '<>', 'cancelled')
    .orderBy('t.id')
    .execute();
  if (tasks.length === 0) return;
  const places = standing(after, 'requirement');
  const sources = await taskSources(trx, call.at);
  const outcomes: Record<string, string> = {};
  for (const task of tasks) {
    const place = task.county_code ?? task.city_code;
    const name = task.no ?? String(task.id);
    if (!places.includes(place)) {
      outcomes[name] = `withdraw:${await withdrawTask(trx, call, task.id, reason)}`;
      continue;
    }
    const given = changedFields(taskOf(before, place, sources), taskOf(after, place, sources), sources.today);
    if (Object.keys(given).length === 0) continue;
    outcomes[name] = `change:${await amendTask(trx, call, task.id, given, reason)}`;
  }
  if (Object.keys(outcomes).length === 0) return;
  await audit(trx, call, {
    action: 'record.carry',
    objectType: 'record',
    objectId: id,
    detail: { meeting: meetingId, tasks: outcomes },
  });
}

/**
 * The fields of the task that the change of the line changes: what the office set by hand on a draft stays. What the line
 * lacks for a moment is not taken from the task, and nobody is given a day that is over.
 */
function changedFields(was: TaskOfLine, is: TaskOfLine, today: string): Given {
  const differs = (key: keyof TaskOfLine) => JSON.stringify(was[key]) !== JSON.stringify(is[key]);
  const deadline = differs('deadline') && is.deadline !== null && is.deadline >= today;
  const owner = differs('ownerPost') && is.ownerPost !== '';
  const measure = (differs('measure') || differs('link')) && is.measure !== null;
  return {
    ...(differs('text') && is.text !== '' ? { text: is.text } : {}),
    ...(differs('leadUnit') && is.leadUnit !== '' ? { leadUnit: is.leadUnit } : {}),
    ...(differs('supportingUnits') ? { supportingUnits: is.supportingUnits } : {}),
    ...(owner ? { ownerPost: is.ownerPost, ownerId: is.ownerId } : {}),
    ...(deadline ? { deadline: is.deadline, complexity: is.complexity } : {}),
    ...(measure ? { measure: is.measure, link: is.link } : {}),
  };
}

async function carryToPromises(trx: Db, call: Call, { meetingId, id, before, after, reason }: ChangedLine) {
  const rows = await trx
    .selectFrom('commitment')
    .selectAll()
    .where('line_id', '=', id)
    .orderBy('id')
    .forUpdate()
    .execute();
  const had = standing(before, 'commitment');
  const has = standing(after, 'commitment');
  for (const row of rows) {
    const stands = has.includes(row.city_code);
    const back = row.state === 'withdrawn' && stands && !had.includes(row.city_code);
    // What a meeting has judged is that meeting's.
    if (row.state !== 'open' && !back) continue;
    const due = after.deadline ?? row.due;
    const state = stands ? ('open' as const) : ('withdrawn' as const);
    await trx
      .updateTable('commitment')
      .set({
        ...(stands
          ? {
              text: after.text === '' ? row.text : after.text,
              due,
              program_key: after.program,
              ...(after.measure === null ? {} : { measure: JSON.stringify(after.measure) }),
            }
          : {}),
        state,
        settled_by: stands ? null : call.actor.id,
        settled_post: stands ? null : call.actor.post,
        settled_at: stands ? null : call.at,
        suggested: null,
      })
      .where('id', '=', row.id)
      .execute();
    const from = back ? ('withdrawn' as const) : ('open' as const);
    const booked = { ...row, due };
    if (from === state) await bookDue(trx, call, booked);
    else await bookCommitments(trx, call, [booked], from, state);
    await audit(trx, call, {
      action: 'commitment.carry',
      objectType: 'commitment',
      objectId: row.id,
      detail: { meeting: meetingId, from, to: state, reason },
    });
  }
}

/** 会议记录更正：完成时限 2025年6月30日 → 2025年7月31日. */
function sayChange(before: LineFields, after: LineFields): string {
  if (after.state === 'void') return '会议记录中这一条已作废';
  if (after.kind !== before.kind) return '会议记录更正：这一条不再是要求、承诺';
  const said = (line: LineFields): readonly (readonly [string, string])[] => [
    ['内容', sayDemand(line)],
    ['责任单位', line.leadUnit],
    ['配合单位', line.supportingUnits.join('、')],
    ['责任岗位', line.ownerPost],
    ['完成时限', line.deadline === null ? '' : officialDate(line.deadline)],
    ['完成标准', line.measure === null ? '' : sayMeasure(RecordMeasure.parse(line.measure))],
  ];
  const now = said(after);
  const changes = said(before).flatMap(([name, was], index) => {
    const is = now[index]?.[1] ?? '';
    return was === is ? [] : [`${name} ${was === '' ? '（空）' : was} → ${is === '' ? '（空）' : is}`];
  });
  return `会议记录更正${changes.length === 0 ? '' : `：${changes.join('；')}`}`.slice(0, REASON);
}

/** So much of a reason a message carries. */
const REASON = 1900;
