/** What people send when they act on a task. */
import { z } from 'zod';
import { RegionCode } from './figures.ts';
import { ProgramKey } from './program-definition.ts';
import { ProgramLamp } from './programs.ts';
import {
  NoProgressCause,
  TaskComplexity,
  TaskConfidentiality,
  TaskSource,
  TaskUrgency,
} from './task-names.ts';
import { Day, FileIds, Guarded, needed, Percent, Reason, text } from './task-parts.ts';
import { MeasureOfDone, TaskMilestone } from './task-row.ts';

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
