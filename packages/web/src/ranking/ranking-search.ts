import { RankingQuery, RegionCode } from '@qingzhang/contract';
import { z } from 'zod';

export const RankBy = RankingQuery.shape.by.unwrap();
export type RankBy = z.infer<typeof RankBy>;

/** 排名's own part of the URL: by what, cities or counties, whose change is explained, in which order the table stands. */
export const RankingSearch = z.object({
  by: RankBy.optional().catch(undefined),
  level: z.enum(['city', 'county']).optional().catch(undefined),
  city: RegionCode.optional().catch(undefined),
  order: z.enum(['protocol', 'state', 'change']).optional().catch(undefined),
});
export interface RankingSearch {
  by?: RankBy | undefined;
  level?: 'city' | 'county' | undefined;
  city?: string | undefined;
  order?: 'protocol' | 'state' | 'change' | undefined;
}
