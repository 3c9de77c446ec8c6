/**
 * 日保月、月保年 of a mean (AIR-8.4): budget = T* × N, spent = Σ valid days, allowance = (budget − spent) / days left.
 * Hours of the unfinished day that are already spent count in the same sum: with S over n valid hours and r to come the day
 * is S/(n+r) spent and r/(n+r) of a day left, so that hour, day, month and year interlock.
 *
 * States (lamp.ts). Month: `expected` is the present level, the mean of the last valid days (settings.paceDays, reaching back
 * over the first of the month), on the last day the latest hour. Year: `expected` is the mean of the planned path over the
 * days left, since the rest of a year is another season. Both against the allowance by T*. A period with too few valid days
 * possible (AIR-3.18) has no lamp.
 */
import {
  add,
  compare,
  divide,
  type Exact,
  type Fraction,
  fixedHalfEven,
  fraction,
  MIN_DAY_HOURS,
  MIN_YEAR_DAYS,
  mean,
  minimumMonthDays,
  multiply,
  type Pollutant,
  type Rational,
  subtract,
  sum,
  toFraction,
  ZERO,
} from '@qingzhang/standards';
import { monthKey, monthOfIndex } from '../calendar.ts';
import { sign, times } from '../numbers/ratio.ts';
import { type Plan, planned } from '../plans/seasonal-plan.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../settings.ts';
import { publishedDecimals, unitOf } from '../targets/indicator.ts';
import { type Bound, keeps, type Threshold } from '../targets/threshold.ts';
import type { Balance, Lines, MeanAccount, PeriodDays, Scale } from './account.ts';
import { type Amount, allowanceOf, amount } from './amount.ts';
import type { InputRow } from './explanation.ts';
import { isFailing, type Lamp, lampFor, noLamp } from './lamp.ts';
import {
  daysLeftIn,
  monthSpan,
  type Span,
  settledDays,
  spentIn,
  validValues,
  type YearToDate,
  yearSpan,
} from './year-to-date.ts';

export type MeanPollutant = 'pm25' | 'pm10' | 'so2' | 'no2';

/** Valid days a period needs for a valid mean (AIR-3.18): 27 a month (25 in February), 324 a year. */
export function minimumDays(scale: Scale, month: number): number {
  return scale === 'year' ? MIN_YEAR_DAYS : minimumMonthDays(month);
}

export function dayCounts(ytd: YearToDate, span: Span, valid: number): PeriodDays {
  const left = daysLeftIn(ytd, span);
  const calendar = span.to - span.from;
  return { calendar, valid, invalid: calendar - left - valid, left, n: valid + left };
}

interface Sum {
  readonly n: number;
  readonly spent: Fraction;
  /** Days left, the unfinished one as the part that is left of it. */
  readonly left: Fraction;
}

/** The running day inside a span: what it has spent already, and what of it is left. */
function withToday(ytd: YearToDate, pollutant: Pollutant, span: Span, settled: Sum): Sum | null {
  const index = settledDays(ytd);
  if (!ytd.today || index < span.from || index >= span.to) return null;
  const hours = ytd.today.hours[pollutant].slice(0, ytd.today.hour).filter((v): v is Exact => v !== null);
  const of = hours.length + 24 - ytd.today.hour;
  const later = subtract(settled.left, fraction(1));
  if (of < MIN_DAY_HOURS) return { n: settled.n - 1, spent: settled.spent, left: later };
  return {
    n: settled.n,
    spent: add(settled.spent, divide(sum(hours), fraction(of))),
    left: add(later, fraction(24 - ytd.today.hour, of)),
  };
}

/** The bound of the rest's mean; null when nothing of the period is left. */
function restBound({ n, spent, left }: Sum, bound: Bound): Bound | null {
  if (compare(left, ZERO) <= 0) return null;
  return { value: divide(subtract(times(bound.value, n), spent), left), inclusive: bound.inclusive };
}

function balanceOf(total: Sum, bound: Bound, decimals: number): Balance {
  const budget = times(bound.value, total.n);
  const rest = restBound(total, bound);
  return {
    budget: amount(budget, decimals),
    spent: amount(total.spent, decimals),
    left: amount(subtract(budget, total.spent), decimals),
    allowance: rest === null ? null : allowanceOf(rest, decimals),
  };
}

const linesOf = (total: Sum, { usable, safe }: Threshold, decimals: number): Lines => ({
  usable: balanceOf(total, usable, decimals),
  safe: balanceOf(total, safe, decimals),
});

