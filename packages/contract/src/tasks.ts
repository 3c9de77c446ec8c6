/**
 * 任务督办: tasks with their lamp, 13710 clocks and ladder; the board, one task's page, and what people do with it.
 *
 * Who may do what is decided per task and said by `Task.can`: the page shows the acts listed there and no others.
 * Sides: the **responsible** side (责任方: owner person, or anybody of the owner's bureau where no person is named) signs,
 * reports, asks for extension, applies for close-out, replies. The **issuing** side (交办方: the department, or the city for
 * what it split among its counties) judges reports, decides extensions, checks, closes, issues notices.
 * Sentences (`Run[]`, reasons, words) come in the language asked for by `lang`; everything else is codes the page words.
 */
import { isDay } from '@qingzhang/standards';
import { z } from 'zod';
import { queryInteger, queryList } from './endpoint.ts';
import { Day as DayText, Instant, Lang, Month, RegionCode, Sentence } from './figures.ts';
import { ProgramKey } from './program-definition.ts';
import { ProgramLamp } from './programs.ts';

/** 来源: meeting 会议, inspection 督察检查, note 领导批示, alert 预警, lead 线索/暗访, petition 信访, hand 手工, program 专项. */
export const taskSources = [
  'meeting',
  'inspection',
  'note',
  'alert',
  'lead',
  'petition',
  'program',
  'hand',
] as const;
export const TaskSource = z.enum(taskSources);
export type TaskSource = z.infer<typeof TaskSource>;

/**
 * 状态: draft 待交办, issued 待签收, working 办理中, extension 延期审批, applied 申请销号, checked 已核查待验收, closed 已销号,
 * reopened 反弹重开 (same id, red until closed again; signed anew it stays red), cancelled 已撤回 (a draft only).
 */
export const taskStates = [
  'draft',
  'issued',
  'working',
  'extension',
  'applied',
  'checked',
  'closed',
  'reopened',
  'cancelled',
] as const;
export const TaskState = z.enum(taskStates);
export type TaskState = z.infer<typeof TaskState>;

/** 紧急程度: 平急, 加急, 特急. */
export const TaskUrgency = z.enum(['normal', 'urgent', 'critical']);
export type TaskUrgency = z.infer<typeof TaskUrgency>;
/** 一般事项（7 日）, 复杂事项（1 月）. */
export const TaskComplexity = z.enum(['ordinary', 'complex']);
export type TaskComplexity = z.infer<typeof TaskComplexity>;
/** 密级: 公开, 内部. Classified matters must not be entered at all (DIS-10.1): say so beside the field. */
export const TaskConfidentiality = z.enum(['public', 'internal']);
/** Why there is no progress (DIS-14.3: an allowed answer): 资金, 用地/手续, 天气季节, 上游条件, 人手, 技术, 其他. */
export const NoProgressCause = z.enum([
  'funds',
  'permits',
  'season',
  'upstream',
  'staff',
  'technique',
  'other',
]);
export type NoProgressCause = z.infer<typeof NoProgressCause>;

/** 督办梯级 (DIS-2.3), low to high: 提醒函, 催办单, 督办单, 通报, 预警函, 约谈, 挂牌督办, 区域限批, 移交. */
export const rungNames = [
  'remind',
  'chase',
  'supervise',
  'bulletin',
  'warning',
  'summons',
  'listing',
  'limit',
  'transfer',
] as const;
export const RungName = z.enum(rungNames);
export type RungName = z.infer<typeof RungName>;

/** A day that exists: 2021-02-30 is refused here and not by the database. */
const Day = DayText.refine((day) => isDay(day));

const text = (longest: number) => z.string().trim().max(longest);
const needed = (longest: number) => z.string().trim().min(1).max(longest);
/** Why: never shorter than two characters. */
const Reason = z.string().trim().min(2).max(2000);
const Percent = z.number().min(0).max(100);
const FileIds = z.array(z.number().int().positive()).max(20).default([]);

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

/** A file with a report, an application, a reply. Fetch it at `getTaskFile`. */
export const TaskFile = z.object({
  id: z.number().int(),
  name: z.string(),
  mime: z.string(),
  size: z.number().int(),
  post: z.string(),
  at: Instant,
});
export type TaskFile = z.infer<typeof TaskFile>;

