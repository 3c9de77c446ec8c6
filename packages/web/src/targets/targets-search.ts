import { z } from 'zod';

/** What the targets page keeps in its address: the year. */
export const TargetsSearch = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
});
export interface TargetsSearch {
  year?: number | undefined;
}
