/** Views of many tasks: filters, board, calendar, by city. */
import { z } from 'zod';
import { queryInteger, queryList } from './endpoint.ts';
import { Instant, Lang, RegionCode, Sentence } from './figures.ts';
import { ProgramKey } from './program-definition.ts';
import { ProgramLamp } from './programs.ts';
import { TaskSource, TaskState } from './task-names.ts';
import { Day } from './task-parts.ts';
import { TaskRow } from './task-row.ts';

/** Filters that every view of tasks shares. Repeat a key for several values. */
export const TaskFilter = z.object({
  lang: Lang.default('zh'),
  source: queryList(TaskSource).optional(),
  city: queryList(RegionCode).optional(),
  lamp: queryList(ProgramLamp).optional(),
  state: queryList(TaskState).optional(),
  program: ProgramKey.optional(),
  /** Words of text, source title, unit or the number 2021-148; Chinese works from two characters. */
  q: z.string().trim().max(100).optional(),
  /** Overdue only. */
  late: z.enum(['true', 'false']).optional(),
  /** Closed ones too; without it only what is open (in 办). A `state` overrides it. */
  closed: z.enum(['true', 'false']).default('false'),
});
export type TaskFilter = z.output<typeof TaskFilter>;

const paging = {
  cursor: z.string().max(200).optional(),
  limit: queryInteger.pipe(z.number().min(1).max(200)).default(50),
};
export const TaskBoardQuery = TaskFilter.extend(paging);
export const TaskListQuery = TaskFilter.extend(paging);

export const LampTally = z.object({
  red: z.number().int(),
  yellow: z.number().int(),
  green: z.number().int(),
  blue: z.number().int(),
  grey: z.number().int(),
});

/** 看板. All counts are of open tasks within the filter and the scope; grey is shown and in no denominator. */
export const TaskBoard = z.object({
  at: Instant,
  /** 在办 148 项，逾期 9 项。今天要您办 6 件：…；其余 142 项不用您动手。 */
  sentence: Sentence,
  total: z.number().int(),
  overdue: z.number().int(),
  lamps: LampTally,
  /** In protocol order; matters of the whole province or of a department stand last with `city` null. */
  cities: z.array(
    z.object({
      city: RegionCode.nullable(),
      red: z.number().int(),
      yellow: z.number().int(),
      total: z.number().int(),
    }),
  ),
  /** 要我办: in the order to do them, each with its one action. At most 200 rows; `total` counts all. */
  mine: z.object({ total: z.number().int(), rows: z.array(TaskRow) }),
  /** 不用我办: paged; red first, then by deadline. */
  others: z.object({
    total: z.number().int(),
    rows: z.array(TaskRow),
    nextCursor: z.string().nullable(),
  }),
  simulated: z.boolean(),
});
export type TaskBoard = z.infer<typeof TaskBoard>;

/** 日历: days with what falls due. Months of up to 42 days; each day at most `perDay` rows, `total` counts all. */
export const TaskCalendarQuery = TaskFilter.extend({
  from: Day,
  to: Day,
  perDay: queryInteger.pipe(z.number().min(1).max(50)).default(8),
});
export const TaskCalendar = z.object({
  days: z.array(
    z.object({
      day: Day,
      /** By the official calendar (调休). */
      workday: z.boolean(),
      total: z.number().int(),
      rows: z.array(
        TaskRow.pick({ id: true, no: true, text: true, city: true, leadUnit: true, ownerPost: true }).extend({
          lamp: ProgramLamp,
          state: TaskState,
        }),
      ),
    }),
  ),
  /** Open tasks without a deadline (drafts). */
  dateless: z.number().int(),
});
export type TaskCalendar = z.infer<typeof TaskCalendar>;

/**
 * 任务 逾期/旧账, city by city in protocol order, for the first page: overdue tasks and debts opened before this year that
 * are not paid, each counted as one whatever its unit. Only cities that the asker sees whole; empty where there is none.
 */
export const CityWork = z.object({
  /** As of this day. */
  day: Day,
  cities: z.array(z.object({ city: RegionCode, late: z.number().int(), old: z.number().int() })),
  simulated: z.boolean(),
});
export type CityWork = z.infer<typeof CityWork>;

/** 按城市: each city with its counts and its worst tasks first. */
export const TaskCities = z.object({
  cities: z.array(
    z.object({
      city: RegionCode.nullable(),
      lamps: LampTally,
      total: z.number().int(),
      overdue: z.number().int(),
      rows: z.array(TaskRow),
    }),
  ),
});
export type TaskCities = z.infer<typeof TaskCities>;
