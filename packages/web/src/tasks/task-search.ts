import { RungName } from '@qingzhang/contract';
import { z } from 'zod';

/** The forms of a task's page, each opened by its own address. */
export const taskForms = [
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
  'split',
  'askExtension',
  'setSelfDeadline',
  'proposeLamp',
  'liftLamp',
  'setApplicability',
  'holdNotice',
  'reassign',
  'comment',
  'discard',
] as const;
export type TaskForm = (typeof taskForms)[number];

/** A task's page: which form is open, and for which rung. */
export const TaskSearch = z.object({
  act: z.enum(taskForms).optional().catch(undefined),
  rung: RungName.optional().catch(undefined),
});
export type TaskSearch = z.infer<typeof TaskSearch>;
