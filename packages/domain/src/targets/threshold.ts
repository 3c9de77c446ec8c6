/** T*: the largest unrounded value that still meets a target once it is rounded for publication (AIR-8.1, AIR-3.14). */
import {
  compare,
  decimal,
  type Fraction,
  largestMeeting,
  type Rational,
  roundHalfEven,
  toFraction,
} from '@qingzhang/standards';
import { decimalsOf } from '../numbers/ratio.ts';

/** A bound a value may reach (`inclusive`) or must stay below. */
export interface Bound {
  readonly value: Fraction;
  readonly inclusive: boolean;
}

/** 按修约可用 (`usable`, T*) and 稳妥 (`safe`, T itself) of one target. */
export interface Threshold {
  /** The target as decided, decimal text. */
  readonly target: string;
  /** Decimals the value is rounded to before it is compared. */
  readonly decimals: number;
  readonly usable: Bound;
  readonly safe: Bound;
}

/**
 * The two lines of a target. The value is compared after rounding half-even to the decimals it is published with, or to the
 * target's own decimals where the deciding document gives more. T* is inclusive when the target's last kept digit is even,
 * exclusive when it is odd.
 */
export function thresholdOf(target: string, publishedDecimals: number): Threshold {
  const decimals = Math.max(publishedDecimals, decimalsOf(target));
  const value = decimal(target);
  const bound = largestMeeting(roundHalfEven(value, decimals), decimals);
  return {
    target,
    decimals,
    usable: { value: toFraction(bound.value), inclusive: bound.inclusive },
    safe: { value, inclusive: true },
  };
}

/** Whether a value keeps a bound. */
export function keeps(value: Rational, bound: Bound): boolean {
  const order = compare(value, bound.value);
  return order < 0 || (order === 0 && bound.inclusive);
}

/** Whether an unrounded value, once rounded, meets the target (AIR-1.3). The same as keeping the usable bound. */
export const meetsTarget = (value: Rational, threshold: Threshold): boolean => keeps(value, threshold.usable);
