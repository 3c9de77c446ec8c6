import { dayNumberOf, daysInMonth, formatHour, type HourIndex, hourEndEpochMs } from '@qingzhang/standards';

/** What a time cell that names no hour turns into; hours of our era are positive. */
export const TIME_INVALID = -1;
export const TIME_NOT_WHOLE = -2;
export const TIME_OTHER_ZONE = -3;

/** Days since 1970-01-01 of a civil date, or -1 when there is no such date between 1990 and 2199. */
export function dayOfDate(year: number, month: number, day: number): number {
  if (year < 1990 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return -1;
  return dayNumberOf(year, month, day);
}

/** The hour whose END is the clock hour 0…24 of a day: clock hour 0 is label 24 of the day before (AIR-3.2). */
export function hourOf(day: number, clock: number): HourIndex {
  return day < 0 || clock < 0 || clock > 24 ? TIME_INVALID : day * 24 + clock - 1;
}

/** The evaluation day (days since 1970-01-01) an hour belongs to: labels 01:00…24:00 (AIR-3.1). */
export function dayNumberOfHour(hour: HourIndex): number {
  return Math.floor(hour / 24);
}

/** 'YYYY-MM-DD HH:00' as our own layout writes an hour: its END, midnight as 24:00. */
export function hourStamp(hour: HourIndex): string {
  return `${formatHour(hour)}:00`;
}

/** The instant at which an hour ends, as the database keeps it. */
export function instantOfHour(hour: HourIndex): Date {
  return new Date(hourEndEpochMs(hour));
}

function two(bytes: Buffer, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
}

/**
 * Parses time stamp cells. Keeps the last date it saw, as neighbouring rows mostly share it.
 * Written for `YYYY-MM-DD HH:MM`; other spellings take the slow way through a regular expression.
 */
export class StampParser {
  private lastKey = -1;
  private lastDay = -1;

  /** The hour of the label as written (24:00 is midnight at the day's end), or one of the codes. */
  parse(bytes: Buffer, start: number, end: number): number {
    const length = end - start;
    if (
      (length === 16 || (length === 19 && bytes[start + 16] === 58 && two(bytes, start + 17) === 0)) &&
      bytes[start + 4] === 45 &&
      bytes[start + 7] === 45 &&
      (bytes[start + 10] === 32 || bytes[start + 10] === 84) &&
      bytes[start + 13] === 58
    ) {
      const century = two(bytes, start);
      const year = two(bytes, start + 2);
      const month = two(bytes, start + 5);
      const day = two(bytes, start + 8);
      const hour = two(bytes, start + 11);
      const minute = two(bytes, start + 14);
      if (century >= 0 && year >= 0 && month >= 0 && day >= 0 && hour >= 0 && minute >= 0) {
        if (minute > 59) return TIME_INVALID;
        if (minute !== 0) return TIME_NOT_WHOLE;
        const key = ((century * 100 + year) * 100 + month) * 100 + day;
        if (key !== this.lastKey) {
          this.lastKey = key;
          this.lastDay = dayOfDate(century * 100 + year, month, day);
        }
        return hourOf(this.lastDay, hour);
      }
    }
    return hourOfStamp(bytes.toString('utf8', start, end));
  }
}

const stampPattern =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日[ T]*|[ T]+)(\d{1,2})(?:(?:[:时点](\d{1,2})分?)(?::(\d{1,2})(?:\.0+)?)?|[时点])?\s*(Z|[+-]\d{2}:?\d{2})?$/;
const densePattern = /^(\d{4})(\d{2})(\d{2})[ T]?(\d{2})(?::?(\d{2})(?::?(\d{2}))?)?$/;

/** The hour a stamp text names, in any of the spellings seen: `2020/1/5 3:00`, `2020-01-05T03:00:00+08:00`, `2020010503`. */
export function hourOfStamp(raw: string): number {
  const text = raw.normalize('NFKC').trim();
  const match = stampPattern.exec(text) ?? densePattern.exec(text);
  if (!match) return TIME_INVALID;
  const [, year, month, day, hour, minute = '0', second = '0', zone] = match;
  if (Number(minute) > 59 || Number(second) > 59) return TIME_INVALID;
  if (zone !== undefined && zone !== '+08:00' && zone !== '+0800') return TIME_OTHER_ZONE;
  if (Number(minute) !== 0 || Number(second) !== 0) return TIME_NOT_WHOLE;
  return hourOf(dayOfDate(Number(year), Number(month), Number(day)), Number(hour));
}

/** The day number of a date cell: `20200115`, `2020-01-15`, `2020/1/15`, or -1. */
export function dayOfText(raw: string): number {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/ 00:00(:00)?$/, '');
  const match =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return match ? dayOfDate(Number(match[1]), Number(match[2]), Number(match[3])) : -1;
}

/** An hour-of-day cell 0…24, also written `3:00`, or -1. */
export function hourLabelOfText(raw: string): number {
  const match = /^(\d{1,2})(?:\.0+|:00(?::00)?|时)?$/.exec(raw.normalize('NFKC').trim());
  const hour = match ? Number(match[1]) : -1;
  return hour > 24 ? -1 : hour;
}
