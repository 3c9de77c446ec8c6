/** The days of one year by their number: accounts keep columns that begin on 1 January. */

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInYear = (year: number): number => (isLeap(year) ? 366 : 365);

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days of a month 1…12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/** How many days of the year lie before the first of the month. */
export function daysBeforeMonth(year: number, month: number): number {
  let days = 0;
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days;
}

/** The month (1…12) of day number `index`, 0 being 1 January. */
export function monthOfIndex(year: number, index: number): number {
  let rest = index;
  for (let month = 1; month < 12; month++) {
    const length = daysInMonth(year, month);
    if (rest < length) return month;
    rest -= length;
  }
  return 12;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** `2020-06-30` for day number 181 of 2020. */
export function dayOfIndex(year: number, index: number): string {
  const month = monthOfIndex(year, index);
  return `${year}-${two(month)}-${two(index - daysBeforeMonth(year, month) + 1)}`;
}

/** Day number of `2020-06-30` in its year, 0 being 1 January. */
export function indexOfDay(day: string): number {
  const [year, month, date] = day.split('-').map(Number);
  return daysBeforeMonth(year ?? 0, month ?? 1) + (date ?? 1) - 1;
}

/** `2020-06`. */
export const monthKey = (year: number, month: number): string => `${year}-${two(month)}`;
