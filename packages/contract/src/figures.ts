/**
 * The small parts every page is made of: figures as published, deltas, lamps, sentences, the standing of the data.
 * Texts arrive in the language asked for (`lang`); figures arrive as the strings that are published, so that page,
 * document and spreadsheet cannot disagree.
 */
import { POLLUTANTS } from '@qingzhang/standards';
import { z } from 'zod';

export const Lang = z.enum(['zh', 'en']);
export type Lang = z.infer<typeof Lang>;

export const RegionCode = z.string().regex(/^\d{6}$/);
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** A month, 2020-06. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** A period: 2020-06, 2020-Q2, 2020-H1, 2020, 2020-YTD-06 (year to date up to a month) or 2020-01-01..2020-06-15. */
export const PeriodKey = z.string().min(4).max(24);
/** A moment with its zone, 2020-06-30T14:00+08:00. */
export const Instant = z.iso.datetime({ offset: true });

export const PollutantName = z.enum(POLLUTANTS);

/** What can be shown of a city over a period. `goodDays` is a count, `goodDayShare` a percentage. */
export const StatIndicator = z.enum([
  'index',
  'pm25',
  'pm10',
  'so2',
  'no2',
  'co',
  'o3',
  'goodDays',
  'goodDayShare',
  'heavyDays',
]);
export type StatIndicator = z.infer<typeof StatIndicator>;

/** What a target may be set for. */
export const TargetIndicator = z.enum([
  'pm25',
  'pm10',
  'so2',
  'no2',
  'co',
  'o3',
  'index',
  'goodDayShare',
  'heavyDays',
]);
export type TargetIndicator = z.infer<typeof TargetIndicator>;

/** Handle of a figure that can be asked why: hand it to `GET /api/why`. */
export const WhyKey = z.string().max(200);

/** A figure as published; `text` null: invalid or not available (never zero). */
export const Figure = z.object({
  text: z.string().nullable(),
  why: WhyKey.nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** A change against the same period a year before. */
export const Delta = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('change'),
    /** Signed, as published: '-11.3' or '+0.6', '0.0' when flat. */
    text: z.string(),
    unit: z.enum(['%', 'days', 'points']),
    sense: z.enum(['better', 'worse', 'flat']),
  }),
  /** Not comparable, and why in the language asked for. */
  z.object({ kind: z.literal('none'), reason: z.string() }),
]);
export type Delta = z.infer<typeof Delta>;

/** 灯: ● safe, ▲ tight, ■ overdrawn, ✕ impossible, — none. */
export const LampState = z.enum(['safe', 'tight', 'overdrawn', 'impossible', 'none']);
export type LampState = z.infer<typeof LampState>;

/** A piece of a sentence; `tone` colours it, `why` makes it a question that can be asked. */
export const Run = z.object({
  text: z.string(),
  tone: z.enum(['strong', 'safe', 'tight', 'overdrawn', 'impossible', 'better', 'worse', 'quiet']).optional(),
  why: WhyKey.optional(),
});
export type Run = z.infer<typeof Run>;
export const Sentence = z.array(Run);
export type Sentence = z.infer<typeof Sentence>;

/** 标记: how far the data behind a page may be trusted; the same badges everywhere. */
export const Standing = z.object({
  /** The last hour the figures know, end label. */
  at: Instant,
  /** Set when the page shows what was known at an earlier moment. */
  asOf: Instant.nullable(),
  /** The closing that froze this period, if any. */
  closed: z.object({ at: Instant, asOf: Instant }).nullable(),
  reviewed: z.boolean(),
  simulated: z.boolean(),
  dust: z.enum(['measured', 'deducted']),
  /** Hours removed by dust events in the period; 0: nothing removed. */
  dustHours: z.number().int(),
  edition: z.string(),
  /** True when corrections came in after the closing. */
  adjusted: z.boolean(),
});
export type Standing = z.infer<typeof Standing>;

/** One day of the strip or the calendar. */
export const DayCell = z.object({
  day: Day,
  state: z.enum(['valid', 'invalid', 'running', 'future']),
  aqi: z.number().int().nullable(),
  /** 1 优 … 6 严重污染. */
  level: z.number().int().min(1).max(6).nullable(),
  primary: z.array(PollutantName),
  /** Dust hours were removed that day. */
  dust: z.boolean(),
});
export type DayCell = z.infer<typeof DayCell>;

/** What every page query may carry. */
export const View = z.object({
  lang: Lang.default('zh'),
  /** The moment the page stands at; default: the latest hour with data. */
  at: Instant.optional(),
  /** Show what was known at this moment. */
  asOf: Instant.optional(),
});
export type View = z.infer<typeof View>;
