/** 城市账户: the read model of one city's page. */
import type { CityAccount, Lang, TargetIndicator } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import {
  type Closings,
  citySentence,
  groupDigits,
  monthSeries,
  monthSpan,
  type Statement,
  settledDays,
  statement,
  unitWord,
  validValues,
  type YearToDate,
} from '@qingzhang/domain';
import {
  DECIMALS,
  decimal,
  fixedHalfEven,
  formatDay,
  formatPeriod,
  formatRounded,
  mean,
  type Period,
  POLLUTANTS,
} from '@qingzhang/standards';
import { statKey } from '../../evaluation/figure-keys.ts';
import { STAT_INDICATORS } from '../../evaluation/published.ts';
import {
  type CityPeriod,
  evaluateCities,
  periodOfSpan,
  type RegionResult,
} from '../../evaluation/statistics.ts';
import type { Platform } from '../../platform/platform.ts';
import { type CityBooks, cityBooks } from '../books.ts';
import { entriesByAccount, listEntries } from '../closings/queries.ts';
import { dayCells } from '../day-cells.ts';
import { yearAccountKey } from '../keys.ts';
import { earlierDay, isClosed, laterDay, type Standpoint, standAt, standingOf } from '../moment.ts';
import { monthText, spoken } from '../sentences.ts';
import { cityStats } from '../situation/facts.ts';
import { curveOf } from './curve.ts';
import { rungs } from './rungs.ts';

export interface CityQuestion {
  readonly code: string;
  readonly year?: number | undefined;
  readonly indicator?: TargetIndicator | undefined;
  readonly at?: string | undefined;
  readonly asOf?: string | undefined;
  readonly lang: Lang;
}

/** A standpoint for one city's year; fails for what is no city of this system. */
export async function standForCity(
  platform: Platform,
  question: Pick<CityQuestion, 'code' | 'year' | 'at' | 'asOf'>,
): Promise<{ stand: Standpoint; year: number }> {
  const { at, asOf, year } = question;
  const period: Period | undefined = year === undefined ? undefined : { kind: 'year', year };
  const stand = await standAt(platform, { at, asOf, period });
  if (!stand.codes.includes(question.code)) {
    throw new AppError('thing.notFound', { what: 'city', id: question.code });
  }
  return { stand, year: year ?? stand.year };
}

/** Everything the city page shows. */
export async function readCityAccount(platform: Platform, question: CityQuestion): Promise<CityAccount> {
  const { code, lang } = question;
  const { stand, year } = await standForCity(platform, question);
  const books = (await cityBooks(stand, { year, cities: [code] })).get(code)!;
  const [first, last] = [formatDay(year, 1, 1), formatDay(year, 12, 31)];
  const to = laterDay(first, earlierDay(stand.lastDay, last));
  const [result, standing, closings] = await Promise.all([
    evaluateCities(stand.db, stand.book, [code], periodOfSpan(first, to), stand.view),
    standingOf(
      stand,
      { from: first, to },
      {
        cities: [code],
        simulatedTargets: books.targets.some((target) => target.simulated),
      },
    ),
    closingsOf(stand, year, code),
  ]);
  const stats = cityStats(result, stand.view.dust, lang)[0]!;
  const calendar = dayCells(stand, books.year.days, first, last);
  const position = stand.codes.indexOf(code);
  const month = year === stand.year ? stand.month : 12;
  const indicator = question.indicator ?? defaultIndicator(books);
  const own = result.cities[0]!;
  return {
    region: code,
    year,
    standing,
    lead: spoken(citySentence(books.accounts, lang), { stand, region: code }),
    previous: stand.codes[position - 1] ?? null,
    next: stand.codes[position + 1] ?? null,
    rungs: rungs(stand, books, lang),
    curve: indicator === null ? null : curveOf(stand, books, indicator, lang),
    calendar,
    classCounts: [1, 2, 3, 4, 5, 6].map((level) => ({
      level,
      days: calendar.filter((cell) => cell.level === level).length,
    })),
    invalidDays: calendar.filter(({ state }) => state === 'invalid').length,
    shares: {
      now: sharesOf(own.now, result.period, code, stand.view.dust),
      last: sharesOf(own.last, result.period, code, stand.view.dust, true),
    },
    comparison: STAT_INDICATORS.map((name) => ({ indicator: name, cell: stats[name] })),
    ledger: {
      month: monthText({ year, month }),
      rows: ledgerRows(books, statement(books.input, month, closings), lang),
    },
    months: monthBars(stand, books, indicator),
  };
}

