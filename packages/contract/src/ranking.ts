/** 排名: state and change side by side. */
import { z } from 'zod';
import { PeriodKey, PollutantName, RegionCode, Sentence, Standing, View } from './figures.ts';
import { StatCell } from './situation.ts';

export const RankRow = z.object({
  region: RegionCode,
  /** Name in the language asked for; counties are named here only. */
  name: z.string().optional(),
  cell: StatCell,
  /** From best; equal published values share it (AIR-4.7). Null: not ranked. */
  rank: z.number().int().nullable(),
  fromWorst: z.number().int().nullable(),
  tied: z.boolean(),
  changeRank: z.number().int().nullable(),
  changeTied: z.boolean(),
  validDays: z.number().int(),
  /** Why it is not ranked, when it is not. */
  invalid: z.string().nullable(),
});
export type RankRow = z.infer<typeof RankRow>;

export const RankColumn = z.object({
  period: z.object({
    key: PeriodKey,
    label: z.string(),
    from: z.string(),
    to: z.string(),
    days: z.number().int(),
  }),
  standing: Standing,
  lastYear: z.string(),
  n: z.number().int(),
  rows: z.array(RankRow),
  note: z.string(),
});
export type RankColumn = z.infer<typeof RankColumn>;

/** What moved a city's index: contributions add up to the change exactly. */
export const Decomposition = z.object({
  region: RegionCode,
  sentence: Sentence,
  last: z.string(),
  now: z.string(),
  change: z.string(),
  items: z.array(
    z.object({
      pollutant: PollutantName,
      label: z.string(),
      last: z.string(),
      now: z.string(),
      limit: z.string(),
      contribution: z.string(),
      value: z.number(),
    }),
  ),
  /** Daily values of the pollutant that moved it most, this year and last, for "which days". */
  days: z.object({
    pollutant: PollutantName,
    unit: z.string(),
    from: z.string(),
    now: z.array(z.number().nullable()),
    last: z.array(z.number().nullable()),
    note: z.string(),
  }),
});
export type Decomposition = z.infer<typeof Decomposition>;

export const Ranking = z.object({
  sentence: Sentence,
  /** The period asked for, then its last month when the period is longer than one. */
  columns: z.array(RankColumn),
  table: z.array(
    z.object({
      region: RegionCode,
      name: z.string().optional(),
      rank: z.number().int().nullable(),
      changeRank: z.number().int().nullable(),
      stats: z.record(z.string(), StatCell),
      maxPollutants: z.array(PollutantName),
      validDays: z.number().int(),
    }),
  ),
  /** Of the city asked for, or the most telling one. Null without last year. */
  decomposition: Decomposition.nullable(),
  province: z.record(z.string(), StatCell),
});
export type Ranking = z.infer<typeof Ranking>;

export const RankingQuery = View.extend({
  period: PeriodKey.optional(),
  by: z.enum(['index', 'pm25', 'pm10', 'so2', 'no2', 'co', 'o3', 'goodDayShare']).default('index'),
  level: z.enum(['city', 'county']).default('city'),
  city: RegionCode.optional(),
});
