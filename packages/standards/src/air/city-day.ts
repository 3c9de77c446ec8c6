import { type Fraction, mean, type Rational } from '../numbers/exact.ts';

/** A value of a city: the mean over its evaluation stations. */
export interface CityValue {
  /** Exact mean, null when too few stations are valid. */
  readonly value: Fraction | null;
  /** Stations with a valid value. */
  readonly valid: number;
  /** Evaluation stations of the city. */
  readonly expected: number;
}

/**
 * AIR-3.8, AIR-2.15: the city's value (an hour, a day mean or an MDA8) from the values of all its evaluation stations,
 * null for a station whose value is invalid. Control and background stations must be left out by the caller.
 */
export function cityValue(stations: readonly (Rational | null)[]): CityValue {
  const valid = stations.filter((value): value is Rational => value !== null);
  const enough = enoughStations(valid.length, stations.length);
  return { value: enough ? mean(valid) : null, valid: valid.length, expected: stations.length };
}

/** AIR-3.9: stations that must be valid: 75 % of them, 50 % in a city with fewer than four, and at least one. */
export function stationsNeeded(expected: number): number {
  return Math.max(1, expected < 4 ? (expected + 1) >> 1 : (expected * 3 + 3) >> 2);
}

/** AIR-3.9: whether enough of a city's stations are valid. */
export function enoughStations(valid: number, expected: number): boolean {
  return valid >= stationsNeeded(expected);
}
