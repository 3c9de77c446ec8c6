import { z } from 'zod';

/** A figure as published: text and number. */
const Published = z.object({ text: z.string(), value: z.number() });
const City = z.object({
  code: z.string(),
  shortName: z.string(),
  /** 本市有此项. */
  applicable: z.boolean(),
  lamp: z.enum(['blue', 'green', 'yellow', 'red', 'grey']),
  /** 差 24.9 点, 连续两个月黄灯. */
  reason: z.string(),
  progress: Published.nullable(),
  /** Points behind the path, positive when behind. */
  gap: Published.nullable(),
  rank: z.number().int().nullable(),
  n: z.number().int(),
  overdue: z.number().int(),
  /** Percent at the path's end if it goes on as in the last month; null: cannot be said. */
  forecast: Published.nullable(),
});

/** 一个专项 in a month, for the bulletin (DIS-7.2): plan, done, rate, path, first and last cities. */
export const KeyWorkProgramFacts = z.object({
  key: z.string(),
  name: z.string(),
  shortName: z.string(),
  counter: z.string(),
  /** What is measured, 安装; empty: 完成. */
  measure: z.string(),
  companionName: z.string(),
  plan: z.string().nullable(),
  done: z.string().nullable(),
  companionDone: z.string().nullable(),
  progress: Published.nullable(),
  planned: Published.nullable(),
  gap: Published.nullable(),
  companion: Published.nullable(),
  items: z.number().int(),
  open: z.number().int(),
  overdue: z.number().int(),
  deadline: z.string().nullable(),
  alarms: z.array(z.object({ name: z.string(), count: z.number().int(), cities: z.array(z.string()) })),
  cities: z.array(City),
});
export type KeyWorkProgramFacts = z.output<typeof KeyWorkProgramFacts>;

/** 重点工作 of a bulletin. */
export const KeyWorkFacts = z.object({
  month: z.string(),
  /** The day the figures stand at, 'YYYY-MM-DD'. */
  day: z.string(),
  /** The half-year and year editions add a forecast and what cannot be met (DIS-6.7). */
  forecast: z.boolean(),
  simulated: z.boolean(),
  /** Reports of the month that nobody has judged yet. */
  unjudged: z.number().int(),
  programs: z.array(KeyWorkProgramFacts),
});
export type KeyWorkFacts = z.output<typeof KeyWorkFacts>;
