import { percentilePosition } from '../numbers/percentile.ts';

/**
 * AIR-3.16 on doubles: percentile of the n values in from…to that are not NaN, by keeping only the largest ones, ascending in
 * `top` (at least n long), while passing over them once.
 */
export function upperPercentile(
  values: Float64Array,
  from: number,
  to: number,
  n: number,
  percent: number,
  top: Float64Array,
): number {
  const { lower, hundredths } = percentilePosition(n, percent);
  const size = n - lower + 1;
  let filled = 0;
  for (let day = from; day < to; day++) {
    const value = values[day]!;
    if (Number.isNaN(value)) continue;
    let at: number;
    if (filled < size) at = filled++;
    else if (value > top[0]!) {
      at = 0;
      while (at + 1 < size && top[at + 1]! < value) {
        top[at] = top[at + 1]!;
        at += 1;
      }
      top[at] = value;
      continue;
    } else continue;
    while (at > 0 && top[at - 1]! > value) {
      top[at] = top[at - 1]!;
      at -= 1;
    }
    top[at] = value;
  }
  const below = top[0]!;
  return hundredths === 0 ? below : below + ((top[1]! - below) * hundredths) / 100;
}

/** Largest relative error of the doubles kept here, with much to spare: a few hundred additions of 2^-53 each. */
const TOLERANCE = 1e-11;

/** The double rounded to a whole number, or null when it is too near a half to tell which way the exact one goes. */
export function roundUnlessTie(x: number): number | null {
  const whole = Math.floor(x);
  const beyondHalf = x - whole - 0.5;
  if (Math.abs(beyondHalf) <= TOLERANCE * (1 + x)) return null;
  return beyondHalf > 0 ? whole + 1 : whole;
}
