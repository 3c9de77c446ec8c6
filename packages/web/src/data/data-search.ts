import { Month } from '@qingzhang/contract';
import { z } from 'zod';

export const dataTabs = ['imports', 'completeness', 'exclusions', 'revisions', 'reviews'] as const;
export type DataTab = (typeof dataTabs)[number];

/** What the data page keeps in its address: the tab, the batch being looked at, the month. */
export const DataSearch = z.object({
  tab: z.enum(dataTabs).optional().catch(undefined),
  batch: z.coerce.number().int().positive().optional().catch(undefined),
  month: Month.optional().catch(undefined),
});
export interface DataSearch {
  tab?: DataTab | undefined;
  batch?: number | undefined;
  month?: string | undefined;
}
