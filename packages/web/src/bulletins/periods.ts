import { parsePeriod } from '../ui/period.ts';

/** The last month that is over on a day: the day's own month when it is its last day. */
export function latestWholeMonth(lastDay: string): string {
  const next = new Date(Date.parse(`${lastDay}T00:00:00Z`) + 86_400_000);
  if (next.getUTCDate() === 1) return lastDay.slice(0, 7);
  return new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** The months of a period, first to last; none for what is no period of whole months. */
export function coveredMonths(key: string): readonly string[] {
  const parsed = parsePeriod(key);
  if (!parsed) return [];
  const length = { month: 1, quarter: 3, half: 6, year: 12, ytd: parsed.month }[parsed.kind];
  return Array.from({ length }, (_, index) => {
    const month = parsed.month - length + 1 + index;
    return `${parsed.year}-${String(month).padStart(2, '0')}`;
  });
}
