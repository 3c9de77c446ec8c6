import { percentChange } from '../numbers/change.ts';

/** The place of one entry among those ranked. */
export interface Rank {
  /** AIR-4.7: place from the best (smallest published value), ties share it: 1, 1, 3. */
  readonly rank: number;
  /** Place from the worst (倒数第 n), counted the same way. */
  readonly fromWorst: number;
  /** Entries sharing the place, 1 without a tie (并列). */
  readonly tied: number;
  /** Entries ranked. */
  readonly n: number;
}

/**
 * AIR-4.7: ranks of *published* values (whole counts, so that equal figures tie), smaller is better. Null is not ranked
 * (AIR-4.11 数据无效) and stays null; the result stands in the order of the input.
 */
export function rank(values: readonly (number | null)[]): (Rank | null)[] {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const places = new Map<number, Rank>();
  for (let first = 0; first < sorted.length; ) {
    const value = sorted[first]!;
    let next = first + 1;
    while (sorted[next] === value) next++;
    const n = sorted.length;
    places.set(value, { rank: first + 1, fromWorst: n - next + 1, tied: next - first, n });
    first = next;
  }
  return values.map((value) => (value === null ? null : (places.get(value) ?? null)));
}

/** One place of a list of best or worst, with all who share it. */
export interface LeadingPlace<T> {
  /** 1 for the best (or the worst). */
  readonly place: number;
  readonly value: number;
  readonly entries: readonly T[];
}

/**
 * AIR-4.8: the best (small → large) or worst (large → small) `count` entries. Those who tie share a place and take up as
 * many places as they are; a tie on the last place widens the list. Within a tie the order of the input stays.
 */
export function leading<T>(
  entries: readonly T[],
  figureOf: (entry: T) => number | null,
  count: number,
  side: 'best' | 'worst',
): LeadingPlace<T>[] {
  const ranked = entries.flatMap((entry) => {
    const value = figureOf(entry);
    return value === null ? [] : [{ entry, value }];
  });
  ranked.sort((a, b) => (side === 'best' ? a.value - b.value : b.value - a.value));
  const places: LeadingPlace<T>[] = [];
  for (let first = 0; first < ranked.length && first < count; ) {
    const { value } = ranked[first]!;
    const group = ranked.filter((candidate) => candidate.value === value).map((candidate) => candidate.entry);
    places.push({ place: first + 1, value, entries: group });
    first += group.length;
  }
  return places;
}

/** State and change of one entry. */
export interface StateAndChange {
  /** Published value now and a year earlier (whole counts of one unit). */
  readonly now: number | null;
  readonly earlier: number | null;
}

/** Ranking by state and by change side by side. */
export interface RankedChange {
  readonly state: Rank | null;
  /** AIR-4.9: change in tenths of a per cent; negative is better, 0 is 持平. */
  readonly rate: number | null;
  /** Rank by the change rate, most negative first. */
  readonly change: Rank | null;
}

/** AIR-4.7, AIR-4.9: ranks of state and of change, in the order of the input. */
export function rankStateAndChange(entries: readonly StateAndChange[]): RankedChange[] {
  const rates = entries.map(({ now, earlier }) =>
    now === null || earlier === null ? null : percentChange(now, earlier),
  );
  const states = rank(entries.map(({ now }) => now));
  const changes = rank(rates);
  return entries.map((_, index) => ({
    state: states[index] ?? null,
    rate: rates[index] ?? null,
    change: changes[index] ?? null,
  }));
}

/**
 * AIR-4.13: order by a weighted sum of the state rank and the change rank (district rankings of some cities), weights in
 * per cent. Entries without either rank are null.
 */
export function rankWeighted(entries: readonly RankedChange[], stateWeight: number): (Rank | null)[] {
  return rank(
    entries.map(({ state, change }) =>
      state && change ? state.rank * stateWeight + change.rank * (100 - stateWeight) : null,
    ),
  );
}
