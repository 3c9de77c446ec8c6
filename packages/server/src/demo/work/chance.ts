/** Chance that can be asked again: everything follows from the seed and a name. */
import { streamOf, uniform } from '@qingzhang/simulator';

export interface Chance {
  /** [0, 1), its own for every name. */
  of(name: string): number;
  /** A whole number from `low` to `high`. */
  between(name: string, low: number, high: number): number;
  pick<T>(name: string, list: readonly [T, ...T[]]): T;
  /** A chance of its own below this one. */
  under(name: string): Chance;
}

/** Chance of a stream. */
export function chanceOf(seed: number, name: string): Chance {
  const stream = streamOf(seed, name);
  const of = (what: string) => uniform(streamOf(stream, what), 0);
  return {
    of,
    between: (what, low, high) => low + Math.floor(of(what) * (high - low + 1)),
    pick: (what, list) => list[Math.floor(of(what) * list.length)] ?? list[0],
    under: (what) => chanceOf(stream, what),
  };
}
