/** 每日重算: lamps, clocks and what is to be done change with the day though nobody does anything; who must know is told. */
import { addWorkdays, sayLampReason } from '@qingzhang/domain';
import type { Day } from '@qingzhang/standards';
import { sql } from 'kysely';
import { z } from 'zod';
import { declareSubjects, setDebtStandings } from '../accounts/debts/book.ts';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { transaction } from '../platform/database/transaction.ts';
import { jobType, worker } from '../platform/jobs/jobs.ts';
import { lockTasks, rulesOf } from './change.ts';
import { derive, type Rules, taskClocks } from './derive.ts';
import { loadExtras } from './queries.ts';
import { lampReasonOf, type TaskPatch, type TaskRecord } from './record.ts';
import { responsibleOf, shortTitle, superiorsOf, tellTask } from './tell.ts';

const PAGE = 1000;

/** Recompute every open task (and closed ones under look-back) for the day; returns how many. Harmless to repeat. */
export async function recomputeTasks(db: Db, call: Call, signal?: AbortSignal): Promise<number> {
  const rules = await rulesOf(db, call.at);
  let after = 0;
  let count = 0;
  for (;;) {
    signal?.throwIfAborted();
    const page = await db
      .selectFrom('task')
      .select('id')
      .where('id', '>', after)
      .where(
        sql<boolean>`(task.open or (task.state = 'closed' and exists (
          select from task_look_back l where l.task_id = task.id and l.outcome is null)))`,
      )
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.id;
    await transaction(db, (trx) =>
      recomputePage(
        trx,
        call,
        page.map(({ id }) => id),
        rules,
      ),
    );
    count += page.length;
  }
  await transaction(db, (trx) => writeStandings(trx, call, rules));
  return count;
}

/** The derived columns that a day can change, in the order of the statement below. */
async function recomputePage(trx: Db, call: Call, ids: readonly number[], rules: Rules): Promise<void> {
  const tasks = await lockTasks(trx, ids);
  const extras = await loadExtras(trx, ids);
  const renewed = tasks.map((task) => ({ task, patch: derive(task, extras(task.id), rules) }));
  const rows = renewed.map(({ task, patch }) => ({ id: task.id, ...patch }));
  await sql`
    update task set
      open = n.open, lamp = n.lamp, lamp_sort = n.lamp_sort, lamp_computed = n.lamp_computed,
      lamp_reason = n.lamp_reason, lamp_manual = n.lamp_manual, lamp_day = n.lamp_day, overdue = n.overdue,
      months = n.months, red_months = n.red_months, yellow_before = n.yellow_before, rung = n.rung, rung_on = n.rung_on,
      owner_act = n.owner_act, owner_act_by = n.owner_act_by, desk_act = n.desk_act, desk_act_rung = n.desk_act_rung,
      desk_act_by = n.desk_act_by, desk_act_why = n.desk_act_why, not_for = n.not_for, act_sort = n.act_sort, held = n.held
    from jsonb_to_recordset(${JSON.stringify(rows.map(unpacked))}::jsonb) as n (
      id bigint, open boolean, lamp text, lamp_sort smallint, lamp_computed text, lamp_reason jsonb, lamp_manual jsonb,
      lamp_day date, overdue boolean, months jsonb, red_months integer, yellow_before integer, rung text, rung_on date,
      owner_act text, owner_act_by date, desk_act text, desk_act_rung text, desk_act_by date, desk_act_why jsonb,
      not_for integer[], act_sort integer, held jsonb)
    where task.id = n.id`.execute(trx);
  for (const { task, patch } of renewed) await tellDay(trx, call, task, patch, rules);
}

const JSON_COLUMNS = new Set(['lamp_reason', 'lamp_manual', 'months', 'desk_act_why', 'held']);

/** JSON columns stand as text in a patch; inside one JSON value they are values. */
function unpacked(row: TaskPatch): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      JSON_COLUMNS.has(key) && typeof value === 'string' ? JSON.parse(value) : value,
    ]),
  );
}

