/**
 * Percentile targets (AIR-8.5): O3 as the 90th, CO as the 95th percentile of daily values. With N days and k = 1 + (N−1)·p the
 * highest N − ceil(k) days may take any value; the next one is weighted with the fraction of k. So the budget is one of days,
 * and beside it stands the constant level the rest may hold, solved exactly.
 */
import {
  add,
  compare,
  DECIMALS,
  divide,
  type Exact,
  type Fraction,
  fixedHalfEven,
  fraction,
  interpolate,
  percentile,
  percentilePosition,
  type Rational,
  subtract,
  toFraction,
} from '@qingzhang/standards';
import { ascending, times } from '../numbers/ratio.ts';
import type { History } from '../plans/seasonal-plan.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../settings.ts';
import { PERCENTILE, unitOf } from '../targets/indicator.ts';
import { type Bound, keeps, thresholdOf } from '../targets/threshold.ts';
import type { DaysAccount, Scale } from './account.ts';
import { allowanceOf, amount } from './amount.ts';
import { daysLamp, daysPlan, expectedInRest, periodLabel, runsIn } from './exceeding-days.ts';
import { dayCounts, monthRows } from './mean-account.ts';
import { type Span, validValues, type YearToDate } from './year-to-date.ts';

/** Days of `n` that may take any value without touching the percentile (AIR-8.5): 36 of 365 for p = 90. */
export function freeDays(n: number, percent: number): number {
  if (n === 0) return 0;
  const { lower, hundredths } = percentilePosition(n, percent);
  return n - lower - (hundredths > 0 ? 1 : 0);
}

/** The known days in ascending order with `copies` days of one level put among them. */
function withLevel(
  sorted: readonly Exact[],
  copies: number,
  level: Rational,
): (rank: number) => Rational | null {
  let j = 0;
  for (let high = sorted.length; j < high; ) {
    const middle = (j + high) >> 1;
    if (compare(sorted[middle] ?? level, level) > 0) high = middle;
    else j = middle + 1;
  }
  return (rank) =>
    (rank <= j ? sorted[rank - 1] : rank <= j + copies ? level : sorted[rank - 1 - copies]) ?? null;
}

/** Percentile of the known days, `unbounded` days of any height and `copies` of one level; null when it is unbounded. */
function percentileWith(
  sorted: readonly Exact[],
  unbounded: number,
  copies: number,
  level: Rational,
  percent: number,
): Fraction | null {
  const at = withLevel(sorted, copies, level);
  const { lower, hundredths } = percentilePosition(sorted.length + unbounded + copies, percent);
  const below = at(lower);
  if (below === null) return null;
  if (hundredths === 0) return toFraction(below);
  const above = at(lower + 1);
  return above === null ? null : interpolate(below, above, hundredths);
}

/**
 * How many of the days left may take any value while the others reach the target: the largest m for which the percentile
 * keeps the bound; −1 when not even m = 0 does.
 */
export function mayExceedDays(
  sorted: readonly Exact[],
  left: number,
  target: Rational,
  bound: Bound,
  percent: number,
): number {
  let m = -1;
  while (m < left) {
    const value = percentileWith(sorted, m + 1, left - m - 1, target, percent);
    if (value === null || !keeps(value, bound)) break;
    m++;
  }
  return m;
}

/** The highest constant level of the days left that keeps the bound; `unlimited` when any level does, null when none does. */
export function constantLevel(
  sorted: readonly Exact[],
  left: number,
  bound: Bound,
  percent: number,
): Bound | 'unlimited' | null {
  if (left === 0) return null;
  const keepsAt = (level: Rational): boolean => {
    const value = percentileWith(sorted, 0, left, level, percent);
    return value !== null && keeps(value, bound);
  };
  const free = percentileWith(sorted, left, 0, fraction(0), percent);
  if (free !== null && keeps(free, bound)) return 'unlimited';
  if (!keepsAt(fraction(0))) return null;
  // The percentile is continuous and never falls as the level rises: between two known values it is a straight line.
  let j = 0;
  for (let high = sorted.length, low = 0; low < high; ) {
    const middle = (low + high) >> 1;
    if (keepsAt(sorted[middle] ?? fraction(0))) low = j = middle + 1;
    else high = middle;
  }
  const { lower, hundredths } = percentilePosition(sorted.length + left, percent);
  const inBlock = (rank: number): boolean => rank > j && rank <= j + left;
  const known = (rank: number): Rational => sorted[rank <= j ? rank - 1 : rank - 1 - left] ?? fraction(0);
  const parts = [
    { rank: lower, weight: 100 - hundredths },
    { rank: lower + 1, weight: hundredths },
  ].filter((part) => part.weight > 0);
  let fixed: Fraction = fraction(0);
  let slope = 0;
  for (const { rank, weight } of parts) {
    if (inBlock(rank)) slope += weight;
    else fixed = add(fixed, times(known(rank), weight));
  }
  if (slope === 0) return null;
  return {
    value: divide(subtract(times(bound.value, 100), fixed), fraction(slope)),
    inclusive: bound.inclusive,
  };
}

