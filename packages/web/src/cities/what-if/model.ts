import type { WhatIfBase } from '@qingzhang/contract';
import { type RegionInput, type Scenario, type Target, type WhatIf, whatIf } from '@qingzhang/domain';
import {
  DEFAULT_AIR_POLICY,
  EDITION_IDS,
  type Exact,
  forEachPollutant,
  type PerPollutant,
  type Pollutant,
  STANDARDS,
  type Standard,
  standardOfDay,
} from '@qingzhang/standards';
import { addDays } from '../../ui/moments.ts';
import { daysInYear } from '../chart/year-scale.ts';

/** Expected means, one a week of seven days from the first day to come; the last week may be shorter. */
export type Weeks = readonly number[];
export type Plan = PerPollutant<Weeks>;

export interface Week {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** Whole tenths are what a hand can set; CO is set in hundredths. */
export const stepOf = (pollutant: Pollutant): number => (pollutant === 'co' ? 0.05 : 1);
const roundTo = (pollutant: Pollutant, value: number): number =>
  pollutant === 'co' ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10;

/** The weeks to come, from the day that is running to 31 December. */
export function weeksOf(base: WhatIfBase): readonly Week[] {
  const left = daysLeft(base);
  return Array.from({ length: Math.ceil(left / 7) }, (_, index) => {
    const days = Math.min(7, left - index * 7);
    return { from: addDays(base.from, index * 7), to: addDays(base.from, index * 7 + days - 1), days };
  });
}

function daysLeft(base: WhatIfBase): number {
  return daysInYear(base.year) - base.aqi.length;
}

/** The mean of the last thirty valid days: what goes on if nothing changes. 0 where nothing is known. */
export function recentMean(base: WhatIfBase, pollutant: Pollutant): number {
  const known = base.days[pollutant].filter((value) => value !== null).slice(-30);
  if (known.length === 0) return 0;
  return known.reduce((sum, [num, den]) => sum + num / den, 0) / known.length;
}

/** Last year's days to come; where last year is missing too, the recent mean stands in. */
function shape(base: WhatIfBase, pollutant: Pollutant): readonly number[] {
  const recent = recentMean(base, pollutant);
  return Array.from({ length: daysLeft(base) }, (_, index) => base.suggestion[pollutant]?.[index] ?? recent);
}

export type Basis = 'last' | 'recent';

/** A starting guess for every pollutant and week: last year's means, or the level of the last thirty days. */
export function startingPlan(base: WhatIfBase, basis: Basis): Plan {
  const weeks = weeksOf(base);
  return forEachPollutant((pollutant) => {
    if (basis === 'recent') return weeks.map(() => roundTo(pollutant, recentMean(base, pollutant)));
    const days = shape(base, pollutant);
    return weeks.map(({ days: count }, index) =>
      roundTo(pollutant, mean(days.slice(index * 7, index * 7 + count))),
    );
  });
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Days out of weeks: last year's rise and fall within the week, scaled so that the week has the mean that was set.
 * A flat week would hide the days that exceed, and with them good days and percentiles.
 */
export function daysOf(base: WhatIfBase, pollutant: Pollutant, weeks: Weeks): readonly number[] {
  const days = shape(base, pollutant);
  return days.map((value, index) => {
    const week = Math.floor(index / 7);
    const wanted = weeks[week] ?? 0;
    const usual = mean(days.slice(week * 7, week * 7 + 7));
    return usual === 0 ? wanted : (value / usual) * wanted;
  });
}

/** What the domain needs to answer: the exact days so far, the edition, the targets. */
export function regionInput(base: WhatIfBase): RegionInput {
  return {
    region: base.region,
    ytd: {
      year: base.year,
      days: forEachPollutant((pollutant) =>
        base.days[pollutant].map((value): Exact | null =>
          value === null ? null : { num: value[0], den: value[1] },
        ),
      ),
      aqi: base.aqi,
    },
    standard: standardOf(base),
    targets: base.targets.map(
      ({ indicator, value, monthly }): Target => ({
        region: base.region,
        year: base.year,
        indicator,
        value,
        monthly,
        document: '',
        version: 1,
      }),
    ),
  };
}

function standardOf(base: WhatIfBase): Standard {
  const id = EDITION_IDS.find((one) => one === base.edition);
  return id ? STANDARDS[id] : standardOfDay(base.from, DEFAULT_AIR_POLICY);
}

/** Month, year, index and lamps if the weeks to come are as set: the server's own functions, in the browser. */
export function outlook(base: WhatIfBase, input: RegionInput, plan: Plan): WhatIf {
  const scenario: Scenario = {
    expected: forEachPollutant((pollutant) => ({
      kind: 'daily',
      values: daysOf(base, pollutant, plan[pollutant]),
    })),
  };
  return whatIf(input, scenario);
}

/** Set one week; never below zero, in steps a hand can make. */
export function withWeek(plan: Plan, pollutant: Pollutant, week: number, value: number): Plan {
  const set = roundTo(pollutant, Math.max(0, value));
  return { ...plan, [pollutant]: plan[pollutant].map((old, index) => (index === week ? set : old)) };
}

/** Raise or lower all weeks of a pollutant by a share: 0.9 is ten per cent less. */
export function scaled(plan: Plan, pollutant: Pollutant, factor: number): Plan {
  return {
    ...plan,
    [pollutant]: plan[pollutant].map((old) => roundTo(pollutant, Math.max(0, old * factor))),
  };
}

/** Set all weeks of a pollutant to one level. */
export function levelled(plan: Plan, pollutant: Pollutant, value: number): Plan {
  return { ...plan, [pollutant]: plan[pollutant].map(() => roundTo(pollutant, Math.max(0, value))) };
}
