import { POLLUTANTS } from '../air/pollutants.ts';
import { MIN_DAY_HOURS, MIN_WINDOW_HOURS, MIN_WINDOWS, OZONE_8H_LIMIT } from '../air/station-day.ts';
import { HOURS_OF_DAY } from '../dates/hours.ts';
import { DAY_DEN } from '../numbers/exact.ts';
import { createStationDays, type PlaceRange, type StationDays } from './day-columns.ts';
import type { HourColumns } from './hour-columns.ts';

const PER_HOUR = DAY_DEN / 1000;

/** By number of valid hours: what a sum of thousandths is multiplied with to stand over DAY_DEN; NaN below the minimum. */
const DAY_FACTOR = factors(HOURS_OF_DAY, MIN_DAY_HOURS);
const WINDOW_FACTOR = factors(8, MIN_WINDOW_HOURS);

/** AIR-3.6, AIR-3.14: numerator above which a rounded MDA8 exceeds 160 (an even limit: the half itself still meets). */
const OZONE_BOUND = (OZONE_8H_LIMIT + 0.5) * DAY_DEN;

const ALL_WINDOWS = 17;

function factors(size: number, minimum: number): Float64Array {
  return Float64Array.from({ length: size + 1 }, (_, n) => (n < minimum ? Number.NaN : PER_HOUR / n));
}

/**
 * AIR-3.3…3.7 over columns: day means, MDA8 and the largest 1-hour ozone value of every place's every day, equal to
 * `dayMean`, `mda8` and `max1h` of the single days. `range` limits the work to some places, `out` takes the results
 * (threads share one).
 */
export function evaluateStationDays(
  hours: HourColumns,
  out: StationDays = createStationDays(hours),
  range: PlaceRange = { from: 0, to: hours.places },
): StationDays {
  const [from, to] = [range.from * hours.days, range.to * hours.days];
  for (const pollutant of POLLUTANTS) {
    if (pollutant === 'o3') ozoneDays(hours.values.o3, from, to, out);
    else meanDays(hours.values[pollutant], from, to, out.num[pollutant], out.hours[pollutant]);
  }
  return out;
}

/** A negative reading is absent: its sign, spread over all bits, masks it out of the sum and counts it. */
function meanDays(
  readings: Int32Array,
  from: number,
  to: number,
  num: Float64Array,
  valid: Uint8Array,
): void {
  let at = from * HOURS_OF_DAY;
  for (let cell = from; cell < to; cell++) {
    let total = 0;
    let present = HOURS_OF_DAY;
    for (const stop = at + HOURS_OF_DAY; at < stop; at++) {
      const reading = readings[at]!;
      const absent = reading >> 31;
      total = (total + (reading & ~absent)) | 0;
      present = (present + absent) | 0;
    }
    valid[cell] = present;
    num[cell] = total * DAY_FACTOR[present]!;
  }
}

function ozoneDays(readings: Int32Array, from: number, to: number, out: StationDays): void {
  const { o3: num, o3Max1h } = out.num;
  const valid = out.hours.o3;
  for (let cell = from; cell < to; cell++) {
    const first = cell * HOURS_OF_DAY;
    let present = HOURS_OF_DAY;
    let highest = -1;
    for (let at = first; at < first + HOURS_OF_DAY; at++) {
      const reading = readings[at]!;
      present = (present + (reading >> 31)) | 0;
      highest = Math.max(highest, reading);
    }
    valid[cell] = present;
    o3Max1h[cell] = highest < 0 ? Number.NaN : highest * PER_HOUR;
    if (present === HOURS_OF_DAY) {
      num[cell] = largestFullWindow(readings, first) * WINDOW_FACTOR[8]!;
      out.windows[cell] = ALL_WINDOWS;
    } else {
      gappedOzoneDay(readings, first, cell, out);
    }
  }
}

/** The largest sum of 8 of the 24 hours, all present. */
function largestFullWindow(readings: Int32Array, first: number): number {
  let total = 0;
  for (let at = first; at < first + 8; at++) total = (total + readings[at]!) | 0;
  let largest = total;
  for (let at = first + 8; at < first + HOURS_OF_DAY; at++) {
    total = (total + readings[at]! - readings[at - 8]!) | 0;
    largest = Math.max(largest, total);
  }
  return largest;
}

/** The same with gaps; a window below its minimum has a NaN factor and so never compares as larger. */
function gappedOzoneDay(readings: Int32Array, first: number, cell: number, out: StationDays): void {
  let total = 0;
  let present = 8;
  for (let at = first; at < first + 8; at++) {
    const entering = readings[at]!;
    const absent = entering >> 31;
    total = (total + (entering & ~absent)) | 0;
    present = (present + absent) | 0;
  }
  let windows = present >= MIN_WINDOW_HOURS ? 1 : 0;
  let largest = windows === 1 ? total * WINDOW_FACTOR[present]! : -1;
  for (let at = first + 8; at < first + HOURS_OF_DAY; at++) {
    const [entering, leaving] = [readings[at]!, readings[at - 8]!];
    const [absent, gone] = [entering >> 31, leaving >> 31];
    total = (total + (entering & ~absent) - (leaving & ~gone)) | 0;
    present = (present + absent - gone) | 0;
    if (present >= MIN_WINDOW_HOURS) windows += 1;
    const mean = total * WINDOW_FACTOR[present]!;
    if (mean > largest) largest = mean;
  }
  out.windows[cell] = windows;
  out.num.o3[cell] = windows >= MIN_WINDOWS || largest > OZONE_BOUND ? largest : Number.NaN;
}