/** 现在的水平: mean of the last valid settled days before the current one, reaching back over month ends. */
export function presentLevel(ytd: YearToDate, pollutant: Pollutant, days: number): Fraction | null {
  const valid = validValues(ytd, pollutant, { from: 0, to: settledDays(ytd) });
  return mean(valid.slice(-days));
}

const latestHour = (ytd: YearToDate, pollutant: Pollutant): Exact | null =>
  ytd.today?.hours[pollutant].slice(0, ytd.today.hour).findLast((v) => v !== null) ?? null;

export interface MeanInput {
  readonly ytd: YearToDate;
  readonly pollutant: MeanPollutant;
  readonly scale: Scale;
  readonly span: Span;
  /** T* and T of the target, or of the month's plan. */
  readonly threshold: Threshold;
  /** The planned path; decides the state of a year. */
  readonly plan: Plan;
  readonly settings?: AccountSettings;
}

/** The account of a month or a year of one mean pollutant. */
export function meanAccount({
  ytd,
  pollutant,
  scale,
  span,
  threshold,
  plan,
  settings = DEFAULT_SETTINGS,
}: MeanInput): MeanAccount {
  const decimals = publishedDecimals(pollutant) + 1;
  const { sum: spent, valid } = spentIn(ytd, pollutant, span);
  const days = dayCounts(ytd, span, valid);
  const settledSum: Sum = { n: days.n, spent, left: fraction(days.left) };
  const liveSum = withToday(ytd, pollutant, span, settledSum);
  const lastDay = liveSum !== null && days.left === 1;
  const basis = ((): 'settled' | 'live' => {
    if (liveSum === null || settings.basis === 'settled') return lastDay ? 'live' : 'settled';
    if (lastDay || settings.basis === 'live') return 'live';
    const live = restBound(liveSum, threshold.usable);
    const settled = restBound(settledSum, threshold.usable);
    return live !== null && settled !== null && compare(live.value, settled.value) < 0 ? 'live' : 'settled';
  })();
  const shown = basis === 'live' && liveSum !== null ? liveSum : settledSum;
  const bound = restBound(shown, threshold.usable);
  const restSpan: Span = { from: span.to - days.left, to: span.to };
  const counted = countedPlan(ytd, pollutant, plan, threshold.safe.value);
  const path = days.left > 0 ? divide(planned(counted, restSpan), fraction(days.left)) : null;
  const expected = ((): { value: Fraction; by: 'hour' | 'days' | 'path' } | null => {
    if (days.left === 0) return null;
    if (scale === 'year') return path && { value: path, by: 'path' };
    const hour = lastDay ? latestHour(ytd, pollutant) : null;
    if (hour !== null) return { value: toFraction(hour), by: 'hour' };
    const level = presentLevel(ytd, pollutant, settings.paceDays);
    return level === null ? path && { value: path, by: 'path' } : { value: level, by: 'days' };
  })();
  const soFar = valid > 0 ? divide(spent, fraction(valid)) : null;
  const safeRest = restBound(settledSum, threshold.safe);
  const lamp = ((): Lamp => {
    if (settledDays(ytd) <= span.from && !ytd.today) return noLamp('notBegun');
    if (settledDays(ytd) < span.from) return noLamp('notBegun');
    if (days.n < minimumDays(scale, monthOfIndex(ytd.year, span.from))) return noLamp('periodInvalid');
    if (bound === null) return finished(soFar, threshold.usable);
    if (expected === null) return noLamp('noData');
    const decided = lampFor({
      may: bound.value,
      inclusive: bound.inclusive,
      expected: expected.value,
      safePercent: scale === 'year' ? settings.safeYearPercent : settings.safePercent,
      against: expected.by === 'path' ? 'path' : 'pace',
    });
    // The path is within T* but not within T: it is rounding alone that keeps the year.
    const thin =
      scale === 'year' && !isFailing(decided.state) && path && safeRest && compare(path, safeRest.value) > 0;
    return thin ? { ...decided, code: 'roundingOnly' } : decided;
  })();
  const settled = linesOf(settledSum, threshold, decimals);
  const live = liveSum && linesOf(liveSum, threshold, decimals);
  const lines = basis === 'live' && live !== null ? live : settled;
  const balance = scale === 'year' ? subtract(plannedOnValidDays(ytd, pollutant, counted), spent) : null;
  const budget = times(threshold.usable.value, days.n);
  return {
    kind: 'mean',
    scale,
    indicator: pollutant,
    unit: unitOf(pollutant),
    period: scale === 'year' ? String(ytd.year) : monthKey(ytd.year, monthOfIndex(ytd.year, span.from)),
    target: threshold.target,
    planSource: plan.source,
    days,
    timeShare: (days.calendar - days.left) / days.calendar,
    usedShare: compare(budget, ZERO) > 0 ? amount(divide(spent, budget), 3).value : 0,
    rest: lastDay
      ? { count: 24 - (ytd.today?.hour ?? 0), unit: 'hours' }
      : { count: days.left, unit: 'days' },
    soFar: soFar && amount(soFar, decimals),
    threshold: {
      text: fixedHalfEven(threshold.usable.value, threshold.decimals + 1),
      inclusive: threshold.usable.inclusive,
    },
    settled,
    live,
    basis,
    allowance: lines.usable.allowance,
    safeAllowance: lines.safe.allowance,
    expected: expected && { ...amount(expected.value, decimals), by: expected.by },
    reserve: scale === 'year' && path && safeRest ? amount(subtract(safeRest.value, path), decimals) : null,
    balance: balance && amount(balance, decimals - 1),
    overPlan: overPlan(soFar, threshold, decimals),
    lamp,
    explanation: {
      formula: basis === 'live' ? 'daysMeanWithToday' : 'daysMean',
      values: {
        threshold: fixedHalfEven(threshold.usable.value, threshold.decimals + 1),
        target: threshold.target,
        n: String(shown.n),
        budget: lines.usable.budget.text,
        spent: lines.usable.spent.text,
        remaining: lines.usable.left.text,
        left: basis === 'live' ? fixedHalfEven(shown.left, 3) : String(days.left),
        exact: bound === null ? '' : fixedHalfEven(bound.value, decimals + 1),
        result: lines.usable.allowance?.text ?? '',
        safe: lines.safe.allowance?.text ?? '',
      },
      rules: ['AIR-8.4', 'AIR-8.1', 'AIR-1.5', ...(basis === 'live' ? ['AIR-8.2'] : [])],
      inputs: monthRows(ytd, pollutant, span, decimals),
    },
  };
}

