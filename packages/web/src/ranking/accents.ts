import type { RankColumn } from '@qingzhang/contract';
import type { Accent } from '../ui/slope-chart.tsx';

/**
 * At most three cities stand out, the same in every column: the greatest improvement, the greatest rebound, and the
 * city asked about (or else the worst state). Ties stand out for nobody.
 */
export function accentsOf(column: RankColumn | undefined, asked: string | undefined): Map<string, Accent> {
  const accents = new Map<string, Accent>();
  if (!column) return accents;
  const ranked = column.rows.filter(({ rank }) => rank !== null);
  const changed = column.rows.filter(({ changeRank, changeTied }) => changeRank !== null && !changeTied);
  const best = changed.find(({ changeRank }) => changeRank === 1);
  const worst = changed.reduce<(typeof changed)[number] | undefined>(
    (found, row) => ((row.changeRank ?? 0) > (found?.changeRank ?? 0) ? row : found),
    undefined,
  );
  const sense = (row: (typeof changed)[number] | undefined) =>
    row?.cell.delta.kind === 'change' ? row.cell.delta.sense : null;
  const focus = asked ?? ranked.find(({ fromWorst, tied }) => fromWorst === 1 && !tied)?.region;
  if (focus !== undefined) accents.set(focus, 'ink');
  if (best && sense(best) !== 'worse') accents.set(best.region, 'better');
  if (worst && sense(worst) === 'worse') accents.set(worst.region, 'worse');
  return accents;
}
