/**
 * An exact fraction `num / den` in units of the quantity (µg/m³, mg/m³, days …). `num` and `den` are safe integers,
 * `den > 0`. A daily value is `num / (DAY_DEN × stations)`: a common denominator that every count of hours divides.
 *
 * This is the form that is stored and sent. What is computed from it is a {@link Fraction}.
 */
export interface Exact {
  readonly num: number;
  readonly den: number;
}

/** An exact fraction of any size, reduced, `den > 0`: what arithmetic returns. */
export interface Fraction {
  readonly num: bigint;
  readonly den: bigint;
}

/** Either form of an exact number; every function of this package that takes a number to be judged takes both. */
export type Rational = Exact | Fraction;

/**
 * Least common multiple of the hour counts a daily value may be the mean of (20…24 hours; 6, 7, 8 hours of an 8-hour
 * window), 212 520, times the thousandths of a reading. So a station's daily mean and MDA8 are whole numbers of
 * 1/DAY_DEN, and a city's are whole numbers of 1/(DAY_DEN × stations), with no division and no loss.
 */
export const DAY_DEN = 212_520 * 1000;

export const ZERO: Fraction = Object.freeze({ num: 0n, den: 1n });

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The reduced fraction `num / den`. Throws a RangeError when `den` is zero. */
export function fraction(num: bigint | number, den: bigint | number = 1n): Fraction {
  let [n, d] = [BigInt(num), BigInt(den)];
  if (d === 0n) throw new RangeError('A fraction needs a denominator other than zero');
  if (d < 0n) [n, d] = [-n, -d];
  const common = greatestCommonDivisor(n, d);
  return { num: n / common, den: d / common };
}

/** The same number as a reduced fraction. */
export function toFraction(x: Rational): Fraction {
  return fraction(x.num, x.den);
}

/** The same number in safe integers, or null when it does not fit. */
export function toExact(x: Rational): Exact | null {
  const { num, den } = toFraction(x);
  const [n, d] = [Number(num), Number(den)];
  return Number.isSafeInteger(n) && Number.isSafeInteger(d) ? { num: n, den: d } : null;
}

/** A whole number of thousandths (a reading) as a number of units. */
export function fromMilli(thousandths: number): Exact {
  return { num: thousandths, den: 1000 };
}

/** The nearest double, for charts and for comparison with a tolerance; never for rounding (AIR-3.15). */
export function toNumber(x: Rational): number {
  if (typeof x.num === 'number' && typeof x.den === 'number') return x.num / x.den;
  const [num, den] = [BigInt(x.num), BigInt(x.den)];
  const [n, d] = [Number(num), Number(den)];
  if (Number.isSafeInteger(n) && Number.isSafeInteger(d)) return n / d;
  const shift = BigInt(Math.max(0, 64 + den.toString(2).length - num.toString(2).length));
  return Number((num << shift) / den) / 2 ** Number(shift);
}

/** Negative when a < b, zero when equal, positive when a > b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = BigInt(a.num) * BigInt(b.den);
  const right = BigInt(b.num) * BigInt(a.den);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function add(a: Rational, b: Rational): Fraction {
  const [ad, bd] = [BigInt(a.den), BigInt(b.den)];
  return fraction(BigInt(a.num) * bd + BigInt(b.num) * ad, ad * bd);
}

export function subtract(a: Rational, b: Rational): Fraction {
  const [ad, bd] = [BigInt(a.den), BigInt(b.den)];
  return fraction(BigInt(a.num) * bd - BigInt(b.num) * ad, ad * bd);
}

export function multiply(a: Rational, b: Rational): Fraction {
  return fraction(BigInt(a.num) * BigInt(b.num), BigInt(a.den) * BigInt(b.den));
}

/** a ÷ b. Throws a RangeError when b is zero. */
export function divide(a: Rational, b: Rational): Fraction {
  return fraction(BigInt(a.num) * BigInt(b.den), BigInt(a.den) * BigInt(b.num));
}

/** Exact sum; zero for an empty list. Numbers of one denominator are added without reducing in between. */
export function sum(values: Iterable<Rational>): Fraction {
  let num = 0n;
  let den = 1n;
  for (const value of values) {
    const d = BigInt(value.den);
    if (d === den) num += BigInt(value.num);
    else if (den % d === 0n) num += BigInt(value.num) * (den / d);
    else {
      const common = greatestCommonDivisor(den, d);
      num = num * (d / common) + BigInt(value.num) * (den / common);
      den *= d / common;
    }
  }
  return fraction(num, den);
}

/** Exact arithmetic mean, null for an empty list. */
export function mean(values: readonly Rational[]): Fraction | null {
  if (values.length === 0) return null;
  const total = sum(values);
  return fraction(total.num, total.den * BigInt(values.length));
}

/** The larger of the values, null for an empty list. */
export function maximum(values: readonly Rational[]): Rational | null {
  let best: Rational | null = null;
  for (const value of values) if (best === null || compare(value, best) > 0) best = value;
  return best;
}
