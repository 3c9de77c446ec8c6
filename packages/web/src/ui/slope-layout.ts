/**
 * Layout of a slope chart: two columns of the same height, one place a row, ties as one step. Pure geometry in rows;
 * the component multiplies by its row height.
 */
export interface Ranked {
  readonly code: string;
  /** 1 is best; equal published values share a rank and the next rank skips (AIR-4.7). Null: not ranked. */
  readonly rank: number | null;
}

/** One step of a column: one place, or several that tie. */
export interface SlopeStep {
  readonly rank: number;
  readonly codes: readonly string[];
  /** First and last row it fills, counted from 0. */
  readonly from: number;
  readonly to: number;
}

/** The steps of a column from best to worst; a tie of k fills k rows. Places without a rank are left out. */
export function slopeSteps(places: readonly Ranked[]): SlopeStep[] {
  const byRank = new Map<number, string[]>();
  for (const { code, rank } of places) {
    if (rank !== null) byRank.set(rank, [...(byRank.get(rank) ?? []), code]);
  }
  let row = 0;
  return [...byRank.entries()]
    .sort(([a], [b]) => a - b)
    .map(([rank, codes]) => {
      const step = { rank, codes, from: row, to: row + codes.length - 1 };
      row += codes.length;
      return step;
    });
}

/** The middle row of the step that holds a place; null where it is not ranked. */
export function rowOf(steps: readonly SlopeStep[], code: string): number | null {
  const step = steps.find(({ codes }) => codes.includes(code));
  return step ? (step.from + step.to) / 2 : null;
}

/** Lines between the two columns, for places ranked in both. */
export function slopeLines(
  left: readonly SlopeStep[],
  right: readonly SlopeStep[],
): { code: string; from: number; to: number }[] {
  return left.flatMap(({ codes }) =>
    codes.flatMap((code) => {
      const from = rowOf(left, code);
      const to = rowOf(right, code);
      return from === null || to === null ? [] : [{ code, from, to }];
    }),
  );
}
