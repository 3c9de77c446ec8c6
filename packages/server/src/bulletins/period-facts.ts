/** From evaluated cities to the facts of one period: figures as published, last year, change, ranks with ties. */
import type { Region } from '@qingzhang/contract';
import {
  type AirPeriod,
  type AirPolicy,
  type CompositeIndex,
  type DayCounts,
  DECIMALS,
  exceedanceMultiple,
  formatRounded,
  type Pollutant,
  rank,
  roundedToNumber,
  type Standard,
  spanOf,
  standardOfPeriod,
} from '@qingzhang/standards';
import {
  type Published as Count,
  changeBetween,
  moreIsBetter,
  type PublishedStats,
  publishedOf,
  publishedOfRegion,
} from '../evaluation/published.ts';
import type { CityPeriod, RegionResult } from '../evaluation/statistics.ts';
import {
  type DayFacts,
  INDICATORS,
  type Indicator,
  type IndicatorFacts,
  type PeriodFacts,
  type PlaceFacts,
  POLLUTANTS,
  type Published,
} from './compose/facts.ts';

/** Good days stand in a bulletin as their ratio. */
const statisticOf = (indicator: Indicator): keyof PublishedStats =>
  indicator === 'goodDays' ? 'goodDayShare' : indicator;

/** A whole count of published units as text and number. */
export const published = (count: number, decimals: number): Published => ({
  text: formatRounded(count, decimals),
  value: roundedToNumber(count, decimals),
});

/** A published count as a fact; null when invalid. */
export const factOf = ({ count, decimals }: Count): Published | null =>
  count === null ? null : published(count, decimals);

/** The facts of a period from its evaluation. `cities` in the order of the evaluation, which is the protocol's. */
export function periodFacts(
  head: Pick<PeriodFacts, 'kind' | 'key' | 'label'>,
  result: RegionResult,
  /** `whole`: how the province is called in a table, 全省. */
  regions: { readonly province: Region; readonly cities: readonly Region[]; readonly whole: string },
  policy: AirPolicy,
): PeriodFacts {
  const standard = standardOfPeriod(result.period, policy);
  const stats = result.cities.map((city) => ({ now: publishedOf(city.now), last: publishedOf(city.last) }));
  const indicators = stats.map(({ now, last }) => indicatorFacts(now, last));
  const ranks = INDICATORS.map((indicator) => ranksOf(indicator, stats));
  const cities = result.cities.map((city, index): PlaceFacts => {
    const region = regions.cities[index]!;
    return {
      code: city.code,
      name: region.name,
      shortName: region.shortName,
      indicators: withRanks(indicators[index]!, ranks, index),
      days: dayFacts(city),
      largest: largestOf(city.now.index),
      exceedances: exceedances(stats[index]!.now, standard),
    };
  });
  return {
    ...head,
    ...spanOf(result.period),
    province: { ...provinceFacts(result, regions.province, standard), shortName: regions.whole },
    cities,
  };
}

function provinceFacts(result: RegionResult, region: Region, standard: Standard): PlaceFacts {
  const nows = result.cities.map((city) => city.now);
  const lasts = result.cities.map((city) => city.last);
  const now = publishedOfRegion(result.now, nows);
  const last = publishedOfRegion(result.last, lasts);
  const days = result.cities.map(dayFacts);
  const compared = result.last.cityDays.valid > 0;
  return {
    code: region.code,
    name: region.name,
    shortName: region.shortName,
    indicators: indicatorFacts(now, last),
    days: {
      classes: sumClasses(nows),
      lastYear: compared ? { good: result.last.cityDays.good, heavy: result.last.cityDays.heavy } : null,
      primary: Object.fromEntries(
        POLLUTANTS.map((pollutant): [Pollutant, number] => [
          pollutant,
          days.reduce((sum, { primary }) => sum + (primary[pollutant] ?? 0), 0),
        ]).filter(([, count]) => count > 0),
      ),
    },
    largest: largestOf(result.now.indexOfMeans),
    exceedances: exceedances(now, standard),
  };
}

