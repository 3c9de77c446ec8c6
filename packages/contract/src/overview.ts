/** What the shell needs once: the regions, the span of the data, the closings, who supplies the data. */
import { z } from 'zod';
import { Instant, Month, RegionCode } from './figures.ts';

export const Region = z.object({
  code: RegionCode,
  level: z.enum(['province', 'city', 'county']),
  name: z.string(),
  shortName: z.string(),
  nameEn: z.string(),
  parent: RegionCode.nullable(),
  /** Protocol order. */
  sort: z.number().int(),
  tile: z.object({ column: z.number().int(), row: z.number().int() }).nullable(),
});
export type Region = z.infer<typeof Region>;

export const Overview = z.object({
  province: Region.nullable(),
  /** Cities in protocol order. */
  cities: z.array(Region),
  /** Counties of the province, city by city. */
  counties: z.array(Region),
  groups: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
  /** First and last hour with data; null on an empty system. */
  span: z.object({ first: Instant, last: Instant }).nullable(),
  closings: z.array(z.object({ period: Month, closedAt: Instant, asOf: Instant })),
  simulated: z.boolean(),
  boundary: z.object({ id: z.number().int(), source: z.string(), approvalNo: z.string() }).nullable(),
});
export type Overview = z.infer<typeof Overview>;
