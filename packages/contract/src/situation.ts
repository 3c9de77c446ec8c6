/** 形势: the first page. Sentence, then account, then picture. */
import { z } from 'zod';
import {
  DayCell,
  Delta,
  Figure,
  LampState,
  PeriodKey,
  PollutantName,
  RegionCode,
  Sentence,
  Standing,
  StatIndicator,
  View,
  WhyKey,
} from './figures.ts';

/** One cell of the account table: what may still be afforded, and how it stands now. */
export const AccountCell = z.object({
  lamp: LampState,
  /** First line: '≤46.2', '余下 ≤5', '可超 47 天', '已无可能', '未设目标'. */
  main: z.string(),
  /** Second line: '现 147', '余 1.2，目标 47', '还需 138 / 185'. */
  sub: z.string(),
  /** The reason of the lamp in words. */
  reason: z.string(),
  pollutant: PollutantName.nullable(),
  why: WhyKey.nullable(),
  provisional: z.boolean(),
});
export type AccountCell = z.infer<typeof AccountCell>;

export const StatCell = z.object({ figure: Figure, last: Figure, delta: Delta, unit: z.string() });
export type StatCell = z.infer<typeof StatCell>;

export const SituationRow = z.object({
  region: RegionCode,
  today: AccountCell,
  month: AccountCell,
  year: AccountCell,
  days: AccountCell,
  /** How many of the four accounts are overdrawn or impossible. */
  failing: z.number().int(),
  stats: z.record(StatIndicator, StatCell),
  /** Rank by composite index, best first, and by improvement; null: not ranked. */
  rank: z.object({ state: z.number().int().nullable(), change: z.number().int().nullable() }),
  validDays: z.number().int(),
  /** Days of the strip: the month at hand, or weeks' worst days when `stripUnit` is week. */
  strip: z.array(DayCell),
});
export type SituationRow = z.infer<typeof SituationRow>;

export const Situation = z.object({
  period: z.object({
    key: PeriodKey,
    label: z.string(),
    from: z.string(),
    to: z.string(),
    days: z.number().int(),
    daysLeftInYear: z.number().int(),
  }),
  standing: Standing,
  /** One sentence a time scale, each with its small heading. */
  say: z.array(z.object({ heading: z.string(), sentence: Sentence })),
  headings: z.object({
    today: z.string(),
    todayNote: z.string(),
    month: z.string(),
    monthNote: z.string(),
    year: z.string(),
    yearNote: z.string(),
    days: z.string(),
    daysNote: z.string(),
    strip: z.string(),
    stats: z.string(),
  }),
  /** What a cell of the strip stands for; absent: a day. */
  stripUnit: z.enum(['day', 'week']).optional(),
  rows: z.array(SituationRow),
  province: z.object({
    lamps: z.object({
      today: z.record(LampState, z.number()),
      month: z.record(LampState, z.number()),
      year: z.record(LampState, z.number()),
      days: z.record(LampState, z.number()),
    }),
    stats: z.record(StatIndicator, StatCell),
  }),
  /** Worse than last year, worst first. */
  worse: z.array(
    z.object({
      region: RegionCode,
      indicator: StatIndicator,
      last: Figure,
      now: Figure,
      unit: z.string(),
      delta: Delta,
      percent: z.number(),
    }),
  ),
  worseNote: Sentence,
  speakers: z.array(
    z.object({
      kind: z.enum(['pledge', 'explain', 'share']),
      region: RegionCode,
      who: z.string(),
      reason: Sentence,
    }),
  ),
  /** Bands in per cent, for the legend of the lamps. */
  bands: z.object({ safe: z.number(), safeYear: z.number() }),
  /** Limit named on the map for the chosen indicator. */
  limits: z.record(StatIndicator, z.string().nullable()),
});
export type Situation = z.infer<typeof Situation>;

export const SituationQuery = View.extend({ period: PeriodKey.optional() });