function sumClasses(periods: readonly AirPeriod[]): DayFacts['classes'] {
  const sum = (level: number) => periods.reduce((total, { days }) => total + (days.byLevel[level] ?? 0), 0);
  return [sum(0), sum(1), sum(2), sum(3), sum(4), sum(5)];
}

function indicatorFacts(now: PublishedStats, last: PublishedStats): Record<Indicator, IndicatorFacts> {
  const one = (indicator: Indicator): IndicatorFacts => {
    const statistic = statisticOf(indicator);
    return {
      now: factOf(now[statistic]),
      lastYear: factOf(last[statistic]),
      change: factOf(changeBetween(statistic, now, last)),
      rank: null,
      changeRank: null,
    };
  };
  return byIndicator(one);
}

function byIndicator<T>(make: (indicator: Indicator) => T): Record<Indicator, T> {
  return {
    index: make('index'),
    pm25: make('pm25'),
    pm10: make('pm10'),
    so2: make('so2'),
    no2: make('no2'),
    co: make('co'),
    o3: make('o3'),
    goodDays: make('goodDays'),
  };
}

interface Ranks {
  readonly indicator: Indicator;
  readonly state: readonly (number | null)[];
  readonly change: readonly (number | null)[];
}

/** AIR-4.7, 4.9: places by published value and by change; of good-day ratios more is better. */
function ranksOf(
  indicator: Indicator,
  stats: readonly { now: PublishedStats; last: PublishedStats }[],
): Ranks {
  const statistic = statisticOf(indicator);
  const sign = moreIsBetter(statistic) ? -1 : 1;
  const signed = (count: number | null) => (count === null ? null : count * sign);
  const places = (counts: (number | null)[]) => rank(counts.map(signed)).map((found) => found?.rank ?? null);
  return {
    indicator,
    state: places(stats.map(({ now }) => now[statistic].count)),
    change: places(stats.map(({ now, last }) => changeBetween(statistic, now, last).count)),
  };
}

function withRanks(
  facts: Record<Indicator, IndicatorFacts>,
  ranks: readonly Ranks[],
  index: number,
): Record<Indicator, IndicatorFacts> {
  return byIndicator((indicator) => {
    const places = ranks.find((one) => one.indicator === indicator);
    return {
      ...facts[indicator],
      rank: places?.state[index] ?? null,
      changeRank: places?.change[index] ?? null,
    };
  });
}

function dayFacts({ now, last }: CityPeriod): DayFacts {
  return {
    classes: now.days.byLevel,
    lastYear: last.days.valid > 0 ? { good: last.days.good, heavy: last.days.heavy } : null,
    primary: exceedingPrimary(now.days),
  };
}

function exceedingPrimary(days: DayCounts): DayFacts['primary'] {
  return Object.fromEntries(
    POLLUTANTS.map((pollutant): [Pollutant, number] => [pollutant, days.primaryExceeding[pollutant]]).filter(
      ([, count]) => count > 0,
    ),
  );
}

/** AIR-4.4: the largest single index and its share; without a valid index there is no share. */
function largestOf(index: CompositeIndex): PlaceFacts['largest'] {
  const pollutant = index.main[0];
  const share = pollutant === undefined ? null : index.loadShares[pollutant];
  return pollutant === undefined || share === null ? null : { pollutant, share: published(share, 1) };
}

/** AIR-3.19: what exceeds the limit of the period, by published values. */
function exceedances(stats: PublishedStats, standard: Standard): PlaceFacts['exceedances'] {
  const { year, day } = standard.gradeTwo;
  const limits: Readonly<Record<Pollutant, number>> = { ...year, co: day.co, o3: day.o3 };
  return POLLUTANTS.flatMap((pollutant) => {
    const { count } = stats[pollutant];
    const multiple = count === null ? null : exceedanceMultiple(count, limits[pollutant]);
    if (multiple === null) return [];
    return [
      {
        pollutant,
        limit: published(limits[pollutant], DECIMALS[pollutant]),
        multiple: published(multiple, 2),
      },
    ];
  });
}

/** Whether any city has a day with a valid AQI. */
export const hasDays = (result: RegionResult): boolean => result.now.cityDays.valid > 0;
