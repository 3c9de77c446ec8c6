/**
 * 目标路径: how a year's budget is expected to be spent, month by month. Stated by the deciding document, else split by the
 * season of an earlier year, else flat; the plan always says which.
 */
import {
  add,
  daysInMonth,
  divide,
  type Fraction,
  fraction,
  multiply,
  type Rational,
  sum,
  ZERO,
} from '@qingzhang/standards';
import type { Span } from '../accounts/year-to-date.ts';
import { daysBeforeMonth, daysInYear } from '../calendar.ts';
import { sign, times } from '../numbers/ratio.ts';

/** `stated`: twelve decided values; `history`: the shape of earlier months × the target; `flat`: every day alike. */
export type PlanSource = 'stated' | 'history' | 'flat';

/** Why a plan is flat although a shape was asked for. */
export type FlatBecause = 'noHistory' | 'historyIncomplete' | 'historyZero';

export interface Plan {
  readonly year: number;
  readonly source: PlanSource;
  readonly flatBecause: FlatBecause | null;
  /** Name of the history, such as `2017`; null when none was used. */
  readonly history: string | null;
  /** What one day of each month takes: a concentration for means, a share of a day for counts of days. */
  readonly perDay: readonly Fraction[];
}

/** The season of an indicator: twelve monthly means, or days per day of the month; null where a month has no data. */
export interface History {
  readonly label: string;
  readonly monthly: readonly (Rational | null)[];
}

const months = Array.from({ length: 12 }, (_, i) => i + 1);

function flatPlan(year: number, total: Rational, flatBecause: FlatBecause): Plan {
  const day = divide(total, fraction(daysInYear(year)));
  return { year, source: 'flat', flatBecause, history: null, perDay: months.map(() => day) };
}

/**
 * Splits `total` (target × days for means, a number of days for counts) over the year in the shape of the history, exactly:
 * Σ perDay × days of the month = total, so that for means the day-weighted mean equals the target. Without a complete
 * history (all twelve months) the plan is flat and says so; a partial year would bend the season it does not show.
 */
export function seasonalPlan(year: number, total: Rational, history: History | null): Plan {
  if (history === null) return flatPlan(year, total, 'noHistory');
  const shape = months.map((m) => history.monthly[m - 1] ?? null);
  if (shape.some((value) => value === null)) return flatPlan(year, total, 'historyIncomplete');
  const weight = sum(shape.map((value, i) => times(value ?? ZERO, daysInMonth(year, i + 1))));
  if (sign(weight) <= 0) return flatPlan(year, total, 'historyZero');
  const scale = divide(total, weight);
  return {
    year,
    source: 'history',
    flatBecause: null,
    history: history.label,
    perDay: shape.map((value) => multiply(value ?? ZERO, scale)),
  };
}

/** The plan of a mean: target × shape. */
export const meanPlan = (year: number, target: Rational, history: History | null): Plan =>
  seasonalPlan(year, times(target, daysInYear(year)), history);

/** The plan of twelve decided values, taken as they are (they need not average to the target; `planTotal` tells). */
export function statedPlan(year: number, monthly: readonly Rational[]): Plan {
  if (monthly.length !== 12) throw new RangeError('a stated plan has twelve months');
  return {
    year,
    source: 'stated',
    flatBecause: null,
    history: null,
    perDay: monthly.map((v) => fraction(v.num, v.den)),
  };
}

/** What the plan expects over a span of days. */
export function planned(plan: Plan, span: Span): Fraction {
  let total = ZERO;
  for (const month of months) {
    const from = daysBeforeMonth(plan.year, month);
    const days = Math.min(span.to, from + daysInMonth(plan.year, month)) - Math.max(span.from, from);
    if (days > 0) total = add(total, times(plan.perDay[month - 1] ?? ZERO, days));
  }
  return total;
}

/** The plan of the whole year. */
export const planTotal = (plan: Plan): Fraction => planned(plan, { from: 0, to: daysInYear(plan.year) });

/** The same shape for another total: the path of a threshold beside that of its target. */
export function rescale(plan: Plan, total: Rational): Plan {
  const now = planTotal(plan);
  if (sign(now) <= 0) return flatPlan(plan.year, total, 'historyZero');
  const factor = divide(total, now);
  return { ...plan, perDay: plan.perDay.map((day) => multiply(day, factor)) };
}
