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

/** (√5 − 1) / 2: multiples of it fill [0, 1) evenly, however few there are. */
const GOLDEN = 0.618_033_988_75;

/**
 * The chance of a row by its number. Its `turn` (which share of the work is done before it) is spread evenly over rows that
 * follow each other, so that a city of six rows is at a half when its work is.
 */
export function chanceOfRow(seed: number, program: string, no: number): Chance {
  const own = chanceOf(seed, `${program}#${no}`);
  const turn = (chanceOf(seed, program).of('turns') + no * GOLDEN) % 1;
  return { ...own, of: (name) => (name === 'turn' ? turn : own.of(name)) };
}
