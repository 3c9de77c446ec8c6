import { compare, type Fraction, fraction, type Rational, toFraction } from './exact.ts';

/** Where a percentile stands among n sorted values: between X(lower) and X(lower+1), `hundredths` of the way. */
export interface PercentilePosition {
  /** 1-based rank s = floor(k). */
  readonly lower: number;
  /** 100 × (k − s), 0…99. */
  readonly hundredths: number;
}

/** AIR-3.16/3.17: k = 1 + (n − 1) × p / 100 in whole numbers. `percent` is a whole percentage, n ≥ 1. */
export function percentilePosition(n: number, percent: number): PercentilePosition {
  const steps = (n - 1) * percent;
  const hundredths = steps % 100;
  return { lower: 1 + (steps - hundredths) / 100, hundredths };
}

/**
 * AIR-3.16: the percentile (百分位数) of the values, exact, null for an empty list. The values need no order.
 * `percent` is a whole percentage: 98 (SO2, NO2), 95 (PM10, PM2.5, CO) or 90 (O3).
 */
export function percentile(values: readonly Rational[], percent: number): Fraction | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort(compare);
  const { lower, hundredths } = percentilePosition(sorted.length, percent);
  const below = toFraction(sorted[lower - 1]!);
  const above = sorted[lower];
  if (hundredths === 0 || above === undefined) return below;
  return interpolate(below, above, hundredths);
}

/** below + (above − below) × hundredths / 100, exact. */
export function interpolate(below: Rational, above: Rational, hundredths: number): Fraction {
  const [bn, bd, an, ad] = [BigInt(below.num), BigInt(below.den), BigInt(above.num), BigInt(above.den)];
  const share = BigInt(hundredths);
  return fraction(bn * ad * (100n - share) + an * bd * share, bd * ad * 100n);
}
