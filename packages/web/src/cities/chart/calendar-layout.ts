import type { DayCell } from '@qingzhang/contract';

export interface PlacedDay {
  readonly cell: DayCell;
  /** Week column from 0 and weekday row, Monday 0. */
  readonly column: number;
  readonly row: number;
}

export interface CalendarBlock {
  readonly days: readonly PlacedDay[];
  readonly columns: number;
  /** The column in which each month's first day stands. */
  readonly months: readonly { readonly month: number; readonly column: number }[];
}

/** Monday 0 … Sunday 6 of a 'YYYY-MM-DD'. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/**
 * Lay days in columns of weeks that begin on Monday. `split` 2 makes two blocks, January to June and July to
 * December: a phone is narrower than 53 legible weeks.
 */
export function calendarBlocks(cells: readonly DayCell[], split: 1 | 2): readonly CalendarBlock[] {
  const groups =
    split === 1
      ? [cells]
      : [cells.filter(({ day }) => monthOf(day) <= 6), cells.filter(({ day }) => monthOf(day) > 6)];
  return groups.filter((group) => group.length > 0).map(block);
}

function block(cells: readonly DayCell[]): CalendarBlock {
  const offset = cells[0] === undefined ? 0 : weekday(cells[0].day);
  const days = cells.map((cell, index) => ({
    cell,
    column: Math.floor((index + offset) / 7),
    row: (index + offset) % 7,
  }));
  const months = days
    .filter(({ cell }) => cell.day.endsWith('-01'))
    .map(({ cell, column }) => ({ month: monthOf(cell.day), column }));
  return { days, columns: (days.at(-1)?.column ?? 0) + 1, months };
}

function monthOf(day: string): number {
  return Number(day.slice(5, 7));
}
