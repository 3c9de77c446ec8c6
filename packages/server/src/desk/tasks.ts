/** Tasks on the desk: whose act a task waits for is decided in the tasks' own rules. */

import type { DeskRow, Lang } from '@qingzhang/contract';
import { workdaysBetween } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import { listMine } from '../tasks/board-queries.ts';
import { actionOf, lampCell } from '../tasks/rows.ts';
import { taskScope } from '../tasks/sides.ts';
import type { PlaceNames } from './words.ts';

type DeskTask = Extract<DeskRow, { kind: 'task' }>;
type Unplaced = Omit<DeskTask, 'place'>;

/** More tasks than anybody does in a day. */
const MOST = 500;

/** Tasks that wait for this person, and how many are open within what the person sees. */
export async function taskRows(
  db: Db,
  call: Call,
  lang: Lang,
): Promise<{ readonly rows: readonly Unplaced[]; readonly open: number }> {
  const { actor } = call;
  if (!may(actor, 'tasks.read')) return { rows: [], open: 0 };
  const [tasks, counted, calendar] = await Promise.all([
    listMine(db, actor, {}, MOST),
    db
      .selectFrom('task')
      .select(sql<number>`count(*)::int`.as('open'))
      .where(taskScope(actor))
      .where('open', '=', true)
      .executeTakeFirst(),
    readCalendar(db),
  ]);
  const today = beijingDay(call.at);
  const rows = tasks.flatMap((task): Unplaced[] => {
    const action = actionOf(task, actor, lang);
    if (action === null) return [];
    const { lamp, reason } = lampCell(task, lang);
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
        due,
        daysLeft: due === null ? null : workdaysBetween(calendar, today, due),
        lamp,
        reason,
      },
    ];
  });
  return { rows, open: counted?.open ?? 0 };
}

/** With the names of their places. */
export const placed = (rows: readonly Unplaced[], place: PlaceNames): DeskTask[] =>
  rows.map((row) => ({ ...row, place: place(row.city, row.county) }));
