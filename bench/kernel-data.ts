import {
  type ColumnShape,
  createHourColumns,
  type HourColumns,
  type Period,
  POLLUTANTS,
} from '@qingzhang/standards';

/** A small seeded generator (xorshift32): the same seed gives the same data on every machine. */
export function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Typical level and spread of each pollutant in thousandths, and the hour of its daily peak. */
const LEVELS = {
  so2: [14_000, 12_000, 9],
  no2: [30_000, 25_000, 20],
  pm10: [80_000, 90_000, 9],
  pm25: [45_000, 60_000, 8],
  co: [700, 900, 8],
  o3: [60_000, 70_000, 15],
} as const;

/** Hourly columns with a day's course, noise and 3 % of the readings missing: half singly, half in longer gaps. */
export function makeHours(shape: ColumnShape, seed: number): HourColumns {
  const columns = createHourColumns(shape);
  const random = generator(seed);
  for (const pollutant of POLLUTANTS) {
    const values = columns.values[pollutant];
    const [level, spread, peak] = LEVELS[pollutant];
    const course = Array.from(
      { length: 24 },
      (_, hour) => 0.5 * (1 + Math.cos(((hour - peak) * Math.PI) / 12)),
    );
    let weather = 0.5;
    let gap = 0;
    for (let cell = 0; cell < values.length; cell++) {
      const dice = random();
      const hour = cell % 24;
      if (hour === 0) weather = 0.7 * weather + 0.3 * (dice / 2 ** 32);
      if (gap === 0 && dice % 10_000 < 12) gap = 1 + ((dice >>> 20) % 24);
      if (gap > 0 || dice % 200 < 3) {
        if (gap > 0) gap -= 1;
        continue;
      }
      values[cell] = Math.round(
        level * (0.3 + weather * course[hour]!) + ((dice >>> 8) / 2 ** 24) * spread * weather,
      );
    }
  }
  return columns;
}

/** Every month and every year that the columns cover from 1 January on. */
export function monthsAndYears(firstYear: number, years: number): Period[] {
  return Array.from({ length: years }, (_, index) => firstYear + index).flatMap((year): Period[] => [
    ...Array.from({ length: 12 }, (_, m): Period => ({ kind: 'month', year, month: m + 1 })),
    { kind: 'year', year },
  ]);
}

/** Share of absent readings. */
export function missingShare(columns: HourColumns): number {
  let [absent, all] = [0, 0];
  for (const pollutant of POLLUTANTS) {
    for (const value of columns.values[pollutant]) if (value < 0) absent += 1;
    all += columns.values[pollutant].length;
  }
  return absent / all;
}