/** DIS-11.2: T−7, T−3, T−1, T and T+1 to who is responsible; a red lamp at once, to superiors a day later. */
async function tellDay(
  trx: Db,
  call: Call,
  before: TaskRecord,
  patch: TaskPatch,
  rules: Rules,
): Promise<void> {
  const { today, calendar } = rules;
  const task: TaskRecord = { ...before, ...(patch as object) };
  if (!task.open || task.not_applicable !== null || task.lamp === 'grey') return;
  if (task.state === 'applied' || task.state === 'checked' || task.deadline === null) return;
  const { deadline } = task;
  const say = async (
    kind: 'task.dueSoon' | 'task.dueToday' | 'task.overdue',
    mark: string,
    superiors: boolean,
  ) => {
    const to = await responsibleOf(trx, task);
    const more = superiors ? await superiorsOf(trx, task) : [];
    const params = { title: shortTitle(task.text), due: deadline };
    await tellTask(trx, call, task, [...to, ...more], kind, params, `task:${task.id}:${mark}:${deadline}`);
  };
  const ahead = [7, 3, 1].find((days) => addWorkdays(calendar, deadline, -days) === today);
  if (ahead !== undefined) await say('task.dueSoon', `T-${ahead}`, false);
  if (deadline === today) await say('task.dueToday', 'T', false);
  if (addWorkdays(calendar, deadline, 1) === today) await say('task.overdue', 'T+1', true);
  // 13710: what is to be signed today.
  const sign = taskClocks(task, rules)[0];
  if (
    sign?.state === 'late' &&
    sign.doneOn === null &&
    (task.state === 'issued' || task.state === 'reopened')
  ) {
    await tellTask(
      trx,
      call,
      task,
      await responsibleOf(trx, task),
      'task.assigned',
      { title: shortTitle(task.text), due: deadline },
      `task:${task.id}:unsigned:${sign.due}`,
    );
  }
  if (task.lamp === 'red' && before.lamp !== 'red') {
    await tellTask(
      trx,
      call,
      task,
      [...(await responsibleOf(trx, task)), ...(await superiorsOf(trx, task))],
      'lamp.red',
      { title: shortTitle(task.text), due: deadline, reason: sayLampReason(lampReasonOf(task), 'zh') },
      `task:${task.id}:red:${today}`,
    );
  }
}

/** 任务一行在账单上的灯: the worst of the city's tasks, with how many. */
async function writeStandings(trx: Db, call: Call, { today }: Rules): Promise<void> {
  const { rows } = await sql<{
    city_code: string;
    red: number;
    yellow: number;
    total: number;
    simulated: boolean;
  }>`
    select city_code, count(*) filter (where lamp = 'red') as red, count(*) filter (where lamp = 'yellow') as yellow,
      count(*) filter (where lamp <> 'grey') as total, bool_or(simulated) as simulated
    from task where open and issuer_city is null and city_code is not null group by city_code`.execute(trx);
  if (rows.length === 0) return;
  await ensureTaskSubject(
    trx,
    rows.some(({ simulated }) => simulated),
  );
  await setDebtStandings(
    trx,
    call,
    rows.map(({ city_code, red, yellow, total }) => ({
      subject: 'tasks',
      cityCode: city_code,
      month: today.slice(0, 7),
      lamp: red > 0 ? 'red' : yellow > 0 ? 'yellow' : total > 0 ? 'green' : 'grey',
      reason: {
        zh: red + yellow > 0 ? `红 ${red} 项，黄 ${yellow} 项，共 ${total} 项` : `${total} 项都在期限内`,
        en: red + yellow > 0 ? `${red} red, ${yellow} yellow of ${total}` : `${total} within their time`,
      },
    })),
  );
}

/** The line 任务 of statements; to be declared before anything is booked on it. */
export async function ensureTaskSubject(db: Db, simulated = false): Promise<void> {
  await declareSubjects(db, [
    { subject: 'tasks', name: '任务', nameEn: 'Tasks', unit: '项', sort: 900, simulated },
  ]);
}

/** Whether a task still stands as on an earlier day: the night's run was missed, or the data came from elsewhere since. */
export async function tasksLag(db: Db, today: Day): Promise<boolean> {
  const { rows } = await sql<{ lag: boolean }>`
    select exists (select from task where open and lamp_day < ${today}::date)
      or exists (select from task_look_back l join task on task.id = l.task_id
                  where l.outcome is null and task.state = 'closed' and task.lamp_day < ${today}::date) as lag`.execute(
    db,
  );
  return rows[0]?.lag ?? false;
}

/** Asked for by the clock and at every start of a server (`catchUp`): does the day's work unless it is done. */
export const recomputeTasksJob = jobType({ name: 'tasks.recompute', data: z.object({}) });

/** Each day at 00:10, before anybody's digest; where that was missed, ten past the next hour. */
export const taskWorker = worker(
  recomputeTasksJob,
  async (platform, _data, run) => {
    if (!(await tasksLag(platform.db, beijingDay(run.call.at)))) return;
    const count = await recomputeTasks(platform.db, run.call, run.signal);
    run.log.info({ count }, 'tasks recomputed');
  },
  { schedule: { cron: '10 * * * *', data: {} } },
);
