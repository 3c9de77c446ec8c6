import {
  type AirPeriod,
  type AirPolicy,
  comparisonPolicy,
  type Day,
  dayCount,
  evaluatePeriod,
  evaluateRegion,
  formatPeriod,
  isDay,
  type Period,
  parsePeriod,
  type RegionPeriod,
  samePeriodLastYear,
  spanOf,
  standardOfDay,
  standardOfPeriod,
  yearOf,
} from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';
import { type DustView, type EvaluatedDay, evaluateDay } from './air-days.ts';
import type { DayBook } from './day-book.ts';
import { kept, type RegionYear } from './kept-results.ts';

/** How a page or a document looks at the data. */
export interface AirView {
  readonly policy: AirPolicy;
  readonly dust: DustView;
  /** What was known at this moment; absent: what is known now. */
  readonly asOf?: Date;
}

/** A city over a period, beside the same period a year before, both judged by the edition of the period (AIR-0.3). */
export interface CityPeriod {
  readonly code: string;
  readonly now: AirPeriod;
  /** The same period in the other view of dust (AIR-5.8). */
  readonly otherDust: AirPeriod;
  readonly last: AirPeriod;
  /** Hours removed as dust on any day of the period, and days concerned. */
  readonly dustHours: number;
  readonly dustDays: number;
  /** Values struck out by review in the period. */
  readonly excluded: number;
  /** When the youngest fact of the period became known, ms since 1970; 0 without data. */
  readonly knownAt: number;
  /** Days taken from the city's own series instead of stations. */
  readonly seriesDays: number;
}

/** Cities over a period with their region's figures (means over the cities). */
export interface RegionResult {
  readonly period: Period;
  readonly lastPeriod: Period;
  readonly edition: string;
  readonly cities: readonly CityPeriod[];
  readonly now: RegionPeriod;
  readonly last: RegionPeriod;
}

/** Evaluates cities over a period and the year before: AIR-3.10…3.23, 4.1…4.12. */
export async function evaluateCities(
  db: Db,
  book: DayBook,
  cities: readonly string[],
  period: Period,
  view: AirView,
): Promise<RegionResult> {
  const lastPeriod = samePeriodLastYear(period);
  const lastPolicy = comparisonPolicy(period, view.policy);
  const now = await periodsOf(db, book, cities, period, view);
  const last = crossesEditions(period, view.policy)
    ? await periodsAYearLater(db, book, cities, period, lastPeriod, view)
    : await periodsOf(db, book, cities, lastPeriod, { ...view, policy: lastPolicy });
  const standard = standardOfPeriod(period, view.policy);
  const results = cities.map((code): CityPeriod => {
    const own = now.get(code)!;
    return { code, ...own, last: last.get(code)!.now };
  });
  return {
    period,
    lastPeriod,
    edition: standard.id,
    cities: results,
    now: evaluateRegion(
      results.map((city) => city.now),
      standard,
      view.policy,
    ),
    last: evaluateRegion(
      results.map((city) => city.last),
      standard,
      lastPolicy,
    ),
  };
}

type OwnPeriod = Omit<CityPeriod, 'code' | 'last'>;

async function periodsOf(
  db: Db,
  book: DayBook,
  cities: readonly string[],
  period: Period,
  view: AirView,
): Promise<Map<string, OwnPeriod>> {
  const { from, to } = spanOf(period);
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index);
  const loaded = await book.load(db, cities, years, view.policy, view.asOf);
  const key = `${formatPeriod(period)}|${view.dust}|${JSON.stringify(view.policy)}`;
  return new Map(
    cities.map((city) => {
      const regionYears = years.map((year) => loaded.get(`${city}-${year}`)!);
      return [city, keptOrNot(regionYears, key, { from, to }, (days) => evaluateOwn(period, days, view))];
    }),
  );
}

/** The result from the days of a span; kept beside the year when the span lies within one. */
function keptOrNot(
  regionYears: readonly RegionYear[],
  key: string,
  span: { from: Day; to: Day },
  compute: (days: readonly EvaluatedDay[]) => OwnPeriod,
): OwnPeriod {
  const all = () =>
    compute(
      regionYears.flatMap((days) =>
        [...days.values()].filter(({ row }) => row.day >= span.from && row.day <= span.to),
      ),
    );
  const [only, more] = regionYears;
  return only === undefined || more !== undefined ? all() : kept(only, key, span, all);
}

