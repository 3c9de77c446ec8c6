/** 城市小时值: the hours of a day as the city's mean over its counting stations, with what does not count left out. */
import type { RunningDay } from '@qingzhang/domain';
import {
  type Day,
  type Exact,
  enoughStations,
  forEachPollutant,
  hourIndex,
  MISSING,
  type PerPollutant,
  POLLUTANTS,
  type Pollutant,
} from '@qingzhang/standards';
import type { Exclusion } from '../evaluation/place-days.ts';
import * as evaluation from '../evaluation/queries.ts';
import { type EvaluatedPlace, stationsOf } from '../evaluation/region-days.ts';
import { type HourGrid, loadHourGrid } from '../readings/hour-grid.ts';
import type { Standpoint } from './moment.ts';

/** The hours of one city on one day. */
export interface CityHours {
  readonly hours: PerPollutant<readonly (Exact | null)[]>;
  /** Per hour, pollutants of which a value was left out: struck out by review, or dust where dust is deducted. */
  readonly excluded: readonly (readonly Pollutant[])[];
  /** The places the means were taken over. */
  readonly basis: readonly EvaluatedPlace[];
  readonly exclusions: readonly Exclusion[];
}

/**
 * The first hours of a day for several cities: per hour the mean over the city's counting stations (AIR-8.2, AIR-3.9); where
 * no station reported on the day, the city's own series. Three queries however many cities there are.
 */
export async function cityHours(
  stand: Pick<Standpoint, 'db' | 'view'>,
  cities: readonly string[],
  day: Day,
  count: number,
): Promise<Map<string, CityHours>> {
  const { db, view } = stand;
  const places = await evaluation.listPlaces(db, cities);
  const first = hourIndex(day, 1);
  const ids = places.map((place) => place.id);
  const [grid, exclusions] = await Promise.all([
    loadHourGrid(db, ids, first, count, view.asOf),
    evaluation.listExclusions(db, places, first, first + count - 1, view.asOf),
  ]);
  const active = exclusions.filter(
    (exclusion) => exclusion.active && (exclusion.kind === 'invalidation' || view.dust === 'deducted'),
  );
  return new Map(cities.map((city) => [city, hoursOf(city, day, places, grid, active, exclusions)]));
}

/** The hours spent of the day under way, as the accounts take them. */
export async function runningDays(
  stand: Pick<Standpoint, 'db' | 'view'>,
  cities: readonly string[],
  day: Day,
  hour: number,
): Promise<Map<string, RunningDay>> {
  const found = await cityHours(stand, cities, day, hour);
  return new Map([...found].map(([city, { hours }]) => [city, { hour, hours }]));
}

function hoursOf(
  city: string,
  day: Day,
  places: readonly EvaluatedPlace[],
  grid: HourGrid,
  active: readonly Exclusion[],
  exclusions: readonly Exclusion[],
): CityHours {
  const basis = reporting(places, city, day, grid);
  const starts = basis.map((place) => grid.places.indexOf(place.id) * grid.hours);
  const own = (list: readonly Exclusion[]) =>
    list.filter(({ places: of }) => basis.some(({ id }) => of.has(id)));
  const cutting = own(active);
  const excluded = Array.from({ length: grid.hours }, () => new Set<Pollutant>());
  const hours = forEachPollutant((pollutant): (Exact | null)[] =>
    Array.from({ length: grid.hours }, (_, offset) => {
      let [sum, valid] = [0, 0];
      for (const [index, place] of basis.entries()) {
        const value = grid.columns[pollutant][(starts[index] ?? 0) + offset] ?? MISSING;
        if (value === MISSING || value < 0) continue;
        if (cutting.some((exclusion) => covers(exclusion, place.id, pollutant, grid.firstHour + offset))) {
          excluded[offset]?.add(pollutant);
          continue;
        }
        sum += value;
        valid += 1;
      }
      return enoughStations(valid, basis.length) ? { num: sum, den: 1000 * valid } : null;
    }),
  );
  return {
    hours,
    excluded: excluded.map((found) => POLLUTANTS.filter((pollutant) => found.has(pollutant))),
    basis,
    exclusions: own(exclusions),
  };
}

const covers = (exclusion: Exclusion, place: number, pollutant: Pollutant, hour: number): boolean =>
  hour >= exclusion.from &&
  hour <= exclusion.to &&
  exclusion.places.has(place) &&
  exclusion.pollutants.includes(pollutant);

/** The counting stations of a city that day, or its own series where none of them reported. */
function reporting(
  places: readonly EvaluatedPlace[],
  city: string,
  day: Day,
  grid: HourGrid,
): EvaluatedPlace[] {
  const stations = stationsOf(places, city, day);
  const reported = (place: EvaluatedPlace) => {
    const start = grid.places.indexOf(place.id) * grid.hours;
    return grid.knownAt.subarray(start, start + grid.hours).some((known) => known > 0);
  };
  if (stations.some(reported)) return stations;
  return places.filter((place) => place.kind === 'city_series' && place.cityCode === city);
}
