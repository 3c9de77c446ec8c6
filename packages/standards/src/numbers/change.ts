import { roundHalfEven } from './rounding.ts';

/**
 * AIR-4.9, AIR-4.10: change against an earlier figure in per cent, as tenths of a per cent (half to even).
 * Both figures are *published* (rounded) whole counts of one unit: 487 and 562 (4.87 against 5.62) give −133, −13.3 %.
 * Null when the earlier figure is zero.
 */
export function percentChange(now: number, earlier: number): number | null {
  return earlier === 0 ? null : roundHalfEven(positiveDenominator(now - earlier, earlier), 3);
}

/** AIR-3.19, AIR-3.21: a share in per cent, as tenths of a per cent (half to even): 1 of 16 is 62. Null of nothing. */
export function percentShare(part: number, whole: number): number | null {
  return whole === 0 ? null : roundHalfEven(positiveDenominator(part, whole), 3);
}

/**
 * Splits a whole total over parts in proportion to exact weights so that the whole-number parts add up to the total
 * (largest remainder; ties go to the earlier part). Weights are doubles; a rounding aid for tables, not a standard's rule.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const parts = weights.map((weight) => Math.floor(weight));
  const order = weights
    .map((weight, index) => ({ index, rest: weight - Math.floor(weight) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = total - parts.reduce((a, b) => a + b, 0);
  for (let turn = 0; left !== 0 && order.length > 0; turn++) {
    const step = Math.sign(left);
    const at = step > 0 ? turn % order.length : order.length - 1 - (turn % order.length);
    parts[order[at]!.index]! += step;
    left -= step;
  }
  return parts;
}

function positiveDenominator(num: number, den: number): { num: number; den: number } {
  return den < 0 ? { num: -num, den: -den } : { num, den };
}
