import type { RankRow, StatCell, StatIndicator } from '@qingzhang/contract';
import { rank } from '@qingzhang/standards';
import { changeBetween, moreIsBetter, type PublishedStats } from '../evaluation/published.ts';

/** A subject of a ranking with its published statistics. */
export interface RankSubject {
  readonly code: string;
  readonly name: string;
  readonly now: PublishedStats;
  readonly last: PublishedStats;
  readonly cells: Record<StatIndicator, StatCell>;
  readonly validDays: number;
}

/**
 * State and change ranks by an indicator (AIR-4.7, 4.9). Of good-day shares more is better, and their change is in
 * percentage points: ranked by the difference, the greatest gain first.
 */
export function rankRows(
  subjects: readonly RankSubject[],
  indicator: StatIndicator,
  invalid: string,
): RankRow[] {
  const sign = moreIsBetter(indicator) ? -1 : 1;
  const changes = subjects.map(({ now, last }) => changeBetween(indicator, now, last).count);
  const counts = subjects.map(({ now }) => {
    const { count } = now[indicator];
    return count === null ? null : count * sign;
  });

  const states = rank(counts);
  const moves = rank(changes.map((change) => (change === null ? null : change * sign)));
  return subjects.map((subject, index): RankRow => {
    const state = states[index] ?? null;
    const change = moves[index] ?? null;
    return {
      region: subject.code,
      name: subject.name,
      cell: subject.cells[indicator],
      rank: state?.rank ?? null,
      fromWorst: state?.fromWorst ?? null,
      tied: (state?.tied ?? 1) > 1,
      changeRank: change?.rank ?? null,
      changeTied: (change?.tied ?? 1) > 1,
      validDays: subject.validDays,
      invalid: state === null ? invalid : null,
    };
  });
}
