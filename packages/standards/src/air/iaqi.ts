import type { Rational } from '../numbers/exact.ts';
import { roundHalfEven } from '../numbers/rounding.ts';
import { type Averaging, IAQI_LEVELS, type IaqiColumn, iaqiColumn, type Standard } from './editions.ts';
import { DECIMALS, type Pollutant } from './pollutants.ts';

/** The largest index there is (AIR-2.5). */
export const AQI_MAX = 500;

/**
 * An individual index (空气质量分指数).
 * - `inScale`: by the table.
 * - `beyondScale`: past the breakpoint of 500, reported as 500 and flagged (AIR-2.5 爆表).
 * - `fixed`: past the end of SO2 1 h or O3 8 h in 2026: 200 or 300 (AIR-6.5).
 * - `otherAverage`: past the end of SO2 1 h or O3 8 h in 2012: this average has no index, the other one is to be used
 *   (AIR-2.2, AIR-2.3); `iaqi` is then the index at the end of the column, which the true one cannot be below.
 */
export interface Iaqi {
  readonly iaqi: number;
  readonly scale: 'inScale' | 'beyondScale' | 'fixed' | 'otherAverage';
}

/**
 * AIR-2.6, AIR-2.7, AIR-2.9: the index of a concentration that is already rounded, as a whole count of the published unit
 * (µg/m³, tenths of a mg/m³ for CO). Whole-number arithmetic: no float can lift 55 to 56. Below zero counts as zero.
 */
export function iaqiOfRounded(column: IaqiColumn, count: number, standard: Standard): Iaqi {
  const points = standard.breakpoints[column];
  const concentration = Math.max(0, count);
  for (let i = 1; i < points.length; i++) {
    if (concentration > points[i]!) continue;
    const rise = (IAQI_LEVELS[i]! - IAQI_LEVELS[i - 1]!) * (concentration - points[i - 1]!);
    const width = points[i]! - points[i - 1]!;
    return {
      iaqi: IAQI_LEVELS[i - 1]! + (rise - (rise % width)) / width + (rise % width > 0 ? 1 : 0),
      scale: 'inScale',
    };
  }
  const last = IAQI_LEVELS[points.length - 1]!;
  return { iaqi: last, scale: last === AQI_MAX ? 'beyondScale' : standard.beyondColumn };
}

/**
 * AIR-2.6…2.9: the index of an unrounded concentration in its unit (µg/m³, mg/m³): rounded first (AIR-2.8), then by the
 * table, rounded up. Null where the table has no column for that averaging time.
 */
export function iaqi(
  pollutant: Pollutant,
  averaging: Averaging,
  concentration: Rational,
  standard: Standard,
): Iaqi | null {
  const column = iaqiColumn(pollutant, averaging);
  return column && iaqiOfRounded(column, roundHalfEven(concentration, DECIMALS[pollutant]), standard);
}
