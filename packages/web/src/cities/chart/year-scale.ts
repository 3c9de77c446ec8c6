/** The months of a year on a horizontal axis of days. */

export interface YearScale {
  readonly days: number;
  /** Where the end of the `index`-th day (0 = 1 January) stands; -1 is the start of the year. */
  readonly x: (index: number) => number;
  /** The day nearest to a position. */
  readonly indexAt: (x: number) => number;
  readonly months: readonly { readonly month: number; readonly start: number; readonly middle: number }[];
}

/** How many days a year has. */
export function daysInYear(year: number): number {
  return (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
}

/** Day of the year from 0; 'YYYY-MM-DD'. */
export function dayIndex(day: string): number {
  const year = Number(day.slice(0, 4));
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(year, 0, 1)) / 86_400_000;
}

/** Lay a year between two positions: a day takes its full width, a month the width of its days. */
export function yearScale(year: number, left: number, right: number): YearScale {
  const days = daysInYear(year);
  const step = (right - left) / days;
  const x = (index: number) => left + (index + 1) * step;
  const months = Array.from({ length: 12 }, (_, month) => {
    const first = (Date.UTC(year, month, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
    const next = (Date.UTC(year, month + 1, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
    return { month: month + 1, start: left + first * step, middle: left + ((first + next) / 2) * step };
  });
  const indexAt = (position: number) =>
    Math.min(days - 1, Math.max(0, Math.round((position - left) / step - 1)));
  return { days, x, indexAt, months };
}
