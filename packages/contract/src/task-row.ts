/** One line of a task, and what stands in it: measure, lamp, clocks, ladder, what to do next. */
import { z } from 'zod';
import { Instant, RegionCode } from './figures.ts';
import { ProgramKey } from './program-definition.ts';
import { ProgramLamp } from './programs.ts';
import { RungName, rungNames, TaskSource, TaskState, TaskUrgency } from './task-names.ts';
import { Day, needed, Percent } from './task-parts.ts';

/** 完成标准: a sentence, or a figure to be reached from a baseline. */
export const MeasureOfDone = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: needed(1000) }),
  z.object({
    kind: z.literal('figure'),
    name: needed(80),
    unit: needed(20),
    baseline: z.number(),
    target: z.number(),
    /** Accepted value of now; the last accepted report's. */
    current: z.number().nullable().default(null),
  }),
]);
export type MeasureOfDone = z.infer<typeof MeasureOfDone>;

/** 里程碑: percent of the whole at the end of a day; several make the planned path (序时), the dated plan of 13710. */
export const TaskMilestone = z.object({ day: Day, percent: Percent });

/** A lamp beside its reason in words. */
export const TaskLamp = z.object({
  lamp: ProgramLamp,
  /** 落后序时 18.4 点（>15）. */
  reason: z.string(),
  /** Changed by hand: a small corner mark, with who (post), when, why, what the rules say. */
  manual: z
    .object({
      computed: ProgramLamp,
      reason: z.string(),
      post: z.string(),
      confirmedBy: z.string(),
      at: Instant,
    })
    .nullable(),
});
export type TaskLamp = z.infer<typeof TaskLamp>;

/**
 * One of the five clocks of 13710: `sign` 当日签收, `progress` 3 日报进展, `settle` 7 日办结 (complex: a dated plan), `month`
 * 1 月 (complex only), `writeOff` 0 销号清零. met ✓ · late ✕ · running (blue frame) · notYet · stopped by approved extension · none:
 * does not apply.
 */
export const TaskClock = z.object({
  clock: z.enum(['sign', 'progress', 'settle', 'month', 'writeOff']),
  state: z.enum(['met', 'late', 'running', 'notYet', 'stopped', 'none']),
  /** Always a working day; null: none. */
  due: Day.nullable(),
  doneOn: Day.nullable(),
});
export type TaskClock = z.infer<typeof TaskClock>;

/** 还剩 n 天 / 逾期 n 天 in working days, or what stands in place of it. */
export const TaskDue = z.object({
  kind: z.enum(['left', 'today', 'overdue', 'paused', 'awaitingClose', 'notApplicable', 'closed', 'none']),
  /** Working days left or over; null for the kinds without. */
  days: z.number().int().nullable(),
  /** Of `today`: until when, 15:00. */
  time: z.string().nullable(),
});

/** Where the ladder stands: nine dots and the last rung with its day. */
export const LadderMark = z.object({
  /** `now`: proposed; `done`: issued and in force; `lifted`; `held`: held back (缓发); `ahead`. */
  dots: z.array(z.enum(['done', 'now', 'ahead', 'lifted', 'held'])).length(rungNames.length),
  /** The last issued rung and its day; null: none yet. */
  last: z.object({ rung: RungName, on: Day }).nullable(),
});

/**
 * The one thing that somebody is to do with a task, and why. The button is a verb with its object; `rung` says which notice.
 * Responsible side: sign 签收, report 报进展, resubmit 补报（被退回）, reply 回复, apply 申请销号, plan 报计划.
 * Issuing side: complete 补全交办要素, issue 交办, notice 发…单 / 列入通报, seeReply 看回复, judge 核看进展, decideExtension 审批延期,
 * check 核查, close 验收销号, confirmLamp 复核改灯, lookBack 回头看, lift 解除.
 */
export const TaskAction = z.object({
  act: z.enum([
    'sign',
    'report',
    'resubmit',
    'reply',
    'apply',
    'plan',
    'complete',
    'issue',
    'notice',
    'seeReply',
    'judge',
    'decideExtension',
    'check',
    'close',
    'confirmLamp',
    'lookBack',
    'lift',
  ]),
  rung: RungName.nullable(),
  /** Until when, where the rule gives a day. */
  by: Day.nullable(),
  /** Why, in words. */
  why: z.string(),
});
export type TaskAction = z.infer<typeof TaskAction>;

/** One line of the board, the list, the calendar. */
export const TaskRow = z.object({
  id: z.number().int(),
  /** 2021-148. */
  no: z.string(),
  /** Verbatim. */
  text: z.string(),
  source: TaskSource,
  /** 4-22 会议承诺: the source's name as entered. */
  sourceTitle: z.string(),
  state: TaskState,
  city: RegionCode.nullable(),
  county: RegionCode.nullable(),
  leadUnit: z.string().nullable(),
  /** 市局局长: the post, never a person's name. */
  ownerPost: z.string().nullable(),
  lamp: TaskLamp,
  clocks: z.array(TaskClock).length(5),
  ladder: LadderMark,
  deadline: Day.nullable(),
  due: TaskDue,
  progress: z.number().nullable(),
  urgency: TaskUrgency,
  /** What the one who asks is to do; null: nothing. */
  action: TaskAction.nullable(),
  program: ProgramKey.nullable(),
  /** Sub-tasks, and how many of them are closed. */
  parts: z.object({ total: z.number().int(), closed: z.number().int() }).nullable(),
  parent: z.number().int().nullable(),
  rebounds: z.number().int(),
  simulated: z.boolean(),
});
export type TaskRow = z.infer<typeof TaskRow>;
