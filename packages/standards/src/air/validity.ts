import { type MonthPart, monthsOf, type Period } from '../dates/period.ts';
import type { AirPolicy } from './policy.ts';

/** AIR-1.5: valid days a year needs. */
export const MIN_YEAR_DAYS = 324;

/** AIR-1.5: valid days a month needs: 27, in February 25. */
export function minimumMonthDays(month: number): number {
  return month === 2 ? 25 : 27;
}

/** AIR-1.5: valid days a period needs as a whole: 27/25 for a month, 324 for a year, otherwise one. */
export function minimumPeriodDays(period: Period): number {
  return period.kind === 'month'
    ? minimumMonthDays(period.month)
    : period.kind === 'year'
      ? MIN_YEAR_DAYS
      : 1;
}

/** AIR-3.18: whether each complete month of a period must be valid by itself. A month is its own minimum. */
export function monthsMatter(period: Period, policy: AirPolicy): boolean {
  return period.kind === 'year' || (period.kind !== 'month' && policy.multiMonthValidity === 'everyMonth');
}

/** Days with a value in one month of a period, and days lost to dust alone. */
export interface MonthDays {
  readonly valid: number;
  /** Days that are invalid only because dust hours were removed (AIR-5.7). */
  readonly accounted: number;
}

/** What stands in the way of a period's validity, for the explanation. */
export interface Validity {
  readonly valid: boolean;
  /** Valid days, and the days the rule counts (with dust days under `dustMonthValidity: 'accounted'`). */
  readonly days: number;
  readonly counted: number;
  /** Days the period as a whole needs: 27/25 for a month, 324 for a year, otherwise 1. */
  readonly needed: number;
  /** Complete months (as `YYYY-MM`) below their minimum. */
  readonly shortMonths: readonly string[];
}

/**
 * AIR-1.5, 1.6, 3.18, 5.7: whether a pollutant's period statistic is valid. `months[i]` counts the days of
 * `monthsOf(period)[i]`. A month needs 27 (25) days; a year 324 and every month; a quarter, half-year, year to date or
 * custom span every complete month (policy `multiMonthValidity`). A month the period only touches needs nothing by
 * itself. At least one day must have a value. MDA8 and CO follow the same minima (AIR-3.18).
 */
export function periodValidity(period: Period, months: readonly MonthDays[], policy: AirPolicy): Validity {
  return validityOfMonths(period, monthsOf(period), months, policy);
}

/** {@link periodValidity} with the months of the period already at hand. */
export function validityOfMonths(
  period: Period,
  parts: readonly MonthPart[],
  months: readonly MonthDays[],
  policy: AirPolicy,
): Validity {
  const countedOf = (days: MonthDays) =>
    days.valid + (policy.dustMonthValidity === 'accounted' ? days.accounted : 0);
  let [days, counted] = [0, 0];
  const shortMonths: string[] = [];
  for (const [index, part] of parts.entries()) {
    const have = months[index] ?? { valid: 0, accounted: 0 };
    days += have.valid;
    counted += countedOf(have);
    if (part.complete && countedOf(have) < minimumMonthDays(part.month.month))
      shortMonths.push(part.span.from.slice(0, 7));
  }
  const needed = minimumPeriodDays(period);
  const valid = days > 0 && counted >= needed && (!monthsMatter(period, policy) || shortMonths.length === 0);
  return { valid, days, counted, needed, shortMonths };
}
