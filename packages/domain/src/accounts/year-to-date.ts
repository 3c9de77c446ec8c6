/** What an account is drawn from: the settled days of a year in columns, and the hours of the unfinished day. */
import {
  daysInMonth,
  type Exact,
  type Fraction,
  type PerPollutant,
  type Pollutant,
  sum,
} from '@qingzhang/standards';
import { daysBeforeMonth, daysInYear, monthOfIndex } from '../calendar.ts';

/** Hours of the unfinished day, label 01:00 first; null where the hour has no valid city mean. */
export interface RunningDay {
  /** Label of the last hour known, 1…23: fourteen hours are spent at 14:00. */
  readonly hour: number;
  readonly hours: PerPollutant<readonly (Exact | null)[]>;
}

export interface YearToDate {
  readonly year: number;
  /** Exact daily values (for O3 the MDA8) from 1 January on, one entry a settled day; null: invalid that day. */
  readonly days: PerPollutant<readonly (Exact | null)[]>;
  /** Daily AQI of the same days; null: not valid. */
  readonly aqi: readonly (number | null)[];
  /** The day after the last settled one, if it has begun. */
  readonly today?: RunningDay;
}

/** Settled days; also the number (from 0) of the day that is running or comes next. */
export const settledDays = (ytd: YearToDate): number => ytd.aqi.length;

/** The month at hand: that of the running or next day; December when the year is over. */
export const currentMonth = (ytd: YearToDate): number => monthOfIndex(ytd.year, settledDays(ytd));

/** A span of day numbers, `to` not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const yearSpan = (year: number): Span => ({ from: 0, to: daysInYear(year) });
export function monthSpan(year: number, month: number): Span {
  const from = daysBeforeMonth(year, month);
  return { from, to: from + daysInMonth(year, month) };
}

/** Valid settled values of a pollutant in a span. */
export function validValues(ytd: YearToDate, pollutant: Pollutant, span: Span): Exact[] {
  const out: Exact[] = [];
  for (const value of ytd.days[pollutant].slice(span.from, span.to)) if (value !== null) out.push(value);
  return out;
}

/** Sum and number of the valid settled values of a pollutant in a span. */
export function spentIn(ytd: YearToDate, pollutant: Pollutant, span: Span): { sum: Fraction; valid: number } {
  const values = validValues(ytd, pollutant, span);
  return { sum: sum(values), valid: values.length };
}

/** Days of a span not yet settled, the running one included. */
export const daysLeftIn = (ytd: YearToDate, span: Span): number =>
  span.to - Math.min(span.to, Math.max(span.from, settledDays(ytd)));
