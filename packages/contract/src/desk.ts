/** 今日: what one person must do, in order; the forms of the month for a phone that may lose its network; search. */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, Month, RegionCode } from './figures.ts';
import { StepName } from './meetings.ts';
import { ProgramDefinitionSchema, ProgramKey, Words } from './program-definition.ts';
import { FieldValuesSchema, ItemStateName, ProgramLamp } from './programs.ts';
import { TaskAction } from './tasks.ts';

/**
 * What one button of an item's row does; each opens the exact form. Who reports: sign 签收, report 上报, mend 补正（被退回）,
 * apply 申请销号. Who judges: judge 核看月报, check 核查, accept 验收, decideExtension 审批延期, answerObjection 答复异议, publish 公布销号, lookBack
 * 回头看, confirmLamp 复核改灯, recheck 长期坚持年度复核.
 */
export const deskActs = [
  'sign',
  'report',
  'mend',
  'apply',
  'judge',
  'check',
  'accept',
  'decideExtension',
  'answerObjection',
  'publish',
  'lookBack',
  'confirmLamp',
  'recheck',
] as const;
export const DeskAct = z.enum(deskActs);
export type DeskAct = z.infer<typeof DeskAct>;

/**
 * What one button of a row about a page does: signPaper 签发, reviewRelease 审稿, publishRelease 发布, chair 看会议准备, readCard 看点评卡;
 * askCity 过问一市一专项的红灯, askTask 过问红灯任务.
 */
export const DeskPageAct = z.enum([
  'signPaper',
  'reviewRelease',
  'publishRelease',
  'chair',
  'readCard',
  'askCity',
  'askTask',
]);
export type DeskPageAct = z.infer<typeof DeskPageAct>;

const common = {
  /** Stable for the row. */
  key: z.string(),
  title: z.string(),
  city: RegionCode.nullable(),
  county: RegionCode.nullable(),
  /** 吕梁市 岚县. */
  place: z.string(),
  due: Day.nullable(),
  /** Working days left, 0 today, negative: overdue. */
  daysLeft: z.number().int().nullable(),
  lamp: ProgramLamp.nullable(),
  /** Beside the lamp, in words. */
  reason: z.string().nullable(),
};

/** One thing to do, with one button. */
export const DeskRow = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('item'),
    act: DeskAct,
    item: z.number().int(),
    no: z.number().int(),
    program: ProgramKey,
    programName: Words,
    state: ItemStateName,
    /** Why it came back, by which post, when. */
    /** `report`: the month's report came back; else the item itself, from a check or an acceptance. */
    returned: z.object({ reason: z.string(), post: z.string(), at: Instant, report: z.boolean() }).nullable(),
    /** Who acted before me: the post that asks for it, and since when. */
    from: z.object({ post: z.string().nullable(), at: Instant }).nullable(),
    /** Second of two at acceptance. */
    second: z.boolean(),
  }),
  z.object({
    ...common,
    kind: z.literal('task'),
    task: z.number().int(),
    action: TaskAction,
  }),
  z.object({
    ...common,
    kind: z.literal('reports'),
    program: ProgramKey,
    programName: Words,
    counter: z.string(),
    month: Month,
    /** Rows still to report, of so many of the month. */
    left: z.number().int(),
    all: z.number().int(),
    /** The only one left: its one-tap 无变化 can be sent from here. */
    only: z.object({ item: z.number().int(), revision: z.number().int(), last: z.string() }).nullable(),
  }),
  /** 会议清单: a step of a meeting's preparation or follow-up. */
  z.object({
    ...common,
    kind: z.literal('meeting'),
    meeting: z.number().int(),
    step: StepName,
    link: z.string(),
  }),
  /** What stands on a page of its own; `reason` says in words how it stands. */
  z.object({
    ...common,
    kind: z.literal('page'),
    act: DeskPageAct,
    link: z.string(),
  }),
]);
export type DeskRow = z.output<typeof DeskRow>;

/** A section never holds more rows than this; a total of so many means "at least". */
export const DESK_MOST = 300;

const DeskSection = z.object({ total: z.number().int(), rows: z.array(DeskRow) });

/** 今日: nothing here that a colleague has done already. Each section holds its first rows; `total` counts all. */
export const Desk = z.object({
  at: Instant,
  today: Day,
  month: Month,
  /** 逾期和今天到期, overdue first. */
  due: DeskSection,
  /** 被退回. */
  returned: DeskSection,
  /** 等我核查、验收、审批. */
  judge: DeskSection,
  /** 本月待报. */
  reports: DeskSection,
  /** 以后几天: what falls due within the next working days. */
  next: DeskSection,
  /** 分管红灯: red lamps of one's own field, for who leads; empty for everybody else. */
  watch: DeskSection,
  /** Open, overdue, red within what the person sees: one line for who leads. */
  overview: z.object({
    open: z.number().int(),
    overdue: z.number().int(),
    /** Red items; for who sees whole cities, red lamps of cities over all programs. */
    red: z.number().int(),
    redOf: z.enum(['items', 'cities']),
    tasks: z.number().int(),
  }),
  simulated: z.boolean(),
});
export type Desk = z.output<typeof Desk>;

