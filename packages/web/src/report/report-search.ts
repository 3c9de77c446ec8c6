import { ProgramKey } from '@qingzhang/contract';
import { z } from 'zod';

/** What the list of forms keeps in its address: one program, or all. */
export const ReportSearch = z.object({ program: ProgramKey.optional().catch(undefined) });
export interface ReportSearch {
  program?: string | undefined;
}
