/** What waits for who leads: papers to sign, releases to review, meetings to chair, cards to read, what stands red in the own field. */
import type { DeskPageAct, DeskRow, Lang } from '@qingzhang/contract';
import { sayBoardReason } from '@qingzhang/domain';
import { addDays, type Day } from '@qingzhang/standards';
import { sql } from 'kysely';
import { effectiveRules, type MeetingRecord } from '../meetings/cycle/read.ts';
import { meetingOf } from '../meetings/cycle/record.ts';
import { judgeSteps } from '../meetings/cycle/steps.ts';
import { stepWords } from '../meetings/cycle/words.ts';
import { ISSUED } from '../meetings/papers/sight.ts';
import { type Actor, type Call, personIds } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may, regionScope } from '../platform/policy.ts';
import { monthRow } from '../programs/board/month-row.ts';
import { releasesFor } from '../releases/waiting.ts';
import type { TaskRecord } from '../tasks/record.ts';
import { lampCell } from '../tasks/rows.ts';
import { placeScope } from '../tasks/sides.ts';
import type { DeskProgram } from './programs.ts';
import type { DeskSelf } from './standing.ts';

type PageRow = Extract<DeskRow, { kind: 'page' }>;
/** A row without the words that the whole desk shares: places and working days. */
export type UnplacedPage = Omit<PageRow, 'place' | 'daysLeft'>;

/** Rows of the three sections that leaders' matters stand in. */
export interface LeaderRows {
  readonly judge: readonly UnplacedPage[];
  readonly dated: readonly UnplacedPage[];
  readonly watch: readonly UnplacedPage[];
}

const NOTHING: LeaderRows = { judge: [], dated: [], watch: [] };
/** Meetings that are prepared are shown this many days ahead. */
const MEETINGS_AHEAD = 14;
/** Red tasks beside the red programs; the board of tasks has all. */
const TASKS_WATCHED = 100;

const pick = (lang: Lang, zh: string, en: string): string => (lang === 'zh' ? zh : en);

const row = (
  act: DeskPageAct,
  key: string | number,
  more: Pick<PageRow, 'title' | 'link' | 'due' | 'reason'> &
    Partial<Pick<PageRow, 'city' | 'county' | 'lamp'>>,
): UnplacedPage => ({
  kind: 'page',
  key: `page-${act}-${key}`,
  act,
  city: null,
  county: null,
  lamp: null,
  ...more,
});

/** All of it; for who neither leads nor reviews nothing is asked of the database. */
export async function leaderRows(
  db: Db,
  call: Call,
  self: DeskSelf,
  programs: ReadonlyMap<string, DeskProgram>,
  lang: Lang,
): Promise<LeaderRows> {
  const { actor } = call;
  const prepares = may(actor, 'meetings.prepare');
  if (!self.leads && !prepares) return NOTHING;
  if (!self.leads) return { ...NOTHING, judge: await releaseRows(db, actor, self, lang) };
  const [papers, releases, meetings, watch] = await Promise.all([
    paperRows(db, actor, lang),
    releaseRows(db, actor, self, lang),
    meetingRows(db, call, lang),
    watchRows(db, call, programs, lang),
  ]);
  return { judge: [...papers, ...releases], dated: meetings, watch };
}

/** 等我签发: finished minutes, letters and notices, the oldest first. */
async function paperRows(db: Db, actor: Actor, lang: Lang): Promise<UnplacedPage[]> {
  if (!may(actor, 'papers.issue')) return [];
  const rows = await db
    .selectFrom('paper as p')
    .leftJoin('meeting as m', 'm.id', 'p.meeting_id')
    .select(['p.id', 'p.title', 'p.city_code', 'p.meeting_id', 'p.created_post', 'm.title as meeting'])
    .where('p.state', '=', 'final')
    .where('p.kind', 'in', [...ISSUED])
    .where((eb) => eb.or([eb('m.state', 'is', null), eb('m.state', '<>', 'cancelled')]))
    .orderBy('p.created_at')
    .orderBy('p.id')
    .limit(100)
    .execute();
  return rows.map(({ id, title, city_code, meeting_id, meeting, created_post }) =>
    row('signPaper', id, {
      title,
      city: city_code,
      due: null,
      link: meeting_id === null ? `/papers/paper/${id}` : `/meetings/${meeting_id}/papers?paper=${id}`,
      reason: pick(
        lang,
        `${meeting === null ? '' : `${meeting}，`}${created_post} 已定稿，等签发`,
        `${meeting === null ? '' : `${meeting}, `}finished by ${created_post}, to be signed`,
      ),
    }),
  );
}

