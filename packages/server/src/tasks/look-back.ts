/** 回头看 (DIS-3.2): closed tasks are looked at again after 3, 6 and 12 months; a rebound opens the same task again. */
import { AppError, type TaskLookBack } from '@qingzhang/contract';
import { daysInMonth, formatDay } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { type ActContext, act } from './change.ts';
import type { TaskRecord } from './record.ts';
import { responsibleOf, shortTitle, tellTask } from './tell.ts';

/**
 * Schedule the look-backs of a close-out, if it is in the sample. Always in it: what came back before, what is complex or most
 * urgent. Of the rest so many that the share of close-outs under look-back never falls below the setting.
 */
export async function scheduleLookBacks(
  { trx, settings, today }: ActContext,
  task: TaskRecord,
  close: number,
): Promise<boolean> {
  const always = task.rebounds > 0 || task.complexity === 'complex' || task.urgency === 'critical';
  if (!always) {
    const { rows } = await sql<{ closes: number; sampled: number }>`
      select count(*) as closes,
        count(*) filter (where exists (select from task_look_back l where l.close_id = c.id)) as sampled
      from task_close c join task t on t.id = c.task_id
      where c.accepted_at is not null and t.city_code is not distinct from ${task.city_code}`.execute(trx);
    const { closes, sampled } = rows[0]!;
    if (sampled * 100 >= closes * settings.lookBack.samplePercent) return false;
  }
  await trx
    .insertInto('task_look_back')
    .values(
      settings.lookBack.months.map((months) => ({
        task_id: task.id,
        close_id: close,
        months,
        due_on: monthsLater(today, months),
      })),
    )
    .execute();
  return true;
}

/** The same date so many months on, or the month's last day: 31 January, three months on, is 30 April. */
export function monthsLater(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  return formatDay(year, month, Math.min(Number(day.slice(8, 10)), daysInMonth(year, month)));
}

/** The outcome of a look-back. A rebound keeps the id, counts as red, and needs a new deadline; the old close-out stays. */
export async function lookBack(
  db: Db,
  call: Call,
  id: number,
  body: z.output<typeof TaskLookBack>,
): Promise<number> {
  return act(db, call, { id, revision: body.revision, act: 'lookBack' }, async ({ trx, task, today }) => {
    const close = await trx
      .selectFrom('task_close')
      .select('id')
      .where('task_id', '=', task.id)
      .where('accepted_at', 'is not', null)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const due = await trx
      .selectFrom('task_look_back')
      .select('id')
      .where('close_id', '=', close.id)
      .where('outcome', 'is', null)
      .orderBy('due_on')
      .executeTakeFirst();
    const done = {
      outcome: body.outcome,
      done_at: call.at,
      done_by: call.actor.id,
      done_post: call.actor.post,
      note: body.note,
    };
    if (due !== undefined) {
      await trx.updateTable('task_look_back').set(done).where('id', '=', due.id).execute();
    } else {
      // 抽查: found outside the schedule, kept as a look-back of month 0.
      const { rows } = await sql<{ n: number }>`
        select coalesce(min(months), 1) - 1 as n from task_look_back where close_id = ${close.id} and months <= 0`.execute(
        trx,
      );
      const months = Math.min(0, rows[0]?.n ?? 0);
      await trx
        .insertInto('task_look_back')
        .values({ task_id: task.id, close_id: close.id, months, due_on: today, ...done })
        .execute();
    }
    if (body.outcome === 'passed')
      return { patch: {}, event: { kind: 'lookedBack', detail: { note: body.note } } };
    if (body.deadline === null || body.deadline <= today) {
      throw new AppError('task.deadlineTooEarly', { earliest: today });
    }
    await trx.updateTable('task_close').set({ rebound: true }).where('id', '=', close.id).execute();
    await trx
      .deleteFrom('task_look_back')
      .where('close_id', '=', close.id)
      .where('outcome', 'is', null)
      .execute();
    return {
      patch: {
        state: 'reopened',
        closed_on: null,
        settled_on: null,
        signed_at: null,
        reported_on: null,
        planned_on: null,
        extended_to: null,
        clock_from: today,
        deadline: body.deadline,
        rebound: true,
        rebounds: task.rebounds + 1,
      },
      event: {
        kind: 'rebound',
        reason: body.note,
        detail: { deadline: [task.deadline, body.deadline], close: close.id },
      },
      after: async (record) =>
        tellTask(trx, call, record, await responsibleOf(trx, record), 'task.assigned', {
          title: shortTitle(record.text),
          due: body.deadline ?? today,
          reason: body.note,
        }),
    };
  });
}
