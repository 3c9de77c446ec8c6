/** 今日: what this person must do, in order; nothing that a colleague has done. */

import {
  DESK_MOST,
  type Desk,
  type DeskAct,
  type DeskRow,
  ItemStateName,
  type Lang,
  ProgramLamp,
} from '@qingzhang/contract';
import { reportDueOn, type WorkCalendar, workdaysBetween } from '@qingzhang/domain';
import { addDays, type Day } from '@qingzhang/standards';
import type { Call } from '../platform/actor.ts';
import { readCalendar } from '../platform/calendar/calendar.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { askedMonth, judgeAct, workAct } from './classify.ts';
import { judgedStatesOf } from './judged.ts';
import { leaderRows, type UnplacedPage } from './leading.ts';
import { meetingRows } from './meetings.ts';
import { type DeskProgram, deskPrograms } from './programs.ts';
import {
  type AskedReport,
  type DeskItem,
  FEW,
  itemsOf,
  judgedItems,
  openObjections,
  proposedLamps,
  type ReportCount,
  type ReportedItem,
  readOverview,
  reportCounts,
  sentReports,
  workingItems,
} from './queries.ts';
import { selfOf } from './standing.ts';
import { placed, taskRows } from './tasks.ts';
import { valuesText } from './values-text.ts';
import { lampWords, type PlaceNames, readPlaceNames } from './words.ts';

/** 以后几天: calendar days ahead that are shown. */
const AHEAD = 9;
const WEEK = 7 * 86_400_000;

interface Words {
  readonly lang: Lang;
  readonly today: Day;
  /** Working days from today to a day. */
  readonly daysLeft: (day: Day) => number;
  readonly place: PlaceNames;
  readonly programs: ReadonlyMap<string, DeskProgram>;
}

/** Everything, not yet cut to one screen. */
export interface FullDesk {
  readonly due: readonly DeskRow[];
  readonly returned: readonly DeskRow[];
  readonly judge: readonly DeskRow[];
  /** Reports to look at that follow after those of `judge`. */
  readonly moreToJudge: number;
  readonly reports: readonly DeskRow[];
  readonly next: readonly DeskRow[];
  readonly watch: readonly DeskRow[];
  readonly overview: Desk['overview'];
  readonly today: Day;
  readonly simulated: boolean;
}

/** The desk, each section cut to `limit` rows. */
export async function readDesk(
  db: Db,
  call: Call,
  { lang, limit }: { readonly lang: Lang; readonly limit: number },
): Promise<Desk> {
  const desk = await fullDesk(db, call, lang, limit);
  const cut = (rows: readonly DeskRow[], more = 0) => ({
    total: rows.length + more,
    rows: rows.slice(0, limit),
  });
  return {
    at: call.at.toISOString(),
    today: desk.today,
    month: desk.today.slice(0, 7),
    due: cut(desk.due),
    returned: cut(desk.returned),
    judge: cut(desk.judge, desk.moreToJudge),
    reports: cut(desk.reports),
    next: cut(desk.next),
    watch: cut(desk.watch),
    overview: desk.overview,
    simulated: desk.simulated,
  };
}

