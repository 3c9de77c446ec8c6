/**
 * 推演: expected values for the days to come give the month, the year, the index, the good days and the lamps, by the same
 * functions as everything else. Pure and quick enough to answer while a slider moves.
 */
import {
  type AirPolicy,
  add,
  DECIMALS,
  DEFAULT_AIR_POLICY,
  divide,
  type Exact,
  fixedHalfEven,
  forEachPollutant,
  fraction,
  iaqi,
  mean,
  type PerPollutant,
  POLLUTANTS,
  type Pollutant,
  percentile,
  type Rational,
  type Standard,
  sum,
  toExact,
} from '@qingzhang/standards';
import type { Account } from '../accounts/account.ts';
import { indexSoFar } from '../accounts/index-account.ts';
import { type Lamp, lampFor } from '../accounts/lamp.ts';
import { accountOf, type RegionInput } from '../accounts/region-accounts.ts';
import {
  monthSpan,
  type Span,
  settledDays,
  validValues,
  type YearToDate,
  yearSpan,
} from '../accounts/year-to-date.ts';
import { daysInYear, monthOfIndex } from '../calendar.ts';
import { ascending, parseExact, times } from '../numbers/ratio.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { isMeanPollutant, PERCENTILE, publishedDecimals } from '../targets/indicator.ts';
import type { Target } from '../targets/target.ts';
import { thresholdOf } from '../targets/threshold.ts';

/** What the days to come are expected to be: one value, one a week of seven days from the current day on, or one a day. */
export type Expectation =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'weekly'; readonly values: readonly number[] }
  | { readonly kind: 'daily'; readonly values: readonly (number | null)[] };

/**
 * The scenario by pollutant, concentrations in the pollutant's unit. A pollutant without one goes on at the level of its last
 * `holdDays` valid days. Lists that end early hold their last value. The first day to come is the running one: its
 * spent hours stay spent, the expectation is for its hours left.
 */
export interface Scenario {
  readonly expected: Partial<PerPollutant<Expectation>>;
  readonly holdDays?: number;
}

export interface Outcome {
  readonly target: Target;
  /** The result at the end of the month at hand and of the year, as it would be published. */
  readonly month: string | null;
  readonly year: string | null;
  readonly meetsMonth: boolean | null;
  readonly meetsYear: boolean | null;
  /** The lamp the year would have if the days to come are as expected. */
  readonly lamp: Lamp;
}

export interface WhatIf {
  readonly outcomes: readonly Outcome[];
  /** Composite index of the month at hand and of the year, published. */
  readonly monthIndex: string | null;
  readonly yearIndex: string | null;
  readonly goodDays: { readonly days: number; readonly valid: number; readonly share: string };
  /** Each pollutant's statistic at the end of the month and the year, published. */
  readonly month: PerPollutant<string | null>;
  readonly year: PerPollutant<string | null>;
}

const MILLI = 1000;
const exact = (value: number): Exact => ({ num: Math.max(0, Math.round(value * MILLI)), den: MILLI });

/** The values expected of the days to come; null days are left out like invalid ones. */
export function expectedDays(expectation: Expectation, count: number): (Exact | null)[] {
  const at = (i: number): number | null => {
    if (expectation.kind === 'constant') return expectation.value;
    const { values } = expectation;
    const index = expectation.kind === 'weekly' ? Math.floor(i / 7) : i;
    return values[Math.min(index, values.length - 1)] ?? null;
  };
  return Array.from({ length: count }, (_, i) => {
    const value = at(i);
    return value === null || !Number.isFinite(value) ? null : exact(value);
  });
}

/** The level a pollutant without an expectation is held at. */
function held(ytd: YearToDate, pollutant: Pollutant, days: number): Exact | null {
  const level = mean(validValues(ytd, pollutant, { from: 0, to: settledDays(ytd) }).slice(-days));
  if (level === null) return null;
  // Rounded to thousandths like a reading, so that sums stay small; nothing is published from it.
  return toExact(fraction((level.num * 1000n + level.den / 2n) / level.den, 1000));
}

/** Today's mean if the hours to come are as expected: hours already spent stay spent (ozone is left as expected). */
function withHours(ytd: YearToDate, pollutant: Pollutant, expected: Exact): Exact {
  if (!ytd.today || pollutant === 'o3') return expected;
  const hours = ytd.today.hours[pollutant].slice(0, ytd.today.hour).filter((v): v is Exact => v !== null);
  const left = 24 - ytd.today.hour;
  return toExact(divide(add(sum(hours), times(expected, left)), fraction(hours.length + left))) ?? expected;
}

