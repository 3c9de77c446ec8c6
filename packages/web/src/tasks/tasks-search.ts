import { ProgramLamp, TaskSource } from '@qingzhang/contract';
import { z } from 'zod';

/** The ways to look at tasks. */
export const taskViews = ['board', 'calendar', 'cities'] as const;

/** 任务's own part of the URL: the view, the filters, the task beside the list. */
export const TasksSearch = z.object({
  view: z.enum(taskViews).optional().catch(undefined),
  city: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .catch(undefined),
  lamp: ProgramLamp.optional().catch(undefined),
  source: TaskSource.optional().catch(undefined),
  q: z.string().max(100).optional().catch(undefined),
  late: z.literal('true').optional().catch(undefined),
  closed: z.literal('true').optional().catch(undefined),
  /** The month of the calendar. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  /** The task in the side panel. */
  task: z.coerce.number().int().positive().optional().catch(undefined),
});
export type TasksSearch = z.infer<typeof TasksSearch>;

/** 督办单等: filters of the list of notices. */
export const NoticesSearch = z.object({
  city: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .catch(undefined),
  open: z.literal('true').optional().catch(undefined),
});
export type NoticesSearch = z.infer<typeof NoticesSearch>;