/** 等我审的稿: the stages that the law of three reviews leaves to this person; leaders the last review, the office the others. */
async function releaseRows(db: Db, actor: Actor, self: DeskSelf, lang: Lang): Promise<UnplacedPage[]> {
  const waiting = await releasesFor(db, actor, self.leads);
  return waiting.map(({ id, title, stage }) =>
    row(stage === 'publish' ? 'publishRelease' : 'reviewRelease', id, {
      title,
      due: null,
      link: `/releases/${id}`,
      reason: pick(lang, `新闻稿，等${STAGES[stage][0]}`, `release, waits for ${STAGES[stage][1]}`),
    }),
  );
}

const STAGES = {
  first: ['一审', 'the first review'],
  second: ['二审', 'the second review'],
  final: ['终审', 'the final review'],
  'proof-1': ['一校', 'the first proof-reading'],
  'proof-2': ['二校', 'the second proof-reading'],
  'proof-3': ['三校', 'the third proof-reading'],
  publish: ['发布', 'being published'],
} as const;

/** 我主持的会 with the state of its preparation, and 点评卡 of meetings that are still to come. */
async function meetingRows(db: Db, call: Call, lang: Lang): Promise<UnplacedPage[]> {
  const { actor } = call;
  if (!may(actor, 'meetings.drive')) return [];
  const until = addDays(beijingDay(call.at), MEETINGS_AHEAD);
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('state', 'in', ['preparing', 'ready', 'live'])
    .where('starts_at', '<', new Date(`${until}T00:00:00+08:00`))
    .orderBy('starts_at')
    .execute();
  if (rows.length === 0) return [];
  const meetings = rows.map(meetingOf);
  const people = personIds(actor);
  // Where no chair is named it is the head of the department (DIS-6).
  const chaired = meetings.filter(({ chair_id }) =>
    chair_id === null ? actor.role === 'leader' : people.includes(chair_id),
  );
  const [steps, cards] = await Promise.all([
    judgeSteps(db, chaired, call.at),
    people.length === 0
      ? []
      : db
          .selectFrom('paper')
          .select(['id', 'title', 'meeting_id', 'state', 'frozen_at'])
          .where('kind', '=', 'comment-card')
          .where('user_id', 'in', [...people])
          .where('state', '<>', 'withdrawn')
          .where(
            'meeting_id',
            'in',
            meetings.map(({ id }) => id),
          )
          .orderBy('id')
          .execute(),
  ]);
  const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]));
  return [
    ...chaired.map((meeting) => {
      const { id, title } = meeting;
      const begun = meeting.state !== 'preparing';
      return row('chair', id, {
        title: pick(lang, `主持 ${title}`, `Chair: ${title}`),
        due: dayOf(meeting),
        link: begun ? `/meetings/${id}/chair` : `/meetings/${id}`,
        reason: preparation(steps.get(id) ?? [], lang),
      });
    }),
    ...cards.flatMap(({ id, title, meeting_id, state, frozen_at }) => {
      const meeting = meeting_id === null ? undefined : byId.get(meeting_id);
      if (meeting === undefined) return [];
      const settled = state !== 'draft' || frozen_at !== null;
      return [
        row('readCard', id, {
          title,
          due: dayOf(meeting),
          link: `/meetings/${meeting.id}/papers?paper=${id}`,
          reason: settled
            ? pick(lang, '已定稿', 'settled')
            : pick(
                lang,
                '数字随数据更新，开会前定稿',
                'figures still follow the data until the papers are frozen',
              ),
        }),
      ];
    }),
  ];
}

const dayOf = ({ starts_at }: Pick<MeetingRecord, 'starts_at'>): Day => beijingDay(starts_at);

type Steps = Awaited<ReturnType<typeof judgeSteps>> extends ReadonlyMap<number, infer T> ? T : never;

