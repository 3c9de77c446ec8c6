import {
  forEachPollutant,
  MISSING,
  type PerPollutant,
  POLLUTANTS,
  type Pollutant,
} from '../air/pollutants.ts';
import { type Day, dayNumber } from '../dates/days.ts';
import { HOURS_OF_DAY, type HourIndex } from '../dates/hours.ts';

/**
 * Hourly readings of many places as columns: one Int32Array of thousandths per pollutant, place by place, within a place
 * hour by hour from label 01 of the first day. An absent reading is MISSING; any negative number counts as absent.
 */
export interface HourColumns {
  readonly places: number;
  readonly firstDay: Day;
  readonly days: number;
  readonly values: PerPollutant<Int32Array>;
}

/** Largest reading the columns take, in thousandths: the sum of a day's 24 hours must stay a 32-bit integer. */
export const MAX_READING = 89_000_000;

/** Size of a set of columns. */
export interface ColumnShape {
  readonly places: number;
  readonly firstDay: Day;
  readonly days: number;
  /** Lay the columns in SharedArrayBuffers, so that several threads may work on one set. */
  readonly shared?: boolean;
}

/** Hour columns with every reading absent. */
export function createHourColumns(shape: ColumnShape): HourColumns {
  const { places, firstDay, days } = shape;
  const cells = places * days * HOURS_OF_DAY;
  const values = forEachPollutant(() => new Int32Array(buffer(cells * 4, shape.shared)).fill(MISSING));
  return { places, firstDay, days, values };
}

/** A plain or a shared buffer. */
export function buffer(bytes: number, shared = false): ArrayBuffer | SharedArrayBuffer {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** Position of a place's hour in the columns, or −1 when place or hour lies outside them. */
export function hourCell(columns: HourColumns, place: number, hour: HourIndex): number {
  const hours = columns.days * HOURS_OF_DAY;
  const offset = hour - dayNumber(columns.firstDay) * HOURS_OF_DAY;
  return offset >= 0 && offset < hours && place >= 0 && place < columns.places ? place * hours + offset : -1;
}

/** Readings of one hour at one place, thousandths; what is not named stays as it is, null makes absent. */
export type HourReadings = Partial<PerPollutant<number | null>>;

/**
 * Places one row, in any order, late rows and corrections included: what was there for the same hour is replaced. False,
 * changing nothing, when the place or hour lies outside the columns or a reading is no whole number of 0…MAX_READING.
 */
export function putHour(
  columns: HourColumns,
  place: number,
  hour: HourIndex,
  readings: HourReadings,
): boolean {
  const cell = hourCell(columns, place, hour);
  if (cell < 0 || !Object.values(readings).every(isReading)) return false;
  for (const pollutant of POLLUTANTS) {
    const reading = readings[pollutant];
    if (reading !== undefined) columns.values[pollutant][cell] = reading ?? MISSING;
  }
  return true;
}

function isReading(value: number | null): boolean {
  return value === null || (Number.isInteger(value) && value >= 0 && value <= MAX_READING);
}

/** The 24 readings of a place's day, null where absent: the form the functions on single days take. */
export function dayHours(
  columns: HourColumns,
  place: number,
  day: number,
  pollutant: Pollutant,
): (number | null)[] {
  const first = (place * columns.days + day) * HOURS_OF_DAY;
  return Array.from(columns.values[pollutant].subarray(first, first + HOURS_OF_DAY), (value) =>
    value < 0 ? null : value,
  );
}
