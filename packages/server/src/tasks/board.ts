/** 看板、日历、按城市、清单. */
import {
  AppError,
  type ProgramLamp,
  RungName,
  TaskAction,
  type TaskBoard,
  type TaskBoardQuery,
  type TaskCalendar,
  type TaskCalendarQuery,
  type TaskCities,
  type TaskFilter,
  type TaskRow,
  TaskState,
} from '@qingzhang/contract';
import { daysFromTo } from '@qingzhang/standards';
import type { z } from 'zod';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import {
  countDateless,
  countMine,
  countTasks,
  listCalendar,
  listMine,
  listPage,
  listWorst,
  managedCityCodes,
} from './board-queries.ts';
import { rulesOf } from './change.ts';
import { lampOf } from './facts.ts';
import { taskRow } from './rows.ts';
import { boardSentence } from './words.ts';

const MINE = 200;

interface Tally extends Record<ProgramLamp, number> {}
const noLamps = (): Tally => ({ red: 0, yellow: 0, green: 0, blue: 0, grey: 0 });

/** The board: what this person must do, then what runs by itself. */
export async function readBoard(
  db: Db,
  call: Call,
  query: z.output<typeof TaskBoardQuery>,
): Promise<TaskBoard> {
  const { actor } = call;
  const [rules, counts, acts, mine, others, cities] = await Promise.all([
    rulesOf(db, call.at),
    countTasks(db, actor, query),
    countMine(db, actor, query),
    listMine(db, actor, query, MINE),
    listPage(db, actor, query, { cursor: query.cursor, limit: query.limit, others: true }),
    managedCityCodes(db),
  ]);
  const lamps = noLamps();
  const byCity = new Map<string | null, { red: number; yellow: number; total: number }>();
  let [all, total, overdue] = [0, 0, 0];
  for (const { lamp, n, open, ...row } of counts) {
    lamps[lamp] += open;
    all += n;
    total += open;
    overdue += row.overdue;
    const city = byCity.get(row.city_code) ?? { red: 0, yellow: 0, total: 0 };
    if (lamp === 'red' || lamp === 'yellow') city[lamp] += open;
    city.total += open;
    byCity.set(row.city_code, city);
  }
  const mineTotal = acts.reduce((sum, { n }) => sum + n, 0);
  // Of what the list holds by its filter, what is not this person's.
  const counted = query.state !== undefined ? 'n' : query.closed === 'true' ? 'issued' : 'open';
  const othersTotal = all - acts.reduce((sum, row) => sum + row[counted], 0);
  const rows = mine.map((record) => taskRow(record, actor, rules, query.lang));
  const restRows = others.rows.map((record) => taskRow(record, actor, rules, query.lang));
  return {
    at: call.at.toISOString(),
    sentence: boardSentence(
      {
        total,
        overdue,
        mine: mineTotal,
        others: total - acts.reduce((sum, { open }) => sum + open, 0),
        acts: actCounts(acts, may(actor, 'tasks.write')),
      },
      query.lang,
    ),
    total,
    overdue,
    lamps,
    cities: [...cities, null].flatMap((city) => {
      const found = byCity.get(city);
      return found === undefined ? [] : [{ city, ...found }];
    }),
    mine: { total: mineTotal, rows },
    others: { total: othersTotal, rows: restRows, nextCursor: others.nextCursor },
    simulated: [...rows, ...restRows].some(({ simulated }) => simulated),
  };
}

/** Acts by name, most first; a row with both sides' acts counts on the side that this actor stands on. */
function actCounts(rows: Awaited<ReturnType<typeof countMine>>, issuing: boolean) {
  const counts = new Map<string, { act: TaskAction['act']; rung: RungName | null; count: number }>();
  for (const row of rows) {
    const desk = row.desk_act !== null && (issuing || row.owner_act === null);
    const act = TaskAction.shape.act.parse(desk ? row.desk_act : row.owner_act);
    const rung = desk && act === 'notice' ? RungName.nullable().parse(row.rung) : null;
    const key = `${act}|${rung ?? ''}`;
    const found = counts.get(key) ?? { act, rung, count: 0 };
    counts.set(key, { ...found, count: found.count + row.n });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** A page of the plain list. */
export async function listTasks(
  db: Db,
  call: Call,
  query: TaskFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: TaskRow[]; total: null; nextCursor: string | null }> {
  const [rules, page] = await Promise.all([
    rulesOf(db, call.at),
    listPage(db, call.actor, query, { cursor: query.cursor, limit: query.limit, others: false }),
  ]);
  return {
    items: page.rows.map((record) => taskRow(record, call.actor, rules, query.lang)),
    total: null,
    nextCursor: page.nextCursor,
  };
}

/** All rows of a filter, page by page: for spreadsheets. */
export async function* everyTask(db: Db, call: Call, filter: TaskFilter): AsyncGenerator<TaskRow> {
  let cursor: string | undefined;
  do {
    const page = await listTasks(db, call, { ...filter, cursor, limit: 1000 });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const LONGEST_SPAN = 42;

/** 日历: what falls due on each day. */
export async function readCalendarPage(
  db: Db,
  call: Call,
  query: z.output<typeof TaskCalendarQuery>,
): Promise<TaskCalendar> {
  const days = daysFromTo(query.from, query.to);
  if (days.length === 0 || days.length > LONGEST_SPAN) {
    throw new AppError('thing.invalid', { what: 'from … to', reason: `1…${LONGEST_SPAN} days` });
  }
  const [rules, rows, dateless] = await Promise.all([
    rulesOf(db, call.at),
    listCalendar(db, call.actor, query, query),
    countDateless(db, call.actor),
  ]);
  const byDay = Map.groupBy(rows, ({ deadline }) => deadline);
  return {
    days: days.map((day) => {
      const due = byDay.get(day) ?? [];
      return {
        day,
        workday: rules.calendar.isWorkday(day),
        total: due[0]?.of_day ?? 0,
        rows: due.map((record) => ({
          id: record.id,
          no: record.no,
          text: record.text,
          city: record.city_code,
          leadUnit: record.lead_unit,
          ownerPost: record.owner_post,
          lamp: lampOf(record),
          state: TaskState.parse(record.state),
        })),
      };
    }),
    dateless,
  };
}

const WORST = 5;

/** 按城市: in protocol order, the worst of each first. */
export async function readCities(db: Db, call: Call, filter: TaskFilter): Promise<TaskCities> {
  const [rules, codes, counts] = await Promise.all([
    rulesOf(db, call.at),
    managedCityCodes(db),
    countTasks(db, call.actor, filter),
  ]);
  // Only where something is: a city out of sight would be read to its end to find nothing.
  const present = codes.filter((code) => counts.some((row) => row.city_code === code));
  const worst = await listWorst(db, call.actor, filter, present, WORST);
  const rows = Map.groupBy(worst, ({ city_code }) => city_code);
  return {
    cities: [...codes, null].flatMap((city) => {
      const own = counts.filter((row) => row.city_code === city);
      if (own.length === 0) return [];
      const lamps = noLamps();
      for (const row of own) lamps[row.lamp] += row.n;
      return [
        {
          city,
          lamps,
          total: own.reduce((sum, { n }) => sum + n, 0),
          overdue: own.reduce((sum, row) => sum + row.overdue, 0),
          rows: (rows.get(city) ?? []).map((record) => taskRow(record, call.actor, rules, filter.lang)),
        },
      ];
    }),
  };
}
