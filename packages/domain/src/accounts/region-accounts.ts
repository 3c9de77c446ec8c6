/** All accounts of one region at one moment: today, the month, the year; what page, phone, bulletin and statement show. */
import {
  type AirPolicy,
  compare,
  DAILY_COLUMN,
  DECIMALS,
  DEFAULT_AIR_POLICY,
  decimal,
  type Fraction,
  fixedHalfEven,
  forEachPollutant,
  formatRounded,
  type PerPollutant,
  type Standard,
} from '@qingzhang/standards';
import { daysInYear, monthKey } from '../calendar.ts';
import { times } from '../numbers/ratio.ts';
import { type History, meanPlan, type Plan, rescale, statedPlan } from '../plans/seasonal-plan.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../settings.ts';
import { type Indicator, isMeanPollutant, publishedDecimals } from '../targets/indicator.ts';
import type { Target } from '../targets/target.ts';
import { type Threshold, thresholdOf } from '../targets/threshold.ts';
import type { Account, Scale } from './account.ts';
import { type DayAccount, dayAccount } from './day.ts';
import { goodDaysAccount, heavyDaysAccount } from './good-days.ts';
import { indexAccount } from './index-account.ts';
import { isFailing } from './lamp.ts';
import { meanAccount } from './mean-account.ts';
import { percentileAccount } from './percentile-account.ts';
import { currentMonth, monthSpan, type YearToDate, yearSpan } from './year-to-date.ts';

export interface RegionInput {
  readonly region: string;
  readonly ytd: YearToDate;
  /** The edition that judges the days and the index of this year. */
  readonly standard: Standard;
  readonly targets: readonly Target[];
  /** Seasons of an earlier year by indicator (see `historyOf`); absent: flat. */
  readonly history?: Partial<Record<Indicator, History>>;
  readonly settings?: AccountSettings;
  readonly policy?: AirPolicy;
  /** The month the month accounts are for; default: the one at hand. */
  readonly month?: number;
}

export interface RegionAccounts {
  readonly region: string;
  readonly year: number;
  /** Key of the month the month accounts are for. */
  readonly monthKey: string;
  /** Null when no day is running. */
  readonly day: DayAccount | null;
  readonly month: Partial<Record<Indicator, Account>>;
  readonly yearly: Partial<Record<Indicator, Account>>;
  /** How many of today, the month's PM2.5, the year's PM2.5 and the good days are overdrawn or impossible. */
  readonly failing: number;
}

/** The limits that bound a good day (IAQI 100) in an edition, decimal text in the pollutant's unit. */
export const goodDayLimits = (standard: Standard): PerPollutant<string> =>
  forEachPollutant((p) => formatRounded(standard.breakpoints[DAILY_COLUMN[p]][2] ?? 0, DECIMALS[p]));

/** The path of a mean target: twelve stated values when all are given, else the season of the history, else flat. */
export function pathOf(target: Target, history: History | null): Plan {
  const stated = (target.monthly ?? []).filter((v): v is string => v !== null);
  return stated.length === 12
    ? statedPlan(target.year, stated.map(decimal))
    : meanPlan(target.year, decimal(target.value), history);
}

/**
 * T* and T of a month. A stated plan value is rounded like a target. A derived one is exact: the share the season gives the
 * month of T and of T*, so that twelve months kept are a year kept (AIR-8.4), shown with one more decimal.
 */
export function monthThreshold(target: Target, month: number, plan: Plan): Threshold {
  const decimals = publishedDecimals(target.indicator);
  const stated = target.monthly?.[month - 1] ?? null;
  if (stated !== null) return thresholdOf(stated, decimals);
  const whole = thresholdOf(target.value, decimals);
  const perDay = (value: Fraction): Fraction =>
    rescale(plan, times(value, daysInYear(target.year))).perDay[month - 1] ?? value;
  const safe = perDay(whole.safe.value);
  return {
    target: fixedHalfEven(safe, decimals + 1),
    decimals: decimals + 1,
    usable: { value: perDay(whole.usable.value), inclusive: whole.usable.inclusive },
    safe: { value: safe, inclusive: true },
  };
}

/** One account: a target of a region over the year or one of its months. */
export function accountOf(input: RegionInput, target: Target, scale: Scale, day: DayAccount | null): Account {
  const { ytd, standard, settings = DEFAULT_SETTINGS, policy = DEFAULT_AIR_POLICY } = input;
  const month = input.month ?? currentMonth(ytd);
  const span = scale === 'year' ? yearSpan(ytd.year) : monthSpan(ytd.year, month);
  const { indicator } = target;
  const history = input.history?.[indicator] ?? null;
  const value = (scale === 'month' ? target.monthly?.[month - 1] : null) ?? target.value;
  if (isMeanPollutant(indicator)) {
    const plan = pathOf(target, history);
    const threshold =
      scale === 'year'
        ? thresholdOf(target.value, publishedDecimals(indicator))
        : monthThreshold(target, month, plan);
    return meanAccount({ ytd, pollutant: indicator, scale, span, threshold, plan, settings });
  }
  const common = { ytd, scale, span, target: value, history, settings };
  if (indicator === 'o3' || indicator === 'co') {
    const own = day?.pollutants.find((p) => p.pollutant === indicator);
    const todayLost = own?.lamp.state === 'impossible' && compare(decimal(own.limit), decimal(value)) >= 0;
    return percentileAccount({ ...common, pollutant: indicator, todayLost });
  }
  if (indicator === 'index') return indexAccount({ ...common, standard, policy });
  return indicator === 'heavyDays'
    ? heavyDaysAccount(common)
    : goodDaysAccount({ ...common, todayLost: day?.lost ?? false });
}

/** Every account of the region: the same sum at four scales. A month account stands only where the target has a plan for it. */
export function regionAccounts(input: RegionInput): RegionAccounts {
  const { ytd, region, settings = DEFAULT_SETTINGS } = input;
  const day = ytd.today ? dayAccount(ytd.today, goodDayLimits(input.standard), settings) : null;
  const month: Partial<Record<Indicator, Account>> = {};
  const yearly: Partial<Record<Indicator, Account>> = {};
  for (const target of input.targets) {
    if (target.year !== ytd.year || target.region !== region) continue;
    yearly[target.indicator] = accountOf(input, target, 'year', day);
    const planned =
      isMeanPollutant(target.indicator) ||
      (target.monthly?.[(input.month ?? currentMonth(ytd)) - 1] ?? null) !== null;
    if (planned) month[target.indicator] = accountOf(input, target, 'month', day);
  }
  const four = [day?.lamp, month.pm25?.lamp, yearly.pm25?.lamp, yearly.goodDayShare?.lamp];
  return {
    region,
    year: ytd.year,
    monthKey: monthKey(ytd.year, input.month ?? currentMonth(ytd)),
    day,
    month,
    yearly,
    failing: four.filter((lamp) => lamp !== undefined && isFailing(lamp.state)).length,
  };
}
