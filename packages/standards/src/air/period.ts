import { dayNumber } from '../dates/days.ts';
import { dayCount, monthsOf, type Period, spanOf } from '../dates/period.ts';
import { percentShare } from '../numbers/change.ts';
import { type Fraction, mean, type Rational } from '../numbers/exact.ts';
import { percentile } from '../numbers/percentile.ts';
import { powerOfTen, roundHalfEven } from '../numbers/rounding.ts';
import { type Aqi, type AqiDay, dailyAqi } from './aqi.ts';
import { GOOD_UP_TO, HEAVY_ABOVE } from './aqi-class.ts';
import { type CompositeIndex, compositeIndex, DAY_PERCENTILE, INDEX_STATISTIC } from './composite-index.ts';
import { type EditionId, standardOfDay, standardOfPeriod } from './editions.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from './policy.ts';
import { DECIMALS, forEachPollutant, type PerPollutant, type Pollutant } from './pollutants.ts';
import { type Validity, validityOfMonths } from './validity.ts';

/** A day of a place for period statistics. */
export interface AirDay extends AqiDay {
  /** Pollutants that are null only because dust hours were removed (AIR-5.7). */
  readonly accounted?: readonly Pollutant[];
  /** The day's AQI where it is not that of `values` (AIR-5.6: see `dustDayAqi`). */
  readonly aqi?: Aqi;
}

/** One pollutant over a period. */
export interface PollutantPeriod {
  /** AIR-3.10: mean of the daily values there are, valid or not. */
  readonly mean: Fraction | null;
  /** AIR-3.16: percentile of the daily values (98 SO2 NO2, 95 PM CO, 90 O3), valid or not. */
  readonly percentile: Fraction | null;
  /** AIR-4.2: the statistic C_i of the index; null when the period is invalid. */
  readonly statistic: Fraction | null;
  /** AIR-3.12: that statistic as published, whole counts of the published unit. */
  readonly published: number | null;
  readonly validity: Validity;
  /** AIR-3.19: days above the day limit of their edition, and days with a value. */
  readonly exceedingDays: number;
  /** AIR-3.19: share of the days that meet the limit, tenths of a per cent. */
  readonly meetingShare: number | null;
}

/** Counts of days of a period by their AQI. */
export interface DayCounts {
  readonly calendarDays: number;
  /** Days with an AQI. */
  readonly valid: number;
  /** AIR-3.21: days with AQI ≤ 100 (优良天). */
  readonly good: number;
  /** AIR-3.21: good ÷ valid in tenths of a per cent. */
  readonly goodShare: number | null;
  /** Days by level 1…6. */
  readonly byLevel: readonly [number, number, number, number, number, number];
  /** AIR-3.21: days with AQI > 200 (重度及以上). */
  readonly heavy: number;
  /** Days on which the pollutant was primary (AQI > 50), a tie counts for each. */
  readonly primary: PerPollutant<number>;
  /** Of these, days with AQI > 100 (AIR-11.4: kept apart). */
  readonly primaryExceeding: PerPollutant<number>;
}

/** A place over a period. */
export interface AirPeriod {
  readonly period: Period;
  readonly edition: EditionId;
  readonly pollutants: PerPollutant<PollutantPeriod>;
  readonly days: DayCounts;
  readonly index: CompositeIndex;
}

/**
 * Statistics of one place (station, city) over a period from its daily values: AIR-3.10, 3.16…3.21, 4.1…4.5. Days outside
 * the period are ignored; a day that is absent counts as invalid.
 */
export function evaluatePeriod(
  period: Period,
  days: readonly AirDay[],
  policy: AirPolicy = DEFAULT_AIR_POLICY,
): AirPeriod {
  const { from, to } = spanOf(period);
  const within = days.filter((day) => day.date >= from && day.date <= to);
  const standard = standardOfPeriod(period, policy);
  const pollutants = forEachPollutant((pollutant) => evaluatePollutant(pollutant, period, within, policy));
  return {
    period,
    edition: standard.id,
    pollutants,
    days: countDays(
      period,
      within.map((day) => day.aqi ?? dailyAqi(day, policy)),
    ),
    index: compositeIndex(
      forEachPollutant((pollutant) => pollutants[pollutant].statistic),
      standard,
      policy,
    ),
  };
}

function evaluatePollutant(
  pollutant: Pollutant,
  period: Period,
  days: readonly AirDay[],
  policy: AirPolicy,
): PollutantPeriod {
  const present = days.flatMap((day) => {
    const value = day.values[pollutant];
    return value === null ? [] : [{ day, rounded: roundHalfEven(value, DECIMALS[pollutant]), value }];
  });
  const values = present.map(
    ({ value, rounded }): Rational =>
      policy.chain === 'roundedDaily' ? { num: rounded, den: powerOfTen(DECIMALS[pollutant]) } : value,
  );
  const parts = monthsOf(period);
  const months = parts.map(({ span }) => {
    const inMonth = days.filter((day) => day.date >= span.from && day.date <= span.to);
    const valid = inMonth.filter((day) => day.values[pollutant] !== null).length;
    const accounted = inMonth.filter(
      (day) => day.values[pollutant] === null && day.accounted?.includes(pollutant),
    ).length;
    return { valid, accounted };
  });
  const validity = validityOfMonths(period, parts, months, policy);
  const average = mean(values);
  const kind = INDEX_STATISTIC[pollutant];
  const statistic = !validity.valid ? null : kind === 'mean' ? average : percentile(values, kind);
  const exceedingDays = present.filter(
    ({ day, rounded }) => rounded > standardOfDay(day.date, policy).gradeTwo.day[pollutant],
  ).length;
  return {
    mean: average,
    percentile: percentile(values, DAY_PERCENTILE[pollutant]),
    statistic,
    published: statistic && roundHalfEven(statistic, DECIMALS[pollutant]),
    validity,
    exceedingDays,
    meetingShare: percentShare(present.length - exceedingDays, present.length),
  };
}

/** AIR-3.21, AIR-11.4: counts of days from their AQI. */
export function countDays(period: Period, aqis: readonly Aqi[]): DayCounts {
  const valid = aqis.filter((day) => day.aqi !== null);
  const above = (limit: number) => valid.filter((day) => (day.aqi ?? 0) > limit);
  const atLevel = (level: number) => valid.filter((day) => day.level === level).length;
  const good = valid.length - above(GOOD_UP_TO).length;
  return {
    calendarDays: dayCount(period),
    valid: valid.length,
    good,
    goodShare: percentShare(good, valid.length),
    byLevel: [atLevel(1), atLevel(2), atLevel(3), atLevel(4), atLevel(5), atLevel(6)],
    heavy: above(HEAVY_ABOVE).length,
    primary: forEachPollutant((pollutant) => valid.filter((day) => day.primary.includes(pollutant)).length),
    primaryExceeding: forEachPollutant(
      (pollutant) => above(GOOD_UP_TO).filter((day) => day.primary.includes(pollutant)).length,
    ),
  };
}

/** Share of a period's days that have a valid AQI, tenths of a per cent (完整率). */
export function completeness(period: Period, validDays: number): number | null {
  return percentShare(validDays, dayCount(period));
}

/** Days of a period that have begun by a day, for a period still under way. */
export function elapsedDays(period: Period, today: string): number {
  const { from, to } = spanOf(period);
  const last = today < to ? today : to;
  return Math.max(0, dayNumber(last) - dayNumber(from) + 1);
}
