/** 城市: the account of one city. */
import { z } from 'zod';
import {
  Day,
  DayCell,
  Figure,
  Instant,
  LampState,
  Month,
  PollutantName,
  RegionCode,
  Sentence,
  Standing,
  StatIndicator,
  TargetIndicator,
  View,
  WhyKey,
} from './figures.ts';
import { StatCell } from './situation.ts';

/** One rung of the ladder: hour→day, day→month, month→year, days. */
export const Rung = z.object({
  scale: z.enum(['day', 'month', 'year', 'days', 'other']),
  indicator: z.string(),
  title: z.string(),
  text: Sentence,
  note: z.string(),
  lamp: LampState,
  /** '≤39.2', '47', or '—'. */
  allowance: z.string(),
  unit: z.string(),
  /** Shares of 1 for the two bars; used may pass 1. */
  timeShare: z.number(),
  usedShare: z.number(),
  barNote: z.string(),
  why: WhyKey.nullable(),
});
export type Rung = z.infer<typeof Rung>;

export const CumulativePoint = z.object({
  day: Day,
  /** Cumulative µg·days (or days) to the end of this day; null where the data end. */
  spent: z.number().nullable(),
  plan: z.number(),
  last: z.number().nullable(),
  /** Plan minus spent: 余 positive, 欠 negative. */
  balance: z.number().nullable(),
});

export const CityAccount = z.object({
  region: RegionCode,
  year: z.number().int(),
  standing: Standing,
  lead: Sentence,
  previous: RegionCode.nullable(),
  next: RegionCode.nullable(),
  rungs: z.array(Rung),
  curve: z
    .object({
      indicator: TargetIndicator,
      unit: z.string(),
      target: z.string(),
      budget: z.number(),
      budgetNote: z.string(),
      /** What each remaining day may average; null: nothing is left. */
      allowance: z.number().nullable(),
      /** A plausible lowest pace for the cone's floor (best day-mean month of last year), per day. */
      floor: z.number(),
      today: Day,
      points: z.array(CumulativePoint),
      planSource: z.string(),
    })
    .nullable(),
  calendar: z.array(DayCell),
  classCounts: z.array(z.object({ level: z.number().int(), days: z.number().int() })),
  invalidDays: z.number().int(),
  shares: z.object({
    now: z
      .object({
        index: Figure,
        items: z.array(
          z.object({ pollutant: PollutantName, share: z.number(), text: z.string(), index: z.string() }),
        ),
      })
      .nullable(),
    last: z
      .object({
        index: Figure,
        items: z.array(
          z.object({ pollutant: PollutantName, share: z.number(), text: z.string(), index: z.string() }),
        ),
      })
      .nullable(),
  }),
  comparison: z.array(z.object({ indicator: StatIndicator, cell: StatCell })),
  ledger: z.object({
    month: Month,
    rows: z.array(
      z.object({
        indicator: TargetIndicator,
        unit: z.string(),
        budget: z.string(),
        opening: z.string(),
        added: z.string(),
        spent: z.string(),
        adjustment: z.string(),
        closing: z.string(),
        allowance: z.string(),
        lamp: LampState,
        why: WhyKey.nullable(),
      }),
    ),
  }),
  /** Monthly actual against plan, for bars. */
  months: z.array(
    z.object({
      month: Month,
      actual: z.string().nullable(),
      plan: z.string().nullable(),
      last: z.string().nullable(),
      closed: z.boolean(),
    }),
  ),
});
export type CityAccount = z.infer<typeof CityAccount>;

export const CityQuery = View.extend({
  year: z.coerce.number().int().optional(),
  indicator: TargetIndicator.optional(),
});

/** The hours of one day in one city: its mean and its stations. */
export const CityDay = z.object({
  region: RegionCode,
  day: Day,
  standing: Standing,
  values: z.array(
    z.object({
      pollutant: PollutantName,
      figure: Figure,
      iaqi: z.number().int().nullable(),
      limit: z.string(),
      exceeds: z.boolean(),
      unit: z.string(),
    }),
  ),
  aqi: Figure,
  level: z.number().int().nullable(),
  primary: z.array(PollutantName),
  hours: z.array(
    z.object({
      /** 1…24, end label. */
      hour: z.number().int(),
      values: z.record(PollutantName, z.number().nullable()),
      aqi: z.number().int().nullable(),
      excluded: z.array(PollutantName),
    }),
  ),
  stations: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      counts: z.boolean(),
      values: z.record(PollutantName, Figure),
      hoursValid: z.number().int(),
    }),
  ),
  exclusions: z.array(
    z.object({ kind: z.enum(['dust', 'invalidation']), text: z.string(), by: z.string(), at: Instant }),
  ),
});
export type CityDay = z.infer<typeof CityDay>;

/** What the what-if needs to run in the browser: the exact days so far and the targets. */
export const WhatIfBase = z.object({
  region: RegionCode,
  year: z.number().int(),
  /** First day not yet complete. */
  from: Day,
  edition: z.string(),
  /** Per pollutant, a day value from 1 January as [num, den]; null: invalid. */
  days: z.record(PollutantName, z.array(z.tuple([z.number(), z.number()]).nullable())),
  aqi: z.array(z.number().int().nullable()),
  targets: z.array(
    z.object({ indicator: TargetIndicator, value: z.string(), monthly: z.array(z.string()).nullable() }),
  ),
  /** Last year's daily means of the days to come: a starting guess. */
  suggestion: z.record(PollutantName, z.array(z.number().nullable())),
});
export type WhatIfBase = z.infer<typeof WhatIfBase>;

/** 为什么: the explanation of one figure. */
export const Explanation = z.object({
  title: z.string(),
  subject: z.string(),
  value: z.string(),
  unit: z.string(),
  lamp: z.object({ state: LampState, reason: z.string() }).nullable(),
  /** Symbolic first, then with the numbers put in, line by line. */
  formula: z.array(z.string()),
  facts: z.array(z.object({ label: z.string(), text: z.string() })),
  rules: z.array(z.object({ id: z.string(), text: z.string() })),
  edition: z.string(),
  document: z.string().nullable(),
  inputs: z.object({
    caption: z.string(),
    columns: z.array(z.object({ key: z.string(), label: z.string(), numeric: z.boolean() })),
    rows: z.array(z.record(z.string(), z.string())),
    total: z.record(z.string(), z.string()).nullable(),
  }),
  spark: z
    .object({
      values: z.array(z.number().nullable()),
      from: z.string(),
      to: z.string(),
      limit: z.number().nullable(),
      limitLabel: z.string(),
    })
    .nullable(),
  completeness: z.array(z.object({ label: z.string(), text: z.string() })),
  standing: Standing,
  knownAt: Instant,
  /** Where each input can itself be asked why. */
  links: z.array(z.object({ label: z.string(), why: WhyKey })),
});
export type Explanation = z.infer<typeof Explanation>;
export const WhyQuery = View.extend({ key: WhyKey });
