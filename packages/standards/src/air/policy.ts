import type { EditionId } from './editions.ts';

/**
 * The choices the standards leave open, or that practice makes differently (marked unsure in the reference). Every
 * function that depends on one takes the policy as a parameter; nothing is decided silently.
 */
export interface AirPolicy {
  /** AIR-0.3: edition by the date of the data, or one edition for everything. */
  readonly edition: 'auto' | EditionId;
  /** Edition of a period that crosses a change of edition: that of its last or of its first day. */
  readonly periodEdition: 'end' | 'start';
  /** AIR-2.4: basis of the PM indices of the hourly report. The standard of 2012 says running 24 h, practice is 1 h. */
  readonly hourlyPmBasis: 'hour1' | 'running24h';
  /** AIR-2.4b: whether the running 8-hour ozone mean takes part in the hourly report of the 2012 edition. */
  readonly hourlyO3: 'hour1' | 'hour1+running8h';
  /** AIR-2.13: whether the largest 1-hour ozone value takes part in the daily AQI of the 2012 edition. */
  readonly dailyO3: 'mda8' | 'mda8+max1h';
  /** AIR-3.22, AIR-6.8: what becomes of the AQI of a day on which one of the six items is missing. */
  readonly missingDay: 'publishAbove100' | 'publishAny' | 'publishNone';
  /** AIR-3.13: whether daily values enter period statistics unrounded or as published. */
  readonly chain: 'unrounded' | 'roundedDaily';
  /** AIR-3.20: attainment with the day percentiles of HJ 663, or as the ministry's communiqué states it. */
  readonly attainment: 'hj663' | 'communique';
  /** AIR-4.5: whether the composite index is built from unrounded or from published concentrations. */
  readonly indexInput: 'unrounded' | 'published';
  /** AIR-6.11: plain sum, or PM2.5 × 3, O3 × 2, NO2 × 2 (seen once, for the 2026 editions only). */
  readonly indexWeights: 'plain' | 'weighted2026';
  /** AIR-4.12: average index of a region: mean of the cities' indices, or index of the mean concentrations. */
  readonly provinceIndex: 'meanOfIndices' | 'indexOfMeans';
  /**
   * AIR-5.6: AQI of days with dust hours removed. `asMeasured` (a): judged from the measured values. `deducted` (b):
   * days measured above 100 are judged anew from what remains; days at or below 100 stay as measured.
   */
  readonly dustDays: 'asMeasured' | 'deducted';
  /** AIR-5.7: whether a day that is invalid only because dust was removed still counts for the month's minimum. */
  readonly dustMonthValidity: 'accounted' | 'missing';
  /** AIR-3.18: quarter, half-year, year to date and custom spans: every complete month valid, or any valid day. */
  readonly multiMonthValidity: 'everyMonth' | 'anyDay';
}

export const DEFAULT_AIR_POLICY: AirPolicy = Object.freeze({
  edition: 'auto',
  periodEdition: 'end',
  hourlyPmBasis: 'hour1',
  hourlyO3: 'hour1',
  dailyO3: 'mda8',
  missingDay: 'publishAbove100',
  chain: 'unrounded',
  attainment: 'hj663',
  indexInput: 'unrounded',
  indexWeights: 'plain',
  provinceIndex: 'meanOfIndices',
  dustDays: 'asMeasured',
  dustMonthValidity: 'accounted',
  multiMonthValidity: 'everyMonth',
});

/** The default policy with some choices changed. */
export function airPolicy(choices: Partial<AirPolicy> = {}): AirPolicy {
  return { ...DEFAULT_AIR_POLICY, ...choices };
}
