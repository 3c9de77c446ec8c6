/**
 * What the simulator needs beside the calendar of the standards: an {@link HourIndex} is theirs (hours since 1970-01-01
 * 00:00 Beijing time, by begin), a day here is its number since 1970-01-01, and text names the END of an hour (AIR-3.1).
 */
import { dayNumber, dayOfNumber, type HourIndex } from '@qingzhang/standards';

/** Days since 1970-01-01. */
export type DayIndex = number;

const END = /^(\d{4}-\d{2}-\d{2}) (\d{2}):00$/;

/** 'YYYY-MM-DD HH:00' of the END of an hour; the 24th hour of a day is the next day's 00:00. */
export function endLabel(hour: HourIndex): string {
  const end = hour + 1;
  const day = Math.floor(end / 24);
  const clock = end - day * 24;
  return `${dayOfNumber(day)} ${clock < 10 ? '0' : ''}${clock}:00`;
}

/** The hour that ends at 'YYYY-MM-DD HH:00', 00:00 … 24:00. @throws RangeError on anything else. */
export function hourOfEndLabel(text: string): HourIndex {
  const m = END.exec(text);
  const clock = m ? Number(m[2]) : Number.NaN;
  if (!m || !(clock <= 24)) throw new RangeError(`Not the end of an hour written YYYY-MM-DD HH:00: ${text}`);
  return dayNumber(m[1]!) * 24 + clock - 1;
}

/** The number of the day an hour belongs to. */
export function dayIndexOf(hour: HourIndex): DayIndex {
  return Math.floor(hour / 24);
}

/** Year, month and day of the month of a day. */
export function civilOf(day: DayIndex): { year: number; month: number; day: number } {
  const text = dayOfNumber(day);
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

/** Saturday or Sunday. */
export function isWeekend(day: DayIndex): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