/** Everything that stands on the desk: a dozen small queries, nearly all in parallel. `most` rows of a section are shown. */
export async function fullDesk(db: Db, call: Call, lang: Lang, most: number = DESK_MOST): Promise<FullDesk> {
  const { actor } = call;
  const self = selfOf(actor);
  const today = beijingDay(call.at);
  const programs = await deskPrograms(db);
  const asked = askedReports(programs, today, call.at);
  const active = [...programs.keys()];
  const lives = new Map([...programs].map(([key, { definition }]) => [key, definition.life]));
  const [calendar, place, working, counts, judged, proposed, sent, overview, tasks, steps, leading] =
    await Promise.all([
      readCalendar(db),
      readPlaceNames(db, lang),
      self.reports ? workingItems(db, actor, addDays(today, 14)) : [],
      self.reports ? reportCounts(db, actor, asked, today) : [],
      judgedItems(db, actor, judgedStatesOf(self, lives, today), active),
      self.overrides ? proposedLamps(db, actor) : [],
      self.checks ? sentReports(db, actor, active, most) : { total: 0, first: [] },
      readOverview(db, actor, today),
      taskRows(db, call, lang),
      meetingRows(db, call, lang, addDays(today, AHEAD)),
      leaderRows(db, call, self, programs, lang),
    ]);
  const few = await itemsOf(
    db,
    counts.filter(({ left }) => left <= FEW).flatMap(({ first }) => first),
  );
  const objected = await openObjections(
    db,
    judged.filter(({ state }) => state === 'notice').map(({ id }) => id),
  );
  const words: Words = { lang, today, daysLeft: daysLeftOf(calendar, today), place, programs };

  const due: DeskRow[] = [];
  const returned: DeskRow[] = [];
  const next: DeskRow[] = [];
  for (const item of working) {
    const act = workAct(item, today);
    if (act === null) continue;
    const row = itemRow(item, act, words);
    if (act === 'mend') returned.push(row);
    else if (act === 'sign' || (row.due !== null && row.due <= today)) due.push(row);
    else if (row.due !== null && row.due <= addDays(today, AHEAD)) next.push(row);
  }
  const judge = judged.flatMap((item): DeskRow[] => {
    const program = programs.get(item.program_key);
    const act =
      program === undefined ? null : judgeAct(self, item, program.definition, today, objected.has(item.id));
    return act === null ? [] : [itemRow(item, act, words)];
  });
  const lamps = proposed
    .filter(({ lamp_override }) => !lamp_override?.people.some((id) => self.people.includes(id)))
    .map((item) => itemRow(item, 'confirmLamp', words));
  for (const task of placed(tasks.rows, place)) {
    const section = taskSection(task, today);
    if (section === 'due') due.push(task);
    else if (section === 'returned') returned.push(task);
    else if (section === 'judge') judge.push(task);
    else next.push(task);
  }
  for (const step of steps) (step.due !== null && step.due <= today ? due : next).push(step);
  const page = (row: UnplacedPage): DeskRow => ({
    ...row,
    place: place(row.city, row.county),
    daysLeft: row.due === null ? null : words.daysLeft(row.due),
  });
  for (const row of leading.dated.map(page)) (row.due !== null && row.due <= today ? due : next).push(row);
  const { rows: reports, due: dueReports } = reportRows(counts, few, words);
  return {
    due: [...byDue(due), ...dueReports],
    returned: byReturn(returned),
    judge: [
      ...leading.judge.map(page),
      ...byDue(judge),
      ...lamps,
      ...sent.first.map((item) => reportRow(item, words)),
    ],
    moreToJudge: sent.total - sent.first.length,
    reports,
    next: byDue(next),
    watch: leading.watch.map(page),
    overview: { ...overview, tasks: tasks.open },
    today,
    simulated: [...programs.values()].some(({ simulated }) => simulated),
  };
}

/** Overdue first, then by day; what has no day last. */
const byDue = (rows: readonly DeskRow[]): DeskRow[] =>
  rows.toSorted((a, b) => (a.due ?? '9').localeCompare(b.due ?? '9') || a.key.localeCompare(b.key));

/** The latest return first. */
const byReturn = (rows: readonly DeskRow[]): DeskRow[] => {
  const at = (row: DeskRow) => (row.kind === 'item' ? (row.returned?.at ?? '') : '');
  return rows.toSorted((a, b) => at(b).localeCompare(at(a)) || a.key.localeCompare(b.key));
};

type TaskRowOfDesk = Extract<DeskRow, { kind: 'task' }>;
const judging = [
  'judge',
  'decideExtension',
  'check',
  'close',
  'confirmLamp',
  'seeReply',
  'complete',
  'issue',
];

function taskSection(row: TaskRowOfDesk, today: Day): 'due' | 'returned' | 'judge' | 'next' {
  if (row.action.act === 'resubmit') return 'returned';
  if (judging.includes(row.action.act)) return 'judge';
  const by = row.action.by ?? row.due;
  return by === null || by <= today || ['sign', 'notice', 'reply'].includes(row.action.act) ? 'due' : 'next';
}