/** 报进展. Counts for the lamp once accepted; returned only with a reason. */
export const TaskReport = z.object({
  id: z.number().int(),
  at: Instant,
  post: z.string(),
  actingFor: z.string().nullable(),
  kind: z.enum(['progress', 'unchanged', 'none', 'program']),
  text: z.string(),
  cause: NoProgressCause.nullable(),
  progress: z.number().nullable(),
  /** The figure's value as reported. */
  value: z.number().nullable(),
  state: z.enum(['sent', 'accepted', 'returned']),
  judged: z.object({ post: z.string(), at: Instant, reason: z.string().nullable() }).nullable(),
  files: z.array(TaskFile),
});
export type TaskReport = z.infer<typeof TaskReport>;

/** 延期: asked before expiry, decided by the issuing level only. `pause`: grey until then (经批准暂停). */
export const TaskExtension = z.object({
  id: z.number().int(),
  askedAt: Instant,
  askedPost: z.string(),
  from: Day,
  to: Day,
  pause: z.boolean(),
  reason: z.string(),
  decision: z
    .object({ approved: z.boolean(), post: z.string(), at: Instant, reason: z.string().nullable() })
    .nullable(),
});

/** 解除条件: read from data, symmetric to what led there. */
export const LiftCondition = z.discriminatedUnion('kind', [
  /** Each of the last `months` months at most `points` behind plan. */
  z.object({
    kind: z.literal('withinGap'),
    points: z.number().min(0).max(100),
    months: z.number().int().min(1).max(12),
  }),
  /** Not red in each of the last `months` months. */
  z.object({ kind: z.literal('notRed'), months: z.number().int().min(1).max(12) }),
  /** Close-out applied for, or closed. */
  z.object({ kind: z.literal('settled') }),
]);
export type LiftCondition = z.infer<typeof LiftCondition>;

/** The facts of a moment that led to a notice, as data and as words. */
export const TriggerFacts = z.object({
  day: Day,
  lamp: ProgramLamp,
  gap: z.number().nullable(),
  progress: z.number().nullable(),
  planned: z.number().nullable(),
  overdueDays: z.number().int(),
  redMonths: z.number().int(),
  words: z.array(z.string()),
});
export type TriggerFacts = z.infer<typeof TriggerFacts>;

/** A rung that was issued (督办单 etc.), with its paper, reply, effect and lifting. */
export const Notice = z.object({
  id: z.number().int(),
  task: z.number().int(),
  taskText: z.string(),
  city: RegionCode.nullable(),
  rung: RungName,
  /** 晋环督〔2021〕12号. */
  number: z.string(),
  /** 事由. */
  matter: z.string(),
  /** 交办内容. */
  demand: z.string(),
  /** 反馈要求: first, further, final report (首报/续报/终报). */
  feedback: z.string(),
  issuedAt: Instant,
  issuedPost: z.string(),
  receiverPost: z.string(),
  receiverPhone: z.string(),
  leadUnit: z.string(),
  supportingUnits: z.array(z.string()),
  replyDue: Day.nullable(),
  urgency: TaskUrgency,
  facts: TriggerFacts,
  /** Beyond 约谈: the recorded decision, by whom or which meeting, in which document. */
  decision: z.object({ by: z.string(), document: z.string(), on: Day }).nullable(),
  reply: z
    .object({
      text: z.string(),
      post: z.string(),
      at: Instant,
      files: z.array(TaskFile),
      seenAt: Instant.nullable(),
    })
    .nullable(),
  /** 成效: what came of it, as the lamp says since. */
  effect: z.string(),
  lift: LiftCondition,
  liftWords: z.string(),
  /** Whether the data meet the condition now. */
  liftMet: z.boolean(),
  lifted: z.object({ at: Instant, post: z.string(), note: z.string() }).nullable(),
  simulated: z.boolean(),
});
export type Notice = z.infer<typeof Notice>;

/** One rung of a task's ladder as the side panel shows it. */
export const LadderRung = z.object({
  rung: RungName,
  state: z.enum(['done', 'now', 'ahead', 'lifted', 'held']),
  /** The day it was issued, or 今天 for `now`. */
  on: Day.nullable(),
  /** 回复：设备 8 月到货 / 督办后 7 日未达标: what came of it, or when it would come. */
  words: z.string(),
  /** `getNotice`. */
  notice: z.number().int().nullable(),
  held: z.object({ reason: z.string(), until: Day, post: z.string() }).nullable(),
  /** 需厅务会决定: cannot be issued without a recorded decision. */
  needsDecision: z.boolean(),
});

