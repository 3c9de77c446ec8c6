/**
 * Working days (工作日) by the official arrangement of holidays: weekdays that are off, weekends that are worked
 * (调休). The arrangement of a year is announced late in the year before; until then weekends are assumed, and
 * whoever counts across such a year can ask for it (`unknownYears`) and say so.
 */
import { addDays, type Day, dayNumber, daysBetween, yearOf } from '@qingzhang/standards';

/** Which days are worked. DIS-11.2, DIS-1.5. */
export interface WorkCalendar {
  isWorkday(day: Day): boolean;
  /** Whether the official arrangement of the year is known; where not, Monday to Friday are assumed. */
  knows(year: number): boolean;
}

/** A day that departs from Monday-to-Friday. */
export interface CalendarException {
  readonly day: Day;
  /** True: a weekend day that is worked (调休上班); false: a weekday that is off. */
  readonly work: boolean;
}

/** No stretch of days off is longer: a calendar that has one is broken, and counting in it would not end. */
const LONGEST_REST = 60;

/** The calendar of the given exceptions and announced years. A later entry for the same day wins. */
export function workCalendar(
  exceptions: Iterable<CalendarException>,
  announced: Iterable<number>,
): WorkCalendar {
  const days = new Map<Day, boolean>();
  for (const { day, work } of exceptions) days.set(day, work);
  const years = new Set(announced);
  return {
    isWorkday: (day) => days.get(day) ?? isWeekday(day),
    knows: (year) => years.has(year),
  };
}

/** Monday to Friday. */
export function isWeekday(day: Day): boolean {
  // 1970-01-01 was a Thursday.
  const sinceMonday = (((dayNumber(day) + 3) % 7) + 7) % 7;
  return sinceMonday < 5;
}

/** The day itself where it is worked, else the next one that is. */
export function nextWorkday(calendar: WorkCalendar, day: Day): Day {
  return seek(calendar, day, 1);
}

/** The day itself where it is worked, else the last one before it that is. */
export function lastWorkday(calendar: WorkCalendar, day: Day): Day {
  return seek(calendar, day, -1);
}

/**
 * The `count`-th working day after the day (T+n); before it where `count` is negative (T−n). The day itself is not
 * counted; 0 gives the day as it is, worked or not.
 */
export function addWorkdays(calendar: WorkCalendar, day: Day, count: number): Day {
  if (!Number.isInteger(count)) throw new RangeError(`Not a whole number of working days: ${count}`);
  const step = count < 0 ? -1 : 1;
  let at = day;
  for (let left = Math.abs(count); left > 0; left -= 1) at = seek(calendar, addDays(at, step), step);
  return at;
}

/**
 * Working days after `from` up to and with `to`: 0 for the same day, 1 from a Monday to the Tuesday. Negative where
 * `to` is earlier: minus the working days after `to` up to and with `from`.
 */
export function workdaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  if (to < from) {
    const back = workdaysBetween(calendar, to, from);
    return back === 0 ? 0 : -back;
  }
  let count = 0;
  const days = daysBetween(from, to);
  for (let i = 1; i <= days; i += 1) if (calendar.isWorkday(addDays(from, i))) count += 1;
  return count;
}

/** The years from one day to the other (in either order) whose arrangement is not known, ascending. */
export function unknownYears(calendar: WorkCalendar, from: Day, to: Day): number[] {
  const [first, last] = from < to ? [yearOf(from), yearOf(to)] : [yearOf(to), yearOf(from)];
  const years: number[] = [];
  for (let year = first; year <= last; year += 1) if (!calendar.knows(year)) years.push(year);
  return years;
}

function seek(calendar: WorkCalendar, day: Day, step: 1 | -1): Day {
  let at = day;
  for (let tries = 0; tries <= LONGEST_REST; tries += 1) {
    if (calendar.isWorkday(at)) return at;
    at = addDays(at, step);
  }
  throw new RangeError(`No working day within ${LONGEST_REST} days of ${day}`);
}
