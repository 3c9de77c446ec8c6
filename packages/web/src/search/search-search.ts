import { ProgramKey } from '@qingzhang/contract';
import { z } from 'zod';

/** What the search keeps in its address: the words, one program, or all tasks. */
export const SearchSearch = z.object({
  q: z.string().trim().max(80).optional().catch(undefined),
  program: ProgramKey.optional().catch(undefined),
  all: z
    .union([z.literal('true').transform(() => true), z.literal(true)])
    .optional()
    .catch(undefined),
});
export interface SearchSearch {
  q?: string | undefined;
  program?: string | undefined;
  all?: boolean | undefined;
}