/** Whether an edition begins within the period (2026-03-01), so that no single one is that of all its days. */
function crossesEditions(period: Period, policy: AirPolicy): boolean {
  const { from, to } = spanOf(period);
  return standardOfDay(from, policy).id !== standardOfDay(to, policy).id;
}

/**
 * Last year's days judged as those a year later are (AIR-0.3): in a period within which the edition changes, like is compared
 * with like only if January and February of both years go by the old edition and the rest of both by the new.
 */
async function periodsAYearLater(
  db: Db,
  book: DayBook,
  cities: readonly string[],
  period: Period,
  lastPeriod: Period,
  view: AirView,
): Promise<Map<string, OwnPeriod>> {
  const { from, to } = spanOf(lastPeriod);
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, index) => yearOf(from) + index);
  const loaded = await book.load(db, cities, years, view.policy, view.asOf);
  const key = `a year later|${formatPeriod(period)}|${view.dust}|${JSON.stringify(view.policy)}`;
  return new Map(
    cities.map((city) => {
      const regionYears = years.map((year) => loaded.get(`${city}-${year}`)!);
      const result = keptOrNot(regionYears, key, { from, to }, (days) => {
        const own = evaluateOwn(period, aYearLater(days, view.policy), view);
        return { ...own, now: { ...own.now, period: lastPeriod } };
      });
      return [city, result];
    }),
  );
}

/** Last year's days as they are judged beside a period: by its edition, or date by date where the edition changes within it. */
export function judgedFor(days: readonly EvaluatedDay[], period: Period, policy: AirPolicy): EvaluatedDay[] {
  if (crossesEditions(period, policy)) return aYearLater(days, policy);
  const pinned = comparisonPolicy(period, policy);
  return days.map(({ row }) => evaluateDay(row, pinned));
}

/** Days judged by the edition of the same date a year later; a date that does not exist then (29 February) is left out. */
export function aYearLater(days: readonly EvaluatedDay[], policy: AirPolicy): EvaluatedDay[] {
  return days.flatMap(({ row }) => {
    const day = `${yearOf(row.day) + 1}${row.day.slice(4)}`;
    return isDay(day) ? [{ ...evaluateDay({ ...row, day }, policy), row }] : [];
  });
}

/** The statistics of one place over a period from its evaluated days (which must lie within it). */
export function evaluateOwn(period: Period, days: readonly EvaluatedDay[], view: AirView): OwnPeriod {
  const of = (dust: DustView) =>
    evaluatePeriod(
      period,
      days.map((day) => day[dust]),
      view.policy,
    );
  const dusty = days.filter(({ row }) => row.dustHours > 0);
  const now = of(view.dust);
  return {
    now,
    otherDust: dusty.length === 0 ? now : of(view.dust === 'deducted' ? 'measured' : 'deducted'),
    dustHours: dusty.reduce((sum, { row }) => sum + row.dustHours, 0),
    dustDays: dusty.length,
    excluded: days.reduce((sum, { row }) => sum + row.excluded, 0),
    knownAt: days.reduce((latest, { row }) => Math.max(latest, row.knownAt), 0),
    seriesDays: days.filter(({ row }) => row.basis === 'city_series').length,
  };
}

/** The named period that a span of days is, or the custom one: 2020-01-01…2020-06-30 is the first half of 2020. */
export function periodOfSpan(from: Day, to: Day): Period {
  const year = yearOf(from);
  const named = [
    `${year}`,
    `${year}-H1`,
    `${year}-H2`,
    ...[1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`),
    from.slice(0, 7),
  ];
  for (const text of named) {
    const period = parsePeriod(text);
    if (period === null) continue;
    const span = spanOf(period);
    if (span.from === from && span.to === to) return period;
  }
  return from === `${year}-01-01` && yearOf(to) === year ? { kind: 'ytd', to } : { kind: 'custom', from, to };
}

/** The least count of valid days among the six pollutants (有效天). */
export function validDays(period: AirPeriod): number {
  return Math.min(...Object.values(period.pollutants).map(({ validity }) => validity.days));
}

/** Days a period expects. */
export function expectedDays(period: AirPeriod): number {
  return dayCount(period.period);
}
