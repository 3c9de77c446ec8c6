import type { Day } from '../dates/days.ts';
import { type Fraction, fraction, type Rational } from '../numbers/exact.ts';
import type { Pollutant } from './pollutants.ts';

/** AIR-1.4: the first day of the present reference state (298.15 K for gases, actual conditions for particles). */
export const PRESENT_REFERENCE_STATE_FROM: Day = '2018-09-01';

/**
 * AIR-1.4: a concentration of the state before 2018-09-01 (273.15 K) in the present one: gases × 273.15 / 298.15.
 * Null for particles, which have no fixed factor.
 */
export function toPresentReferenceState(pollutant: Pollutant, concentration: Rational): Fraction | null {
  if (pollutant === 'pm10' || pollutant === 'pm25') return null;
  return fraction(BigInt(concentration.num) * 27_315n, BigInt(concentration.den) * 29_815n);
}

/** AIR-1.4: whether values of two days may be compared without conversion. */
export function sameReferenceState(a: Day, b: Day): boolean {
  return a >= PRESENT_REFERENCE_STATE_FROM === b >= PRESENT_REFERENCE_STATE_FROM;
}
