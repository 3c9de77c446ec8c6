/** 优良天 and 重污染天: budgets of whole days (AIR-8.6, AIR-3.21). */
import {
  compare,
  decimal,
  divide,
  fixedHalfEven,
  fraction,
  GOOD_UP_TO,
  HEAVY_ABOVE,
  percentShare,
  roundHalfEven,
} from '@qingzhang/standards';
import { monthKey } from '../calendar.ts';
import type { History } from '../plans/seasonal-plan.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../settings.ts';
import type { DaysAccount, Scale } from './account.ts';
import { amount } from './amount.ts';
import { daysLamp, daysPlan, expectedInRest, periodLabel, runsIn } from './exceeding-days.ts';
import type { InputRow } from './explanation.ts';
import { dayCounts } from './mean-account.ts';
import { monthSpan, type Span, settledDays, type YearToDate } from './year-to-date.ts';

export interface DaysInput {
  readonly ytd: YearToDate;
  readonly scale: Scale;
  readonly span: Span;
  /** Share in % for good days, number of days for heavy days; decimal text. */
  readonly target: string;
  /** Days that exceeded, per day of each month of an earlier year. */
  readonly history: History | null;
  /** The running day will not be good whatever follows: it counts as exceeding at once. */
  readonly todayLost?: boolean;
  readonly settings?: AccountSettings;
}

/** The smallest number of good days of `n` whose share, rounded half-even to 1 decimal, reaches the target (AIR-8.6). */
export function goodDaysNeeded(n: number, target: string): { usable: number; safe: number } {
  const tenths = roundHalfEven(decimal(target), 1);
  const share = decimal(target);
  let usable = 0;
  while (usable < n && (percentShare(usable, n) ?? 0) < tenths) usable++;
  // A target of more than 100 % of the days cannot be reached; then even all days fall short.
  if ((percentShare(usable, n) ?? 0) < tenths) usable = n + 1;
  let safe = Math.min(usable, n);
  while (safe < n && compare(fraction(100 * safe, n), share) < 0) safe++;
  return { usable, safe: usable > n ? usable : safe };
}

/** Days with a valid AQI in a span, and those among them that pass a test. */
function countDays(
  ytd: YearToDate,
  span: Span,
  test: (aqi: number) => boolean,
): { valid: number; passing: number } {
  let valid = 0;
  let passing = 0;
  for (const aqi of ytd.aqi.slice(span.from, span.to)) {
    if (aqi === null) continue;
    valid++;
    if (test(aqi)) passing++;
  }
  return { valid, passing };
}

function rows(ytd: YearToDate, span: Span, test: (aqi: number) => boolean): InputRow[] {
  const out: InputRow[] = [];
  for (let month = 1; month <= 12; month++) {
    const own = monthSpan(ytd.year, month);
    const part = { from: Math.max(own.from, span.from), to: Math.min(own.to, span.to, settledDays(ytd)) };
    if (part.to <= part.from) continue;
    const { valid, passing } = countDays(ytd, part, test);
    out.push({
      label: monthKey(ytd.year, month),
      valid,
      of: part.to - part.from,
      mean: null,
      spent: String(passing),
    });
  }
  return out;
}

/**
 * The good-day account: needed = smallest G with round(G/N) ≥ R, still needed = G − good so far, days that may still exceed =
 * days left − still needed. N is the valid days so far and all days left.
 */
