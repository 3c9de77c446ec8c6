/**
 * Beijing wall-clock hours as whole numbers. An hour index counts hour labels since 1970-01-01 00:00 (UTC+8, no
 * daylight saving); a label names the END of its hour (AIR-3.1), so the labels of day `d` (days since 1970-01-01) are
 * `24 d + 1 … 24 d + 24`, the last being the next day's 00:00.
 */
export type HourIndex = number;

/** Days since 1970-01-01. */
export type DayIndex = number;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const HOUR = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):00(?::00)?(?:\+08:00)?$/;

/** Days since 1970-01-01 of a civil date; proleptic Gregorian, no clock and no time zone involved. */
export function dayOf(year: number, month: number, day: number): DayIndex {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a day index. */
export function civilOf(day: DayIndex): { year: number; month: number; day: number } {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** 'YYYY-MM-DD' to its day index; throws RangeError on anything else, impossible dates included. */
export function parseDay(text: string): DayIndex {
  const m = DAY.exec(text);
  const day = m ? dayOf(Number(m[1]), Number(m[2]), Number(m[3])) : Number.NaN;
  if (Number.isNaN(day) || formatDay(day) !== text) throw new RangeError(`not a day YYYY-MM-DD: ${text}`);
  return day;
}

/** Day index to 'YYYY-MM-DD'. */
export function formatDay(day: DayIndex): string {
  const c = civilOf(day);
  return `${String(c.year).padStart(4, '0')}-${two(c.month)}-${two(c.day)}`;
}

/** 'YYYY-MM-DD HH:00' (or ISO with +08:00) naming the END of an hour, 00:00 … 24:00, to its index; else RangeError. */
export function parseHour(text: string): HourIndex {
  const m = HOUR.exec(text);
  const hour = m ? Number(m[2]) : Number.NaN;
  if (!m || !(hour <= 24)) throw new RangeError(`not an hour label YYYY-MM-DD HH:00: ${text}`);
  return parseDay(m[1]!) * 24 + hour;
}

/** Label 'YYYY-MM-DD HH:00' of the END of an hour; the 24th hour of a day is the next day's 00:00. */
export function formatHour(hour: HourIndex): string {
  const day = Math.floor(hour / 24);
  return `${formatDay(day)} ${two(hour - day * 24)}:00`;
}

/** The instant an hour ends, ISO 8601 with +08:00. */
export function hourInstant(hour: HourIndex): string {
  return `${formatHour(hour).replace(' ', 'T')}:00+08:00`;
}

/** The day an hour label belongs to: labels 24 d + 1 … 24 d + 24 are day d's (AIR-3.1). */
export function dayOfHour(hour: HourIndex): DayIndex {
  return Math.floor((hour - 1) / 24);
}

/** Saturday or Sunday. */
export function isWeekend(day: DayIndex): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