/** The whole year with the days to come filled in; the AQI of a day to come is the largest IAQI of the six. */
export function fillYear(ytd: YearToDate, scenario: Scenario, standard: Standard): YearToDate {
  const left = daysInYear(ytd.year) - settledDays(ytd);
  const future = forEachPollutant((p): (Exact | null)[] => {
    const expectation = scenario.expected[p];
    const level = expectation ? null : held(ytd, p, scenario.holdDays ?? 30);
    const days = expectation ? expectedDays(expectation, left) : Array.from({ length: left }, () => level);
    return days.map((value, i) => (i === 0 && value ? withHours(ytd, p, value) : value));
  });
  const indexOf = memo((pollutant: Pollutant, value: Exact): number => {
    const averaging = pollutant === 'o3' ? '8h' : '24h';
    return iaqi(pollutant, averaging, value, standard)?.iaqi ?? 0;
  });
  const aqi = Array.from({ length: left }, (_, i): number | null => {
    let top: number | null = null;
    for (const p of POLLUTANTS) {
      const value = future[p][i];
      if (value) top = Math.max(top ?? 0, indexOf(p, value));
    }
    return top;
  });
  return {
    year: ytd.year,
    aqi: [...ytd.aqi, ...aqi],
    days: forEachPollutant((p) => [...ytd.days[p], ...future[p]]),
  };
}

function memo(
  make: (pollutant: Pollutant, value: Exact) => number,
): (pollutant: Pollutant, value: Exact) => number {
  const seen = new Map<string, number>();
  return (pollutant, value) => {
    const key = `${pollutant} ${value.num} ${value.den}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const made = make(pollutant, value);
    seen.set(key, made);
    return made;
  };
}

function statistic(year: YearToDate, pollutant: Pollutant, span: Span): Rational | null {
  const values = validValues(year, pollutant, span);
  return pollutant === 'co' || pollutant === 'o3'
    ? percentile(values.sort(ascending), PERCENTILE[pollutant])
    : mean(values);
}

/** Month, year, index and lamps if the days to come are as expected. */
export function whatIf(input: RegionInput, scenario: Scenario): WhatIf {
  const { ytd, standard, policy = DEFAULT_AIR_POLICY } = input;
  const full = fillYear(ytd, scenario, standard);
  const spans = {
    month: monthSpan(ytd.year, monthOfIndex(ytd.year, settledDays(ytd))),
    year: yearSpan(ytd.year),
  };
  const statistics = (span: Span): PerPollutant<Rational | null> =>
    forEachPollutant((p) => statistic(full, p, span));
  const [month, year] = [statistics(spans.month), statistics(spans.year)];
  const good = full.aqi.filter((aqi) => aqi !== null && aqi <= 100).length;
  const valid = full.aqi.filter((aqi) => aqi !== null).length;
  const targets = input.targets.filter((t) => t.region === input.region && t.year === ytd.year);
  const after: RegionInput = { ...input, ytd: full };
  return {
    outcomes: targets.map((target) => outcome(after, target, monthOfIndex(ytd.year, settledDays(ytd)))),
    monthIndex: indexText(full, spans.month, standard, policy),
    yearIndex: indexText(full, spans.year, standard, policy),
    goodDays: { days: good, valid, share: valid > 0 ? fixedHalfEven(fraction(100 * good, valid), 1) : '' },
    month: published(month),
    year: published(year),
  };
}

const published = (values: PerPollutant<Rational | null>): PerPollutant<string | null> =>
  forEachPollutant((p) => {
    const value = values[p];
    return value && fixedHalfEven(value, DECIMALS[p]);
  });

function indexText(year: YearToDate, span: Span, standard: Standard, policy: AirPolicy): string | null {
  const { value } = indexSoFar(year, span, standard, policy);
  return value && fixedHalfEven(value, 2);
}

/** What an account that has come to its end says, as published. */
function resultOf(account: Account): string | null {
  if (account.kind === 'index') return account.current?.text ?? null;
  if (account.kind === 'count') return String(account.usedDays);
  return (
    account.soFar && fixedHalfEven(parseExact(account.soFar.exact), publishedDecimals(account.indicator))
  );
}

/** Null when the period would have too few valid days to say. */
const meets = (account: Account | null): boolean | null =>
  account === null || account.lamp.state === 'none' ? null : account.lamp.state !== 'impossible';

function outcome(after: RegionInput, target: Target, month: number): Outcome {
  const yearly = accountOf(after, target, 'year', null);
  const planned = isMeanPollutant(target.indicator) || (target.monthly?.[month - 1] ?? null) !== null;
  const monthly = planned ? accountOf({ ...after, month }, target, 'month', null) : null;
  return {
    target,
    month: monthly && resultOf(monthly),
    year: resultOf(yearly),
    meetsMonth: meets(monthly),
    meetsYear: meets(yearly),
    lamp: outlookLamp(after, target, yearly),
  };
}

/** Met with less room below T* than the band of the year is tight, since expectations are not promises. */
function outlookLamp(after: RegionInput, target: Target, yearly: Account): Lamp {
  if (yearly.kind !== 'mean' || yearly.soFar === null || yearly.lamp.code !== 'met') return yearly.lamp;
  const bound = thresholdOf(target.value, publishedDecimals(target.indicator)).usable;
  return lampFor({
    may: bound.value,
    inclusive: bound.inclusive,
    expected: parseExact(yearly.soFar.exact),
    safePercent: (after.settings ?? DEFAULT_SETTINGS).safeYearPercent,
    against: 'path',
  });
}
