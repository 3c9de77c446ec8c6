/** Figures of an account as plain data: they travel as JSON, are shown as text, and can be recomputed exactly. */
import { exactText, flooredText, type Ratio, roundedText, sign, subtract, toNumber, unitsText, floorUnits } from '../numbers/ratio.ts';
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
export const amount = (value: Ratio, decimals: number): Amount => ({
  exact: exactText(value),
  value: toNumber(value),
  text: roundedText(value, decimals),
});

/** What may still be afforded: never rounded up (AIR-8: a promise must be safe). */
export interface Allowance extends Amount {
  /** One decimal fewer than `text`, for tables where the present reading has none: `160` beside `160.5`. */
  readonly brief: string;
  /** Whether the exact value itself may be reached. */
  readonly inclusive: boolean;
}

/** The largest decimal not above the bound that keeps it: one unit less than an exclusive bound it would touch. */
export function largestKeeping(bound: Bound, decimals: number): string {
  const units = floorUnits(bound.value, decimals);
  const touches = sign(subtract(bound.value, { n: units, d: 10n ** BigInt(decimals) })) === 0;
  return touches && !bound.inclusive ? unitsText(units - 1n, decimals) : flooredText(bound.value, decimals);
}

/** An allowance, or null when nothing at all may be afforded any more. */
export function allowanceOf(bound: Bound, decimals: number): Allowance | null {
  const s = sign(bound.value);
  if (s < 0 || (s === 0 && !bound.inclusive)) return null;
  const text = largestKeeping(bound, decimals);
  const brief = largestKeeping(bound, Math.max(0, decimals - 1));
  return {
    exact: exactText(bound.value),
    value: toNumber(bound.value),
    // Less than one unit may be left below an exclusive bound; then the promise is zero.
    text: text.startsWith('-') ? unitsText(0n, decimals) : text,
    brief: brief.startsWith('-') ? unitsText(0n, Math.max(0, decimals - 1)) : brief,
    inclusive: bound.inclusive,
  };
}
