/**
 * The composite index (AIR-8.7): room = T* − index of the period so far. The index adds means and percentiles, so its rest has
 * no single allowance; instead the room is told as what it is worth in each pollutant (0.01 of index is 0.35 µg/m³ of PM2.5).
 *
 * State: `may` is what the planned path (the season of the index in an earlier year, or flat) would have the index be by now,
 * scaled to T*; `expected` is the index so far. Impossible when the rest at zero still ends above T*.
 */
import {
  type AirPolicy,
  type CompositeIndex,
  compare,
  compositeIndex,
  DEFAULT_AIR_POLICY,
  divide,
  type Exact,
  type Fraction,
  fixedHalfEven,
  forEachPollutant,
  fraction,
  INDEX_STATISTIC,
  indexLimit,
  mean,
  multiply,
  type PerPollutant,
  POLLUTANTS,
  percentile,
  type Standard,
  subtract,
} from '@qingzhang/standards';
import { monthOfIndex } from '../calendar.ts';
import { ascending } from '../numbers/ratio.ts';
import { type History, meanPlan, planned } from '../plans/seasonal-plan.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../settings.ts';
import { publishedDecimals, unitOf } from '../targets/indicator.ts';
import { keeps, thresholdOf } from '../targets/threshold.ts';
import type { IndexAccount, Scale } from './account.ts';
import { amount } from './amount.ts';
import { periodLabel } from './exceeding-days.ts';
import { type Lamp, lampFor, noLamp } from './lamp.ts';
import { dayCounts, finished, minimumDays } from './mean-account.ts';
import { type Span, settledDays, validValues, type YearToDate } from './year-to-date.ts';

export interface IndexInput {
  readonly ytd: YearToDate;
  readonly scale: Scale;
  readonly span: Span;
  readonly target: string;
  readonly standard: Standard;
  readonly policy?: AirPolicy;
  /** Monthly composite indices of an earlier year. */
  readonly history: History | null;
  readonly settings?: AccountSettings;
}

const ZERO_DAY: Exact = { num: 0, den: 1 };

/** The index over the valid settled days of a span, `rest` extra days of zero added to each pollutant. */
export function indexSoFar(
  ytd: YearToDate,
  span: Span,
  standard: Standard,
  policy: AirPolicy = DEFAULT_AIR_POLICY,
  rest = 0,
): CompositeIndex {
  const statistics: PerPollutant<Fraction | null> = forEachPollutant((pollutant) => {
    const values = [...validValues(ytd, pollutant, span), ...Array.from({ length: rest }, () => ZERO_DAY)];
    const kind = INDEX_STATISTIC[pollutant];
    return kind === 'mean' ? mean(values) : percentile(values.sort(ascending), kind);
  });
  return compositeIndex(statistics, standard, policy);
}

/** The account of the composite index over a month or a year. */
export function indexAccount(input: IndexInput): IndexAccount {
  const {
    ytd,
    scale,
    span,
    target,
    standard,
    policy = DEFAULT_AIR_POLICY,
    history,
    settings = DEFAULT_SETTINGS,
  } = input;
  const threshold = thresholdOf(target, publishedDecimals('index'));
  // The pollutant with the fewest valid days decides how many days the index has.
  const valid = Math.min(...POLLUTANTS.map((p) => validValues(ytd, p, span).length));
  const days = dayCounts(ytd, span, valid);
  const current = indexSoFar(ytd, span, standard, policy).value;
  const least = indexSoFar(ytd, span, standard, policy, days.left).value;
  const plan = meanPlan(ytd.year, threshold.usable.value, history);
  const passed = days.calendar - days.left;
  const byNow = ((): Fraction | null => {
    if (passed === 0) return null;
    if (scale === 'month') return threshold.usable.value;
    return divide(planned(plan, { from: span.from, to: span.from + passed }), fraction(passed));
  })();
  const room = current && subtract(threshold.usable.value, current);
  const lamp = ((): Lamp => {
    if (settledDays(ytd) <= span.from) return noLamp('notBegun');
    if (days.n < minimumDays(scale, monthOfIndex(ytd.year, span.from))) return noLamp('periodInvalid');
    if (current === null || byNow === null) return noLamp('noData');
    if (days.left === 0) return finished(current, threshold.usable);
    if (least !== null && !keeps(least, threshold.usable))
      return { state: 'impossible', code: 'evenZeroExceeds', room: null };
    return lampFor({
      may: byNow,
      inclusive: threshold.usable.inclusive,
      expected: current,
      safePercent: settings.safeYearPercent,
      against: 'path',
    });
  })();
  return {
    kind: 'index',
    scale,
    indicator: 'index',
    unit: unitOf('index'),
    period: periodLabel(ytd.year, scale, span),
    target,
    planSource: plan.source,
    days,
    timeShare: passed / days.calendar,
    usedShare:
      current && compare(threshold.usable.value, fraction(0)) > 0
        ? amount(divide(current, threshold.usable.value), 3).value
        : 0,
    rest: { count: days.left, unit: 'days' },
    current: current && amount(current, 2),
    room: room && amount(room, 3),
    expected: byNow && amount(byNow, 2),
    worth: room
      ? POLLUTANTS.map((p) => ({
          indicator: p,
          unit: unitOf(p),
          value: amount(multiply(room, indexLimit(p, standard)), publishedDecimals(p) + 1),
        }))
      : [],
    least: least && amount(least, 2),
    lamp,
    explanation: {
      formula: 'index',
      values: {
        threshold: fixedHalfEven(threshold.usable.value, 3),
        target,
        current: current ? fixedHalfEven(current, 4) : '',
        result: room ? fixedHalfEven(room, 3) : '',
        byNow: byNow ? fixedHalfEven(byNow, 2) : '',
        least: least ? fixedHalfEven(least, 2) : '',
      },
      rules: ['AIR-8.7', 'AIR-8.1', 'AIR-4.1', 'AIR-4.5'],
      inputs: [],
    },
  };
}
