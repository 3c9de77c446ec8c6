/**
 * What the budgets of days have in common: good-day shares, percentiles, heavy days.
 *
 * State (lamp.ts): `may` is the number of days left that may still exceed, `expected` the number the planned path has in the
 * days left: the period's budget of days in the season of an earlier year, or evenly when there is none. Bands as for years.
 */
import { divide, type Fraction, fraction, multiply } from '@qingzhang/standards';
import { monthKey, monthOfIndex } from '../calendar.ts';
import { sign } from '../numbers/ratio.ts';
import { type History, type Plan, planned, seasonalPlan } from '../plans/seasonal-plan.ts';
import type { AccountSettings } from '../settings.ts';
import type { PeriodDays, Scale } from './account.ts';
import { type Lamp, lampFor, noLamp } from './lamp.ts';
import { minimumDays } from './mean-account.ts';
import { type Span, settledDays, type YearToDate } from './year-to-date.ts';

/** A budget of days in the season of a history, over a span that need not be the whole year. */
export function daysPlan(ytd: YearToDate, history: History | null): Plan {
  return seasonalPlan(ytd.year, fraction(1), history);
}

/** Days of a budget that the path puts into the days left. */
export function expectedInRest(plan: Plan, span: Span, left: number, budget: number): Fraction {
  if (left === 0 || budget <= 0) return fraction(0);
  const all = planned(plan, span);
  if (sign(all) <= 0) return fraction(budget * left, span.to - span.from);
  return multiply(divide(planned(plan, { from: span.to - left, to: span.to }), all), fraction(budget));
}

export const periodLabel = (year: number, scale: Scale, span: Span): string =>
  scale === 'year' ? String(year) : monthKey(year, monthOfIndex(year, span.from));

export interface DaysLampInput {
  readonly ytd: YearToDate;
  readonly scale: Scale;
  readonly span: Span;
  readonly days: PeriodDays;
  readonly mayExceed: number;
  readonly expected: Fraction;
  readonly settings: AccountSettings;
}

/** The lamp of a budget of days. */
export function daysLamp({ ytd, scale, span, days, mayExceed, expected, settings }: DaysLampInput): Lamp {
  const settled = settledDays(ytd);
  if (settled < span.from || (settled === span.from && !ytd.today)) return noLamp('notBegun');
  if (days.n < minimumDays(scale, monthOfIndex(ytd.year, span.from))) return noLamp('periodInvalid');
  if (days.left === 0) {
    return mayExceed >= 0
      ? { state: 'safe', code: 'met', room: null }
      : { state: 'impossible', code: 'missed', room: null };
  }
  if (mayExceed >= days.left) return { state: 'safe', code: 'secured', room: null };
  return lampFor({
    may: fraction(mayExceed),
    inclusive: true,
    expected,
    safePercent: settings.safeYearPercent,
    against: 'path',
  });
}

/** Whether the running day lies in the span. */
export const runsIn = (ytd: YearToDate, span: Span): boolean =>
  ytd.today !== undefined && settledDays(ytd) >= span.from && settledDays(ytd) < span.to;