/** 先责任人，后上级: who will be told when, if the notice is sent now (DIS-11.4). */
export const TellPlan = z.object({
  responsible: z.object({ at: Instant, posts: z.array(z.string()) }),
  /** Not sent if done, answered or extended by then. */
  superior: z.object({ at: Instant, posts: z.array(z.string()) }),
});

/** What a line of the history may say; the page words it (`tasks.event.<kind>`). */
export const taskEventKinds = [
  'created',
  'changed',
  'discarded',
  'issued',
  'split',
  'signed',
  'reported',
  'accepted',
  'returned',
  'progress',
  'planned',
  'selfDeadline',
  'extensionAsked',
  'extensionApproved',
  'extensionDenied',
  'applied',
  'checked',
  'closed',
  'lookedBack',
  'rebound',
  'lampProposed',
  'lampConfirmed',
  'lampRefused',
  'lampLifted',
  'notApplicable',
  'applicable',
  'notice',
  'held',
  'replied',
  'seen',
  'lifted',
  'reassigned',
  'handedOver',
  'commented',
] as const;
export type TaskEventKind = (typeof taskEventKinds)[number];

/** One line of the history; nothing is ever changed or removed there. */
export const TaskEvent = z.object({
  id: z.number().int(),
  at: Instant,
  post: z.string(),
  actingFor: z.string().nullable(),
  kind: z.enum(taskEventKinds),
  from: TaskState.nullable(),
  to: TaskState.nullable(),
  reason: z.string().nullable(),
  /** Plain facts; field changes as `{field: [before, after]}`. */
  detail: z.record(z.string(), z.unknown()),
});
export type TaskEvent = z.infer<typeof TaskEvent>;

