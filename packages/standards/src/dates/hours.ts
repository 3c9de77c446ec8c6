import { type Day, dayNumber, dayOfNumber, isDay } from './days.ts';

/**
 * AIR-3.1: an hourly value is labelled by the END of its hour, and a day is the labels 01…24.
 *
 * An {@link HourIndex} counts the hours since 1970-01-01 00:00 Beijing time (UTC+8, no daylight saving) by their begin,
 * so that `Math.floor(index / 24)` is the day the value belongs to and `index % 24 + 1` is its label.
 */
export type HourIndex = number;

export const HOURS_OF_DAY = 24;

/** The hour with this label (1…24) on this day. */
export function hourIndex(day: Day, label: number): HourIndex {
  if (!Number.isInteger(label) || label < 1 || label > HOURS_OF_DAY) {
    throw new RangeError(`An hour label is 1 to 24, not ${label}`);
  }
  return dayNumber(day) * HOURS_OF_DAY + label - 1;
}

/** The day an hour belongs to. */
export function dayOfHour(hour: HourIndex): Day {
  return dayOfNumber(Math.floor(hour / HOURS_OF_DAY));
}

/** The label of an hour, 1…24. */
export function labelOfHour(hour: HourIndex): number {
  return hour - Math.floor(hour / HOURS_OF_DAY) * HOURS_OF_DAY + 1;
}

/**
 * AIR-3.2: the hour of a file keyed by date and clock hour 0…23 (or 24) of the hour's END: hour 0 of a date is label 24
 * of the day before.
 */
export function hourOfEndClock(date: Day, clockHour: number): HourIndex {
  if (!Number.isInteger(clockHour) || clockHour < 0 || clockHour > HOURS_OF_DAY) {
    throw new RangeError(`A clock hour is 0 to 24, not ${clockHour}`);
  }
  return dayNumber(date) * HOURS_OF_DAY + clockHour - 1;
}

/** The hour of a file keyed by date and clock hour 0…23 of the hour's BEGIN: hour 0 is label 01 of the same day. */
export function hourOfBeginClock(date: Day, clockHour: number): HourIndex {
  return hourOfEndClock(date, clockHour) + 1;
}

/** `YYYY-MM-DD HH` with HH the label 01…24. */
export function formatHour(hour: HourIndex): string {
  return `${dayOfHour(hour)} ${`${labelOfHour(hour)}`.padStart(2, '0')}`;
}

/** The hour written `YYYY-MM-DD HH` (label 01…24), or null when the text is none. */
export function parseHour(text: string): HourIndex | null {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2})$/.exec(text);
  const [day, label] = [match?.[1] ?? '', Number(match?.[2])];
  return match && isDay(day) && label >= 1 && label <= HOURS_OF_DAY ? hourIndex(day, label) : null;
}

/** The instant at which the hour ENDS, ISO 8601 with +08:00: label 24 of a day is 00:00 of the next. */
export function hourEndIso(hour: HourIndex): string {
  const end = hour + 1;
  return `${dayOfHour(end)}T${`${labelOfHour(end) - 1}`.padStart(2, '0')}:00:00+08:00`;
}

/** The instant at which the hour begins, ISO 8601 with +08:00. */
export function hourBeginIso(hour: HourIndex): string {
  return hourEndIso(hour - 1);
}

const BEIJING_MS = 8 * 3_600_000;

/** The instant at which the hour ends, in milliseconds since 1970-01-01T00:00Z. */
export function hourEndEpochMs(hour: HourIndex): number {
  return (hour + 1) * 3_600_000 - BEIJING_MS;
}

/** The hour that contains an instant (milliseconds since 1970-01-01T00:00Z), or that ends exactly at it. */
export function hourOfEpochMs(epochMs: number): HourIndex {
  return Math.ceil((epochMs + BEIJING_MS) / 3_600_000) - 1;
}

/** The hour that ends at an ISO instant with a zone, or null when the text is no instant on the full hour. */
export function hourOfEndIso(iso: string): HourIndex | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):00(?::00(?:\.0+)?)?(Z|[+-]\d{2}:\d{2})$/.exec(iso);
  const [date, clock, zone] = [match?.[1] ?? '', Number(match?.[2]), match?.[3] ?? ''];
  if (!match || !isDay(date) || clock > HOURS_OF_DAY) return null;
  const offset =
    zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const hour = dayNumber(date) * HOURS_OF_DAY + clock + (480 - offset) / 60;
  return Number.isInteger(hour) ? hour - 1 : null;
}
