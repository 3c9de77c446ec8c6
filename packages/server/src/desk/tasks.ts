/** Tasks on the desk: whose act a task waits for is decided in the tasks' own rules. */
import { type DeskRow, type Lang, ProgramLamp, RungName, TaskAction } from '@qingzhang/contract';
import { sayLampReason, sayRungReason, workdaysBetween } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import { beijingDay } from '../programs/board/programs.ts';
import { lampReasonOf, manualLampOf, returnedOf, rungReasonOf, type TaskRecord } from '../tasks/record.ts';
import { actionSide, mineCondition, taskScope } from '../tasks/sides.ts';
import { readPlaceNames } from './words.ts';

type DeskTask = Extract<DeskRow, { kind: 'task' }>;

/** Tasks that wait for this person, and how many are open within what the person sees. */
export async function taskRows(
  db: Db,
  call: Call,
  lang: Lang,
): Promise<{ readonly rows: readonly DeskTask[]; readonly open: number }> {
  const { actor } = call;
  if (!may(actor, 'tasks.read')) return { rows: [], open: 0 };
  const [tasks, counted, calendar, place] = await Promise.all([
    db
      .selectFrom('task')
      .selectAll()
      .where(mineCondition(actor))
      .where('open', '=', true)
      .orderBy(sql`coalesce(desk_act_by, owner_act_by, deadline) nulls last`)
      .orderBy('id')
      .limit(500)
      .execute(),
    db
      .selectFrom('task')
      .select(sql<number>`count(*)::int`.as('open'))
      .where(taskScope(actor))
      .where('open', '=', true)
      .executeTakeFirst(),
    readCalendar(db),
    readPlaceNames(db, lang),
  ]);
  const today = beijingDay(call.at);
  const rows = tasks.flatMap((task): DeskTask[] => {
    const side = actionSide(actor, task);
    const action = side === null ? null : actionOf(task, side, lang);
    if (action === null) return [];
    const due = action.by ?? task.deadline;
    return [
      {
        kind: 'task',
        key: `task-${task.id}-${action.act}`,
        task: task.id,
        action,
        title: task.text,
        city: task.city_code,
        county: task.county_code,
        place: place(task.city_code, task.county_code),
        due,
        daysLeft: due === null ? null : workdaysBetween(calendar, today, due),
        lamp: ProgramLamp.parse(task.lamp),
        reason: manualLampOf(task)?.reason ?? sayLampReason(lampReasonOf(task), lang),
      },
    ];
  });
  return { rows, open: counted?.open ?? 0 };
}

function actionOf(task: TaskRecord, side: 'responsible' | 'issuing', lang: Lang): TaskAction | null {
  const responsible = side === 'responsible';
  const reason = responsible ? null : rungReasonOf(task);
  const parsed = TaskAction.safeParse({
    act: responsible ? task.owner_act : task.desk_act,
    rung: responsible ? null : RungName.nullable().parse(task.desk_act_rung),
    by: responsible ? task.owner_act_by : task.desk_act_by,
    why: reason === null ? (returnedOf(task)?.reason ?? '') : sayRungReason(reason, lang),
  });
  return parsed.success ? parsed.data : null;
}
