import type { Explanation, Lang } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { spanOf } from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';
import { listRegions } from '../regions/queries.ts';
import type { DayBook } from './day-book.ts';
import { explainAqi, explainCityDay, explainStationDay } from './explain-day.ts';
import { explainDays, explainIndex, explainPollutant, explainRegion } from './explain-period.ts';
import { type EvaluationFigure, parseFigureKey } from './figure-keys.ts';
import type { EvaluationPolicy } from './settings.ts';
import { type AirView, evaluateCities, judgedFor, type RegionResult } from './statistics.ts';
import { managedCities } from './subjects.ts';

/** An explanation without the standing of its data, which the page's moment decides. */
export type FigureExplanation = Omit<Explanation, 'standing'>;

/** What explaining needs to know. */
export interface ExplainContext {
  readonly db: Db;
  readonly book: DayBook;
  readonly policy: EvaluationPolicy;
  readonly lang: Lang;
  readonly asOf?: Date;
}

/** Why a figure of evaluation is what it is; null when the handle is not one of evaluation's. */
export async function explainFigure(context: ExplainContext, key: string): Promise<FigureExplanation | null> {
  const figure = parseFigureKey(key);
  if (figure === null) return null;
  switch (figure.kind) {
    case 'day':
      return explainCityDay(context, await named(context, figure.region), figure.pollutant, figure.day);
    case 'aqi':
      return explainAqi(context, await named(context, figure.region), figure.day);
    case 'station':
      return explainStationDay(context, figure.station, figure.pollutant, figure.day);
    case 'stat':
      return explainStatistic(context, figure);
  }
}

async function explainStatistic(
  context: ExplainContext,
  figure: Extract<EvaluationFigure, { kind: 'stat' }>,
): Promise<FigureExplanation> {
  const { db, book } = context;
  const { dust: _, ...policy } = context.policy;
  const view: AirView = {
    policy,
    dust: figure.dust,
    ...(context.asOf === undefined ? {} : { asOf: context.asOf }),
  };
  const region = await named(context, figure.region);
  if (region.level === 'province') {
    const cities = await managedCities(db);
    const codes = cities.map((city) => city.code);
    const result = await evaluateCities(db, book, codes, figure.period, view);
    return explainRegion(context, region, figure, figure.yearBefore ? aYearBefore(result) : result, cities);
  }
  const asked = await evaluateCities(db, book, [region.code], figure.period, view);
  const result = figure.yearBefore ? aYearBefore(asked) : asked;
  const city = result.cities[0]!;
  const { from, to } = spanOf(result.period);
  const own = (await book.days(db, [region.code], from, to, policy, context.asOf)).get(region.code) ?? [];
  const days = figure.yearBefore ? judgedFor(own, figure.period, policy) : own;
  switch (figure.indicator) {
    case 'index':
      return explainIndex(context, region, figure, city);
    case 'goodDays':
    case 'goodDayShare':
    case 'heavyDays':
      return explainDays(context, region, figure, city, days);
    default:
      return explainPollutant(context, region, { ...figure, pollutant: figure.indicator }, city, days);
  }
}

/** The result of the year before in the place of this year's; last year has no other dust view at hand. */
function aYearBefore(result: RegionResult): RegionResult {
  return {
    ...result,
    period: result.lastPeriod,
    now: result.last,
    cities: result.cities.map((city) => ({ ...city, now: city.last, otherDust: city.last })),
  };
}

/** A region with its name in the language asked for. */
export interface NamedRegion {
  readonly code: string;
  readonly level: 'province' | 'city' | 'county';
  readonly name: string;
}

async function named(context: ExplainContext, code: string): Promise<NamedRegion> {
  const region = (await listRegions(context.db)).find((one) => one.code === code);
  if (region === undefined) throw new AppError('thing.notFound', { what: 'region', id: code });
  return { code, level: region.level, name: context.lang === 'zh' ? region.name : region.nameEn };
}
