/** Where the columns of a sheet stand, and how high its lines are. */
import type { CSSProperties } from 'react';
import type { SheetColumn } from './columns.ts';

export const ROW = 26;
export const BELOW = 28;
export const HEAD = 42;
export const FOOT = 27;

export interface Placed extends SheetColumn {
  readonly left: number;
}

/** Columns side by side; what is left over goes to the words: why, the title, the last report. */
export function place(columns: readonly SheetColumn[], available: number) {
  const natural = columns.reduce((sum, { width }) => sum + width, 0);
  const growing = columns.filter(
    ({ kind, field }) => kind === 'lamp' || kind === 'title' || field?.type === 'text',
  );
  const spare = Math.max(0, available - natural - 1);
  const extra = growing.length === 0 ? 0 : Math.min(120, Math.floor(spare / growing.length));
  let left = 0;
  const placed = columns.map((column, index): Placed => {
    const grown = column.width + (growing.includes(column) ? extra : 0);
    const rest = index === columns.length - 1 ? Math.max(0, available - 1 - left - grown) : 0;
    const one = { ...column, width: grown + Math.min(rest, 200), left };
    left += one.width;
    return one;
  });
  const frozen = placed.filter((column) => column.frozen).reduce((sum, { width }) => sum + width, 0);
  return { columns: placed, width: left, frozen };
}

export const cellStyle = ({ frozen, left, width }: Placed): CSSProperties =>
  frozen ? { width, position: 'sticky', left, zIndex: 2 } : { width };

export function classOf(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
