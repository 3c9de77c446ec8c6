/** Targets, closings, bulletins: what the dispatch office keeps. */
import { z } from 'zod';
import { Day, Instant, Month, PeriodKey, RegionCode, TargetIndicator } from './figures.ts';

export const Decimal = z.string().regex(/^\d{1,6}(\.\d{1,4})?$/);

export const Target = z.object({
  id: z.number().int(),
  region: RegionCode,
  year: z.number().int(),
  indicator: TargetIndicator,
  value: Decimal,
  unit: z.string(),
  monthly: z.array(Decimal).length(12).nullable(),
  version: z.number().int(),
  document: z.string(),
  documentDate: Day.nullable(),
  simulated: z.boolean(),
  createdBy: z.string(),
  createdAt: Instant,
  supersededAt: Instant.nullable(),
});
export type Target = z.infer<typeof Target>;

export const NewTarget = z.object({
  region: RegionCode,
  year: z.number().int().min(2000).max(2100),
  indicator: TargetIndicator,
  value: Decimal,
  monthly: z.array(Decimal).length(12).nullable(),
  document: z.string().trim().min(1).max(300),
  documentDate: Day.nullable(),
});
export type NewTarget = z.infer<typeof NewTarget>;

export const Closing = z.object({
  period: Month,
  asOf: Instant,
  closedAt: Instant,
  closedBy: z.string(),
  note: z.string(),
  simulated: z.boolean(),
  /** Corrections that arrived after the closing: city, indicator, amount. */
  adjustments: z.array(
    z.object({ region: RegionCode, indicator: TargetIndicator, amount: z.string(), unit: z.string() }),
  ),
});
export type Closing = z.infer<typeof Closing>;

/** What stands in the way of closing a month, or only wants to be known. */
export const ClosingCheck = z.object({
  period: Month,
  ready: z.boolean(),
  findings: z.array(z.object({ severity: z.enum(['stop', 'note']), text: z.string() })),
});
export type ClosingCheck = z.infer<typeof ClosingCheck>;

export const Bulletin = z.object({
  id: z.number().int(),
  period: PeriodKey,
  title: z.string(),
  /** 发文字号, reserved at issue. */
  number: z.string().nullable().default(null),
  state: z.enum(['draft', 'issued']),
  asOf: Instant,
  closed: z.boolean(),
  simulated: z.boolean(),
  /** Raised when the draft is made anew or edited. */
  revision: z.number().int(),
  createdBy: z.string(),
  createdAt: Instant,
  issuedBy: z.string().nullable(),
  issuedAt: Instant.nullable(),
});
export type Bulletin = z.infer<typeof Bulletin>;

export const NewBulletin = z.object({ period: PeriodKey });
export const BulletinFormat = z.enum(['html', 'docx', 'pdf', 'xlsx']);
export type BulletinFormat = z.infer<typeof BulletinFormat>;
