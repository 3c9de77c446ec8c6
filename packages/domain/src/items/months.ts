import { type Day, dayOfMonth, daysInMonth, formatDay, monthOf, yearOf } from '@qingzhang/standards';

/** The same day some months later; the last day of that month where it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + count;
  const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  return formatDay(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month)));
}
