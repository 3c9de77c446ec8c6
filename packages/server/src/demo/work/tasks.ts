/** 任务 (模拟数据): what meetings, notes and leads asked for this year, each followed as it would have been. */

import { NewTask } from '@qingzhang/contract';
import { addDays, type Day, daysBetween } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { z } from 'zod';
import { managedCities } from '../../evaluation/subjects.ts';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import { createTask, issueTask } from '../../tasks/create.ts';
import {
  applyForClose,
  checkTask,
  closeTask,
  judgeReport,
  planTask,
  reportOnTask,
  signTask,
} from '../../tasks/life.ts';
import { recomputeTasks } from '../../tasks/nightly.ts';
import { draftNotice, issueNotice, replyToNotice } from '../../tasks/notices.ts';
import { demoCall } from '../hours.ts';
import { moment } from '../plan.ts';
import { type Chance, chanceOf } from './chance.ts';
import { demoPeople } from './people.ts';
import type { WorkYear } from './programs.ts';

type TaskInput = z.input<typeof NewTask>;

/** What a task asks for, and how it went. */
interface Story {
  readonly text: string;
  readonly source: TaskInput['source'];
  readonly sourceTitle: string;
  /** Days before now when it was issued, and until it is due (negative: overdue). */
  readonly ago: number;
  readonly dueIn: number;
  readonly measure: TaskInput['measure'];
  readonly complexity?: 'ordinary' | 'complex';
  readonly urgency?: 'normal' | 'urgent' | 'critical';
  /** Percent done as last accepted; null: nothing reported yet. */
  readonly done: number | null;
  readonly end?: 'closed' | 'applied' | 'unsigned';
  readonly noticed?: boolean;
  /** Keeps pace, and is looked at as it comes. */
  readonly calm?: boolean;
}

const figure = (name: string, unit: string, target: number): TaskInput['measure'] => ({
  kind: 'figure',
  name,
  unit,
  baseline: 0,
  target,
});
const words = (text: string): TaskInput['measure'] => ({ kind: 'text', text });

/** Matters that run by themselves: every city has most of them. */
const CALM: readonly Story[] = [
  {
    text: '秋冬季大气攻坚任务清单按序时推进',
    source: 'meeting',
    sourceTitle: '月调度会要求',
    ago: 50,
    dueIn: 70,
    measure: figure('任务', '项', 24),
    complexity: 'complex',
    done: 62,
    calm: true,
  },
  {
    text: '入河排污口溯源整治',
    source: 'program',
    sourceTitle: '年度计划',
    ago: 80,
    dueIn: 60,
    measure: figure('排口', '个', 30),
    complexity: 'complex',
    done: 70,
    calm: true,
  },
  {
    text: '固定源监测设备校准全覆盖',
    source: 'inspection',
    sourceTitle: '监测帮扶',
    ago: 35,
    dueIn: 40,
    measure: figure('设备', '台套', 45),
    complexity: 'complex',
    done: 60,
    calm: true,
  },
  {
    text: '环境信访积案化解',
    source: 'petition',
    sourceTitle: '信访联席会议',
    ago: 40,
    dueIn: 50,
    measure: figure('积案', '件', 6),
    complexity: 'complex',
    done: 55,
    calm: true,
  },
  {
    text: '非道路移动机械编码登记',
    source: 'note',
    sourceTitle: '分管厅领导批示',
    ago: 60,
    dueIn: 35,
    measure: figure('机械', '台', 300),
    complexity: 'complex',
    done: 82,
    calm: true,
  },
];

