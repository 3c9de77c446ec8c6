/** Who can be given a task, and handing everything over. */
import { z } from 'zod';
import { Instant, RegionCode } from './figures.ts';
import { Day, Reason } from './task-parts.ts';

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
