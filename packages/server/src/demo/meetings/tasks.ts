/** What became of a meeting's tasks (模拟): signed the same day, arranged within three, most closed in time. */
import { addWorkdays, type WorkCalendar } from '@qingzhang/domain';
import { addDays, type Day, daysBetween } from '@qingzhang/standards';
import type { Platform } from '../../platform/platform.ts';
import {
  applyForClose,
  checkTask,
  closeTask,
  judgeReport,
  planTask,
  reportOnTask,
  signTask,
} from '../../tasks/life.ts';
import { moment } from '../plan.ts';
import type { Chance } from '../work/chance.ts';
import type { Cast } from './cast.ts';

/** Follow the tasks of a meeting up to today. */
export async function followTasks(
  platform: Platform,
  meetingId: number,
  scene: {
    readonly cast: Cast;
    readonly calendar: WorkCalendar;
    readonly chance: Chance;
    readonly today: Day;
  },
): Promise<void> {
  const { db } = platform;
  const { cast, calendar, chance, today } = scene;
  const tasks = await db
    .selectFrom('record_task as r')
    .innerJoin('record_line as l', 'l.id', 'r.line_id')
    .innerJoin('task as t', 't.id', 'r.task_id')
    .select(['t.id', 't.city_code', 't.deadline', 't.clock_from', 't.complexity', 't.state', 't.program_key'])
    .where('l.meeting_id', '=', meetingId)
    .where('t.state', '=', 'issued')
    .orderBy('t.id')
    .execute();
  for (const task of tasks) {
    const issued = task.clock_from ?? today;
    const { id, city_code: city, deadline } = task;
    const own = chance.under(`task-${id}`);
    const by = (day: Day, clock: string) =>
      city === null ? cast.by('ducha', moment(day, clock)) : cast.city(city, moment(day, clock));
    const office = (day: Day, clock: string) => cast.by('diaodu', moment(day, clock));
    const revision = async () =>
      (await db.selectFrom('task').select('revision').where('id', '=', id).executeTakeFirstOrThrow())
        .revision;
    if (issued > today) continue;
    // One in twelve signs only the next working day: the clock says so.
    const signed = own.of('late') < 0.08 ? addWorkdays(calendar, issued, 1) : issued;
    if (signed > today) continue;
    await signTask(db, by(signed, '15:10'), id, await revision());
    const arranged = addWorkdays(calendar, issued, own.of('arranged') < 0.9 ? 2 : 5);
    if (arranged > today) continue;
    if (task.complexity === 'complex' && deadline !== null && deadline > addDays(arranged, 6)) {
      const half = addDays(arranged, Math.floor(daysBetween(arranged, deadline) / 2));
      await planTask(db, by(arranged, '09:40'), id, {
        start: arranged,
        milestones: [
          { day: half, percent: 50 },
          { day: deadline, percent: 100 },
        ],
        revision: await revision(),
      });
    }
    await report(arranged, 10);
    if (deadline === null) continue;
    const ending = addDays(
      deadline,
      own.of('close') < 0.72 ? -own.between('early', 1, 5) : own.between('over', 6, 40),
    );
    const halfway = addDays(arranged, Math.floor(daysBetween(arranged, ending) / 2));
    if (halfway <= today && halfway > arranged && task.program_key === null) await report(halfway, 55);
    if (addDays(ending, 3) > today || task.program_key !== null) continue;
    await applyForClose(db, by(ending, '09:30'), id, {
      note: '已按要求完成，申请销号。（模拟）',
      files: [],
      revision: await revision(),
    });
    await checkTask(db, cast.by('bangongshi', moment(addDays(ending, 1), '15:00')), id, {
      pass: true,
      note: '核查属实。',
      reason: '',
      revision: await revision(),
    });
    await closeTask(db, cast.by('shuichu', moment(addDays(ending, 2), '11:00')), id, {
      pass: true,
      note: '同意销号。',
      reason: '',
      revision: await revision(),
    });

    async function report(day: Day, percent: number): Promise<void> {
      await reportOnTask(db, by(day, '10:20'), id, {
        kind: 'progress',
        text:
          percent <= 10
            ? '已研究部署，明确牵头科室、责任岗位和时间表。（模拟）'
            : '按计划推进，正在收尾。（模拟）',
        progress: percent,
        value: null,
        files: [],
        revision: await revision(),
      });
      const sent = await db
        .selectFrom('task_report')
        .select('id')
        .where('task_id', '=', id)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
      await judgeReport(db, office(day, '16:30'), id, sent.id, {
        accept: true,
        reason: '',
        revision: await revision(),
      });
    }
  }
}
