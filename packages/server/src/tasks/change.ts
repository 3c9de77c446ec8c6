/** Every change of a task goes this way: seen, locked, guarded, applied, derived anew, written into history and audit. */

import { AppError, type TaskAct, type TaskEventKind } from '@qingzhang/contract';
import { sql } from 'kysely';
import { bookDebts } from '../accounts/debts/book.ts';
import { type Call, personIds } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import { beijingDay } from '../platform/clock.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { derive, isOpen, type Rules } from './derive.ts';
import { findTask, loadExtras, rollUp } from './queries.ts';
import { returnedOf, type TaskPatch, type TaskRecord } from './record.ts';
import { taskSettings } from './settings.ts';
import { type ActFacts, requireAct } from './sides.ts';

/** What an act stands on. */
export interface ActContext extends Rules {
  readonly trx: Db;
  readonly call: Call;
  readonly task: TaskRecord;
}

/** What an act does to the task. */
export interface Change {
  readonly patch: TaskPatch;
  readonly event: {
    readonly kind: TaskEventKind;
    readonly reason?: string | null;
    readonly detail?: Readonly<Record<string, unknown>>;
  };
  /** Told and booked after the task has its new state, in the same transaction. */
  readonly after?: (task: TaskRecord) => Promise<void>;
}

/** The day, the calendar and the settings of a call. */
export async function rulesOf(db: Db, at: Date): Promise<Rules> {
  const [calendar, settings] = await Promise.all([readCalendar(db), readSetting(db, taskSettings)]);
  return { today: beijingDay(at), calendar, settings };
}

/** Who has a hand in what is under way, as the guards ask it. */
export async function actFacts(db: Db, task: TaskRecord, today: string): Promise<ActFacts> {
  const [extras, reports, extension, reporters] = await Promise.all([
    loadExtras(db, [task.id]),
    db
      .selectFrom('task_report')
      .select(['sent_by', 'sent_for'])
      .where('task_id', '=', task.id)
      .where('state', '=', 'sent')
      .execute(),
    db
      .selectFrom('task_extension')
      .select(['asked_by', 'asked_for'])
      .where('task_id', '=', task.id)
      .where('approved', 'is', null)
      .executeTakeFirst(),
    db
      .selectFrom('task_report')
      .select(['sent_by', 'sent_for'])
      .distinct()
      .where('task_id', '=', task.id)
      .execute(),
  ]);
  const known = (...ids: readonly (number | null | undefined)[]) =>
    ids.filter((id) => typeof id === 'number');
  const { notice, closePeople } = extras(task.id);
  return {
    today,
    closePeople: [...closePeople, ...reporters.flatMap((one) => known(one.sent_by, one.sent_for))],
    reportPeople: reports.flatMap((one) => known(one.sent_by, one.sent_for)),
    extensionPeople: known(extension?.asked_by, extension?.asked_for),
    unanswered: notice !== null && notice.replyDue !== null && !notice.replied,
    noticeInForce: notice !== null,
  };
}

/**
 * Do one act: in one transaction the task is found within the actor's sight, locked, compared with the revision the actor
 * saw (null: not asked), guarded by `requireAct`, changed and written down.
 */
export async function act(
  db: Db,
  call: Call,
  asked: { readonly id: number; readonly revision: number | null; readonly act: TaskAct },
  run: (context: ActContext) => Promise<Change>,
): Promise<number> {
  return transaction(db, async (trx) => {
    const task = await findTask(trx, call.actor, asked.id, true);
    if (asked.revision !== null && asked.revision !== task.revision) {
      throw new AppError('task.changed', { no: task.no });
    }
    const rules = await rulesOf(trx, call.at);
    requireAct(asked.act, call.actor, task, await actFacts(trx, task, rules.today));
    const context = { ...rules, trx, call, task };
    await applyChange(context, await run(context));
    return task.id;
  });
}

/** Apply a change to a locked task: derived columns, history, audit, its parent, the city's books. */
export async function applyChange(context: ActContext, change: Change): Promise<TaskRecord> {
  const { trx, call, task } = context;
  const merged: TaskRecord = { ...task, ...plain(change.patch) };
  const stateChanged = merged.state !== task.state;
  const patch: TaskPatch = {
    ...change.patch,
    ...(stateChanged ? { state_since: call.at, open: isOpen(merged.state) } : {}),
    revision: task.revision + 1,
    changed_at: call.at,
  };
  await trx.updateTable('task').set(patch).where('id', '=', task.id).execute();
  const record = await renew(context, task.id);
  await writeEvent(context, record, change.event, task.state);
  if (record.parent_id !== null) await renewParent(context, record.parent_id);
  await bookTask(context, task, record);
  await change.after?.(record);
  // What `after` writes (a notice, a look-back) may change what is to be done next.
  return change.after === undefined ? record : renew(context, task.id);
}

