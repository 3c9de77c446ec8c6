/** 随来源更正、撤回: what nobody has taken up yet follows the record it was made from; what was taken up does not. */
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { type ActContext, applyChange, rulesOf } from './change.ts';
import { changesOf, columnsOf, type Given, requireFit, termsOfTask } from './create.ts';
import type { TaskRecord } from './record.ts';
import { responsibleOf, settleTask, shortTitle, tellTask } from './tell.ts';

/** `taken`: somebody has signed, planned, split or reported; it changes by its own acts alone. */
type Amended = 'done' | 'same' | 'taken';

/** Whether nobody of the responsible side has done anything with it yet. */
const isUntaken = (task: TaskRecord): boolean =>
  (task.state === 'draft' || task.state === 'issued') &&
  task.signed_at === null &&
  task.reported_on === null &&
  task.planned_on === null &&
  task.self_deadline === null &&
  task.parts === 0;

/** Change a task that nobody has taken up, in the caller's transaction; history keeps each field's old and new value. */
export async function amendTask(
  trx: Db,
  call: Call,
  id: number,
  given: Given,
  reason: string,
): Promise<Amended> {
  const context = await held(trx, call, id);
  const { task } = context;
  if (!isUntaken(task)) return 'taken';
  await requireFit(trx, call, given, task);
  const patch = columnsOf(given);
  const detail = changesOf(task, patch);
  if (Object.keys(detail).length === 0) return 'same';
  const merged = { ...task, ...(patch as object) };
  await applyChange(context, {
    patch: { ...patch, search: termsOfTask(merged) },
    event: { kind: 'amended', reason, detail },
    after: async (record) => {
      if (record.state === 'draft') return;
      const moved = detail.owner_id !== undefined;
      if (moved) await settleTask(trx, call, record, 'replaced');
      await tellTask(
        trx,
        call,
        record,
        await responsibleOf(trx, record),
        moved ? 'task.assigned' : 'task.changed',
        {
          title: shortTitle(record.text),
          ...(record.deadline === null ? {} : { due: record.deadline }),
          reason,
        },
      );
    },
  });
  return 'done';
}

/** Take back a task that nobody has taken up: it leaves the city's books as what never was owed. */
export async function withdrawTask(trx: Db, call: Call, id: number, reason: string): Promise<Amended> {
  const context = await held(trx, call, id);
  if (context.task.state === 'cancelled') return 'same';
  if (!isUntaken(context.task)) return 'taken';
  await applyChange(context, {
    patch: { state: 'cancelled', not_applicable: reason },
    event: { kind: 'withdrawn', reason },
    after: (record) => settleTask(trx, call, record, 'withdrawn'),
  });
  return 'done';
}

async function held(trx: Db, call: Call, id: number): Promise<ActContext> {
  const task = await trx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...(await rulesOf(trx, call.at)), trx, call, task };
}
