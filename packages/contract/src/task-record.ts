/** One task, whole: its reports, extensions, history, close-outs, and what the one who asks may do. */
import { z } from 'zod';
import { Instant, Month, RegionCode, Sentence } from './figures.ts';
import { ProgramKey } from './program-definition.ts';
import { ProgramLamp } from './programs.ts';
import { TaskFile } from './task-files.ts';
import {
  NoProgressCause,
  rungNames,
  TaskAct,
  TaskComplexity,
  TaskConfidentiality,
  TaskState,
  taskEventKinds,
} from './task-names.ts';
import { LadderRung, Notice, TellPlan } from './task-notices.ts';
import { Day } from './task-parts.ts';
import { MeasureOfDone, TaskMilestone, TaskRow } from './task-row.ts';

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