/** The frozen entries of one city's closed months. */
export async function closingsOf(stand: Standpoint, year: number, code: string): Promise<Closings> {
  const rows = await listEntries(stand.db, year, {
    regions: [code],
    ...(stand.view.asOf === undefined ? {} : { asOf: stand.view.asOf }),
  });
  const byAccount = entriesByAccount(rows);
  return Object.fromEntries([...byAccount].map(([key, entries]) => [key.split('|')[1], entries]));
}

/** The account that stands first: PM2.5, else the first target there is. */
const defaultIndicator = (books: CityBooks): TargetIndicator | null =>
  books.targets.find(({ indicator }) => indicator === 'pm25')?.indicator ??
  books.targets[0]?.indicator ??
  null;

function sharesOf(
  period: CityPeriod['now'],
  of: RegionResult['period'],
  code: string,
  dust: 'measured' | 'deducted',
  yearBefore = false,
): CityAccount['shares']['now'] {
  const { index } = period;
  if (index.published === null) return null;
  return {
    index: {
      text: formatRounded(index.published, 2),
      why: statKey('index', code, formatPeriod(of), dust, yearBefore),
    },
    items: POLLUTANTS.flatMap((pollutant) => {
      const [share, single] = [index.loadShares[pollutant], index.single[pollutant]];
      if (share === null || single === null) return [];
      return [
        { pollutant, share: share / 1000, text: formatRounded(share, 1), index: fixedHalfEven(single, 2) },
      ];
    }).sort((a, b) => b.share - a.share),
  };
}

function ledgerRows(books: CityBooks, { rows }: Statement, lang: Lang): CityAccount['ledger']['rows'] {
  return rows.map((row) => ({
    indicator: row.indicator,
    unit: unitWord(row.unit, lang),
    budget: groupDigits(row.budget),
    opening: groupDigits(row.opening),
    added: groupDigits(row.planned),
    spent: groupDigits(row.spent),
    adjustment: signedAmount(row.adjustment),
    closing: groupDigits(row.closing),
    allowance: row.allowance === null ? '—' : row.unit === 'days' ? row.allowance : `≤${row.allowance}`,
    lamp: row.lamp,
    why: yearAccountKey(row.indicator, books.code, books.accounts.year),
  }));
}

const signedAmount = (text: string): string =>
  /^-?0$/.test(text) ? '0' : text.startsWith('-') ? groupDigits(text) : `+${groupDigits(text)}`;

/** Monthly means of a pollutant against plan and last year; without such a target, PM2.5 without a plan. */
function monthBars(
  stand: Standpoint,
  books: CityBooks,
  indicator: TargetIndicator | null,
): CityAccount['months'] {
  const mean = POLLUTANTS.find((name) => name === indicator && name !== 'co' && name !== 'o3') ?? 'pm25';
  const target = books.input.targets.find((one) => one.indicator === mean);
  const plans = target === undefined ? [] : monthSeries(books.input, target);
  const { year } = books.accounts;
  const pollutant = mean === 'co' || mean === 'o3' ? 'pm25' : mean;
  return Array.from({ length: 12 }, (_, index) => {
    const month = monthText({ year, month: index + 1 });
    return {
      month,
      actual: meanText(books.year.ytd, pollutant, index + 1),
      plan: shortPlan(plans[index]?.plan ?? null),
      last: meanText(books.year.last, pollutant, index + 1),
      closed: isClosed(stand.closings, month),
    };
  });
}

/** Decided plans may carry four decimals; a bar is labelled with one. */
const shortPlan = (text: string | null): string | null =>
  text !== null && /\.\d{2,}$/.test(text) ? fixedHalfEven(decimal(text), 1) : text;

function meanText(
  year: YearToDate,
  pollutant: 'so2' | 'no2' | 'pm10' | 'pm25',
  month: number,
): string | null {
  const span = monthSpan(year.year, month);
  if (settledDays(year) <= span.from) return null;
  const average = mean(validValues(year, pollutant, span));
  return average === null ? null : fixedHalfEven(average, DECIMALS[pollutant] + 1);
}
