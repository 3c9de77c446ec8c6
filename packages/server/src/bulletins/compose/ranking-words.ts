import type { Inline } from '@qingzhang/documents';
import type { PlaceFacts } from './facts.ts';
import { joinRuns, prose } from './prose.ts';

/** Cities that share a place: one step of the ladder. */
export interface RankStep {
  /** Counted from the end the list starts at, ties included. */
  readonly place: number;
  readonly cities: readonly PlaceFacts[];
}

type RankOf = (city: PlaceFacts) => number | null;

/**
 * The first `limit` places from the best or from the worst (AIR-4.7, 4.8). Equal ranks stand together and take up as
 * many places as they are cities: 甲和乙（并列第1）、丙 fills three. A tie that begins within the limit is listed whole.
 */
export function leadingSteps(
  cities: readonly PlaceFacts[],
  rankOf: RankOf,
  from: 'best' | 'worst',
  limit: number,
): RankStep[] {
  const groups = new Map<number, PlaceFacts[]>();
  for (const city of cities) {
    const rank = rankOf(city);
    if (rank !== null) groups.set(rank, [...(groups.get(rank) ?? []), city]);
  }
  const order = [...groups.keys()].sort((a, b) => (from === 'best' ? a - b : b - a));
  const steps: RankStep[] = [];
  let place = 1;
  for (const rank of order) {
    if (place > limit) break;
    const step = { place, cities: groups.get(rank) ?? [] };
    steps.push(step);
    place += step.cities.length;
  }
  return steps;
}

/** How many cities the best and the worst list may name without naming anyone twice. */
export function listLength(ranked: number): number {
  return Math.min(3, Math.floor(ranked / 2));
}

/** 甲和乙（并列第1）、丙 / 丁（并列倒数第2）; `detail` adds a figure in brackets behind each name. */
export function stepsInWords(
  steps: readonly RankStep[],
  from: 'best' | 'worst',
  detail?: (city: PlaceFacts) => Inline[],
): Inline[] {
  return joinRuns(
    steps.map((step) => {
      const names = step.cities.map((city) => {
        const more = detail?.(city) ?? [];
        return more.length > 0 ? prose`${city.shortName}（${more}）` : prose`${city.shortName}`;
      });
      if (names.length === 1) return names[0] ?? [];
      const listed = prose`${joinRuns(names.slice(0, -1), '、')}和${names.at(-1) ?? []}`;
      return prose`${listed}（并列${from === 'worst' ? '倒数' : ''}第${String(step.place)}）`;
    }),
    '、',
  );
}

/** How many cities the steps name. */
export function cityCount(steps: readonly RankStep[]): number {
  return steps.reduce((sum, step) => sum + step.cities.length, 0);
}

/** Whether another city stands at the same place. */
export function isTied(city: PlaceFacts, cities: readonly PlaceFacts[], rankOf: RankOf): boolean {
  const rank = rankOf(city);
  return rank !== null && cities.filter((other) => rankOf(other) === rank).length > 1;
}

/** 第3位 / 并列第3位. */
export function placeInWords(city: PlaceFacts, cities: readonly PlaceFacts[], rankOf: RankOf): string | null {
  const rank = rankOf(city);
  if (rank === null) return null;
  return `${isTied(city, cities, rankOf) ? '并列' : ''}第${rank}位`;
}

/** 太原、大同; with `limit` the rest becomes 等n市. */
export function names(cities: readonly PlaceFacts[]): string {
  return cities.map((city) => city.shortName).join('、');
}
