/** 账单: one city's month on one page, as data. The air section; what other areas owe is added beside it, not here. */
import {
  compare,
  decimal,
  divide,
  type Fraction,
  fixedHalfEven,
  fraction,
  subtract,
} from '@qingzhang/standards';
import type { Account } from '../accounts/account.ts';
import { largestKeeping } from '../accounts/amount.ts';
import type { LampState } from '../accounts/lamp.ts';
import { accountOf, pathOf, type RegionInput } from '../accounts/region-accounts.ts';
import {
  daysLeftIn,
  monthSpan,
  settledDays,
  spentIn,
  type YearToDate,
  yearSpan,
} from '../accounts/year-to-date.ts';
import { monthKey } from '../calendar.ts';
import { sign } from '../numbers/ratio.ts';
import { type Plan, planned, seasonalPlan } from '../plans/seasonal-plan.ts';
import { type Indicator, isMeanPollutant, publishedDecimals } from '../targets/indicator.ts';
import type { Target } from '../targets/target.ts';
import { type AdjustmentPart, type Entry, type FrozenEntry, ledger } from './ledger.ts';
import { yearFacts } from './month-facts.ts';

/** One 科目 of the air section, all figures as printed. */
export interface StatementRow {
  readonly indicator: Indicator;
  /** `µg·d` (concentration × days) or `days`. */
  readonly unit: 'µg·d' | 'days';
  /** 全年额度, by T. */
  readonly budget: string;
  readonly opening: string;
  /** 本月计划. */
  readonly planned: string;
  /** 本月支出. */
  readonly spent: string;
  readonly lapsed: string;
  readonly adjustment: string;
  readonly closing: string;
  /** 余 (positive) or 欠 (negative) against the plan to the end of the month. */
  readonly carried: string;
  /** What each day of the rest may take (means, by T), or how many may exceed; null: nothing is left. */
  readonly allowance: string | null;
  readonly lamp: LampState;
  readonly closed: boolean;
  readonly reconciled: boolean;
  readonly parts: readonly (Omit<AdjustmentPart, 'amount'> & { readonly text: string })[];
}

/** One bar of the chart: the month's mean against its plan. */
export interface StatementMonth {
  /** `2021-06`. */
  readonly month: string;
  readonly actual: string | null;
  readonly plan: string | null;
  /** Settled to its last day. */
  readonly complete: boolean;
}

export interface Statement {
  readonly region: string;
  /** `2021-06`. */
  readonly month: string;
  readonly daysLeft: number;
  readonly rows: readonly StatementRow[];
  /** PM2.5 (or the first mean target) by month. */
  readonly chart: { readonly indicator: Indicator; readonly months: readonly StatementMonth[] } | null;
  /** How far the rest must stay below the plan of the rest, by the chart's indicator; negative: it may be above. */
  readonly belowPlan: string | null;
}

/** The frozen entries of the closed months, by indicator. */
export type Closings = Partial<Record<Indicator, readonly FrozenEntry[]>>;

/** The path that the books of a target are kept against. */
export function bookPlan(input: RegionInput, target: Target): Plan {
  const history = input.history?.[target.indicator] ?? null;
  return isMeanPollutant(target.indicator)
    ? pathOf(target, history)
    : seasonalPlan(target.year, fraction(1), history);
}

/** The entries of one target's account up to the month at hand; null for the composite index. */
export function entriesOf(
  input: RegionInput,
  target: Target,
  closings: readonly FrozenEntry[],
): Entry[] | null {
  const facts = yearFacts(input.ytd, target, bookPlan(input, target));
  return facts && ledger(facts.budget, facts.months, closings);
}

/** The year as it stood at the end of a month: later days and the running one are left out. */
export function asOfMonthEnd(ytd: YearToDate, month: number): YearToDate {
  const { to } = monthSpan(ytd.year, month);
  if (settledDays(ytd) < to) return ytd;
  const cut = <T>(column: readonly T[]): readonly T[] => column.slice(0, to);
  return {
    year: ytd.year,
    aqi: cut(ytd.aqi),
    days: {
      so2: cut(ytd.days.so2),
      no2: cut(ytd.days.no2),
      pm10: cut(ytd.days.pm10),
      pm25: cut(ytd.days.pm25),
      co: cut(ytd.days.co),
      o3: cut(ytd.days.o3),
    },
  };
}