const STORIES: readonly Story[] = [
  {
    text: '清洁取暖：补齐欠装户，采暖前全部通气通电',
    source: 'meeting',
    sourceTitle: '月调度会承诺',
    ago: 60,
    dueIn: -6,
    measure: figure('安装', '户', 8600),
    complexity: 'complex',
    done: 47,
    noticed: true,
  },
  {
    text: '重点行业 VOCs 十环节问题整改',
    source: 'meeting',
    sourceTitle: '月调度会要求',
    ago: 45,
    dueIn: -4,
    measure: figure('整改', '个', 96),
    complexity: 'complex',
    done: 62,
  },
  {
    text: '农村生活污水：闲置设施恢复运行',
    source: 'inspection',
    sourceTitle: '区域监察办核查',
    ago: 30,
    dueIn: 9,
    measure: figure('恢复运行', '座', 14),
    complexity: 'complex',
    done: 50,
  },
  {
    text: '两高沿线裸露渣土清运',
    source: 'lead',
    sourceTitle: '乘车暗访',
    ago: 12,
    dueIn: 3,
    measure: words('清运完毕，改前改后照片各一组'),
    done: 70,
  },
  {
    text: '秋冬季重污染应急减排清单复核',
    source: 'note',
    sourceTitle: '厅长批示',
    ago: 20,
    dueIn: 12,
    measure: figure('复核企业', '家', 40),
    complexity: 'complex',
    done: 80,
  },
  {
    text: '断面氨氮异常溯源',
    source: 'alert',
    sourceTitle: '水质预警',
    ago: 4,
    dueIn: 3,
    measure: words('查明来源并报告'),
    urgency: 'urgent',
    done: null,
  },
  {
    text: '群众反映焦化异味问题核查',
    source: 'petition',
    sourceTitle: '信访转办',
    ago: 6,
    dueIn: 1,
    measure: words('现场核查、答复信访人'),
    done: 60,
  },
  {
    text: '自动监测数据造假线索核查',
    source: 'lead',
    sourceTitle: '利剑斩污',
    ago: 25,
    dueIn: 10,
    measure: figure('线索', '件', 3),
    complexity: 'complex',
    done: 100,
    end: 'applied',
  },
  {
    text: '汛期排口整治扫尾',
    source: 'meeting',
    sourceTitle: '月调度会要求',
    ago: 70,
    dueIn: -20,
    measure: figure('排口', '个', 12),
    complexity: 'complex',
    done: 100,
    end: 'closed',
  },
  {
    text: '重点用车企业门禁联网',
    source: 'meeting',
    sourceTitle: '季度调度会',
    ago: 40,
    dueIn: 25,
    measure: figure('企业', '家', 18),
    complexity: 'complex',
    done: 78,
  },
  {
    text: '散煤治理回头看',
    source: 'inspection',
    sourceTitle: '专项督查',
    ago: 15,
    dueIn: 18,
    measure: figure('村', '个', 60),
    complexity: 'complex',
    done: 45,
  },
  {
    text: '本月调度报告按时报送',
    source: 'hand',
    sourceTitle: '调度办',
    ago: 2,
    dueIn: 4,
    measure: words('报送并经市局负责同志签字'),
    done: null,
    end: 'unsigned',
  },
];

/** Tasks of the last months for every city, some cities more than others; harmless to repeat. */
export async function beginTasks(work: WorkYear): Promise<number> {
  const { db, clock } = work.platform;
  const { rows } = await sql`select 1 from task limit 1`.execute(db);
  if (rows.length > 0) return 0;
  const now = clock.now();
  const today = beijingDay(now);
  const cities = await managedCities(db);
  const people = await demoPeople(db, now, cities);
  let made = 0;
  for (const [at, story] of [...STORIES, ...CALM].entries()) {
    for (const [place, city] of cities.entries()) {
      const chance = chanceOf(work.seed, `task${at}/${city.code}`);
      // The first story belongs to the city that lags; the others to a part of the cities each.
      const share = story.calm ? 0.85 : 0.22;
      if (at === 0 ? place !== 1 : chance.of('has') > share) continue;
      work.signal.throwIfAborted();
      const cityPeople = people.city.get(city.code);
      if (cityPeople === undefined) continue;
      const by = (actor: Call['actor'], day: Day, time: string): Call => ({
        actor,
        requestId: null,
        at: earlier(moment(day, time), now),
      });
      await follow(work, story, chance, {
        city: city.code,
        cityName: city.name,
        today,
        issuer: (day, time) => by(people.issuer, day, time),
        second: (day, time) => by(people.firstAcceptor, day, time),
        third: (day, time) => by(people.secondAcceptor, day, time),
        reporter: (day, time) => by(cityPeople.reporter, day, time),
      });
      made += 1;
    }
  }
  await recomputeTasks(db, demoCall(now));
  // What people were told long ago they have read by now.
  await sql`update message set read_at = visible_from where visible_from < ${new Date(now.getTime() - 2 * 86_400_000)}`.execute(
    db,
  );
  return made;
}

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

interface Cast {
  readonly city: string;
  readonly cityName: string;
  readonly today: Day;
  readonly issuer: (day: Day, time: string) => Call;
  readonly second: (day: Day, time: string) => Call;
  readonly third: (day: Day, time: string) => Call;
  readonly reporter: (day: Day, time: string) => Call;
}

/** The dated plan of a complex matter: half way at half time. */
function planOf(from: Day, to: Day): { day: Day; percent: number }[] {
  const days = daysBetween(from, to);
  return [
    { day: from, percent: 0 },
    { day: addDays(from, Math.floor(days / 2)), percent: 50 },
    { day: to, percent: 100 },
  ];
}

