/** Figures of an account as plain data: they travel as JSON, are shown as text, and can be recomputed exactly. */
import {
  compare,
  fixedHalfEven,
  formatRounded,
  fraction,
  powerOfTen,
  type Rational,
  toNumber,
} from '@qingzhang/standards';
import { exactText, floorUnits, sign } from '../numbers/ratio.ts';
import type { Bound } from '../targets/threshold.ts';

export interface Amount {
  /** `num/den` in lowest terms, or a whole number. */
  readonly exact: string;
  /** For bars and curves only. */
  readonly value: number;
  /** As shown. */
  readonly text: string;
}

/** A sum or mean, shown rounded half-even. */
export const amount = (value: Rational, decimals: number): Amount => ({
  exact: exactText(value),
  value: toNumber(value),
  text: fixedHalfEven(value, decimals),
});

/** What may still be afforded: never rounded up, since a promise must be safe. */
export interface Allowance extends Amount {
  /** One decimal fewer than `text`, for tables where the present reading has none: `160` beside `160.5`. */
  readonly brief: string;
  /** Whether the exact value itself may be reached. */
  readonly inclusive: boolean;
}

/** The largest decimal that keeps the bound: one unit less than an exclusive bound it would touch; never below zero. */
export function largestKeeping({ value, inclusive }: Bound, decimals: number): string {
  const units = floorUnits(value, decimals);
  const touches = compare(value, fraction(units, powerOfTen(decimals))) === 0;
  return formatRounded(Math.max(0, touches && !inclusive ? units - 1 : units), decimals);
}

/** An allowance, or null when nothing at all may be afforded any more. */
export function allowanceOf(bound: Bound, decimals: number): Allowance | null {
  const side = sign(bound.value);
  if (side < 0 || (side === 0 && !bound.inclusive)) return null;
  return {
    exact: exactText(bound.value),
    value: toNumber(bound.value),
    text: largestKeeping(bound, decimals),
    brief: largestKeeping(bound, Math.max(0, decimals - 1)),
    inclusive: bound.inclusive,
  };
}
