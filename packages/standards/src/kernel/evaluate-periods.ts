import { GOOD_UP_TO, HEAVY_ABOVE, levelOf } from '../air/aqi-class.ts';
import {
  compositeIndex,
  DAY_PERCENTILE,
  INDEX_DECIMALS,
  INDEX_STATISTIC,
  indexWeights,
} from '../air/composite-index.ts';
import { type Standard, standardOfDay, standardOfPeriod } from '../air/editions.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from '../air/policy.ts';
import { DECIMALS, forEachPollutant, MISSING, POLLUTANTS, type Pollutant } from '../air/pollutants.ts';
import { minimumMonthDays, minimumPeriodDays, monthsMatter } from '../air/validity.ts';
import { addDays, dayNumber } from '../dates/days.ts';
import { type DaySpan, monthsOf, type Period, spanOf } from '../dates/period.ts';
import { DAY_DEN, mean, type Rational } from '../numbers/exact.ts';
import { percentile } from '../numbers/percentile.ts';
import { largestMeeting, powerOfTen, roundHalfEven, roundRatio } from '../numbers/rounding.ts';
import type { AqiDays } from './aqi-days.ts';
import { type DayColumns, dayValue, type PlaceRange } from './day-columns.ts';
import { roundUnlessTie, upperPercentile } from './doubles.ts';
import { createPeriodColumns, type PeriodColumns } from './period-columns.ts';

/** A period laid over the columns: its days as positions from…to (excluded), and what its validity asks for. */
interface Laid {
  readonly period: Period;
  readonly standard: Standard;
  readonly from: number;
  readonly to: number;
  /** AIR-1.5: days the whole needs, and the months that must be valid by themselves. */
  readonly needed: number;
  readonly months: readonly LaidMonth[];
}

interface LaidMonth {
  readonly from: number;
  readonly to: number;
  readonly needed: number;
}

function layOut(period: Period, days: DayColumns, policy: AirPolicy): Laid {
  const origin = dayNumber(days.firstDay);
  const positions = ({ from, to }: DaySpan) => ({
    from: Math.min(Math.max(dayNumber(from) - origin, 0), days.days),
    to: Math.min(Math.max(dayNumber(to) + 1 - origin, 0), days.days),
  });
  const complete = monthsMatter(period, policy) ? monthsOf(period).filter((part) => part.complete) : [];
  return {
    period,
    standard: standardOfPeriod(period, policy),
    ...positions(spanOf(period)),
    needed: minimumPeriodDays(period),
    months: complete.map(({ month, span }) => ({
      ...positions(span),
      needed: minimumMonthDays(month.month),
    })),
  };
}

/** Working space of one call. */
interface Scratch {
  /** Daily values of one place and pollutant in units, NaN where invalid. */
  readonly values: Float64Array;
  /** Running counts of valid, exceeding and dust-lost days: entry d counts the days before position d. */
  readonly valid: Uint16Array;
  readonly exceeding: Uint16Array;
  readonly accounted: Uint16Array;
  /** The largest values of a period, ascending. */
  readonly top: Float64Array;
}

/**
 * Period statistics, composite index and counts of days of many places over many periods: the figures of
 * `evaluatePeriod` for columns. `aqi` are the AQI days of the same places.
 */
export function evaluatePeriods(
  days: DayColumns,
  aqi: AqiDays,
  periods: readonly Period[],
  policy: AirPolicy = DEFAULT_AIR_POLICY,
  out: PeriodColumns = createPeriodColumns(periods, days.places),
  range: PlaceRange = { from: 0, to: days.places },
): PeriodColumns {
  const laid = periods.map((period) => layOut(period, days, policy));
  const scratch: Scratch = {
    values: new Float64Array(days.days),
    valid: new Uint16Array(days.days + 1),
    exceeding: new Uint16Array(days.days + 1),
    accounted: new Uint16Array(days.days + 1),
    top: new Float64Array(days.days + 1),
  };
  const bounds = forEachPollutant((pollutant) => exceedanceBounds(pollutant, days, policy));
  for (let place = range.from; place < range.to; place++) {
    for (const pollutant of POLLUTANTS) {
      readDays(days, place, pollutant, bounds[pollutant], policy, scratch);
      for (let p = 0; p < laid.length; p++) {
        pollutantPeriod(days, place, pollutant, laid[p]!, p * out.places + place, scratch, policy, out);
      }
    }
    for (let p = 0; p < laid.length; p++) {
      indexOfPeriod(days, place, laid[p]!, p * out.places + place, policy, out);
      countAqiDays(aqi, place * days.days, laid[p]!, p * out.places + place, out);
    }
  }
  return out;
}

