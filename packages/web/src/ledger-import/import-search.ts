import { z } from 'zod';

/** What the address of an import says: which batch, which cause's rows. */
export const ImportSearch = z.object({
  batch: z.coerce.number().int().optional().catch(undefined),
  cause: z.string().max(400).optional().catch(undefined),
});
export type ImportSearch = z.output<typeof ImportSearch>;
