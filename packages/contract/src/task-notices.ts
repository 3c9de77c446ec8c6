/** 督办单: notices of the ladder, what led to them, their lifting and reply. */
import { z } from 'zod';
import { Instant, RegionCode } from './figures.ts';
import { ProgramLamp } from './programs.ts';
import { TaskFile } from './task-files.ts';
import { RungName, TaskUrgency } from './task-names.ts';
import { Day, FileIds, Guarded, needed, Reason, text } from './task-parts.ts';

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
