/**
 * The six pollutants of ambient-air evaluation and the unit every reading is kept in.
 *
 * A concentration is stored as a whole number of thousandths of its unit (`milli`): µg/m³ × 1000, for CO mg/m³ × 1000.
 * Whole numbers are what make rounding exact (AIR-2.9, AIR-3.15).
 */
export const POLLUTANTS = ['so2', 'no2', 'pm10', 'pm25', 'co', 'o3'] as const;

export type Pollutant = (typeof POLLUTANTS)[number];

/** A value for each of the six pollutants. */
export type PerPollutant<T> = Record<Pollutant, T>;

/** Thousandths in one unit. */
export const MILLI = 1000;

/** Marks an absent value in an Int32Array of thousandths: the least 32-bit integer, which no reading can be. */
export const MISSING = -0x80000000;

/** Decimals a concentration is published with (AIR-3.12): whole µg/m³, CO to a tenth of a mg/m³. */
export const DECIMALS: PerPollutant<number> = { so2: 0, no2: 0, pm10: 0, pm25: 0, co: 1, o3: 0 };

/** A value for each pollutant, by a function. */
export function forEachPollutant<T>(make: (pollutant: Pollutant) => T): PerPollutant<T> {
  return {
    so2: make('so2'),
    no2: make('no2'),
    pm10: make('pm10'),
    pm25: make('pm25'),
    co: make('co'),
    o3: make('o3'),
  };
}

/** The unit of a concentration. */
export const UNITS: Readonly<PerPollutant<'µg/m³' | 'mg/m³'>> = {
  so2: 'µg/m³',
  no2: 'µg/m³',
  pm10: 'µg/m³',
  pm25: 'µg/m³',
  co: 'mg/m³',
  o3: 'µg/m³',
};

/** How each is written in running text, in Chinese and English alike. */
export const POLLUTANT_NAMES: Readonly<PerPollutant<string>> = {
  so2: 'SO₂',
  no2: 'NO₂',
  pm10: 'PM10',
  pm25: 'PM2.5',
  co: 'CO',
  o3: 'O₃',
};