export interface PercentileInput {
  readonly ytd: YearToDate;
  readonly pollutant: 'o3' | 'co';
  readonly scale: Scale;
  readonly span: Span;
  readonly target: string;
  /** Days above the target, per day of each month of an earlier year. */
  readonly history: History | null;
  /** The running day is already above the target whatever follows. */
  readonly todayLost?: boolean;
  readonly settings?: AccountSettings;
}

/** The account of a percentile target over a month or a year. */
export function percentileAccount(input: PercentileInput): DaysAccount {
  const { ytd, pollutant, scale, span, target, history, settings = DEFAULT_SETTINGS } = input;
  const percent = PERCENTILE[pollutant];
  const decimals = DECIMALS[pollutant] + 1;
  const threshold = thresholdOf(target, DECIMALS[pollutant]);
  const known = validValues(ytd, pollutant, span).sort(ascending);
  const days = dayCounts(ytd, span, known.length);
  const todayLost = (input.todayLost ?? false) && runsIn(ytd, span);
  const may = (bound: Bound): number =>
    mayExceedDays(known, days.left, threshold.safe.value, bound, percent) - (todayLost ? 1 : 0);
  const mayExceed = may(threshold.usable);
  const level = constantLevel(known, days.left, threshold.usable, percent);
  const soFar = percentile(known, percent);
  const budget = freeDays(days.n, percent);
  const used = known.filter((value) => !keeps(value, threshold.usable)).length;
  const plan = daysPlan(ytd, history);
  const expected = expectedInRest(plan, span, days.left, budget);
  const position = percentilePosition(Math.max(1, days.n), percent);
  const decided = daysLamp({ ytd, scale, span, days, mayExceed, expected, settings });
  const over = days.left === 0 && soFar !== null && !keeps(soFar, threshold.usable);
  return {
    kind: 'percentile',
    scale,
    indicator: pollutant,
    unit: unitOf(pollutant),
    period: periodLabel(ytd.year, scale, span),
    target,
    planSource: plan.source,
    days,
    timeShare: (days.calendar - days.left) / days.calendar,
    usedShare: budget > 0 ? used / budget : used,
    rest: { count: days.left, unit: 'days' },
    budgetDays: budget,
    usedDays: used,
    mayExceed,
    safeMayExceed: may(threshold.safe),
    expectedDays: amount(expected, 1),
    good: null,
    allowance: level === 'unlimited' || level === null ? null : allowanceOf(level, decimals),
    unlimited: level === 'unlimited',
    soFar: soFar && amount(soFar, decimals),
    todayLost,
    lamp: over ? { state: 'impossible', code: 'missed', room: null } : decided,
    explanation: {
      formula: 'percentile',
      values: {
        target,
        threshold: fixedHalfEven(threshold.usable.value, threshold.decimals + 1),
        percent: String(percent),
        n: String(days.n),
        k: `${position.lower}.${String(position.hundredths).padStart(2, '0')}`,
        free: String(budget),
        used: String(used),
        left: String(days.left),
        result: String(mayExceed),
        level: level === 'unlimited' || level === null ? '' : (allowanceOf(level, decimals)?.text ?? ''),
        expected: fixedHalfEven(expected, 1),
      },
      rules: ['AIR-8.5', 'AIR-8.1', 'AIR-3.16', 'AIR-3.17'],
      inputs: monthRows(ytd, pollutant, span, decimals),
    },
  };
}