/** Patches of ours hold plain values only. */
function plain(patch: TaskPatch): Partial<TaskRecord> {
  return patch as object as Partial<TaskRecord>;
}

/** Compute the derived columns of one task again, from what the database holds now. */
export async function renew(
  context: Pick<ActContext, 'trx' | 'today' | 'calendar' | 'settings'>,
  id: number,
): Promise<TaskRecord> {
  const record = await context.trx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const extras = (await loadExtras(context.trx, [id]))(id);
  return context.trx
    .updateTable('task')
    .set(derive(record, extras, context))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** A parent's progress follows from its parts'. */
async function renewParent(context: ActContext, id: number): Promise<void> {
  const parent = await context.trx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const sums = await rollUp(context.trx, id);
  await context.trx
    .updateTable('task')
    .set({
      parts: sums.parts,
      parts_closed: sums.closed,
      progress: sums.progress,
      last_report_on: context.today,
      reported_on: parent.reported_on ?? context.today,
      revision: parent.revision + 1,
      changed_at: context.call.at,
    })
    .where('id', '=', id)
    .execute();
  await renew(context, id);
  if (parent.parent_id !== null) await renewParent(context, parent.parent_id);
}

/** A line of the history, and one of the audit log. */
export async function writeEvent(
  { trx, call }: Pick<ActContext, 'trx' | 'call'>,
  record: TaskRecord,
  event: Change['event'],
  before: string | null,
): Promise<void> {
  const detail = event.detail ?? {};
  await trx
    .insertInto('task_event')
    .values({
      task_id: record.id,
      at: call.at,
      actor_id: call.actor.id,
      actor: call.actor.login,
      post: call.actor.post,
      acting_for: call.actor.actingFor?.post ?? null,
      kind: event.kind,
      from_state: before,
      to_state: record.state,
      reason: event.reason ?? null,
      detail: JSON.stringify(detail),
    })
    .execute();
  await audit(trx, call, {
    action: `task.${event.kind}`,
    objectType: 'task',
    objectId: record.id,
    detail: { ...detail, ...(event.reason ? { reason: event.reason } : {}), from: before, to: record.state },
  });
}

/** 欠账: a city's task enters its books at issue, is paid at close-out, comes back at a rebound (DIS-3.5). */
async function bookTask(
  { trx, call, today }: ActContext,
  before: TaskRecord,
  after: TaskRecord,
): Promise<void> {
  // What a city split among its counties is the city's own affair: the whole stands in its books already.
  if (after.city_code === null || after.issuer_city !== null || after.clock_from === null) return;
  const owes = (one: TaskRecord) =>
    one.clock_from !== null && one.state !== 'closed' && one.not_applicable === null;
  const move = (kind: 'added' | 'paid' | 'rebound', amount: number) =>
    bookDebts(trx, call, [
      {
        subject: 'tasks',
        ref: String(after.id),
        cityCode: after.city_code ?? '',
        unit: '项',
        openedOn: after.issued_at === null ? today : beijingDay(after.issued_at),
        dueOn: after.deadline,
        kind,
        amount,
      },
    ]);
  if (owes(before) === owes(after)) {
    return owes(after) && before.deadline !== after.deadline ? move('added', 0) : undefined;
  }
  if (owes(after))
    return move(before.state === 'closed' && after.state !== 'closed' ? 'rebound' : 'added', 1);
  // 本市无此项: it never was this city's debt, so it is taken off and not paid.
  return after.state === 'closed' && before.state !== 'closed' ? move('paid', 1) : move('added', -1);
}

/** The post and the deputy's mark of who acts, as rows keep them. */
export function hand(call: Call) {
  return {
    by: call.actor.id,
    for: call.actor.actingFor?.id ?? null,
    post: call.actor.post,
    actingFor: call.actor.actingFor?.post ?? null,
    people: [...personIds(call.actor)],
  };
}

/** Returned once more: what the responsible side reads first. */
export function returnMark(task: TaskRecord, call: Call, reason: string) {
  const times = (returnedOf(task)?.times ?? 0) + 1;
  return JSON.stringify({ reason, post: call.actor.post, at: call.at.toISOString(), times });
}

/** A reason that must be given. */
export function needReason(reason: string): string {
  if (reason.trim().length < 2) throw new AppError('task.reasonNeeded');
  return reason.trim();
}

/** An advisory-free lock order: tasks by id. */
export async function lockTasks(trx: Db, ids: readonly number[]): Promise<TaskRecord[]> {
  if (ids.length === 0) return [];
  return trx
    .selectFrom('task')
    .selectAll()
    .where(sql<boolean>`id = any(${[...ids]})`)
    .orderBy('id')
    .forUpdate()
    .execute();
}
