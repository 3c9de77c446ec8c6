/** 底线检查: what is worse than the same period a year before, worst first (只能变好，不能变坏). */
import type { Situation, StatIndicator } from '@qingzhang/contract';
import { bottomLine, type Change, type Comparison, changeOf } from '@qingzhang/domain';
import type { CityFacts } from './facts.ts';

/** What the bottom line is drawn under: the index, the six pollutants, and good days. */
const BOTTOM_LINE: readonly StatIndicator[] = ['index', 'pm25', 'pm10', 'so2', 'no2', 'co', 'o3', 'goodDays'];

/** The published figures of one indicator of a region, both years. */
export function comparisonOf(
  region: string,
  indicator: StatIndicator,
  stats: CityFacts['stats'],
): Comparison {
  const { figure, last } = stats[indicator];
  return { region, indicator, now: figure.text, last: last.text };
}

/** The change of the composite index; null when not comparable. */
export const indexChangeOf = (region: string, stats: CityFacts['stats'] | null): Change | null =>
  stats === null ? null : changeOf(comparisonOf(region, 'index', stats));

/** Every comparison of a city under the bottom line. */
export const comparisonsOf = ({ city, stats }: CityFacts): Comparison[] =>
  BOTTOM_LINE.map((indicator) => comparisonOf(city.code, indicator, stats));

/** Everything that got worse in the province's cities. */
export function worseList(cities: readonly CityFacts[]): Situation['worse'] {
  const byCode = new Map(cities.map((facts) => [facts.city.code, facts]));
  return bottomLine(cities.flatMap(comparisonsOf)).flatMap((change) => {
    const cell = byCode.get(change.region)?.stats[change.indicator];
    if (cell === undefined) return [];
    return [
      {
        region: change.region,
        indicator: change.indicator,
        last: cell.last,
        now: cell.figure,
        unit: cell.unit,
        delta: cell.delta,
        // Worse from nothing: no percentage says how much, the bar is full.
        percent: change.percent === null ? 100 : Math.abs(Number(change.percent)),
      },
    ];
  });
}
