import {
  DAY_DEN,
  type Day,
  type Exact,
  type PerPollutant,
  POLLUTANTS,
  type Pollutant,
} from '@qingzhang/standards';

/** Particulates: what a dust event removes (AIR-5.5). */
export const DUST_POLLUTANTS = ['pm10', 'pm25'] as const;
export type DustPollutant = (typeof DUST_POLLUTANTS)[number];

/** The day of a station or of a city's own series, as kept in `air_day_place`. */
export interface PlaceDay {
  readonly placeId: number;
  readonly day: Day;
  /** Numerators over DAY_DEN; for O3 the MDA8. Null: invalid. */
  readonly values: PerPollutant<number | null>;
  /** Valid hours; for O3 valid 8-hour means. */
  readonly n: PerPollutant<number>;
  /** Largest 1-hour ozone, thousandths. */
  readonly o3Hour1: number | null;
  /** The particulates without the dust hours; null unless hours were removed and enough are left. */
  readonly dust: Record<DustPollutant, number | null>;
  readonly dustHours: number;
  /** Values struck out by review. */
  readonly excluded: number;
  /** When the youngest fact behind it became known, ms since 1970. */
  readonly knownAt: number;
}

/** The day of a city or county, as kept in `air_day_region`. */
export interface RegionDay {
  readonly region: string;
  readonly day: Day;
  readonly basis: 'stations' | 'city_series';
  /** Stations that should have taken part. */
  readonly places: number;
  /** Numerators over DAY_DEN × n. Null: too few stations (AIR-3.9). */
  readonly values: PerPollutant<number | null>;
  /** Stations with a valid value. */
  readonly n: PerPollutant<number>;
  readonly o3Hour1: number | null;
  readonly o3Hour1N: number;
  readonly dust: Record<DustPollutant, number | null>;
  readonly dustN: Record<DustPollutant, number>;
  readonly dustHours: number;
  readonly excluded: number;
  readonly knownAt: number;
}

/** A stored numerator as the exact value it stands for. */
export function dayValue(numerator: number | null, stations: number): Exact | null {
  return numerator === null ? null : { num: numerator, den: DAY_DEN * stations };
}

/** The measured value of a region's day. */
export function measured(row: RegionDay, pollutant: Pollutant): Exact | null {
  return dayValue(row.values[pollutant], row.n[pollutant]);
}

/** The value of a region's day that evaluation uses when dust is deducted (AIR-5.1, AIR-5.5). */
export function deducted(row: RegionDay, pollutant: Pollutant): Exact | null {
  if (row.dustHours === 0 || (pollutant !== 'pm10' && pollutant !== 'pm25')) return measured(row, pollutant);
  return dayValue(row.dust[pollutant], row.dustN[pollutant]);
}

/** Whether two rows say the same, leaving aside when it became known. */
export function sameRegionDay(a: RegionDay, b: RegionDay): boolean {
  return (
    a.basis === b.basis &&
    a.places === b.places &&
    a.o3Hour1 === b.o3Hour1 &&
    a.o3Hour1N === b.o3Hour1N &&
    a.dustHours === b.dustHours &&
    a.excluded === b.excluded &&
    DUST_POLLUTANTS.every((p) => a.dust[p] === b.dust[p] && a.dustN[p] === b.dustN[p]) &&
    POLLUTANTS.every((p) => a.values[p] === b.values[p] && a.n[p] === b.n[p])
  );
}