/** A close-out (销号): kept and shown even after a rebound. */
export const TaskCloseOut = z.object({
  id: z.number().int(),
  appliedAt: Instant,
  appliedPost: z.string(),
  note: z.string(),
  files: z.array(TaskFile),
  checked: z.object({ at: Instant, post: z.string(), note: z.string() }).nullable(),
  /** 谁验收、谁负责: the acceptor's post is printed. */
  accepted: z.object({ at: Instant, post: z.string(), note: z.string() }).nullable(),
  returned: z.object({ at: Instant, post: z.string(), reason: z.string() }).nullable(),
  /** 回头看. */
  lookBacks: z.array(
    z.object({
      dueOn: Day,
      outcome: z.enum(['passed', 'rebound']).nullable(),
      at: Instant.nullable(),
      post: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  /** Came back after this close-out. */
  rebound: z.boolean(),
});

/** What the one who asks may do with this task now. */
export const taskActs = [
  'edit',
  'discard',
  'issue',
  'sign',
  'split',
  'report',
  'judge',
  'setPlan',
  'setSelfDeadline',
  'askExtension',
  'decideExtension',
  'apply',
  'check',
  'close',
  'proposeLamp',
  'confirmLamp',
  'liftLamp',
  'setApplicability',
  'issueNotice',
  'holdNotice',
  'reply',
  'liftNotice',
  'lookBack',
  'reassign',
  'comment',
] as const;
export const TaskAct = z.enum(taskActs);
export type TaskAct = z.infer<typeof TaskAct>;

/** One task, whole. */
export const Task = TaskRow.extend({
  sourceDocument: z.string().nullable(),
  sourceClause: z.string().nullable(),
  sourceLink: z.string().nullable(),
  supportingUnits: z.array(z.string()),
  ownerId: z.number().int().nullable(),
  ownerPhone: z.string(),
  issuedAt: Instant.nullable(),
  issuedPost: z.string().nullable(),
  /** Null: the department; else the city that split it among its counties. */
  issuerCity: RegionCode.nullable(),
  signedAt: Instant.nullable(),
  /** Who set the deadline: national deadlines are fixed. */
  deadlineSetBy: z.enum(['national', 'province', 'city']).nullable(),
  /** The responsible side's own earlier deadline. */
  selfDeadline: Day.nullable(),
  /** Earliest that may be set so (DIS-14.3): n working days after issue. */
  selfDeadlineFrom: Day.nullable(),
  measure: MeasureOfDone.nullable(),
  milestones: z.array(TaskMilestone),
  start: Day.nullable(),
  /** Planned percent of today (序时). */
  planned: z.number().nullable(),
  complexity: TaskComplexity,
  confidentiality: TaskConfidentiality,
  /** What flows in from a program, where linked. */
  link: z.object({ program: ProgramKey, region: RegionCode, measure: z.string() }).nullable(),
  /** 实际 4.08 万户（16.6%），序时 35.0%；7月起每天要 1,832 户: facts of the side panel, one sentence a line. */
  facts: z.array(Sentence),
  rungs: z.array(LadderRung).length(rungNames.length),
  /** 解除条件 of the rung in force or proposed. */
  liftWords: z.string().nullable(),
  tell: TellPlan.nullable(),
  /** The lamp of each past month, oldest first. */
  months: z.array(z.object({ month: Month, lamp: ProgramLamp, gap: z.number().nullable() })),
  lampProposal: z.object({ lamp: ProgramLamp, reason: z.string(), post: z.string(), at: Instant }).nullable(),
  notApplicable: z.string().nullable(),
  pausedUntil: Day.nullable(),
  returned: z
    .object({ reason: z.string(), post: z.string(), at: Instant, times: z.number().int() })
    .nullable(),
  reports: z.array(TaskReport),
  extensions: z.array(TaskExtension),
  closeOuts: z.array(TaskCloseOut),
  notices: z.array(Notice),
  partRows: z.array(TaskRow),
  parentText: z.string().nullable(),
  can: z.array(TaskAct),
  /** Why an act that one might expect is not offered: close: 'fourEyes' … (`tasks.cannot.<code>`). */
  cannot: z.array(z.object({ act: TaskAct, code: z.string() })),
  /** Send it back with every change: somebody else's change in between is refused, not overwritten. */
  revision: z.number().int(),
});
export type Task = z.infer<typeof Task>;

/** What a form of a task holds. */
const TaskFields = z.object({
  text: needed(4000),
  source: TaskSource,
  sourceTitle: text(200),
  sourceDocument: text(300).nullable(),
  sourceClause: text(200).nullable(),
  /** Address within the system of what it came from, `/alerts/3`. */
  sourceLink: z
    .string()
    .regex(/^\/[^/]/)
    .max(300)
    .nullable(),
  /** Null: a matter of a department, or of the whole province. */
  city: RegionCode.nullable(),
  county: RegionCode.nullable(),
  leadUnit: text(100).nullable(),
  supportingUnits: z.array(needed(100)).max(30),
  ownerPost: text(100).nullable(),
  ownerId: z.number().int().positive().nullable(),
  ownerPhone: text(40),
  deadline: Day.nullable(),
  deadlineSetBy: z.enum(['national', 'province', 'city']),
  start: Day.nullable(),
  milestones: z.array(TaskMilestone).max(60),
  measure: MeasureOfDone.nullable(),
  urgency: TaskUrgency,
  complexity: TaskComplexity,
  confidentiality: TaskConfidentiality,
  link: z.object({ program: ProgramKey, region: RegionCode, measure: z.string().max(80) }).nullable(),
});

/** A new task. What is missing keeps it a draft: issue needs lead unit, owner post, deadline and measure (DIS-8.2). */
export const NewTask = TaskFields.extend({
  sourceTitle: TaskFields.shape.sourceTitle.default(''),
  sourceDocument: TaskFields.shape.sourceDocument.default(null),
  sourceClause: TaskFields.shape.sourceClause.default(null),
  sourceLink: TaskFields.shape.sourceLink.default(null),
  city: TaskFields.shape.city.default(null),
  county: TaskFields.shape.county.default(null),
  leadUnit: TaskFields.shape.leadUnit.default(null),
  supportingUnits: TaskFields.shape.supportingUnits.default([]),
  ownerPost: TaskFields.shape.ownerPost.default(null),
  ownerId: TaskFields.shape.ownerId.default(null),
  ownerPhone: TaskFields.shape.ownerPhone.default(''),
  deadline: TaskFields.shape.deadline.default(null),
  deadlineSetBy: TaskFields.shape.deadlineSetBy.default('province'),
  start: TaskFields.shape.start.default(null),
  milestones: TaskFields.shape.milestones.default([]),
  measure: TaskFields.shape.measure.default(null),
  urgency: TaskFields.shape.urgency.default('normal'),
  complexity: TaskFields.shape.complexity.default('ordinary'),
  confidentiality: TaskFields.shape.confidentiality.default('internal'),
  link: TaskFields.shape.link.default(null),
});
export type NewTask = z.output<typeof NewTask>;

/** A draft's change: what is given replaces. Issued tasks are not rewritten: return, extend or re-assign. */
export const TaskChange = TaskFields.partial().extend({ revision: z.number().int() });

/** Guards every act against a change in between. */
const Guarded = z.object({ revision: z.number().int() });
export const TaskSign = Guarded;
export const TaskIssue = Guarded;
/** One sub-task each; text null: the parent's. Deadline null: the parent's; never later. */
export const TaskSplit = Guarded.extend({
  parts: z
    .array(
      z.object({
        city: RegionCode,
        county: RegionCode.nullable().default(null),
        leadUnit: needed(100),
        ownerPost: needed(100),
        ownerId: z.number().int().positive().nullable().default(null),
        text: text(4000).nullable().default(null),
        deadline: Day.nullable().default(null),
        measure: MeasureOfDone.nullable().default(null),
        /** Share of the parent's progress; equal where all are 1. */
        weight: z.number().positive().max(1_000_000).default(1),
      }),
    )
    .min(1)
    .max(200),
});
/** `unchanged`: one tap (＝上次). `none`: no progress, with its cause. */
export const NewTaskReport = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('progress'),
      text: needed(4000),
      progress: Percent.nullable().default(null),
      value: z.number().nullable().default(null),
      files: FileIds,
    }),
    z.object({ kind: z.literal('unchanged'), text: text(4000).default(''), files: FileIds }),
    z.object({
      kind: z.literal('none'),
      cause: NoProgressCause,
      text: text(4000).default(''),
      files: FileIds,
    }),
  ])
  .and(Guarded);