/** AIR-3.14 by day: the bound T* of the day limit over DAY_DEN (for one station), and whether T* itself exceeds. */
interface ExceedanceBounds {
  readonly bound: Float64Array;
  readonly exclusive: Uint8Array;
}

function exceedanceBounds(pollutant: Pollutant, days: DayColumns, policy: AirPolicy): ExceedanceBounds {
  const bound = new Float64Array(days.days);
  const exclusive = new Uint8Array(days.days);
  for (let day = 0; day < days.days; day++) {
    const standard = standardOfDay(addDays(days.firstDay, day), policy);
    const { value, inclusive } = largestMeeting(standard.gradeTwo.day[pollutant], DECIMALS[pollutant]);
    bound[day] = value.num * (DAY_DEN / value.den);
    exclusive[day] = inclusive ? 0 : 1;
  }
  return { bound, exclusive };
}

function readDays(
  days: DayColumns,
  place: number,
  pollutant: Pollutant,
  bounds: ExceedanceBounds,
  policy: AirPolicy,
  scratch: Scratch,
): void {
  const first = place * days.days;
  const num = days.num[pollutant];
  const parts = days.parts?.[pollutant];
  const power = policy.chain === 'roundedDaily' ? powerOfTen(DECIMALS[pollutant]) : 0;
  const bit = 1 << POLLUTANTS.indexOf(pollutant);
  let [valid, exceeding, accounted] = [0, 0, 0];
  for (let day = 0; day < days.days; day++) {
    const numerator = num[first + day]!;
    const stations = parts ? parts[first + day]! : 1;
    if (Number.isNaN(numerator)) {
      scratch.values[day] = Number.NaN;
      if (days.accounted && (days.accounted[first + day]! & bit) !== 0) accounted += 1;
    } else {
      const den = DAY_DEN * stations;
      scratch.values[day] = power === 0 ? numerator / den : roundRatio(numerator, den / power) / power;
      valid += 1;
      const bound = bounds.bound[day]! * stations;
      if (numerator > bound || (numerator === bound && bounds.exclusive[day] === 1)) exceeding += 1;
    }
    scratch.valid[day + 1] = valid;
    scratch.exceeding[day + 1] = exceeding;
    scratch.accounted[day + 1] = accounted;
  }
}

function pollutantPeriod(
  days: DayColumns,
  place: number,
  pollutant: Pollutant,
  laid: Laid,
  cell: number,
  scratch: Scratch,
  policy: AirPolicy,
  out: PeriodColumns,
): void {
  const { from, to } = laid;
  const n = scratch.valid[to]! - scratch.valid[from]!;
  out.validDays[pollutant][cell] = n;
  out.exceedingDays[pollutant][cell] = scratch.exceeding[to]! - scratch.exceeding[from]!;
  out.published[pollutant][cell] = MISSING;
  if (n === 0) {
    out.mean[pollutant][cell] = Number.NaN;
    out.percentile[pollutant][cell] = Number.NaN;
    return;
  }
  let total = 0;
  const { values } = scratch;
  for (let day = from; day < to; day++) {
    const value = values[day]!;
    if (!Number.isNaN(value)) total += value;
  }
  const average = total / n;
  const high = upperPercentile(scratch.values, from, to, n, DAY_PERCENTILE[pollutant], scratch.top);
  out.mean[pollutant][cell] = average;
  out.percentile[pollutant][cell] = high;
  if (!isValid(laid, scratch, policy)) return;
  const decimals = DECIMALS[pollutant];
  const statistic = INDEX_STATISTIC[pollutant] === 'mean' ? average : high;
  out.published[pollutant][cell] =
    roundUnlessTie(statistic * powerOfTen(decimals)) ??
    roundHalfEven(exactStatistic(days, place, pollutant, laid, policy)!, decimals);
}

