import { type Day, enoughStations, forEachPollutant, type Pollutant } from '@qingzhang/standards';
import { DUST_POLLUTANTS, type DustPollutant, type PlaceDay, type RegionDay } from './day-rows.ts';

/** A place as evaluation sees it. */
export interface EvaluatedPlace {
  readonly id: number;
  readonly kind: 'station' | 'city_series';
  readonly cityCode: string;
  readonly countyCode: string | null;
  /** Takes part in the city's mean (AIR-3.8). */
  readonly counts: boolean;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** Evaluation stations of a region on a day: those that count and are in service. */
export function stationsOf(places: readonly EvaluatedPlace[], region: string, day: Day): EvaluatedPlace[] {
  return places.filter(
    (place) =>
      place.kind === 'station' &&
      place.counts &&
      (place.cityCode === region || place.countyCode === region) &&
      (place.validFrom === null || place.validFrom <= day) &&
      (place.validTo === null || place.validTo >= day),
  );
}

/**
 * The day of a city or county (AIR-3.8, 3.9): the mean of its stations; where no station reported anything that day, the
 * city's own published series, which is a basis of its own and never mixed with stations. Null without either.
 */
export function regionDay(
  region: string,
  day: Day,
  places: readonly EvaluatedPlace[],
  rows: ReadonlyMap<number, PlaceDay>,
): RegionDay | null {
  const stations = stationsOf(places, region, day);
  const present = stations.flatMap((place) => rows.get(place.id) ?? []);
  if (present.length > 0) return combine(region, day, 'stations', stations.length, present);
  const series = places.find((place) => place.kind === 'city_series' && place.cityCode === region);
  const own = series && rows.get(series.id);
  return own ? combine(region, day, 'city_series', 1, [own]) : null;
}

function combine(
  region: string,
  day: Day,
  basis: RegionDay['basis'],
  expected: number,
  rows: readonly PlaceDay[],
): RegionDay {
  const dustHours = rows.reduce((most, row) => Math.max(most, row.dustHours), 0);
  const mean = (pick: (row: PlaceDay) => number | null) => {
    const values = rows.map(pick).filter((value): value is number => value !== null);
    const enough = enoughStations(values.length, expected);
    return { sum: enough ? values.reduce((a, b) => a + b, 0) : null, n: values.length };
  };
  const means = forEachPollutant((pollutant: Pollutant) => mean((row) => row.values[pollutant]));
  const ozone = mean((row) => row.o3Hour1);
  const dust = Object.fromEntries(
    DUST_POLLUTANTS.map((pollutant) => [
      pollutant,
      dustHours === 0
        ? { sum: null, n: 0 }
        : mean((row) => (row.dustHours > 0 ? row.dust[pollutant] : row.values[pollutant])),
    ]),
  ) as Record<DustPollutant, { sum: number | null; n: number }>;
  return {
    region,
    day,
    basis,
    places: expected,
    values: forEachPollutant((pollutant) => means[pollutant].sum),
    n: forEachPollutant((pollutant) => means[pollutant].n),
    o3Hour1: ozone.sum,
    o3Hour1N: ozone.n,
    dust: { pm10: dust.pm10.sum, pm25: dust.pm25.sum },
    dustN: { pm10: dust.pm10.n, pm25: dust.pm25.n },
    dustHours,
    excluded: rows.reduce((sum, row) => sum + row.excluded, 0),
    knownAt: rows.reduce((latest, row) => Math.max(latest, row.knownAt), 0),
  };
}
