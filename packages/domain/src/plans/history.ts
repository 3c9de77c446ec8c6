/** The season of earlier years, from their daily values: what plans and paths are shaped by. */
import {
  compare,
  compositeIndex,
  DEFAULT_AIR_POLICY,
  decimal,
  type Fraction,
  forEachPollutant,
  fraction,
  GOOD_UP_TO,
  HEAVY_ABOVE,
  INDEX_STATISTIC,
  mean,
  percentile,
  type Rational,
  type Standard,
} from '@qingzhang/standards';
import { monthSpan, validValues, type YearToDate } from '../accounts/year-to-date.ts';
import { type Indicator, isMeanPollutant, isPollutant } from '../targets/indicator.ts';
import type { History } from './seasonal-plan.ts';

/** Valid days a month needs to say something about its season. */
const ENOUGH = 15;

function monthly(make: (month: number) => Rational | null): (Rational | null)[] {
  return Array.from({ length: 12 }, (_, i) => make(i + 1));
}

/** Share of the days of a month that pass a test; null with too few days. */
function shareOf<T>(days: readonly (T | null)[], test: (value: T) => boolean): Fraction | null {
  const valid = days.filter((d): d is T & {} => d !== null);
  return valid.length < ENOUGH ? null : fraction(valid.filter(test).length, valid.length);
}

/**
 * The season of one indicator in a whole earlier year: monthly means for mean pollutants; for budgets of days the share of
 * days that exceeded (O3 and CO above `target`, AQI above 100 or 200); for the index the monthly index. Months with fewer
 * than 15 valid days are null, and a plan from them is flat.
 */
export function historyOf(
  indicator: Indicator,
  year: YearToDate,
  target: string,
  standard: Standard,
): History {
  const label = String(year.year);
  const span = (month: number) => monthSpan(year.year, month);
  if (isMeanPollutant(indicator)) {
    return {
      label,
      monthly: monthly((month) => {
        const values = validValues(year, indicator, span(month));
        return values.length < ENOUGH ? null : mean(values);
      }),
    };
  }
  if (isPollutant(indicator)) {
    const limit = decimal(target);
    return {
      label,
      monthly: monthly((month) => {
        const { from, to } = span(month);
        return shareOf(year.days[indicator].slice(from, to), (value) => compare(value, limit) > 0);
      }),
    };
  }
  if (indicator === 'index') {
    return {
      label,
      monthly: monthly((month) => {
        const statistics = forEachPollutant((pollutant): Rational | null => {
          const values = validValues(year, pollutant, span(month));
          const kind = INDEX_STATISTIC[pollutant];
          if (values.length < ENOUGH) return null;
          return kind === 'mean' ? mean(values) : percentile(values, kind);
        });
        return compositeIndex(statistics, standard, DEFAULT_AIR_POLICY).value;
      }),
    };
  }
  const limit = indicator === 'heavyDays' ? HEAVY_ABOVE : GOOD_UP_TO;
  return {
    label,
    monthly: monthly((month) => {
      const { from, to } = span(month);
      return shareOf(year.aqi.slice(from, to), (aqi) => aqi > limit);
    }),
  };
}
