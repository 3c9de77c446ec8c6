/** 月报的期: which month's report is due when (DIS-14.3). */
import { type Day, daysInMonth, formatDay } from '@qingzhang/standards';
import type { ItemState, Reporting } from '../programs/definition.ts';

/** A due day up to this one means the report of the month before (每月5日前报上月); later ones the running month's. */
export const LAST_DAY_FOR_MONTH_BEFORE = 15;

const months = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthAt = (count: number): string =>
  `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;

/** 'YYYY-MM' some months away. */
export const shiftMonth = (month: string, by: number): string => monthAt(months(month) + by);

/** The last day on which the report of a month is in time. */
export function reportDueOn(reporting: Pick<Reporting, 'dueDay'>, month: string): Day {
  const due = reporting.dueDay <= LAST_DAY_FOR_MONTH_BEFORE ? shiftMonth(month, 1) : month;
  const [year, of] = [Number(due.slice(0, 4)), Number(due.slice(5, 7))];
  return formatDay(year, of, Math.min(reporting.dueDay, daysInMonth(year, of)));
}

/** The month that is being reported on a day: the first whose due day has not passed. */
export function monthReported(reporting: Pick<Reporting, 'dueDay'>, today: Day): string {
  const before = shiftMonth(today.slice(0, 7), -1);
  return (
    [before, today.slice(0, 7)].find((month) => today <= reportDueOn(reporting, month)) ??
    shiftMonth(before, 2)
  );
}

/** States in which an item is reported every month. */
export const reportedStates: readonly ItemState[] = [
  'issued',
  'working',
  'extension',
  'reopened',
  'standing',
];

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
  const last = shiftMonth(monthReported(reporting, today), -1);
  if (item.openedOn.slice(0, 7) > last) return null;
  return item.reportMonth !== null && item.reportMonth >= last ? null : last;
}
