/**
 * Exact arithmetic of accounts. A balance adds up hundreds of daily values of differing denominators (a day with one
 * station missing has another one), which outgrows safe integers; so accounts reckon in whole-number fractions of any
 * size and round once, at the end (AIR-2.9, AIR-3.11).
 */
import type { Exact } from '@qingzhang/standards';

/** A fraction `n / d`, `d > 0`, not necessarily in lowest terms. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Ratio = { n: 0n, d: 1n };
export const ONE: Ratio = { n: 1n, d: 1n };

export const whole = (n: number): Ratio => ({ n: BigInt(n), d: 1n });
export const fraction = (n: number, d: number): Ratio => ({ n: BigInt(n), d: BigInt(d) });
export const ratioOf = (value: Exact): Ratio => ({ n: BigInt(value.num), d: BigInt(value.den) });

/** Reads decimal text such as `38`, `-0.5` or `72.0`; anything else is a caller's error and throws. */
export function decimal(text: string): Ratio {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`not a decimal number: ${text}`);
  const digits = match[3] ?? '';
  return { n: BigInt(`${match[1]}${match[2]}${digits}`), d: 10n ** BigInt(digits.length) };
}

/** How many decimals a decimal text carries: 2 for `1.50`. */
export const decimalsOf = (text: string): number => text.trim().split('.')[1]?.length ?? 0;

export const add = (a: Ratio, b: Ratio): Ratio =>
  a.d === b.d ? { n: a.n + b.n, d: a.d } : { n: a.n * b.d + b.n * a.d, d: a.d * b.d };
export const negate = (a: Ratio): Ratio => ({ n: -a.n, d: a.d });
export const subtract = (a: Ratio, b: Ratio): Ratio => add(a, negate(b));
export const multiply = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.n, d: a.d * b.d });
export const times = (a: Ratio, count: number): Ratio => ({ n: a.n * BigInt(count), d: a.d });

/** `a / b`; dividing by zero throws, since no account may ask for it. */
export function divide(a: Ratio, b: Ratio): Ratio {
  if (b.n === 0n) throw new RangeError('division by zero');
  return b.n > 0n ? { n: a.n * b.d, d: a.d * b.n } : { n: -a.n * b.d, d: a.d * -b.n };
}

/** −1, 0 or 1 as `a` is less than, equal to or greater than `b`. */
export function compare(a: Ratio, b: Ratio): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const sign = (a: Ratio): -1 | 0 | 1 => (a.n < 0n ? -1 : a.n > 0n ? 1 : 0);
export const lesser = (a: Ratio, b: Ratio): Ratio => (compare(a, b) <= 0 ? a : b);
export const greater = (a: Ratio, b: Ratio): Ratio => (compare(a, b) >= 0 ? a : b);

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** In lowest terms: keeps long sums small and makes equal values look equal. */
export function reduce(a: Ratio): Ratio {
  const g = gcd(a.n, a.d);
  return g > 1n ? { n: a.n / g, d: a.d / g } : a;
}

/** Sum of any number of fractions; those of one denominator are added first, which is nearly all of them. */
export function sum(values: Iterable<Ratio>): Ratio {
  const byDenominator = new Map<bigint, bigint>();
  for (const { n, d } of values) byDenominator.set(d, (byDenominator.get(d) ?? 0n) + n);
  let total = ZERO;
  for (const [d, n] of byDenominator) total = add(total, { n, d });
  return reduce(total);
}

function floorDiv(n: bigint, d: bigint): bigint {
  const q = n / d;
  return n % d !== 0n && n < 0n ? q - 1n : q;
}

/** Whole count of `10^-decimals` units not above `a`. */
export const floorUnits = (a: Ratio, decimals: number): bigint => floorDiv(a.n * 10n ** BigInt(decimals), a.d);
/** Whole count of `10^-decimals` units not below `a`. */
export const ceilUnits = (a: Ratio, decimals: number): bigint => -floorUnits(negate(a), decimals);

/** Half-even to `decimals` (GB/T 8170, AIR-3.11), as a whole count of `10^-decimals`; sign by absolute value. */
export function roundUnits(a: Ratio, decimals: number): bigint {
  const scaled = a.n * 10n ** BigInt(decimals);
  const size = scaled < 0n ? -scaled : scaled;
  let q = size / a.d;
  const twice = 2n * (size % a.d);
  if (twice > a.d || (twice === a.d && q % 2n === 1n)) q += 1n;
  return scaled < 0n ? -q : q;
}

/** Writes a whole count of `10^-decimals` as decimal text. */
export function unitsText(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return units < 0n ? `-${text}` : text;
}

/** Rounded half-even to `decimals` and written. */
export const roundedText = (a: Ratio, decimals: number): string => unitsText(roundUnits(a, decimals), decimals);
/** Rounded down to `decimals` and written. */
export const flooredText = (a: Ratio, decimals: number): string => unitsText(floorUnits(a, decimals), decimals);

/** Nearest double, for charts and bars only; nothing is decided on it. */
export function toNumber(a: Ratio): number {
  const { n, d } = reduce(a);
  const size = n < 0n ? -n : n;
  if (size < 2n ** 53n && d < 2n ** 53n) return Number(n) / Number(d);
  const quotient = size / d;
  const rest = Number(((size % d) * 2n ** 60n) / d) / 2 ** 60;
  return (n < 0n ? -1 : 1) * (Number(quotient) + rest);
}

/** Written exactly, `num/den` in lowest terms (or a whole number): what a closed entry keeps. */
export function exactText(a: Ratio): string {
  const { n, d } = reduce(a);
  return d === 1n ? n.toString() : `${n}/${d}`;
}

/** Reads back what {@link exactText} wrote, or decimal text. */
export function parseExact(text: string): Ratio {
  const parts = /^(-?\d+)\/(\d+)$/.exec(text);
  if (!parts) return decimal(text);
  const d = BigInt(parts[2] ?? '0');
  if (d === 0n) throw new RangeError(`not a fraction: ${text}`);
  return { n: BigInt(parts[1] ?? '0'), d };
}
