import { compare, DAY_DEN, type Exact } from '../numbers/exact.ts';
import { roundHalfEven } from '../numbers/rounding.ts';

/** The 24 hourly readings of a day, labels 01…24 in order, in thousandths; null (or a negative number) where absent. */
export type DayHours = readonly (number | null)[];

/** AIR-1.5, AIR-3.3: hourly values a day mean needs. */
export const MIN_DAY_HOURS = 20;

/** AIR-1.5, AIR-3.4: hourly values an 8-hour mean needs. */
export const MIN_WINDOW_HOURS = 6;

/** AIR-3.6: valid 8-hour means an MDA8 needs, unless it exceeds the limit. */
export const MIN_WINDOWS = 14;

/** AIR-3.6: the 8-hour ozone limit (Grade II, every edition) whose exceedance stands with fewer windows, µg/m³. */
export const OZONE_8H_LIMIT = 160;

const HOURS_PER_DAY_DEN = DAY_DEN / 1000;

/** The mean of a day at one station. */
export interface DayMean {
  /** Exact mean over DAY_DEN, null below 20 hours (AIR-1.6: invalid is null, not an estimate). */
  readonly value: Exact | null;
  /** Valid hours of the day. */
  readonly hours: number;
}

/** AIR-3.3: day mean (24 小时平均) of one station. */
export function dayMean(hours: DayHours): DayMean {
  const present = hours.filter(isPresent);
  return { value: present.length >= MIN_DAY_HOURS ? meanOf(present) : null, hours: present.length };
}

/** AIR-3.4: the running 8-hour mean ending at each of the labels 08…24 (17 windows), null below 6 hours. */
export function runningEightHourMeans(hours: DayHours): (Exact | null)[] {
  return Array.from({ length: 17 }, (_, first) => {
    const present = hours.slice(first, first + 8).filter(isPresent);
    return present.length >= MIN_WINDOW_HOURS ? meanOf(present) : null;
  });
}

/** The largest 8-hour mean of a day (日最大 8 小时平均). */
export interface Mda8 {
  /** Exact value over DAY_DEN, null when invalid. */
  readonly value: Exact | null;
  /** The largest window found, valid or not; null without any window. */
  readonly largest: Exact | null;
  /** Label of the last hour of the (first) largest window, 8…24. */
  readonly endLabel: number | null;
  /** Valid windows, 0…17. */
  readonly windows: number;
  /** AIR-3.6: counts with fewer than 14 windows because it exceeds the limit. */
  readonly byException: boolean;
}

/** AIR-3.5, AIR-3.6: MDA8 of one station. */
export function mda8(hours: DayHours): Mda8 {
  const means = runningEightHourMeans(hours);
  let largest: Exact | null = null;
  let endLabel: number | null = null;
  let windows = 0;
  for (const [first, value] of means.entries()) {
    if (value === null) continue;
    windows += 1;
    if (largest === null || compare(value, largest) > 0) [largest, endLabel] = [value, first + 8];
  }
  const enough = windows >= MIN_WINDOWS;
  const byException = !enough && largest !== null && roundHalfEven(largest, 0) > OZONE_8H_LIMIT;
  return { value: enough || byException ? largest : null, largest, endLabel, windows, byException };
}

/** The largest 1-hour value of a day over DAY_DEN (for AIR-2.3); null without any hour. */
export function max1h(hours: DayHours): Exact | null {
  const present = hours.filter(isPresent);
  return present.length > 0 ? meanOf([Math.max(...present)]) : null;
}

/** Whether an hour has a reading. */
export function isPresent(value: number | null): value is number {
  return value !== null && value >= 0;
}

/** Mean of 1, 6, 7, 8 or 20…24 readings as a whole number of 1/DAY_DEN. */
function meanOf(readings: readonly number[]): Exact {
  const total = readings.reduce((a, b) => a + b, 0);
  return { num: total * (HOURS_PER_DAY_DEN / readings.length), den: DAY_DEN };
}
