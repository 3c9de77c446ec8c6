import { AppError, type Region } from '@qingzhang/contract';
import {
  type AirPeriod,
  completeness,
  formatRounded,
  type Period,
  POLLUTANTS,
  type Pollutant,
  rankStateAndChange,
  spanOf,
  standardOfPeriod,
} from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';
import { listRegions } from '../regions/queries.ts';
import type { DustView } from './air-days.ts';
import type { DayBook } from './day-book.ts';
import { changeBetween, numberOf, type PublishedStats, publishedOf, publishedOfRegion } from './published.ts';
import { type AirView, type CityPeriod, evaluateCities, validDays } from './statistics.ts';
import { citiesOfLevel, evaluateSmall, type Level } from './subjects.ts';

/** The figures of one subject in machine-readable form, as published, null where invalid. */
export interface Figures extends Record<Pollutant, number | null> {
  readonly compositeIndex: number | null;
  readonly validDays: number;
  readonly goodDays: number | null;
  readonly goodDayShare: number | null;
  readonly heavyDays: number | null;
  /** Days with a valid AQI among the calendar days, %. */
  readonly completeness: number | null;
}

export interface ReportRow extends Figures {
  readonly code: string;
  readonly name: string;
  readonly lastYear: Figures;
  /** Change: per cent of concentrations and index (AIR-4.10), days, percentage points. */
  readonly change: Record<
    Pollutant | 'compositeIndex' | 'goodDays' | 'goodDayShare' | 'heavyDays',
    number | null
  >;
  readonly rank: { readonly state: number | null; readonly change: number | null; readonly n: number };
  /** The same figures in the other view of dust, where dust was removed (AIR-5.8). */
  readonly dust: {
    readonly view: DustView;
    readonly hours: number;
    readonly days: number;
    readonly other: Figures | null;
  };
  readonly daily?: readonly DailyRow[];
}

export interface DailyRow {
  readonly day: string;
  readonly aqi: number | null;
  readonly level: number | null;
  readonly primary: readonly Pollutant[];
  readonly values: Record<Pollutant, number | null>;
}

/** The answer of `evaluate air`. */
export interface Report {
  readonly period: { readonly from: string; readonly to: string };
  readonly edition: string;
  readonly dust: DustView;
  readonly asOf: string | null;
  readonly by: string;
  /** One row a subject; by province the one row of the province. */
  readonly rows: readonly (ReportRow | RegionRow)[];
  /** The province or group as means over its cities (AIR-3.10, 3.23, 4.12); null for stations and counties. */
  readonly region: RegionRow | null;
}

export type RegionRow = Omit<ReportRow, 'rank' | 'dust' | 'daily'>;

export interface ReportQuestion {
  readonly period: Period;
  readonly level: Level;
  readonly view: AirView;
  readonly daily: boolean;
}

/** Evaluates a period at a level: statistics, index, days, last year, change, ranks. */
export async function reportAir(db: Db, book: DayBook, question: ReportQuestion): Promise<Report> {
  const { period, level, view } = question;
  const span = spanOf(period);
  const head = {
    period: span,
    dust: view.dust,
    asOf: view.asOf?.toISOString() ?? null,
    by: level,
  };
  if (level === 'station' || level === 'county') {
    const found = await evaluateSmall(db, level, period, view);
    const rows = rowsOf(
      found.map(({ subject, result }) => ({ name: subject.name, result })),
      new Map(),
      view.dust,
    );
    return {
      ...head,
      edition: found[0]?.result.now.edition ?? standardOfPeriod(period, view.policy).id,
      rows,
      region: null,
    };
  }
  const cities = await citiesOfLevel(db, level, period);
  const codes = cities.map((city) => city.code);
  const result = await evaluateCities(db, book, codes, period, view);
  const daily = question.daily
    ? await dailyOf(db, book, codes, span.from, span.to, view)
    : new Map<string, DailyRow[]>();
  const rows = rowsOf(
    result.cities.map((city, index) => ({ name: cities[index]?.name ?? city.code, result: city })),
    daily,
    view.dust,
  );
  const now = publishedOfRegion(
    result.now,
    result.cities.map((city) => city.now),
  );
  const last = publishedOfRegion(
    result.last,
    result.cities.map((city) => city.last),
  );
  if (cities.length === 0) return { ...head, edition: result.edition, rows: [], region: null };
  const least = (pick: (city: CityPeriod) => AirPeriod) =>
    Math.min(...result.cities.map((city) => validDays(pick(city))));
  const region: RegionRow = {
    ...(await regionName(db, level)),
    ...figures(
      now,
      least((city) => city.now),
      null,
    ),
    lastYear: figures(
      last,
      least((city) => city.last),
      null,
    ),
    change: changes(now, last),
  };
  return { ...head, edition: result.edition, rows: level === 'province' ? [region] : rows, region };
}

