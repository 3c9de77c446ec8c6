/** 累计曲线: what is spent day by day, the planned path, 余/欠 against it, and the cone of what may still be afforded. */
import {
  add,
  type Day,
  decimal,
  type Fraction,
  fraction,
  subtract,
  toNumber,
  ZERO,
} from '@qingzhang/standards';
import { countedPlan, type MeanPollutant } from '../accounts/mean-account.ts';
import { settledDays, type YearToDate } from '../accounts/year-to-date.ts';
import { dayOfIndex, daysInYear, monthOfIndex } from '../calendar.ts';
import { times } from '../numbers/ratio.ts';
import type { Plan } from '../plans/seasonal-plan.ts';
import { publishedDecimals } from '../targets/indicator.ts';
import { thresholdOf } from '../targets/threshold.ts';

export interface CumulativeDay {
  readonly day: Day;
  /** Sum to the end of this day; an invalid day adds nothing. Null from the first day that is not settled. */
  readonly spent: number | null;
  /** The path to the end of this day over the days that count; an invalid day adds nothing here either. */
  readonly plan: number;
  /** Plan − spent: 余 positive, 欠 negative. */
  readonly balance: number | null;
  /** Last year to the same date; null where it has no data. */
  readonly last: number | null;
}

export interface Cumulative {
  readonly days: readonly CumulativeDay[];
  /** T* × N. */
  readonly budget: number;
  /** The upper edge of the cone ends at the budget; the lower one at spent + floor × days left. Null: no room, or no rest. */
  readonly cone: {
    readonly from: Day;
    readonly start: number;
    readonly upper: number;
    readonly lower: number;
  } | null;
  /** Beyond the budget already: how far. Null while there is room. */
  readonly overdraft: number | null;
  /** The day on which the account was deepest below its path. */
  readonly deepest: { readonly day: Day; readonly balance: number } | null;
}

/**
 * The curve of one mean over a year. `last` is the year before (its 29 February, or the lack of one, is bridged by the date);
 * `floor` a plausible lowest daily mean for the cone's lower edge. All sums are exact and become numbers only to be drawn.
 */
export function cumulative(
  ytd: YearToDate,
  pollutant: MeanPollutant,
  target: string,
  plan: Plan,
  last: YearToDate | null,
  floor: number,
): Cumulative {
  const threshold = thresholdOf(target, publishedDecimals(pollutant));
  const path = countedPlan(ytd, pollutant, plan, threshold.safe.value);
  const settled = settledDays(ytd);
  const total = daysInYear(ytd.year);
  const column = ytd.days[pollutant];
  const days: CumulativeDay[] = [];
  let spent: Fraction = ZERO;
  let planned: Fraction = ZERO;
  let valid = 0;
  let deepest: { day: Day; balance: number } | null = null;
  const before = last ? lastYearSums(last, pollutant) : null;
  for (let i = 0; i < total; i++) {
    const day = dayOfIndex(ytd.year, i);
    const value = i < settled ? (column[i] ?? null) : null;
    if (value !== null) {
      spent = add(spent, value);
      valid++;
    }
    if (i >= settled || value !== null)
      planned = add(planned, path.perDay[monthOfIndex(ytd.year, i) - 1] ?? ZERO);
    const balance = i < settled ? toNumber(subtract(planned, spent)) : null;
    if (balance !== null && balance < 0 && (deepest === null || balance < deepest.balance))
      deepest = { day, balance };
    days.push({
      day,
      spent: i < settled ? toNumber(spent) : null,
      plan: toNumber(planned),
      balance,
      last: before?.get(day.slice(5)) ?? null,
    });
  }
  const budget = times(threshold.usable.value, valid + total - settled);
  const room = subtract(budget, spent);
  const left = total - settled;
  const start = toNumber(spent);
  const upper = toNumber(budget);
  return {
    days,
    budget: upper,
    cone:
      left > 0 && room.num > 0n
        ? { from: dayOfIndex(ytd.year, settled), start, upper, lower: Math.min(upper, start + floor * left) }
        : null,
    overdraft: room.num < 0n ? -toNumber(room) : null,
    deepest,
  };
}

/** Cumulative sums of the earlier year by `MM-DD`; the line ends where its data do, a gap before an end stays level. */
function lastYearSums(last: YearToDate, pollutant: MeanPollutant): Map<string, number> {
  const out = new Map<string, number>();
  const column = last.days[pollutant];
  const end = column.findLastIndex((value) => value !== null);
  let sum: Fraction = fraction(0);
  for (let i = 0; i <= end; i++) {
    const value = column[i];
    if (value) sum = add(sum, value);
    out.set(dayOfIndex(last.year, i).slice(5), toNumber(sum));
    // A common year has no 29 February: the 28th stands in.
    if (dayOfIndex(last.year, i).endsWith('02-28')) out.set('02-29', toNumber(sum));
  }
  return out;
}

/** A lowest pace from last year: the smallest monthly mean, for the cone's floor; falls back to a third of the target. */
export function floorOf(monthlyMeans: readonly (number | null)[], target: string): number {
  const known = monthlyMeans.filter((value): value is number => value !== null);
  return known.length > 0 ? Math.min(...known) : toNumber(decimal(target)) / 3;
}
