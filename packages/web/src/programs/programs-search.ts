import { ProgramLamp } from '@qingzhang/contract';
import { z } from 'zod';

/** What a program's page keeps in its address: which view, of which region and month, which rows in which order. */
export const ProgramSearch = z.object({
  tab: z.enum(['board', 'ledger', 'map', 'wall']).optional().catch(undefined),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional()
    .catch(undefined),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional()
    .catch(undefined),
  show: z.enum(['todo', 'alarm', 'returned', 'unreported', 'overdue', 'all']).optional().catch(undefined),
  alarm: z.string().max(40).optional().catch(undefined),
  lamp: ProgramLamp.optional().catch(undefined),
  q: z.string().max(80).optional().catch(undefined),
  sort: z.string().max(60).optional().catch(undefined),
  order: z.enum(['up', 'down']).optional().catch(undefined),
});
export type ProgramSearch = z.infer<typeof ProgramSearch>;
