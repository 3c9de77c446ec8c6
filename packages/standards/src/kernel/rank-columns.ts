import { MISSING } from '../air/pollutants.ts';

/** Ranks of the places in each period; cell = period × places + place, 0 = not ranked (AIR-4.11). */
export interface RankColumns {
  /** AIR-4.7: place from the best, ties share it. */
  readonly rank: Uint16Array;
  readonly fromWorst: Uint16Array;
  /** Places ranked in each period. */
  readonly n: Uint16Array;
}

/** AIR-4.7 over columns: ranks of published figures (MISSING is not ranked), equal to `rank` of each period. */
export function rankPeriods(published: Int32Array, places: number): RankColumns {
  const periods = places === 0 ? 0 : published.length / places;
  const out = {
    rank: new Uint16Array(published.length),
    fromWorst: new Uint16Array(published.length),
    n: new Uint16Array(periods),
  };
  for (let period = 0; period < periods; period++) {
    const first = period * places;
    const sorted = published.slice(first, first + places).sort();
    const missing = upperBound(sorted, MISSING);
    out.n[period] = places - missing;
    for (let cell = first; cell < first + places; cell++) {
      const value = published[cell]!;
      if (value === MISSING) continue;
      out.rank[cell] = upperBound(sorted, value - 1) - missing + 1;
      out.fromWorst[cell] = places - upperBound(sorted, value) + 1;
    }
  }
  return out;
}

/** Number of sorted values that are at most `value`. */
function upperBound(sorted: Int32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
