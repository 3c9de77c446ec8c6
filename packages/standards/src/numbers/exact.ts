/**
 * An exact fraction `num / den` in units of the quantity (µg/m³, mg/m³, days …). `num` and `den` are safe integers,
 * `den > 0`. A daily value is `num / (DAY_DEN × stations)`: a common denominator that every count of hours divides.
 */
export interface Exact {
  readonly num: number;
  readonly den: number;
}

/**
 * Least common multiple of the hour counts a daily value may be the mean of (20…24 hours; 6, 7, 8 hours of an 8-hour
 * window), 212 520, times the thousandths of a reading. So a station's daily mean and MDA8 are whole numbers of
 * 1/DAY_DEN, and a city's are whole numbers of 1/(DAY_DEN × stations), with no division and no loss.
 */
export const DAY_DEN = 212_520 * 1000;