/** A period that is over either met its target or missed it. */
export function finished(value: Rational | null, bound: Bound): Lamp {
  if (value === null) return noLamp('noData');
  return keeps(value, bound)
    ? { state: 'safe', code: 'met', room: null }
    : { state: 'impossible', code: 'missed', room: null };
}

function overPlan(soFar: Fraction | null, { safe }: Threshold, decimals: number): Amount | null {
  return soFar !== null && compare(soFar, safe.value) > 0
    ? amount(subtract(soFar, safe.value), decimals)
    : null;
}

/**
 * The path over the days that count: an invalid day is in neither side of the sum (AIR-1.6), so its share of the season goes to
 * the others and the path over the N days adds up to target × N. Stated plans are taken as decided.
 */
export function countedPlan(ytd: YearToDate, pollutant: Pollutant, plan: Plan, target: Rational): Plan {
  if (plan.source === 'stated') return plan;
  const year = yearSpan(ytd.year);
  const left = daysLeftIn(ytd, year);
  const valid = validValues(ytd, pollutant, year).length;
  const now = add(
    plannedOnValidDays(ytd, pollutant, plan),
    planned(plan, { from: year.to - left, to: year.to }),
  );
  if (sign(now) <= 0) return plan;
  const factor = divide(times(target, valid + left), now);
  return { ...plan, perDay: plan.perDay.map((day) => multiply(day, factor)) };
}

/** The path over the days that were valid: what the spent sum is compared with. */
export function plannedOnValidDays(ytd: YearToDate, pollutant: Pollutant, plan: Plan): Fraction {
  let total = ZERO;
  for (let month = 1; month <= 12; month++) {
    const valid = validValues(ytd, pollutant, monthSpan(ytd.year, month)).length;
    if (valid > 0) total = add(total, times(plan.perDay[month - 1] ?? ZERO, valid));
  }
  return total;
}

/** Inputs of the drawer: valid days, mean and sum of each month of the span that has settled days. */
export function monthRows(ytd: YearToDate, pollutant: Pollutant, span: Span, decimals: number): InputRow[] {
  const rows: InputRow[] = [];
  for (let month = 1; month <= 12; month++) {
    const whole = monthSpan(ytd.year, month);
    const to = Math.min(whole.to, span.to, settledDays(ytd));
    if (to <= Math.max(whole.from, span.from)) continue;
    const part = spentIn(ytd, pollutant, { from: whole.from, to });
    rows.push({
      label: monthKey(ytd.year, month),
      valid: part.valid,
      of: to - whole.from,
      mean: part.valid > 0 ? fixedHalfEven(divide(part.sum, fraction(part.valid)), decimals) : null,
      spent: fixedHalfEven(part.sum, decimals),
    });
  }
  return rows;
}
