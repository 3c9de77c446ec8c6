/** What became of the readings: how complete they are, what was excluded and by whom, what was revised. */
import { z } from 'zod';
import { endpoint, pageOf, queryBoolean, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, Month, PollutantName, RegionCode } from './figures.ts';

const Id = z.object({ id: queryInteger });
const Paging = { limit: queryInteger.optional(), cursor: z.string().max(40).optional() };

/** Hours present of one place on one day of a month; `null` before its first or after its last reading. */
export const Completeness = z.object({
  month: Month,
  days: z.number().int(),
  places: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(['station', 'city_series']),
      code: z.string(),
      name: z.string(),
      city: RegionCode,
      cityName: z.string(),
      counts: z.boolean(),
      /** Hours with at least one value, per day of the month. */
      hours: z.array(z.number().int()),
      /** Values present of all six pollutants, per day of the month, 0 … 144. */
      values: z.array(z.number().int()),
    }),
  ),
});
export type Completeness = z.output<typeof Completeness>;

export const getCompleteness = endpoint({
  method: 'GET',
  path: '/api/completeness',
  summary: 'Hours present per place and day of a month',
  query: z.object({ month: Month, city: RegionCode.optional() }),
  response: Completeness,
  permission: 'figures.read',
});

const withdrawal = {
  createdBy: z.string(),
  createdAt: Instant,
  withdrawnBy: z.string().nullable(),
  withdrawnAt: Instant.nullable(),
  withdrawnReason: z.string().nullable(),
};

/** 沙尘事件: hours from first to last (both included, by their END) whose particles are left out (AIR-5.5). */
export const DustEvent = z
  .object({
    id: z.number().int(),
    firstHour: Instant,
    lastHour: Instant,
    cities: z.array(RegionCode),
    pollutants: z.array(z.enum(['pm10', 'pm25'])),
    /** The document that confirms it (AIR-5.2). */
    document: z.string(),
    note: z.string(),
    simulated: z.boolean(),
    ...withdrawal,
  })
  .meta({ id: 'DustEvent' });
export type DustEvent = z.output<typeof DustEvent>;

export const NewDustEvent = z.object({
  firstHour: Instant,
  lastHour: Instant,
  cities: z.array(RegionCode).min(1),
  pollutants: z.array(z.enum(['pm10', 'pm25'])).min(1),
  document: z.string().trim().min(1).max(200),
  note: z.string().max(2000).default(''),
});
export type NewDustEvent = z.output<typeof NewDustEvent>;

/** 审核剔除: hours of one place judged invalid by a reviewer; the readings themselves stay. */
export const Invalidation = z
  .object({
    id: z.number().int(),
    place: z.object({ id: z.number().int(), code: z.string(), name: z.string(), city: RegionCode }),
    firstHour: Instant,
    lastHour: Instant,
    pollutants: z.array(PollutantName),
    reason: z.string(),
    ...withdrawal,
  })
  .meta({ id: 'Invalidation' });
export type Invalidation = z.output<typeof Invalidation>;

export const NewInvalidation = z.object({
  placeId: z.number().int(),
  firstHour: Instant,
  lastHour: Instant,
  pollutants: z.array(PollutantName).min(1),
  reason: z.string().trim().min(1).max(2000),
});
export type NewInvalidation = z.output<typeof NewInvalidation>;

const Withdraw = z.object({ reason: z.string().trim().min(1).max(2000) });
const Span = z.object({ from: Day.optional(), to: Day.optional(), withdrawn: queryBoolean.optional() });

export const listDustEvents = endpoint({
  method: 'GET',
  path: '/api/dust-events',
  summary: 'Dust events, the latest first',
  query: Span,
  response: z.object({ items: z.array(DustEvent) }),
  permission: 'figures.read',
});
export const postDustEvent = endpoint({
  method: 'POST',
  path: '/api/dust-events',
  summary: 'Enter a confirmed dust event',
  body: NewDustEvent,
  response: DustEvent,
  permission: 'readings.review',
});
export const withdrawDustEvent = endpoint({
  method: 'POST',
  path: '/api/dust-events/:id/withdraw',
  summary: 'Withdraw a dust event; its hours count again',
  params: Id,
  body: Withdraw,
  response: DustEvent,
  permission: 'readings.review',
});

export const listInvalidations = endpoint({
  method: 'GET',
  path: '/api/invalidations',
  summary: 'Hours judged invalid, the latest first',
  query: Span.extend({ placeId: queryInteger.optional() }),
  response: z.object({ items: z.array(Invalidation) }),
  permission: 'figures.read',
});
export const postInvalidation = endpoint({
  method: 'POST',
  path: '/api/invalidations',
  summary: 'Judge hours of a place invalid, with a reason',
  body: NewInvalidation,
  response: Invalidation,
  permission: 'readings.review',
});
export const withdrawInvalidation = endpoint({
  method: 'POST',
  path: '/api/invalidations/:id/withdraw',
  summary: 'Withdraw an invalidation; its hours count again',
  params: Id,
  body: Withdraw,
  response: Invalidation,
  permission: 'readings.review',
});

/** A value of one hour that was superseded, and by what. Concentrations as published units, null where missing. */
const HourValues = z.object({
  so2: z.number().nullable(),
  no2: z.number().nullable(),
  pm10: z.number().nullable(),
  pm25: z.number().nullable(),
  co: z.number().nullable(),
  o3: z.number().nullable(),
});
export const Revision = z
  .object({
    place: z.object({ id: z.number().int(), code: z.string(), name: z.string(), city: RegionCode }),
    hour: Instant,
    before: HourValues,
    /** The values that took its place. */
    after: HourValues,
    batch: z.object({
      id: z.number().int(),
      fileName: z.string(),
      knownAt: Instant.nullable(),
      createdBy: z.string(),
    }),
    supersededBy: z.object({
      id: z.number().int(),
      fileName: z.string(),
      knownAt: Instant.nullable(),
      createdBy: z.string(),
    }),
  })
  .meta({ id: 'Revision' });
export type Revision = z.output<typeof Revision>;

export const listRevisions = endpoint({
  method: 'GET',
  path: '/api/revisions',
  summary: 'Readings that were corrected: what stood before, what stands now, by which import',
  query: z.object({
    ...Paging,
    city: RegionCode.optional(),
    placeId: queryInteger.optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  response: pageOf(Revision),
  permission: 'figures.read',
});

const Lists = { lang: Lang.default('zh') };

/** The same lists as spreadsheets. */
export const getCompletenessXlsx = endpoint({
  method: 'GET',
  path: '/api/completeness.xlsx',
  query: z.object({ ...Lists, month: Month, city: RegionCode.optional() }),
  response: 'file',
  permission: 'figures.read',
});
export const getDustEventsXlsx = endpoint({
  method: 'GET',
  path: '/api/dust-events.xlsx',
  query: Span.extend(Lists),
  response: 'file',
  permission: 'figures.read',
});
export const getInvalidationsXlsx = endpoint({
  method: 'GET',
  path: '/api/invalidations.xlsx',
  query: Span.extend(Lists),
  response: 'file',
  permission: 'figures.read',
});
/** The latest revisions, at most 10,000. */
export const getRevisionsXlsx = endpoint({
  method: 'GET',
  path: '/api/revisions.xlsx',
  query: z.object({ ...Lists, city: RegionCode.optional() }),
  response: 'file',
  permission: 'figures.read',
});
