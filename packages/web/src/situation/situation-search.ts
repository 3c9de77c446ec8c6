import { StatIndicator } from '@qingzhang/contract';
import { z } from 'zod';

/** What a heading of the account table can order by: an account's lamp, a figure's state, or its change. */
export const sortKeys = [
  'today',
  'month',
  'year',
  'days',
  'index',
  'pm25',
  'o3',
  'goodDays',
  'index-change',
  'pm25-change',
  'o3-change',
  'goodDays-change',
] as const;
export const SortKey = z.enum(sortKeys);
export type SortKey = z.infer<typeof SortKey>;

/** 形势's own part of the URL: the indicator on the map, the order of the rows (absent: protocol order), map or tiles. */
export const SituationSearch = z.object({
  indicator: StatIndicator.optional().catch(undefined),
  sort: SortKey.optional().catch(undefined),
  map: z.enum(['tiles', 'boundary']).optional().catch(undefined),
});
export interface SituationSearch {
  indicator?: z.infer<typeof StatIndicator> | undefined;
  sort?: SortKey | undefined;
  map?: 'tiles' | 'boundary' | undefined;
}