function itemRow(item: DeskItem, act: DeskAct, words: Words): Extract<DeskRow, { kind: 'item' }> {
  const { lang, place, programs } = words;
  const signed = item.life.acceptances?.at(-1);
  const applied = item.life.applications?.at(-1);
  const from =
    act === 'accept'
      ? (signed ?? item.life.check ?? null)
      : act === 'check' || act === 'apply'
        ? (applied ?? null)
        : act === 'decideExtension'
          ? (item.life.extension ?? null)
          : null;
  return {
    kind: 'item',
    key: `item-${item.id}-${act}`,
    act,
    item: item.id,
    no: item.no,
    title: item.title,
    program: item.program_key,
    programName: programs.get(item.program_key)?.definition.shortName ?? { zh: '', en: '' },
    state: ItemStateName.parse(item.state),
    city: item.city_code,
    county: item.county_code,
    place: place(item.city_code, item.county_code),
    due: item.deadline,
    daysLeft: item.deadline === null ? null : words.daysLeft(item.deadline),
    lamp: ProgramLamp.parse(item.lamp),
    reason: lampWords(item, lang),
    returned:
      act === 'mend' && item.returned !== null
        ? {
            reason: item.returned.reason,
            post: item.returned.post,
            at: instant(item.returned.at),
            report: item.returned.reportId !== null,
          }
        : null,
    from:
      from === null
        ? act === 'confirmLamp' && item.lamp_override !== null
          ? { post: item.lamp_override.post, at: instant(item.lamp_override.at) }
          : null
        : { post: from.post, at: item.state_since.toISOString() },
    second: act === 'accept' && signed !== undefined,
  };
}

/** Counted once for each day: hundreds of rows share few deadlines. */
function daysLeftOf(calendar: WorkCalendar, today: Day): Words['daysLeft'] {
  const known = new Map<Day, number>();
  return (day) => {
    const days = known.get(day) ?? workdaysBetween(calendar, today, day);
    known.set(day, days);
    return days;
  };
}

/** 核看月报: by its own day, not by the item's deadline. */
const reportRow = (item: DeskItem, words: Words): DeskRow => ({
  ...itemRow(item, 'judge', words),
  due: null,
  daysLeft: null,
  from: { post: null, at: (item.reported_at ?? item.state_since).toISOString() },
});

const instant = (text: string): string => new Date(text).toISOString();

/** The report of each program that is asked for now. */
const askedReports = (programs: ReadonlyMap<string, DeskProgram>, today: Day, at: Date): AskedReport[] =>
  [...programs].flatMap(([program, { definition }]) =>
    definition.reporting.every === 'none'
      ? []
      : [
          {
            program,
            month: askedMonth(definition, today),
            before: definition.reporting.every === 'week' ? new Date(at.getTime() - WEEK) : null,
          },
        ],
  );

/** 本月待报: programs in their order; those due today or late stand with what is due. */
function reportRows(
  counts: readonly ReportCount[],
  few: readonly ReportedItem[],
  words: Words,
): { rows: DeskRow[]; due: DeskRow[] } {
  const { lang, today, daysLeft, place, programs } = words;
  const rows: DeskRow[] = [];
  const due: DeskRow[] = [];
  const sort = ({ program_key }: ReportCount) => programs.get(program_key)?.sort ?? 0;
  for (const { program_key: key, all, left } of counts.toSorted((a, b) => sort(a) - sort(b))) {
    const definition = programs.get(key)?.definition;
    if (definition === undefined || left === 0) continue;
    const month = askedMonth(definition, today);
    const day = definition.reporting.every === 'week' ? today : reportDueOn(definition.reporting, month);
    const common = {
      kind: 'reports' as const,
      program: key,
      programName: definition.shortName,
      counter: definition.counter,
      month,
      all,
      due: day,
      daysLeft: daysLeft(day),
    };
    const made: DeskRow[] =
      left > FEW
        ? [
            {
              ...common,
              key: `reports-${key}`,
              title: definition.name[lang],
              city: null,
              county: null,
              place: '',
              lamp: null,
              reason: null,
              left,
              only: null,
            },
          ]
        : few
            .filter(({ program_key }) => program_key === key)
            .map((item) => ({
              ...common,
              key: `report-${item.id}`,
              title: item.title,
              city: item.city_code,
              county: item.county_code,
              place: place(item.city_code, item.county_code),
              lamp: ProgramLamp.parse(item.lamp),
              reason: lampWords(item, lang),
              left: 1,
              only: {
                item: item.id,
                revision: item.revision,
                last: item.report_month === null ? '' : valuesText(definition, item.values, lang),
              },
            }));
    (day <= today ? due : rows).push(...made);
  }
  return { rows, due };
}
