import type { DayCell } from '@qingzhang/contract';

/** Height of a strip in its own units. */
export const STRIP_HEIGHT = 24;

export const stripLevels = [1, 2, 3, 4, 5, 6] as const;
export type StripLevel = (typeof stripLevels)[number];

/** The height of a class: 优 is low, each class adds a step; 严重 fills the strip. */
export function barHeight(level: number): number {
  return [5, 9, 13, 17, 21, 23.5][level - 1] ?? 0;
}

/** How many valid days of each class a row of cells holds, best class first; classes without days are left out. */
export function classCounts(cells: readonly DayCell[]): { level: StripLevel; days: number }[] {
  return stripLevels
    .map((level) => ({
      level,
      days: cells.filter((cell) => cell.state === 'valid' && cell.level === level).length,
    }))
    .filter(({ days }) => days > 0);
}
