/** A task's row as the database keeps it, and its JSON parts as what they are. */
import { MeasureOfDone, ProgramLamp, TaskMilestone } from '@qingzhang/contract';
import type { LampReason, PlannedPath, RungReason } from '@qingzhang/domain';
import type { Selectable, Updateable } from 'kysely';
import { z } from 'zod';
import type { Task } from '../platform/database/schema.gen.ts';

export type TaskRecord = Selectable<Task>;
export type TaskPatch = Updateable<Task>;

/** How a month ended, or stands. `base` is the lamp without the rule of consecutive yellow months. */
export const MonthEntry = z.object({
  month: z.string(),
  lamp: ProgramLamp,
  base: ProgramLamp,
  gap: z.number().nullable(),
});
export type MonthEntry = z.infer<typeof MonthEntry>;

/** 人工改灯, in force. */
export const ManualLamp = z.object({
  lamp: ProgramLamp,
  /** What the rules said when it was set: once they say something else, it ends. */
  computed: ProgramLamp,
  reason: z.string(),
  post: z.string(),
  confirmedBy: z.string(),
  at: z.string(),
});
export type ManualLamp = z.infer<typeof ManualLamp>;

/** 人工改灯, proposed and not yet confirmed by a second person. */
export const LampProposal = z.object({
  lamp: ProgramLamp,
  reason: z.string(),
  post: z.string(),
  people: z.array(z.number().int()),
  at: z.string(),
});

/** Last return to the responsible side that has not been answered. */
export const Returned = z.object({
  reason: z.string(),
  post: z.string(),
  at: z.string(),
  times: z.number().int(),
});

/** 缓发. */
export const Held = z.object({
  rung: z.string(),
  reason: z.string(),
  until: z.string(),
  post: z.string(),
});

export const monthsOf = (record: Pick<TaskRecord, 'months'>): MonthEntry[] =>
  z.array(MonthEntry).parse(record.months);
export const measureOf = (record: Pick<TaskRecord, 'measure'>): MeasureOfDone | null =>
  record.measure === null ? null : MeasureOfDone.parse(record.measure);
export const milestonesOf = (record: Pick<TaskRecord, 'milestones'>) =>
  z.array(TaskMilestone).parse(record.milestones);
export const manualLampOf = (record: Pick<TaskRecord, 'lamp_manual'>): ManualLamp | null =>
  record.lamp_manual === null ? null : ManualLamp.parse(record.lamp_manual);
export const proposalOf = (record: Pick<TaskRecord, 'lamp_proposal'>) =>
  record.lamp_proposal === null ? null : LampProposal.parse(record.lamp_proposal);
export const returnedOf = (record: Pick<TaskRecord, 'returned'>) =>
  record.returned === null ? null : Returned.parse(record.returned);
export const heldOf = (record: Pick<TaskRecord, 'held'>) =>
  record.held === null ? null : Held.parse(record.held);
/** Written by `derive` alone, in this very shape. */
export const lampReasonOf = (record: Pick<TaskRecord, 'lamp_reason'>): LampReason =>
  record.lamp_reason as object as LampReason;
export const rungReasonOf = (record: Pick<TaskRecord, 'desk_act_why'>): RungReason | null =>
  record.desk_act_why === null ? null : (record.desk_act_why as object as RungReason);

export const pathOf = (record: Pick<TaskRecord, 'milestones' | 'start_on'>): PlannedPath => ({
  start: record.start_on,
  milestones: milestonesOf(record),
});

export const numberOf = (value: string | null): number | null => (value === null ? null : Number(value));