export type NewTaskReport = z.output<typeof NewTaskReport>;
/** Accept or return; a return needs its reason. */
export const TaskJudgement = Guarded.extend({ accept: z.boolean(), reason: text(2000).default('') });
export const TaskPlan = Guarded.extend({
  start: Day.nullable().default(null),
  milestones: z.array(TaskMilestone).min(1).max(60),
});
export const TaskSelfDeadline = Guarded.extend({ deadline: Day.nullable() });
export const TaskExtensionAsk = Guarded.extend({
  to: Day,
  reason: Reason,
  pause: z.boolean().default(false),
});
export const TaskExtensionDecision = Guarded.extend({ approve: z.boolean(), reason: text(2000).default('') });
export const TaskApplication = Guarded.extend({ note: needed(4000), files: FileIds });
/** Check and close: pass, or return with a reason. */
export const TaskVerdict = Guarded.extend({
  pass: z.boolean(),
  note: text(4000).default(''),
  reason: text(2000).default(''),
});
export const TaskLampProposal = Guarded.extend({ lamp: ProgramLamp, reason: Reason });
export const TaskLampConfirmation = Guarded.extend({ confirm: z.boolean(), reason: text(2000).default('') });
export const TaskLampLift = Guarded.extend({ reason: Reason });
/** 本市无此项, or again applicable. */
export const TaskApplicability = Guarded.extend({ applies: z.boolean(), reason: Reason });
export const TaskReassignment = Guarded.extend({
  ownerId: z.number().int().positive().nullable(),
  ownerPost: needed(100),
  reason: Reason,
});
export const TaskComment = z.object({ text: needed(2000) });
/** 回头看: passed, or rebound: the same id opens again, with a new deadline. */
export const TaskLookBack = Guarded.extend({
  outcome: z.enum(['passed', 'rebound']),
  note: needed(2000),
  deadline: Day.nullable().default(null),
});