export const getDesk = endpoint({
  method: 'GET',
  path: '/api/desk',
  summary: '今日 · what I must do today, in order',
  query: z.object({
    lang: Lang.default('zh'),
    limit: queryInteger.pipe(z.number().min(1).max(500)).default(6),
  }),
  response: Desk,
  permission: 'programs.read',
});
export const getDeskXlsx = endpoint({
  method: 'GET',
  path: '/api/desk.xlsx',
  summary: '导出今日 · the whole list',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** 昨夜账户变化: what the last day changed in the accounts of one's own city. */
export const DeskChanges = z.object({
  city: RegionCode.nullable(),
  /** The day that was added. */
  day: Day.nullable(),
  rows: z.array(
    z.object({
      key: z.string(),
      /** 6月 PM2.5 计划. */
      title: z.string(),
      kind: z.enum(['lamp', 'day']),
      from: z
        .object({ lamp: z.enum(['safe', 'tight', 'overdrawn', 'impossible', 'none']), word: z.string() })
        .nullable(),
      to: z
        .object({ lamp: z.enum(['safe', 'tight', 'overdrawn', 'impossible', 'none']), word: z.string() })
        .nullable(),
      /** 累计 140 天. */
      text: z.string().nullable(),
      sense: z.enum(['better', 'worse', 'flat']),
    }),
  ),
  simulated: z.boolean(),
});
export type DeskChanges = z.output<typeof DeskChanges>;

export const getDeskChanges = endpoint({
  method: 'GET',
  path: '/api/desk/changes',
  summary: '昨夜账户变化 · what the last day changed in my account',
  query: z.object({ lang: Lang.default('zh') }),
  response: DeskChanges,
  permission: 'figures.read',
});

/** What a phone needs of a definition to show, check and forecast a report without a network. */
export const FormDefinition = ProgramDefinitionSchema.pick({
  key: true,
  name: true,
  shortName: true,
  counter: true,
  measures: true,
  milestones: true,
  alarms: true,
  questions: true,
  checks: true,
  evidence: true,
  debt: true,
  reporting: true,
  fields: true,
});
export type FormDefinition = z.output<typeof FormDefinition>;

/** 一行表单: an own item with everything its report is pre-filled from. */
export const ReportForm = z.object({
  item: z.number().int(),
  no: z.number().int(),
  title: z.string(),
  program: ProgramKey,
  city: RegionCode,
  county: RegionCode.nullable(),
  place: z.string(),
  revision: z.number().int(),
  state: ItemStateName,
  lamp: ProgramLamp,
  reason: z.string(),
  deadline: Day.nullable(),
  values: FieldValuesSchema,
  previous: FieldValuesSchema,
  /** The month that is asked for. */
  month: Month,
  /** When the values shown were sent: 上次 5月28日. */
  lastReported: Instant.nullable(),
  /** The month's report, where one has been sent. */
  report: z.object({ state: z.enum(['sent', 'returned', 'accepted']), at: Instant }).nullable(),
  returned: z.object({ reason: z.string(), post: z.string(), at: Instant }).nullable(),
  /** Percent done and planned by the end of today; null: no such figure. */
  progress: z.number().nullable(),
  planned: z.number().nullable(),
});
export type ReportForm = z.output<typeof ReportForm>;

export const ReportForms = z.object({
  at: Instant,
  today: Day,
  month: Month,
  definitions: z.array(FormDefinition),
  rows: z.array(ReportForm),
  /** More than the list holds. */
  total: z.number().int(),
  simulated: z.boolean(),
});
export type ReportForms = z.output<typeof ReportForms>;

export const listReportForms = endpoint({
  method: 'GET',
  path: '/api/desk/forms',
  summary: '本月表单 · the own items of the month, to be filled without a network too',
  query: z.object({ lang: Lang.default('zh'), item: queryInteger.optional() }),
  response: ReportForms,
  permission: 'items.report',
});

/** A text cut where the words looked for stand. */
const Marked = z.array(z.object({ text: z.string(), hit: z.boolean() }));
export const SearchHit = z.object({
  kind: z.enum(['item', 'task']),
  id: z.number().int(),
  /** 第 31 项, 2021-148. */
  no: z.string(),
  title: Marked,
  /** The words around the hit where the title does not hold it. */
  excerpt: Marked.nullable(),
  city: RegionCode.nullable(),
  county: RegionCode.nullable(),
  place: z.string(),
  lamp: ProgramLamp,
  reason: z.string(),
  closed: z.boolean(),
});
export type SearchHit = z.output<typeof SearchHit>;

/** Grouped by program, never two programs in one group; tasks are a group by themselves. */
export const SearchAnswer = z.object({
  q: z.string(),
  total: z.number().int(),
  groups: z.array(
    z.object({
      kind: z.enum(['program', 'tasks']),
      program: ProgramKey.nullable(),
      name: Words,
      total: z.number().int(),
      hits: z.array(SearchHit),
    }),
  ),
});
export type SearchAnswer = z.output<typeof SearchAnswer>;

const SearchQuery = z.object({
  q: z.string().trim().min(1).max(80),
  program: ProgramKey.optional(),
  kind: z.enum(['item', 'task']).optional(),
  lang: Lang.default('zh'),
});
export const searchAll = endpoint({
  method: 'GET',
  path: '/api/search',
  summary: '查事项 · items and tasks by words, pinyin initials or number, within the own scope',
  query: SearchQuery.extend({ limit: queryInteger.pipe(z.number().min(1).max(100)).default(6) }),
  response: SearchAnswer,
  permission: 'programs.read',
});
export const searchAllXlsx = endpoint({
  method: 'GET',
  path: '/api/search.xlsx',
  query: SearchQuery,
  response: 'file',
  permission: 'programs.read',
});
