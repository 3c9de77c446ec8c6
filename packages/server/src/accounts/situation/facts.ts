/** What the situation page is made of, before any words: evaluated figures and accounts of every city. */
import type { AccountCell, Lang, Region, StatCell, StatIndicator } from '@qingzhang/contract';
import type { Change } from '@qingzhang/domain';
import { dayCount, formatPeriod, type Period, rankStateAndChange } from '@qingzhang/standards';
import { statKey } from '../../evaluation/figure-keys.ts';
import { publishedOf, publishedOfRegion, statCells } from '../../evaluation/published.ts';
import { evaluateCities, type RegionResult, validDays } from '../../evaluation/statistics.ts';
import type { Platform } from '../../platform/platform.ts';
import { type CityBooks, cityBooks } from '../books.ts';
import { type Asked, type Standpoint, settledPart, standOnPeriod } from '../moment.ts';
import { periodCell, todayCell } from './cells.ts';
import { indexChangeOf } from './worse.ts';

/** The four accounts of a row. */
export const ACCOUNT_COLUMNS = ['today', 'month', 'year', 'days'] as const;
export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number];

export interface CityFacts {
  readonly city: Region;
  readonly books: CityBooks;
  readonly cells: Readonly<Record<AccountColumn, AccountCell>>;
  readonly stats: Record<StatIndicator, StatCell>;
  /** The same over the month at hand; null on its first day. */
  readonly monthStats: Record<StatIndicator, StatCell> | null;
  /** Change of the composite index: of the period, and of the month at hand. */
  readonly indexChange: Change | null;
  readonly monthIndexChange: Change | null;
  readonly rank: { readonly state: number | null; readonly change: number | null };
  readonly validDays: number;
}

export interface SituationFacts {
  readonly stand: Standpoint;
  readonly asked: Period;
  /** The part of it whose days are over; null: none. */
  readonly settled: Period | null;
  readonly monthSettled: Period | null;
  readonly cities: readonly CityFacts[];
  readonly provinceStats: Record<StatIndicator, StatCell>;
  readonly provinceChange: Change | null;
}

/** Evaluate everything the page and its spreadsheet show. */
export async function situationFacts(
  platform: Platform,
  query: Asked & { readonly periodKey?: string | undefined; readonly lang: Lang },
): Promise<SituationFacts> {
  const { stand, asked } = await standOnPeriod(platform, query);
  const { db, book, codes, view } = stand;
  const settled = settledPart(stand, asked);
  const month: Period = { kind: 'month', year: stand.year, month: stand.month };
  const monthSettled = settledPart(stand, month);
  const books = await cityBooks(stand);
  const result = await evaluateCities(db, book, codes, settled ?? asked, view);
  const monthly = monthSettled && (await evaluateCities(db, book, codes, monthSettled, view));
  const { lang } = query;
  const stats = cityStats(result, view.dust, lang);
  const monthStats = monthly && cityStats(monthly, view.dust, lang);
  const province = stand.province?.code ?? '';
  const provinceStats = regionStats(result, province, view.dust, lang);
  const published = result.cities.map((city) => ({
    now: publishedOf(city.now),
    last: publishedOf(city.last),
  }));
  const ranks = rankStateAndChange(
    published.map(({ now, last }) => ({ now: now.index.count, earlier: last.index.count })),
  );
  return {
    stand,
    asked,
    settled,
    monthSettled,
    cities: stand.cities.map((city, index): CityFacts => {
      const own = books.get(city.code)!;
      return {
        city,
        books: own,
        cells: cellsOf(stand, own, lang),
        stats: stats[index]!,
        monthStats: monthStats?.[index] ?? null,
        indexChange: indexChangeOf(city.code, stats[index]!),
        monthIndexChange: indexChangeOf(city.code, monthStats?.[index] ?? null),
        rank: {
          state: ranks[index]?.state?.rank ?? null,
          change: ranks[index]?.change?.rank ?? null,
        },
        validDays: validDays(result.cities[index]!.now),
      };
    }),
    provinceStats,
    provinceChange: indexChangeOf(province, provinceStats),
  };
}

function cellsOf(stand: Standpoint, books: CityBooks, lang: Lang): Record<AccountColumn, AccountCell> {
  const { code, accounts } = books;
  return {
    today: todayCell(accounts.day, code, stand.day, lang),
    month: periodCell(accounts.month.pm25, code, lang),
    year: periodCell(accounts.yearly.pm25, code, lang),
    days: periodCell(accounts.yearly.goodDayShare, code, lang),
  };
}

/** Statistics of every city with the handles of their figures. */
export function cityStats(
  result: RegionResult,
  dust: 'measured' | 'deducted',
  lang: Lang,
): Record<StatIndicator, StatCell>[] {
  const period = formatPeriod(result.period);
  return result.cities.map((city) =>
    statCells(publishedOf(city.now), publishedOf(city.last), lang, (indicator, earlier) =>
      statKey(indicator, city.code, period, dust, earlier),
    ),
  );
}

/** The statistics of the province as means over its cities. */
export function regionStats(
  result: RegionResult,
  code: string,
  dust: 'measured' | 'deducted',
  lang: Lang,
): Record<StatIndicator, StatCell> {
  const period = formatPeriod(result.period);
  return statCells(
    publishedOfRegion(
      result.now,
      result.cities.map((city) => city.now),
    ),
    publishedOfRegion(
      result.last,
      result.cities.map((city) => city.last),
    ),
    lang,
    (indicator, earlier) => (code === '' ? null : statKey(indicator, code, period, dust, earlier)),
  );
}

/** Days of a period, 0 when none of it is over. */
export const settledDayCount = (settled: Period | null): number => (settled === null ? 0 : dayCount(settled));