async function follow(work: WorkYear, story: Story, chance: Chance, cast: Cast): Promise<void> {
  const { db } = work.platform;
  const issued = addDays(cast.today, -story.ago);
  const due = addDays(cast.today, story.dueIn);
  const id = await createTask(
    db,
    cast.issuer(issued, '09:00'),
    NewTask.parse({
      text: story.text,
      source: story.source,
      sourceTitle: story.sourceTitle,
      city: cast.city,
      leadUnit: `${cast.cityName}生态环境局`,
      ownerPost: '市局分管局长',
      deadline: due,
      start: issued,
      measure: story.measure,
      urgency: story.urgency ?? 'normal',
      complexity: story.complexity ?? 'ordinary',
    } satisfies TaskInput),
    true,
  );
  const revision = async () => {
    const row = await db.selectFrom('task').select('revision').where('id', '=', id).executeTakeFirstOrThrow();
    return row.revision;
  };
  await issueTask(db, cast.issuer(issued, '09:10'), id, await revision());
  if (story.end === 'unsigned') return;
  await signTask(db, cast.reporter(issued, '15:20'), id, await revision());
  if (story.complexity === 'complex') {
    await planTask(db, cast.reporter(issued, '16:40'), id, {
      start: issued,
      milestones: planOf(issued, due),
      revision: await revision(),
    });
  }
  if (story.done === null) return;
  const first = addDays(issued, Math.max(1, Math.min(2, story.ago - 1)));
  // The last report is fresh: of this month where there was time for it.
  const reported = story.ago > 8 ? addDays(issued, story.ago - 4) : first;
  const elapsed = (100 * story.ago) / Math.max(1, story.ago + story.dueIn);
  const percent = Math.max(
    5,
    Math.min(
      100,
      Math.round(
        story.calm ? elapsed + 14 * chance.of('done') - 1 : story.done * (0.85 + 0.3 * chance.of('done')),
      ),
    ),
  );
  const done = story.end === undefined ? Math.min(percent, 95) : 100;
  const target = story.measure?.kind === 'figure' ? story.measure.target : null;
  for (const day of new Set([first, reported])) {
    const now = day === reported ? done : Math.min(done, 6);
    await report(
      work,
      id,
      cast,
      day,
      now,
      target,
      revision,
      chance.of('judged') < 0.8 || story.end !== undefined || story.calm === true,
    );
  }
  if (story.noticed) await notice(work, id, cast, addDays(cast.today, -3), revision);
  if (story.end === undefined) return;
  const applied = addDays(reported, 1);
  await applyForClose(db, cast.reporter(applied, '09:30'), id, {
    note: '已全部完成，申请销号。（模拟）',
    files: [],
    revision: await revision(),
  });
  if (story.end !== 'closed') return;
  await checkTask(db, cast.second(addDays(applied, 1), '15:00'), id, {
    pass: true,
    note: '现场核查属实。',
    reason: '',
    revision: await revision(),
  });
  await closeTask(db, cast.third(addDays(applied, 2), '11:00'), id, {
    pass: true,
    note: '同意销号。',
    reason: '',
    revision: await revision(),
  });
}

/** A report of a day, accepted the same afternoon or still waiting. */
async function report(
  work: WorkYear,
  id: number,
  cast: Cast,
  day: Day,
  done: number,
  target: number | null,
  revision: () => Promise<number>,
  judged: boolean,
): Promise<void> {
  const { db } = work.platform;
  await reportOnTask(db, cast.reporter(day, '10:30'), id, {
    kind: 'progress',
    text: '已按要求推进，正在抓紧办理。（模拟）',
    progress: target === null ? done : null,
    value: target === null ? null : Math.round((target * done) / 100),
    files: [],
    revision: await revision(),
  });
  if (!judged) return;
  const { id: sent } = await db
    .selectFrom('task_report')
    .select('id')
    .where('task_id', '=', id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  await judgeReport(db, cast.issuer(day, '16:00'), id, sent, {
    accept: true,
    reason: '',
    revision: await revision(),
  });
}

/** The reminder and the chaser that came before today's supervision notice. */
async function notice(
  work: WorkYear,
  id: number,
  cast: Cast,
  on: Day,
  revision: () => Promise<number>,
): Promise<void> {
  const { db } = work.platform;
  for (const [rung, day] of [
    ['remind', addDays(on, -5)],
    ['chase', on],
  ] as const) {
    const call = cast.issuer(day, '10:00');
    await recomputeTasks(db, { ...demoCall(call.at) });
    const draft = await draftNotice(db, call, id, rung, 'zh');
    await issueNotice(db, call, id, {
      rung,
      matter: draft.matter,
      demand: draft.demand,
      feedback: draft.feedback,
      receiverPost: draft.receiverPost || '市局分管局长',
      receiverPhone: '',
      replyDue: draft.replyDue,
      lift: draft.lift,
      decision: null,
      revision: await revision(),
    });
    const issued = await sql<{
      id: number;
    }>`select max(id)::int as id from task_notice where task_id = ${id}`.execute(db);
    const noticeId = issued.rows[0]?.id;
    if (rung === 'chase' && noticeId !== undefined) {
      await replyToNotice(db, cast.reporter(addDays(day, 1), '09:40'), noticeId, {
        text: '设备近日到货，已增派安装队伍。（模拟）',
        files: [],
      });
    }
  }
}