/** AIR-1.5, 3.18, 5.7: the verdict of `periodValidity` from running counts. */
function isValid(laid: Laid, scratch: Scratch, policy: AirPolicy): boolean {
  const { valid, accounted } = scratch;
  const dust = policy.dustMonthValidity === 'accounted';
  const counted = (from: number, to: number): number =>
    valid[to]! - valid[from]! + (dust ? accounted[to]! - accounted[from]! : 0);
  if (counted(laid.from, laid.to) < laid.needed) return false;
  for (const month of laid.months) if (counted(month.from, month.to) < month.needed) return false;
  return true;
}

function indexOfPeriod(
  days: DayColumns,
  place: number,
  laid: Laid,
  cell: number,
  policy: AirPolicy,
  out: PeriodColumns,
): void {
  const weights = indexWeights(laid.standard, policy);
  const { indexLimits } = laid.standard;
  let total = 0;
  for (const pollutant of POLLUTANTS) {
    const published = out.published[pollutant][cell]!;
    if (published === MISSING) {
      out.index[cell] = Number.NaN;
      out.publishedIndex[cell] = MISSING;
      return;
    }
    const source = INDEX_STATISTIC[pollutant] === 'mean' ? out.mean : out.percentile;
    const count =
      policy.indexInput === 'published'
        ? published
        : source[pollutant][cell]! * powerOfTen(DECIMALS[pollutant]);
    total += (weights[pollutant] * count) / indexLimits[pollutant];
  }
  out.index[cell] = total;
  out.publishedIndex[cell] =
    roundUnlessTie(total * powerOfTen(INDEX_DECIMALS)) ?? exactIndex(days, place, laid, policy);
}

function exactIndex(days: DayColumns, place: number, laid: Laid, policy: AirPolicy): number {
  const statistics = forEachPollutant((pollutant) => exactStatistic(days, place, pollutant, laid, policy));
  return compositeIndex(statistics, laid.standard, policy).published ?? MISSING;
}

function exactStatistic(
  days: DayColumns,
  place: number,
  pollutant: Pollutant,
  laid: Laid,
  policy: AirPolicy,
): Rational | null {
  const values: Rational[] = [];
  const [decimals, kind] = [DECIMALS[pollutant], INDEX_STATISTIC[pollutant]];
  for (let day = laid.from; day < laid.to; day++) {
    const value = dayValue(days, place, day, pollutant);
    if (value === null) continue;
    const rounded = policy.chain === 'roundedDaily';
    values.push(rounded ? { num: roundHalfEven(value, decimals), den: powerOfTen(decimals) } : value);
  }
  return kind === 'mean' ? mean(values) : percentile(values, kind);
}

function countAqiDays(aqi: AqiDays, first: number, laid: Laid, cell: number, out: PeriodColumns): void {
  const levels = [0, 0, 0, 0, 0, 0];
  const primary = [0, 0, 0, 0, 0, 0];
  let [valid, good, heavy] = [0, 0, 0];
  for (let at = first + laid.from; at < first + laid.to; at++) {
    const value = aqi.aqi[at]!;
    if (value < 0) continue;
    valid += 1;
    if (value <= GOOD_UP_TO) good += 1;
    if (value > HEAVY_ABOVE) heavy += 1;
    levels[levelOf(value) - 1]! += 1;
    const mask = aqi.primary[at]!;
    for (let item = 0; item < 6; item++) primary[item]! += (mask >> item) & 1;
  }
  out.aqiDays[cell] = valid;
  out.goodDays[cell] = good;
  out.heavyDays[cell] = heavy;
  for (let level = 0; level < 6; level++) out.byLevel[level]![cell] = levels[level]!;
  for (let item = 0; item < 6; item++) out.primaryDays[POLLUTANTS[item]!][cell] = primary[item]!;
}