/** 筹备 8/12 步，迟 2：汇编通报、点评参考卡. Of the steps before the meeting only. */
function preparation(steps: Steps, lang: Lang): string {
  const before = steps.filter(({ offset, state }) => offset < 0 && state !== 'skipped');
  const done = before.filter(({ state }) => state === 'done').length;
  const late = before.filter(({ state, late }) => state === 'open' && late);
  const names = late.map(({ step }) => stepWords(step, lang)).join(lang === 'zh' ? '、' : ', ');
  const count = pick(lang, `筹备 ${done}/${before.length} 步`, `${done} of ${before.length} steps done`);
  if (late.length === 0) return count;
  return pick(lang, `${count}，迟 ${late.length}：${names}`, `${count}, ${late.length} late: ${names}`);
}

/** 分管红灯: red cities of the programs and red tasks of one's own field, the farthest behind first. */
async function watchRows(
  db: Db,
  call: Call,
  programs: ReadonlyMap<string, DeskProgram>,
  lang: Lang,
): Promise<UnplacedPage[]> {
  const own = await fieldOf(db, call.actor);
  const [cities, tasks] = await Promise.all([
    redCities(db, call, own),
    may(call.actor, 'tasks.read') ? redTasks(db, call.actor, own) : [],
  ]);
  const rows = cities.flatMap((one): UnplacedPage[] => {
    const program = programs.get(one.program_key);
    if (program === undefined) return [];
    const { reason } = monthRow(one);
    const { shortName, counter } = program.definition;
    return [
      row('askCity', `${one.program_key}-${one.region_code}`, {
        title: shortName[lang],
        city: one.region_code,
        due: null,
        lamp: 'red',
        link: `/programs/${one.program_key}?region=${one.region_code}`,
        reason: sayBoardReason(reason, counter, lang),
      }),
    ];
  });
  return [
    ...rows,
    ...tasks.map((task) => {
      const { lamp, reason } = lampCell(task, lang);
      return row('askTask', task.id, {
        title: task.text,
        city: task.city_code,
        county: task.county_code,
        due: task.deadline,
        lamp,
        link: `/tasks/${task.id}?act=comment`,
        reason,
      });
    }),
  ];
}

/** The programs of one's own field as the rules of the meetings name them; null: no field is named, all that is seen. */
async function fieldOf(db: Db, actor: Actor): Promise<readonly string[] | null> {
  if (actor.role === 'leader') return null;
  const people = personIds(actor);
  const { portfolios } = await effectiveRules(db);
  const own = portfolios.filter(({ userId }) => userId !== null && people.includes(userId));
  return own.length === 0 ? null : own.flatMap((portfolio) => portfolio.programs);
}

async function redCities(db: Db, { actor, at }: Call, own: readonly string[] | null) {
  const { cities, programs } = regionScope(actor);
  const month = beijingDay(at).slice(0, 7);
  const { rows } = await sql<{
    program_key: string;
    region_code: string;
    month: string;
    figures: unknown;
    progress: string | null;
    planned_share: string | null;
    lamp: string;
    lamp_reason: unknown;
  }>`
    select program.key as program_key, m.* from program
      join lateral (
        select distinct on (region_code) region_code, month, figures, progress, planned_share, overdue, lamp, lamp_reason
        from program_month where program_key = program.key and month <= ${month} order by region_code, month desc) m on true
      join region on region.code = m.region_code and region.level = 'city'
    where program.state = 'active' and m.lamp = 'red'
      and (${cities === null} or m.region_code = any(${cities ?? []}::text[]))
      and (${programs === null} or program.key = any(${programs ?? []}::text[]))
      and (${own === null} or program.key = any(${own ?? []}::text[]))
    order by m.planned_share - coalesce(m.progress, 0) desc nulls last, m.overdue desc, program.sort, region.sort`.execute(
    db,
  );
  return rows;
}

/** Of the own programs; of paired cities also what belongs to no program. */
async function redTasks(db: Db, actor: Actor, own: readonly string[] | null): Promise<TaskRecord[]> {
  const paired = regionScope(actor).cities !== null;
  const { rows } = await sql<TaskRecord>`
    select task.* from task
    where ${placeScope(actor)} and task.open and task.lamp_sort = 0 and task.issuer_city is null
      and (${own === null} or task.program_key = any(${own ?? []}::text[]) or (${paired} and task.program_key is null))
    order by task.lamp_sort, task.deadline, task.id limit ${TASKS_WATCHED}`.execute(db);
  return rows;
}
