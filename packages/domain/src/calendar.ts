/** The days of one year by their number (0 is 1 January): accounts keep columns that begin on 1 January. */
import { addDays, type Day, daysBetween, formatDay, isLeapYear, monthOf } from '@qingzhang/standards';

export const daysInYear = (year: number): number => (isLeapYear(year) ? 366 : 365);

/** How many days of the year lie before the first of the month. */
export const daysBeforeMonth = (year: number, month: number): number =>
  daysBetween(formatDay(year, 1, 1), formatDay(year, month, 1));

/** `2020-06-30` for day number 181 of 2020. */
export const dayOfIndex = (year: number, index: number): Day => addDays(formatDay(year, 1, 1), index);

/** The month (1…12) of a day number; past the end of the year, December. */
export const monthOfIndex = (year: number, index: number): number =>
  monthOf(dayOfIndex(year, Math.min(index, daysInYear(year) - 1)));

/** `2020-06`. */
export const monthKey = (year: number, month: number): string => formatDay(year, month, 1).slice(0, 7);
