import type { LampState, SituationRow, StatIndicator } from '@qingzhang/contract';
import { moreIsBetter } from '../ui/pollutants.ts';
import type { SortKey } from './situation-search.ts';

/** The four accounts of a row, in the order of the table. */
export const scales = ['today', 'month', 'year', 'days'] as const;
export type Scale = (typeof scales)[number];

/** The figures of a row, in the order of the table. */
export const shownStats = ['index', 'pm25', 'o3', 'goodDays'] as const satisfies readonly StatIndicator[];
export type ShownStat = (typeof shownStats)[number];

const severity: Record<LampState, number> = { impossible: 0, overdrawn: 1, tight: 2, safe: 3, none: 4 };

function isScale(key: string): key is Scale {
  return scales.some((scale) => scale === key);
}

/** What a click on a heading asks for next: an account: worst first ⇄ protocol; a figure: state → change → protocol. */
export function nextSort(heading: Scale | ShownStat, now: SortKey | undefined): SortKey | undefined {
  if (isScale(heading)) return now === heading ? undefined : heading;
  if (now === heading) return `${heading}-change`;
  return now === `${heading}-change` ? undefined : heading;
}

/**
 * Rows in the order asked for. Protocol order (规定顺序) is the order they arrive in and breaks every tie. Accounts put
 * the worst lamp first; figures the best state, or the greatest improvement, first; what has no value stands last.
 */
export function ordered(rows: readonly SituationRow[], sort: SortKey | undefined): readonly SituationRow[] {
  if (sort === undefined) return rows;
  const value = (row: SituationRow): number | null => {
    if (isScale(sort)) return severity[row[sort].lamp];
    const stat = shownStats.find((one) => sort === one || sort === `${one}-change`);
    if (stat === undefined) return null;
    const cell = row.stats[stat];
    const text = sort === stat ? cell.figure.text : cell.delta.kind === 'change' ? cell.delta.text : null;
    return text === null ? null : Number(text.replace('−', '-')) * (moreIsBetter(stat) ? -1 : 1);
  };
  return rows
    .map((row, at) => ({ row, at, value: value(row) }))
    .sort((a, b) => compare(a.value, b.value) || a.at - b.at)
    .map(({ row }) => row);
}

function compare(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}
