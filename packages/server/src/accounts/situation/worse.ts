/** 底线检查: what is worse than the same period a year before, worst first (只能变好，不能变坏). */
import type { Situation, StatCell, StatIndicator } from '@qingzhang/contract';
import type { CityFacts } from './facts.ts';

/** What the bottom line is drawn under: the index, the six pollutants, and good days. */
export const BOTTOM_LINE: readonly StatIndicator[] = [
  'index',
  'pm25',
  'pm10',
  'so2',
  'no2',
  'co',
  'o3',
  'goodDays',
];

type Worse = Situation['worse'][number];

/** By how many per cent a figure is worse; null when it is not worse or not comparable. Days are per cent of last year's. */
export function worseBy(cell: StatCell): number | null {
  const { delta, last } = cell;
  if (delta.kind !== 'change' || delta.sense !== 'worse') return null;
  const change = Math.abs(Number(delta.text));
  if (delta.unit === '%') return change;
  const base = Number(last.text ?? 0);
  return base > 0 ? Math.round((1000 * change) / base) / 10 : 100;
}

/** What got worse in one city, worst first. */
export function worseOf(city: CityFacts): { indicator: StatIndicator; cell: StatCell; percent: number }[] {
  return BOTTOM_LINE.flatMap((indicator) => {
    const cell = city.stats[indicator];
    const percent = worseBy(cell);
    return percent === null ? [] : [{ indicator, cell, percent }];
  }).sort((a, b) => b.percent - a.percent);
}

/** Everything that got worse in the province's cities. */
export function worseList(cities: readonly CityFacts[]): Worse[] {
  return cities
    .flatMap((facts) =>
      worseOf(facts).map(
        ({ indicator, cell, percent }): Worse => ({
          region: facts.city.code,
          indicator,
          last: cell.last,
          now: cell.figure,
          unit: cell.unit,
          delta: cell.delta,
          percent,
        }),
      ),
    )
    .sort((a, b) => b.percent - a.percent);
}

/** The signed change of a city's index; null when not comparable. */
export function indexChangeOf(stats: CityFacts['stats'] | null): { text: string; value: number } | null {
  const delta = stats?.index.delta;
  return delta?.kind === 'change' ? { text: delta.text, value: Number(delta.text) } : null;
}