function restAllowance(
  closing: Fraction,
  left: number,
  unit: 'µg·d' | 'days',
  decimals: number,
): string | null {
  if (sign(closing) < 0) return null;
  if (unit === 'days') return fixedHalfEven(closing, 0);
  return left === 0
    ? null
    : largestKeeping({ value: divide(closing, fraction(left)), inclusive: true }, decimals + 1);
}

function rowOf(
  input: RegionInput,
  target: Target,
  month: number,
  closings: readonly FrozenEntry[],
): StatementRow | null {
  const facts = yearFacts(input.ytd, target, bookPlan(input, target));
  const entry = facts && ledger(facts.budget, facts.months, closings).find((e) => e.month === month);
  if (!facts || !entry) return null;
  const account: Account = accountOf(input, target, 'year', null);
  const show = (value: Fraction): string => fixedHalfEven(value, 0);
  return {
    indicator: target.indicator,
    unit: facts.unit,
    budget: show(facts.budget),
    opening: show(entry.opening),
    planned: show(entry.added),
    spent: show(entry.spent),
    lapsed: show(entry.lapsed),
    adjustment: show(entry.adjustment),
    closing: show(entry.closing),
    carried: show(entry.carriedOut),
    allowance: restAllowance(
      entry.closing,
      daysLeftIn(input.ytd, yearSpan(input.ytd.year)),
      facts.unit,
      publishedDecimals(target.indicator),
    ),
    lamp: account.lamp.state,
    closed: entry.closed,
    reconciled: entry.reconciled,
    parts: entry.parts.map(({ amount, ...part }) => ({ ...part, text: show(amount) })),
  };
}

/** Monthly actual against plan of one mean. */
export function monthSeries(input: RegionInput, target: Target): StatementMonth[] {
  const { ytd } = input;
  const { indicator } = target;
  if (!isMeanPollutant(indicator)) return [];
  const plan = bookPlan(input, target);
  return Array.from({ length: 12 }, (_, i): StatementMonth => {
    const span = monthSpan(ytd.year, i + 1);
    const { sum, valid } = spentIn(ytd, indicator, span);
    const stated = target.monthly?.[i] ?? null;
    const derived = plan.perDay[i];
    return {
      month: monthKey(ytd.year, i + 1),
      actual:
        valid > 0 ? fixedHalfEven(divide(sum, fraction(valid)), publishedDecimals(indicator) + 1) : null,
      plan: stated ?? (derived ? fixedHalfEven(derived, publishedDecimals(indicator) + 1) : null),
      complete: settledDays(ytd) >= span.to,
    };
  });
}

/**
 * The statement of a month. The data are cut at the end of that month when they reach further, so that an old statement can be
 * drawn again; frozen entries are printed as they were.
 */
export function statement(input: RegionInput, month: number, closings: Closings = {}): Statement {
  const cut: RegionInput = { ...input, ytd: asOfMonthEnd(input.ytd, month), month };
  const own = cut.targets.filter((t) => t.region === cut.region && t.year === cut.ytd.year);
  const rows = own.flatMap((target) => {
    const row = rowOf(cut, target, month, closings[target.indicator] ?? []);
    return row ? [row] : [];
  });
  const lead = own.find((t) => t.indicator === 'pm25') ?? own.find((t) => isMeanPollutant(t.indicator));
  const series = lead ? monthSeries(cut, lead) : null;
  const row = rows.find((r) => r.indicator === lead?.indicator);
  return {
    region: cut.region,
    month: monthKey(cut.ytd.year, month),
    daysLeft: daysLeftIn(cut.ytd, yearSpan(cut.ytd.year)),
    rows,
    chart: lead && series ? { indicator: lead.indicator, months: series } : null,
    belowPlan: lead && row?.allowance ? gap(cut, lead, row.allowance) : null,
  };
}

function gap(input: RegionInput, target: Target, allowance: string): string | null {
  const plan = bookPlan(input, target);
  const year = yearSpan(input.ytd.year);
  const left = daysLeftIn(input.ytd, year);
  if (left === 0) return null;
  const rest = divide(planned(plan, { from: year.to - left, to: year.to }), fraction(left));
  const below = subtract(rest, decimal(allowance));
  return compare(below, fraction(0)) === 0
    ? '0.0'
    : fixedHalfEven(below, publishedDecimals(target.indicator) + 1);
}
