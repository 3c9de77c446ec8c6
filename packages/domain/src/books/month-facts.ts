/** What the data say about each month of an account: the facts the ledger is kept from. */
import { divide, type Fraction, fraction, GOOD_UP_TO, HEAVY_ABOVE } from '@qingzhang/standards';
import { goodDaysNeeded } from '../accounts/good-days.ts';
import { freeDays } from '../accounts/percentile-account.ts';
import {
  monthSpan,
  type Span,
  settledDays,
  spentIn,
  validValues,
  type YearToDate,
} from '../accounts/year-to-date.ts';
import { daysInYear } from '../calendar.ts';
import { times } from '../numbers/ratio.ts';
import { type Plan, planned } from '../plans/seasonal-plan.ts';
import { isMeanPollutant, PERCENTILE, publishedDecimals } from '../targets/indicator.ts';
import type { Target } from '../targets/target.ts';
import { keeps, thresholdOf } from '../targets/threshold.ts';
import type { MonthFacts } from './ledger.ts';

/** A budget and its months, in one unit: concentration × days, or days. */
export interface YearFacts {
  readonly unit: 'µg·d' | 'days';
  /** Over all calendar days of the year. */
  readonly budget: Fraction;
  /** The months that have begun. */
  readonly months: readonly MonthFacts[];
}

/** Months with at least one settled day. */
function begun(ytd: YearToDate): { month: number; span: Span; to: number }[] {
  const out: { month: number; span: Span; to: number }[] = [];
  for (let month = 1; month <= 12; month++) {
    const span = monthSpan(ytd.year, month);
    const to = Math.min(span.to, settledDays(ytd));
    if (to > span.from) out.push({ month, span, to });
  }
  return out;
}

/**
 * The books of a mean target are kept by T (稳妥), not by T*: what an account promises must hold without the help of rounding.
 * The plan of a month counts its settled valid days and, while it runs, the days still to come.
 */
function meanFacts(ytd: YearToDate, target: Target, plan: Plan): YearFacts {
  const { indicator } = target;
  if (!isMeanPollutant(indicator)) throw new RangeError(`not a mean: ${indicator}`);
  const { safe } = thresholdOf(target.value, publishedDecimals(indicator));
  return {
    unit: 'µg·d',
    budget: times(safe.value, daysInYear(ytd.year)),
    months: begun(ytd).map(({ month, span, to }) => {
      const own = spentIn(ytd, indicator, span);
      const invalid = to - span.from - own.valid;
      const days = span.to - span.from - invalid;
      return {
        month,
        plan: times(plan.perDay[month - 1] ?? safe.value, days),
        spent: own.sum,
        lapsed: times(safe.value, invalid),
      };
    }),
  };
}

/** Budgets of days: `budgetOf(n)` days may exceed when n days are valid; an invalid day may take one with it. */
function dayFacts(
  ytd: YearToDate,
  plan: Plan,
  budgetOf: (n: number) => number,
  count: (span: Span) => { valid: number; used: number },
): YearFacts {
  let n = daysInYear(ytd.year);
  const budget = budgetOf(n);
  const shape = planned(plan, { from: 0, to: n });
  const months = begun(ytd).map(({ month, span, to }): MonthFacts => {
    const { valid, used } = count({ from: span.from, to });
    const before = budgetOf(n);
    n -= to - span.from - valid;
    const share =
      shape.num === 0n
        ? fraction(span.to - span.from, daysInYear(ytd.year))
        : divide(planned(plan, span), shape);
    return {
      month,
      plan: times(share, budget),
      spent: fraction(used),
      lapsed: fraction(before - budgetOf(n)),
    };
  });
  return { unit: 'days', budget: fraction(budget), months };
}

function countAqi(ytd: YearToDate, limit: number): (span: Span) => { valid: number; used: number } {
  return ({ from, to }) => {
    const valid = ytd.aqi.slice(from, to).filter((aqi) => aqi !== null);
    return { valid: valid.length, used: valid.filter((aqi) => aqi > limit).length };
  };
}

/**
 * The facts of a target's year. Null for the composite index, which is no sum over days. `plan` is the target's path
 * (`pathOf` for means, the season of exceeding days for budgets of days).
 */
export function yearFacts(ytd: YearToDate, target: Target, plan: Plan): YearFacts | null {
  const { indicator, value } = target;
  if (isMeanPollutant(indicator)) return meanFacts(ytd, target, plan);
  if (indicator === 'goodDayShare') {
    return dayFacts(ytd, plan, (n) => n - goodDaysNeeded(n, value).usable, countAqi(ytd, GOOD_UP_TO));
  }
  if (indicator === 'heavyDays') return dayFacts(ytd, plan, () => Number(value), countAqi(ytd, HEAVY_ABOVE));
  if (indicator === 'o3' || indicator === 'co') {
    const { usable } = thresholdOf(value, publishedDecimals(indicator));
    return dayFacts(
      ytd,
      plan,
      (n) => freeDays(n, PERCENTILE[indicator]),
      (span) => {
        const values = validValues(ytd, indicator, span);
        return { valid: values.length, used: values.filter((v) => !keeps(v, usable)).length };
      },
    );
  }
  return null;
}
