/** 累计曲线: what is spent day by day against the planned path, of a mean or of a budget of days. */
import type { CityAccount, Lang, TargetIndicator } from '@qingzhang/contract';
import {
  type Account,
  bookPlan,
  cumulative,
  type DaysAccount,
  dayOfIndex,
  daysInYear,
  floorOf,
  type MeanAccount,
  monthOfIndex,
  monthSpan,
  type Plan,
  pathOf,
  planTotal,
  settledDays,
  type Target,
  unitWord,
  validValues,
  type YearToDate,
} from '@qingzhang/domain';
import { compare, decimal, type Exact, GOOD_UP_TO, HEAVY_ABOVE, mean, toNumber } from '@qingzhang/standards';
import type { CityBooks } from '../books.ts';
import type { Standpoint } from '../moment.ts';
import { pick } from '../sentences.ts';

type Curve = NonNullable<CityAccount['curve']>;

/** The curve of an indicator; null without a target, and for the index, which is no sum over days. */
export function curveOf(
  stand: Standpoint,
  books: CityBooks,
  indicator: TargetIndicator,
  lang: Lang,
): Curve | null {
  const account = books.accounts.yearly[indicator];
  const target = books.input.targets.find((one) => one.indicator === indicator);
  if (account === undefined || target === undefined || account.kind === 'index') return null;
  const today = stand.running?.day ?? stand.lastDay;
  return account.kind === 'mean'
    ? meanCurve(books, account, target, today, lang)
    : daysCurve(books, account, target, today, lang);
}

/** Three decimals are more than a curve can show. */
const drawn = (value: number): number => Math.round(value * 1000) / 1000;

function meanCurve(
  books: CityBooks,
  account: MeanAccount,
  target: Target,
  today: string,
  lang: Lang,
): Curve | null {
  const { indicator } = account;
  if (indicator !== 'pm25' && indicator !== 'pm10' && indicator !== 'so2' && indicator !== 'no2') return null;
  const plan = pathOf(target, books.input.history?.[indicator] ?? null);
  const { ytd, last } = books.year;
  const floor = floorOf(monthlyMeans(last, indicator), target.value);
  const end = endOfLine(last.days[indicator], last.year);
  const found = cumulative(ytd, indicator, target.value, plan, last, floor);
  const { threshold, days } = account;
  return {
    indicator,
    unit: unitWord('µg·d', lang),
    target: target.value,
    budget: drawn(found.budget),
    budgetNote: pick(lang, `${threshold.text} × ${days.n} 天`, `${threshold.text} × ${days.n} days`),
    allowance: account.allowance?.value ?? null,
    floor: drawn(floor),
    today,
    points: found.days.map(({ day, spent, plan: planned, last: before, balance }) => ({
      day,
      spent: spent === null ? null : drawn(spent),
      plan: drawn(planned),
      last: before === null || day.slice(5) > end ? null : drawn(before),
      balance: balance === null ? null : drawn(balance),
    })),
    planSource: planWords(plan, lang),
  };
}

/** Missing days in a row after which a sum says nothing any more. */
const GAP = 7;

/** The date (MM-DD) at which last year's line ends: the last day before the first long gap, `00-00` when there is none. */
function endOfLine(column: readonly unknown[], year: number): string {
  let end = -1;
  for (let index = 0; index < column.length && index - end <= GAP; index++)
    if (column[index] !== null) end = index;
  return end < 0 ? '00-00' : dayOfIndex(year, end).slice(5);
}

/** Days that exceeded, counted up. */
function daysCurve(books: CityBooks, account: DaysAccount, target: Target, today: string, lang: Lang): Curve {
  const { ytd, last } = books.year;
  const plan = bookPlan(books.input, target);
  const total = toNumber(planTotal(plan));
  const exceeds = exceedsOf(account.indicator, target.value);
  const settled = settledDays(ytd);
  const before = new Map<string, number>();
  let [sum, planned, earlier] = [0, 0, 0];
  const end = endOfLine(last.aqi, last.year);
  for (let index = 0; index < last.aqi.length; index++) {
    if (exceeds(last, index)) earlier += 1;
    const date = dayOfIndex(last.year, index).slice(5);
    if (date <= end) before.set(date, earlier);
  }
  const points = Array.from({ length: daysInYear(ytd.year) }, (_, index) => {
    const day = dayOfIndex(ytd.year, index);
    const share = plan.perDay[monthOfIndex(ytd.year, index) - 1];
    planned += total > 0 && share ? (account.budgetDays * toNumber(share)) / total : 0;
    if (index < settled && exceeds(ytd, index)) sum += 1;
    return {
      day,
      spent: index < settled ? sum : null,
      plan: drawn(planned),
      last: before.get(day.slice(5)) ?? null,
      balance: index < settled ? drawn(planned - sum) : null,
    };
  });
  const left = Math.max(1, account.days.left);
  return {
    indicator: account.indicator,
    unit: unitWord('days', lang),
    target: target.value,
    budget: account.budgetDays,
    budgetNote: pick(
      lang,
      `${account.days.n} 天中可超 ${account.budgetDays} 天`,
      `${account.budgetDays} of ${account.days.n} days`,
    ),
    allowance: account.mayExceed < 0 ? null : drawn(account.mayExceed / left),
    floor: 0,
    today,
    points,
    planSource: planWords(plan, lang),
  };
}

/** What counts as a day that exceeds, by kind of account. */
function exceedsOf(
  indicator: Account['indicator'],
  target: string,
): (year: YearToDate, index: number) => boolean {
  if (indicator === 'o3' || indicator === 'co') {
    const limit = decimal(target);
    return (year, index) => {
      const value: Exact | null = year.days[indicator][index] ?? null;
      return value !== null && compare(value, limit) > 0;
    };
  }
  const limit = indicator === 'heavyDays' ? HEAVY_ABOVE : GOOD_UP_TO;
  return (year, index) => (year.aqi[index] ?? 0) > limit;
}

/** Means of the months of a year, null with fewer than 15 valid days. */
function monthlyMeans(year: YearToDate, indicator: 'pm25' | 'pm10' | 'so2' | 'no2'): (number | null)[] {
  return Array.from({ length: 12 }, (_, index) => {
    const values = validValues(year, indicator, monthSpan(year.year, index + 1));
    const average = values.length < 15 ? null : mean(values);
    return average === null ? null : toNumber(average);
  });
}

/** Where the path comes from, in words. */
export function planWords(plan: Plan, lang: Lang): string {
  if (plan.source === 'stated') {
    return pick(lang, '目标路径按文件逐月计划', 'path: monthly plan of the deciding document');
  }
  if (plan.source === 'history') {
    return pick(
      lang,
      `目标路径按 ${plan.history} 年逐月分布折算`,
      `path: the target in the monthly shape of ${plan.history}`,
    );
  }
  const because = {
    noHistory: pick(lang, '没有往年数据', 'no earlier data'),
    historyIncomplete: pick(lang, '往年数据不全', 'earlier data incomplete'),
    historyZero: pick(lang, '往年没有发生', 'none in earlier years'),
  };
  const why = plan.flatBecause === null ? '' : because[plan.flatBecause];
  return pick(lang, `目标路径逐日平均（${why}）`, `path: every day alike (${why})`);
}
