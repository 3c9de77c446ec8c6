/** 月报的期: which month's report is due when (DIS-14.3). */
import { type Day, daysInMonth, formatDay } from '@qingzhang/standards';
import type { ItemState, Reporting } from '../programs/definition.ts';

const months = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (count: number): string =>
  `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;

/** 'YYYY-MM' some months away. */
export const shiftMonth = (month: string, by: number): string => monthAt(months(month) + by);

/** The last day on which the report of a month is in time: the due day of the month after. */
export function reportDueOn(reporting: Pick<Reporting, 'dueDay'>, month: string): Day {
  const due = shiftMonth(month, 1);
  const [year, of] = [Number(due.slice(0, 4)), Number(due.slice(5, 7))];
  return formatDay(year, of, Math.min(reporting.dueDay, daysInMonth(year, of)));
}

/** States in which an item is reported every month. */
export const reportedStates: readonly ItemState[] = [
  'issued',
  'working',
  'extension',
  'reopened',
  'standing',
];

/** The month a report is filed under: the one asked for, but none before the month in which the item was opened. */
export function reportMonthOf(item: { readonly openedOn: Day }, asked: string): string {
  const opened = item.openedOn.slice(0, 7);
  return opened > asked ? opened : asked;
}

/**
 * The latest month whose report is overdue on a day; null: nothing is missing. Months before
 * the one in which the item was opened are not asked for.
 */
export function missingReport(
  reporting: Reporting,
  item: {
    readonly state: ItemState;
    readonly openedOn: Day;
    readonly reportMonth: string | null;
    readonly pauseUntil: Day | null;
  },
  today: Day,
): string | null {
  if (reporting.every === 'none' || !reportedStates.includes(item.state)) return null;
  if (item.pauseUntil !== null && item.pauseUntil >= today) return null;
  const ended = shiftMonth(today.slice(0, 7), -1);
  const last = today > reportDueOn(reporting, ended) ? ended : shiftMonth(ended, -1);
  if (item.openedOn.slice(0, 7) > last) return null;
  return item.reportMonth !== null && item.reportMonth >= last ? null : last;
}
