import { type PerPollutant, POLLUTANTS, type Pollutant } from '../air/pollutants.ts';
import type { Day } from '../dates/days.ts';
import { DAY_DEN, type Exact } from '../numbers/exact.ts';
import { buffer, type ColumnShape } from './hour-columns.ts';

/** What a day has a value of: the six pollutants (day mean; for O3 the MDA8) and the largest 1-hour ozone value. */
export type DayQuantity = Pollutant | 'o3Max1h';

export const DAY_QUANTITIES: readonly DayQuantity[] = [...POLLUTANTS, 'o3Max1h'];

/**
 * Daily values of many places as columns, place by place, within a place day by day (cell = place × days + day).
 *
 * The value of a cell is `num / (DAY_DEN × parts)` in the unit of the pollutant, exact: numerators are whole numbers that
 * doubles hold. An invalid value is NaN, so that one that slips through spoils a sum visibly.
 */
export interface DayColumns {
  readonly places: number;
  readonly firstDay: Day;
  readonly days: number;
  readonly num: Readonly<Record<DayQuantity, Float64Array>>;
  /** Stations the value is the mean of (valid ones, also where the value is invalid); null: each value is one station's. */
  readonly parts: Readonly<Record<DayQuantity, Uint16Array>> | null;
  /** AIR-5.7: per cell a bit for each pollutant (bit = place in POLLUTANTS) lost only because dust was removed. */
  readonly accounted: Uint8Array | null;
}

/** Daily values of stations with what made them valid or not. */
export interface StationDays extends DayColumns {
  /** Valid hours of the day, 0…24. */
  readonly hours: PerPollutant<Uint8Array>;
  /** Valid 8-hour windows of ozone, 0…17. */
  readonly windows: Uint8Array;
}

/** Daily values of cities with the number of evaluation stations on each day. */
export interface CityDays extends DayColumns {
  readonly expected: Uint16Array;
}

/** A range of places `from ≤ place < to`, for work split over threads. */
export interface PlaceRange {
  readonly from: number;
  readonly to: number;
}

/** A Float64Array of cells, all invalid. */
export function invalidColumn(cells: number, shared?: boolean): Float64Array {
  return new Float64Array(buffer(cells * 8, shared)).fill(Number.NaN);
}

/** A value for each quantity of a day, by a function. */
export function forEachQuantity<T>(make: (quantity: DayQuantity) => T): Record<DayQuantity, T> {
  return {
    so2: make('so2'),
    no2: make('no2'),
    pm10: make('pm10'),
    pm25: make('pm25'),
    co: make('co'),
    o3: make('o3'),
    o3Max1h: make('o3Max1h'),
  };
}

/** Columns for the days of stations, all invalid. */
export function createStationDays(shape: ColumnShape): StationDays {
  const { places, firstDay, days, shared } = shape;
  const cells = places * days;
  const bytes = () => new Uint8Array(buffer(cells, shared));
  return {
    places,
    firstDay,
    days,
    num: forEachQuantity(() => invalidColumn(cells, shared)),
    parts: null,
    accounted: null,
    hours: { so2: bytes(), no2: bytes(), pm10: bytes(), pm25: bytes(), co: bytes(), o3: bytes() },
    windows: bytes(),
  };
}

/** The exact value of a cell in units, null when invalid. */
export function dayValue(days: DayColumns, place: number, day: number, quantity: DayQuantity): Exact | null {
  const cell = place * days.days + day;
  const num = days.num[quantity][cell]!;
  return Number.isNaN(num) ? null : { num, den: DAY_DEN * (days.parts?.[quantity][cell] ?? 1) };
}

/** The six exact values of a cell, null where invalid. */
export function dayValues(days: DayColumns, place: number, day: number): PerPollutant<Exact | null> {
  const value = (pollutant: Pollutant) => dayValue(days, place, day, pollutant);
  return {
    so2: value('so2'),
    no2: value('no2'),
    pm10: value('pm10'),
    pm25: value('pm25'),
    co: value('co'),
    o3: value('o3'),
  };
}

/** The bit of a pollutant in the masks of the columns. */
export function pollutantBit(pollutant: Pollutant): number {
  return 1 << POLLUTANTS.indexOf(pollutant);
}

/** The pollutants of a mask, in order. */
export function pollutantsOfMask(mask: number): Pollutant[] {
  return POLLUTANTS.filter((_, index) => (mask & (1 << index)) !== 0);
}

/**
 * AIR-5.5, AIR-5.7: the evaluated days with dust hours removed, with those values marked that were valid as measured and
 * are not without the dust hours.
 */
export function markAccounted<T extends DayColumns>(measured: DayColumns, withoutDust: T): T {
  const accounted = new Uint8Array(withoutDust.places * withoutDust.days);
  for (const [index, pollutant] of POLLUTANTS.entries()) {
    const [before, after] = [measured.num[pollutant], withoutDust.num[pollutant]];
    for (let cell = 0; cell < accounted.length; cell++) {
      if (!Number.isNaN(before[cell]) && Number.isNaN(after[cell])) accounted[cell]! |= 1 << index;
    }
  }
  return { ...withoutDust, accounted };
}
