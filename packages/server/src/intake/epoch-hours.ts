import type { HourIndex } from '@qingzhang/standards';

/** Whole hours since 1970-01-01T00:00Z of the END of an hour, as the database counts them. */
export function epochHourOf(hour: HourIndex): number {
  return hour + 1 - 8;
}

/** The hour that ends so many whole hours after 1970-01-01T00:00Z. */
export function hourOfEpochHour(hour: number): HourIndex {
  return hour + 8 - 1;
}
