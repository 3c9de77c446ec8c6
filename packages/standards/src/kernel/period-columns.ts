import { forEachPollutant, MISSING, type PerPollutant } from '../air/pollutants.ts';
import type { Period } from '../dates/period.ts';
import { buffer } from './hour-columns.ts';

/**
 * Many places over many periods as columns; cell = period × places + place.
 *
 * `mean`, `percentile` and `index` are the doubles nearest to the exact figures up to about 1e-13; everything called
 * `published` is rounded exactly (by whole numbers where the double is too near a tie to tell). Invalid: NaN or MISSING.
 */
export interface PeriodColumns {
  readonly periods: readonly Period[];
  readonly places: number;
  /** AIR-3.10: mean of the daily values there are, valid or not. */
  readonly mean: PerPollutant<Float64Array>;
  /** AIR-3.16: 98th (SO2, NO2), 95th (PM, CO) or 90th (O3) percentile of the daily values, valid or not. */
  readonly percentile: PerPollutant<Float64Array>;
  /** AIR-3.12: the statistic of the index (AIR-4.2) as published, whole counts; MISSING when the period is invalid. */
  readonly published: PerPollutant<Int32Array>;
  readonly validDays: PerPollutant<Uint16Array>;
  /** AIR-3.19: days above the day limit of their edition. */
  readonly exceedingDays: PerPollutant<Uint16Array>;
  /** AIR-4.1: composite index, NaN when an item is invalid. */
  readonly index: Float64Array;
  /** AIR-4.5: hundredths, MISSING when invalid. */
  readonly publishedIndex: Int32Array;
  /** Days with an AQI, with AQI ≤ 100 and > 200 (AIR-3.21). */
  readonly aqiDays: Uint16Array;
  readonly goodDays: Uint16Array;
  readonly heavyDays: Uint16Array;
  /** Days by level; `byLevel[0]` is level 1. */
  readonly byLevel: readonly Uint16Array[];
  /** Days on which the pollutant was primary. */
  readonly primaryDays: PerPollutant<Uint16Array>;
}

export function createPeriodColumns(
  periods: readonly Period[],
  places: number,
  shared = false,
): PeriodColumns {
  const cells = periods.length * places;
  const doubles = () => new Float64Array(buffer(cells * 8, shared)).fill(Number.NaN);
  const counts = () => new Uint16Array(buffer(cells * 2, shared));
  const figures = () => new Int32Array(buffer(cells * 4, shared)).fill(MISSING);
  return {
    periods,
    places,
    mean: forEachPollutant(doubles),
    percentile: forEachPollutant(doubles),
    published: forEachPollutant(figures),
    validDays: forEachPollutant(counts),
    exceedingDays: forEachPollutant(counts),
    index: doubles(),
    publishedIndex: figures(),
    aqiDays: counts(),
    goodDays: counts(),
    heavyDays: counts(),
    byLevel: [counts(), counts(), counts(), counts(), counts(), counts()],
    primaryDays: forEachPollutant(counts),
  };
}