export function goodDaysAccount(input: DaysInput): DaysAccount {
  const { ytd, scale, span, target, history, settings = DEFAULT_SETTINGS } = input;
  const { valid, passing: good } = countDays(ytd, span, (aqi) => aqi <= GOOD_UP_TO);
  const days = dayCounts(ytd, span, valid);
  const todayLost = (input.todayLost ?? false) && runsIn(ytd, span);
  const needed = goodDaysNeeded(days.n, target);
  const stillNeeded = Math.max(0, needed.usable - good);
  const lost = todayLost ? 1 : 0;
  const mayExceed = days.left - (needed.usable - good) - lost;
  const safeMayExceed = days.left - (needed.safe - good) - lost;
  const budget = days.n - needed.usable;
  const plan = daysPlan(ytd, history);
  const expected = expectedInRest(plan, span, days.left, budget);
  const share = days.left > 0 ? fixedHalfEven(fraction(100 * stillNeeded, days.left), 1) : null;
  return {
    kind: 'share',
    scale,
    indicator: 'goodDayShare',
    unit: 'days',
    period: periodLabel(ytd.year, scale, span),
    target,
    planSource: plan.source,
    days,
    timeShare: (days.calendar - days.left) / days.calendar,
    usedShare: budget > 0 ? (valid - good) / budget : 0,
    rest: { count: days.left, unit: 'days' },
    budgetDays: budget,
    usedDays: valid - good,
    mayExceed: Math.min(mayExceed, days.left - lost),
    safeMayExceed: Math.min(safeMayExceed, days.left - lost),
    expectedDays: amount(expected, 1),
    good: { soFar: good, needed: stillNeeded, neededShare: share, total: needed.usable },
    allowance: null,
    unlimited: false,
    soFar: valid > 0 ? amount(fraction(100 * good, valid), 1) : null,
    todayLost,
    lamp: daysLamp({ ytd, scale, span, days, mayExceed, expected, settings }),
    explanation: {
      formula: 'goodDays',
      values: {
        target,
        n: String(days.n),
        total: String(needed.usable),
        share: valid > 0 ? fixedHalfEven(fraction(100 * needed.usable, days.n), 1) : '',
        below: fixedHalfEven(fraction(100 * Math.max(0, needed.usable - 1), Math.max(1, days.n)), 1),
        good: String(good),
        needed: String(stillNeeded),
        left: String(days.left),
        lost: String(lost),
        result: String(mayExceed),
        safe: String(safeMayExceed),
        expected: fixedHalfEven(expected, 1),
      },
      rules: ['AIR-8.6', 'AIR-3.21', 'AIR-3.11'],
      inputs: rows(ytd, span, (aqi) => aqi <= GOOD_UP_TO),
    },
  };
}

/** Heavy-pollution days (AQI > 200) against the most there may be: left = target − used. */
export function heavyDaysAccount(input: DaysInput): DaysAccount {
  const { ytd, scale, span, target, history, settings = DEFAULT_SETTINGS } = input;
  const { valid, passing: used } = countDays(ytd, span, (aqi) => aqi > HEAVY_ABOVE);
  const days = dayCounts(ytd, span, valid);
  const budget = roundHalfEven(decimal(target), 0);
  const mayExceed = budget - used;
  const plan = daysPlan(ytd, history);
  const expected = expectedInRest(plan, span, days.left, budget);
  const decided = daysLamp({ ytd, scale, span, days, mayExceed, expected, settings });
  const noneSoFar = budget === 0 && used === 0 && (decided.state === 'tight' || decided.state === 'safe');
  return {
    kind: 'count',
    scale,
    indicator: 'heavyDays',
    unit: 'days',
    period: periodLabel(ytd.year, scale, span),
    target,
    planSource: plan.source,
    days,
    timeShare: (days.calendar - days.left) / days.calendar,
    usedShare: budget > 0 ? used / budget : used,
    rest: { count: days.left, unit: 'days' },
    budgetDays: budget,
    usedDays: used,
    mayExceed,
    safeMayExceed: mayExceed,
    expectedDays: amount(expected, 1),
    good: null,
    allowance: null,
    unlimited: false,
    soFar: valid > 0 ? amount(divide(fraction(used), fraction(1)), 0) : null,
    todayLost: false,
    lamp: noneSoFar && days.left > 0 ? { state: 'safe', code: 'noneAllowed', room: null } : decided,
    explanation: {
      formula: 'heavyDays',
      values: {
        target,
        used: String(used),
        left: String(days.left),
        result: String(mayExceed),
        expected: fixedHalfEven(expected, 1),
      },
      rules: ['AIR-8.6', 'AIR-3.21'],
      inputs: rows(ytd, span, (aqi) => aqi > HEAVY_ABOVE),
    },
  };
}
