import type { Exact, Rational } from './exact.ts';

/** Longest decimal scale in use; a published figure has at most four decimals (AIR-3.12). */
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

/** 10^decimals for 0…6 decimals. */
export function powerOfTen(decimals: number): number {
  const power = POWERS[decimals];
  if (power === undefined)
    throw new RangeError(`Decimals must be a whole number from 0 to 6, not ${decimals}`);
  return power;
}

/**
 * AIR-3.11 (GB/T 8170 修约, half to even): `x` rounded once to `decimals`, as a whole count of 10^-decimals.
 * Negative numbers are rounded by their absolute value. 2.345 with 2 decimals is 234.
 */
export function roundHalfEven(x: Rational, decimals: number): number {
  const power = powerOfTen(decimals);
  if (typeof x.num === 'number' && typeof x.den === 'number') {
    const scaled = Math.abs(x.num) * power;
    if (scaled <= Number.MAX_SAFE_INTEGER && x.den <= Number.MAX_SAFE_INTEGER / 2) {
      return withSign(roundRatio(scaled, x.den), x.num < 0);
    }
  }
  const num = BigInt(x.num) * BigInt(power);
  const den = BigInt(x.den);
  const size = num < 0n ? -num : num;
  const whole = size / den;
  const twice = 2n * (size % den);
  const up = twice > den || (twice === den && whole % 2n === 1n);
  return withSign(Number(up ? whole + 1n : whole), num < 0n);
}

/**
 * Half-even quotient of two whole numbers that doubles hold exactly (`num ≥ 0`, `2 × den` safe). The quotient of doubles
 * may reach the next whole number from below, never pass it: the remainder, exact, then says so.
 */
export function roundRatio(num: number, den: number): number {
  let whole = Math.floor(num / den);
  let rest = num - whole * den;
  if (rest < 0) {
    whole -= 1;
    rest += den;
  }
  const twice = 2 * rest;
  if (twice === den) return whole % 2 === 1 ? whole + 1 : whole;
  return twice > den ? whole + 1 : whole;
}

function withSign(size: number, negative: boolean): number {
  return negative && size !== 0 ? -size : size;
}

/** Smallest whole number not below `x` (AIR-2.7 进位取整: an exact whole number stays). */
export function ceil(x: Rational): number {
  const [num, den] = [BigInt(x.num), BigInt(x.den)];
  const whole = num / den;
  return Number(num % den > 0n ? whole + 1n : whole);
}

/** A whole count of 10^-decimals as text with all its decimals: 234 and 2 give `2.34`. */
export function formatRounded(count: number, decimals: number): string {
  const power = powerOfTen(decimals);
  const size = Math.abs(count);
  const whole = Math.floor(size / power);
  const text = decimals === 0 ? `${whole}` : `${whole}.${`${size % power}`.padStart(decimals, '0')}`;
  return count < 0 ? `-${text}` : text;
}

/** `x` rounded half to even and written with `decimals` decimals: 2.345 gives `2.34` (AIR-3.15: not `toFixed`). */
export function fixedHalfEven(x: Rational, decimals: number): string {
  return formatRounded(roundHalfEven(x, decimals), decimals);
}

/** A whole count of 10^-decimals as the double nearest to it, for JSON: 234 and 2 give 2.34. */
export function roundedToNumber(count: number, decimals: number): number {
  return count / powerOfTen(decimals);
}

/** The largest unrounded value that still meets a limit. */
export interface MeetingBound {
  readonly value: Exact;
  /** Whether `value` itself still meets the limit. */
  readonly inclusive: boolean;
}

/**
 * AIR-3.14, AIR-8.1: the bound T* of a limit that is judged after rounding. `limit` is a whole count of 10^-decimals
 * (60 with 0 decimals, 40 with 1 decimal for CO 4.0). T* = limit + half a unit, itself meeting when the last kept digit
 * is even: 160 → 160.5 inclusive, 35 → 35.5 exclusive.
 */
export function largestMeeting(limit: number, decimals: number): MeetingBound {
  return { value: { num: 2 * limit + 1, den: 2 * powerOfTen(decimals) }, inclusive: limit % 2 === 0 };
}

/** Whether an unrounded value is within the bound of {@link largestMeeting}. */
export function isWithin(x: Rational, bound: MeetingBound): boolean {
  const left = BigInt(x.num) * BigInt(bound.value.den);
  const right = BigInt(bound.value.num) * BigInt(x.den);
  return bound.inclusive ? left <= right : left < right;
}