/** What a notice would say if sent now: everything pre-filled, to be changed before sending (改单). */
export const NoticeDraft = z.object({
  rung: RungName,
  matter: z.string(),
  demand: z.string(),
  feedback: z.string(),
  receiverPost: z.string(),
  receiverPhone: z.string(),
  replyDue: Day.nullable(),
  urgency: TaskUrgency,
  lift: LiftCondition,
  liftWords: z.string(),
  facts: TriggerFacts,
  needsDecision: z.boolean(),
  /** The rule that proposes it, in words; null: nobody proposes it, a person may still issue it. */
  because: z.string().nullable(),
  tell: TellPlan,
});
export type NoticeDraft = z.infer<typeof NoticeDraft>;
export const NewNotice = Guarded.extend({
  rung: RungName,
  matter: needed(300),
  demand: needed(4000),
  feedback: text(1000).default(''),
  receiverPost: needed(100),
  receiverPhone: text(40).default(''),
  replyDue: Day.nullable().default(null),
  lift: LiftCondition.optional(),
  decision: z
    .object({ by: needed(200), document: needed(300), on: Day })
    .nullable()
    .default(null),
});
export type NewNotice = z.output<typeof NewNotice>;
/** 缓发: with a reason, until a day (at most the setting's longest). */
export const NoticeHold = Guarded.extend({ rung: RungName, reason: Reason, until: Day });
export const NoticeReply = z.object({ text: needed(4000), files: FileIds });
/** Lifting before the condition is met needs a note that says why. */
export const NoticeLift = z.object({ note: text(2000).default('') });

/** A person one can give a task to: the post is shown. */
export const TaskPerson = z.object({
  id: z.number().int(),
  post: z.string(),
  role: z.string(),
  region: RegionCode.nullable(),
});

/** One thing that is handed over. Other areas contribute theirs (`area`: tasks, items, commitments …). */
export const HandoverThing = z.object({
  area: z.string(),
  id: z.number().int(),
  title: z.string(),
  city: RegionCode.nullable(),
  state: z.string(),
  deadline: Day.nullable(),
  /** Address of its page. */
  link: z.string(),
});
export const HandoverPreview = z.object({
  from: TaskPerson,
  total: z.number().int(),
  things: z.array(HandoverThing),
  /** Who may take it all over: sees everything that is handed over. */
  receivers: z.array(TaskPerson),
});
export const NewHandover = z.object({
  from: z.number().int().positive(),
  to: z.number().int().positive(),
  reason: Reason,
});
export const Handover = z.object({
  id: z.number().int(),
  at: Instant,
  fromPost: z.string(),
  toPost: z.string(),
  byPost: z.string(),
  reason: z.string(),
  total: z.number().int(),
  things: z.array(HandoverThing),
});
export type Handover = z.infer<typeof Handover>;

/** 可调: limits of lamps, days of the ladder, look-back, guards. */
export const TaskSettings = z.object({
  lamps: z.object({
    ahead: z.number().min(0).max(100),
    calmGap: z.number().min(0).max(100),
    calmDays: z.number().int().min(0).max(366),
    farGap: z.number().min(0).max(100),
    closeOutDays: z.number().int().min(0).max(366),
    rejections: z.number().int().min(1).max(20),
    yellowMonths: z.number().int().min(2).max(12),
  }),
  /** Working days unless said. */
  ladder: z.object({
    /** Supervision notice so many working days overdue (T+3). */
    superviseOverdue: z.number().int().min(0).max(60),
    /** Supervision notice so many working days after a chase without effect. */
    superviseAfter: z.number().int().min(0).max(60),
    /** Bulletin so many working days overdue (T+7), or so many after the supervision notice. */
    bulletinOverdue: z.number().int().min(0).max(60),
    bulletinAfter: z.number().int().min(0).max(60),
    /** Warning letter from so many red months. */
    warningRedMonths: z.number().int().min(1).max(12),
    /** Summons so many days after the warning letter without improvement. */
    summonsAfter: z.number().int().min(0).max(120),
    /** Days for the reply to each notice. */
    replyDays: z.number().int().min(1).max(60),
    /** Longest holding back, calendar days. */
    holdDays: z.number().int().min(1).max(90),
  }),
  lift: z.object({ points: z.number().min(0).max(100), months: z.number().int().min(1).max(12) }),
  lookBack: z.object({
    /** Months after close-out: 3, 6, 12. */
    months: z.array(z.number().int().min(1).max(36)).min(1).max(6),
    /** Least share of what was closed, in percent. */
    samplePercent: z.number().min(10).max(100),
  }),
  /** A lower level's own deadline is no earlier than so many working days after issue. */
  selfDeadlineWorkdays: z.number().int().min(0).max(60),
  /** Superiors are told so many hours after the responsible. Never under 24. */
  superiorAfterHours: z.number().int().min(24).max(240),
});
export type TaskSettings = z.infer<typeof TaskSettings>;
