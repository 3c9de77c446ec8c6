/** Files that people send with what they say of a task. */
import { z } from 'zod';
import { Instant } from './figures.ts';

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
