import {
  type Day,
  dayNumber,
  dayOfMonth,
  daysFromTo,
  daysInMonth,
  formatDay,
  isDay,
  monthOf,
  sameDayLastYear,
  yearOf,
} from './days.ts';

/**
 * A span of whole days that is evaluated as one (期).
 * Text forms: `2020-06` month, `2020-Q2` quarter, `2020-H1` half-year, `2020` year, `ytd:2020-06-15` from 1 January to a
 * day (年初至今), `2020-05-03..2020-05-20` custom.
 */
export type Period =
  | { readonly kind: 'month'; readonly year: number; readonly month: number }
  | { readonly kind: 'quarter'; readonly year: number; readonly quarter: number }
  | { readonly kind: 'half'; readonly year: number; readonly half: number }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'ytd'; readonly to: Day }
  | { readonly kind: 'custom'; readonly from: Day; readonly to: Day };

export type PeriodKind = Period['kind'];

/** A calendar month. */
export type Month = Extract<Period, { kind: 'month' }>;

export function month(year: number, monthOfYear: number): Month {
  return { kind: 'month', year, month: monthOfYear };
}

/** First and last day of a period. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day;
}

/** First and last day of a period, both included. */
export function spanOf(period: Period): DaySpan {
  switch (period.kind) {
    case 'month':
      return monthsSpan(period.year, period.month, period.month);
    case 'quarter':
      return monthsSpan(period.year, period.quarter * 3 - 2, period.quarter * 3);
    case 'half':
      return monthsSpan(period.year, period.half * 6 - 5, period.half * 6);
    case 'year':
      return monthsSpan(period.year, 1, 12);
    case 'ytd':
      return { from: formatDay(yearOf(period.to), 1, 1), to: period.to };
    case 'custom':
      return { from: period.from, to: period.to };
  }
}

function monthsSpan(year: number, first: number, last: number): DaySpan {
  return { from: formatDay(year, first, 1), to: formatDay(year, last, daysInMonth(year, last)) };
}

/** Every day of a period. */
export function daysOf(period: Period): Day[] {
  const { from, to } = spanOf(period);
  return daysFromTo(from, to);
}

/** Number of calendar days of a period. */
export function dayCount(period: Period): number {
  const { from, to } = spanOf(period);
  return dayNumber(to) - dayNumber(from) + 1;
}

/** A month that a period touches, and whether all of the month's days are in the period. */
export interface MonthPart {
  readonly month: Month;
  readonly span: DaySpan;
  readonly complete: boolean;
}

/** The calendar months a period touches, in order, each cut to the period. */
export function monthsOf(period: Period): MonthPart[] {
  const { from, to } = spanOf(period);
  const parts: MonthPart[] = [];
  for (
    let [y, m] = [yearOf(from), monthOf(from)];
    formatDay(y, m, 1) <= to;
    [y, m] = m === 12 ? [y + 1, 1] : [y, m + 1]
  ) {
    const whole = monthsSpan(y, m, m);
    const span = { from: later(whole.from, from), to: earlier(whole.to, to) };
    parts.push({ month: month(y, m), span, complete: span.from === whole.from && span.to === whole.to });
  }
  return parts;
}

function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

/**
 * The same period a year earlier (去年同期). Whole months stay whole months (1–2 月 of 2021 ends on 29 February 2020);
 * other dates keep their date, and 29 February becomes 28 February.
 */
export function samePeriodLastYear(period: Period): Period {
  switch (period.kind) {
    case 'ytd':
      return { kind: 'ytd', to: endLastYear(period.to) };
    case 'custom':
      return {
        kind: 'custom',
        from: sameDayLastYear(period.from),
        to: dayOfMonth(period.from) === 1 ? endLastYear(period.to) : sameDayLastYear(period.to),
      };
    default:
      return { ...period, year: period.year - 1 };
  }
}

function endLastYear(day: Day): Day {
  const [year, m] = [yearOf(day), monthOf(day)];
  return dayOfMonth(day) === daysInMonth(year, m)
    ? formatDay(year - 1, m, daysInMonth(year - 1, m))
    : sameDayLastYear(day);
}

/** The text form of a period; {@link parsePeriod} reads it back. */
export function formatPeriod(period: Period): string {
  switch (period.kind) {
    case 'month':
      return formatDay(period.year, period.month, 1).slice(0, 7);
    case 'quarter':
      return `${formatDay(period.year, 1, 1).slice(0, 4)}-Q${period.quarter}`;
    case 'half':
      return `${formatDay(period.year, 1, 1).slice(0, 4)}-H${period.half}`;
    case 'year':
      return formatDay(period.year, 1, 1).slice(0, 4);
    case 'ytd':
      return `ytd:${period.to}`;
    case 'custom':
      return `${period.from}..${period.to}`;
  }
}

/** The period written in one of the text forms of {@link Period}, or null when it is none. */
export function parsePeriod(text: string): Period | null {
  const [from = '', to, more] = text.split('..');
  if (to !== undefined) {
    return more === undefined && isDay(from) && isDay(to) && from <= to ? { kind: 'custom', from, to } : null;
  }
  if (text.startsWith('ytd:')) return isDay(text.slice(4)) ? { kind: 'ytd', to: text.slice(4) } : null;
  const match = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])))?$/.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  if (match[2]) return month(year, Number(match[2]));
  if (match[3]) return { kind: 'quarter', year, quarter: Number(match[3]) };
  if (match[4]) return { kind: 'half', year, half: Number(match[4]) };
  return { kind: 'year', year };
}

/** The calendar month a day lies in. */
export function monthOfDay(day: Day): Month {
  return month(yearOf(day), monthOf(day));
}
