/**
 * What accounts add to the exact arithmetic of `standards`: rounding down, bounds, and fractions as text. A balance is
 * reckoned in fractions of any size and rounded once, at the end (AIR-2.9, AIR-3.11).
 */
import {
  compare,
  decimal,
  type Exact,
  type Fraction,
  fraction,
  multiply,
  type Rational,
  toFraction,
} from '@qingzhang/standards';

export const times = (a: Rational, count: number): Fraction => multiply(a, fraction(count));
export const negate = (a: Rational): Fraction => fraction(-BigInt(a.num), a.den);

export const sign = (a: Rational): -1 | 0 | 1 => (a.num < 0 ? -1 : a.num > 0 ? 1 : 0);
/** Ascending order of daily values; those of one denominator, nearly all, compare as whole numbers. */
export const ascending = (a: Exact, b: Exact): number => (a.den === b.den ? a.num - b.num : compare(a, b));

/** Whole count of `10^-decimals` units not above `a`. */
export function floorUnits(a: Rational, decimals: number): number {
  const num = BigInt(a.num) * 10n ** BigInt(decimals);
  const den = BigInt(a.den);
  const quotient = num / den;
  return Number(num % den !== 0n && num < 0n ? quotient - 1n : quotient);
}

/** How many decimals a decimal text carries: 2 for `1.50`. */
export const decimalsOf = (text: string): number => text.trim().split('.')[1]?.length ?? 0;

/** Written exactly, `num/den` in lowest terms (or a whole number): what a closed entry keeps. */
export function exactText(a: Rational): string {
  const { num, den } = toFraction(a);
  return den === 1n ? `${num}` : `${num}/${den}`;
}

/** Reads back what {@link exactText} wrote, or decimal text. Throws a RangeError for anything else. */
export function parseExact(text: string): Fraction {
  const parts = /^(-?\d+)\/(\d+)$/.exec(text);
  return parts ? fraction(BigInt(parts[1] ?? '0'), BigInt(parts[2] ?? '0')) : decimal(text);
}