async function regionName(db: Db, level: Level): Promise<{ code: string; name: string }> {
  if (level.startsWith('group:')) return { code: level, name: level.slice('group:'.length) };
  const province: Region | undefined = (await listRegions(db)).find(
    (region) => region.level === 'province' && region.managed,
  );
  if (province === undefined) throw new AppError('thing.notFound', { what: 'province', id: '' });
  return { code: province.code, name: province.name };
}

function rowsOf(
  subjects: readonly { name: string; result: CityPeriod }[],
  daily: ReadonlyMap<string, readonly DailyRow[]>,
  dust: DustView,
): ReportRow[] {
  const published = subjects.map(({ result }) => ({
    now: publishedOf(result.now),
    last: publishedOf(result.last),
  }));
  const ranks = rankStateAndChange(
    published.map(({ now, last }) => ({ now: now.index.count, earlier: last.index.count })),
  );
  return subjects.map(({ name, result }, index): ReportRow => {
    const { now, last } = published[index]!;
    const days = daily.get(result.code);
    const dusty = result.dustDays > 0;
    return {
      code: result.code,
      name,
      ...figuresOf(now, result.now),
      lastYear: figuresOf(last, result.last),
      change: changes(now, last),
      rank: {
        state: ranks[index]?.state?.rank ?? null,
        change: ranks[index]?.change?.rank ?? null,
        n: ranks[index]?.state?.n ?? 0,
      },
      dust: {
        view: dust,
        hours: result.dustHours,
        days: result.dustDays,
        other: dusty ? figuresOf(publishedOf(result.otherDust), result.otherDust) : null,
      },
      ...(days === undefined ? {} : { daily: days }),
    };
  });
}

function figuresOf(stats: PublishedStats, period: AirPeriod): Figures {
  const share = completeness(period.period, period.days.valid);
  return figures(stats, validDays(period), share === null ? null : Number(formatRounded(share, 1)));
}

function figures(stats: PublishedStats, valid: number, share: number | null): Figures {
  return {
    so2: numberOf(stats.so2),
    no2: numberOf(stats.no2),
    pm10: numberOf(stats.pm10),
    pm25: numberOf(stats.pm25),
    co: numberOf(stats.co),
    o3: numberOf(stats.o3),
    compositeIndex: numberOf(stats.index),
    validDays: valid,
    goodDays: numberOf(stats.goodDays),
    goodDayShare: numberOf(stats.goodDayShare),
    heavyDays: numberOf(stats.heavyDays),
    completeness: share,
  };
}

function changes(now: PublishedStats, last: PublishedStats): ReportRow['change'] {
  const change = (indicator: keyof PublishedStats) => numberOf(changeBetween(indicator, now, last));
  return {
    so2: change('so2'),
    no2: change('no2'),
    pm10: change('pm10'),
    pm25: change('pm25'),
    co: change('co'),
    o3: change('o3'),
    compositeIndex: change('index'),
    goodDays: change('goodDays'),
    goodDayShare: change('goodDayShare'),
    heavyDays: change('heavyDays'),
  };
}

async function dailyOf(
  db: Db,
  book: DayBook,
  cities: readonly string[],
  from: string,
  to: string,
  view: AirView,
): Promise<Map<string, DailyRow[]>> {
  const days = await book.days(db, cities, from, to, view.policy, view.asOf);
  return new Map(
    [...days].map(([city, list]) => [
      city,
      list.map((day): DailyRow => {
        const { aqi } = day[view.dust];
        return {
          day: day.row.day,
          aqi: aqi.aqi,
          level: aqi.level,
          primary: aqi.primary,
          values: Object.fromEntries(
            POLLUTANTS.map((pollutant) => {
              const rounded = aqi.rounded[pollutant];
              return [pollutant, rounded === null ? null : pollutant === 'co' ? rounded / 10 : rounded];
            }),
          ) as Record<Pollutant, number | null>,
        };
      }),
    ]),
  );
}
