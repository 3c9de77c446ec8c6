import { enoughStations } from '../air/city-day.ts';
import { type Day, daysBetween } from '../dates/days.ts';
import {
  type CityDays,
  DAY_QUANTITIES,
  type DayColumns,
  forEachQuantity,
  invalidColumn,
  type PlaceRange,
} from './day-columns.ts';
import { buffer, type ColumnShape } from './hour-columns.ts';

/** A station (its place in the station columns) that counts for a city, on all days or from and to some day. */
export interface CityMember {
  readonly place: number;
  readonly from?: Day;
  readonly to?: Day;
}

/** Columns for the days of cities, all invalid. */
export function createCityDays(shape: ColumnShape): CityDays {
  const { places, firstDay, days, shared } = shape;
  const cells = places * days;
  return {
    places,
    firstDay,
    days,
    num: forEachQuantity(() => invalidColumn(cells, shared)),
    parts: forEachQuantity(() => new Uint16Array(buffer(cells * 2, shared))),
    accounted: null,
    expected: new Uint16Array(buffer(cells * 2, shared)),
  };
}

/**
 * AIR-3.8, AIR-3.9 over columns: the daily values of cities from those of their stations (equal to `cityValue` of the
 * single days). `cities[i]` lists the evaluation stations of the city in place i.
 */
export function evaluateCityDays(
  stations: DayColumns,
  cities: readonly (readonly CityMember[])[],
  out: CityDays = createCityDays({ ...stations, places: cities.length }),
  range: PlaceRange = { from: 0, to: cities.length },
): CityDays {
  for (let city = range.from; city < range.to; city++) {
    const members = (cities[city] ?? []).map((member) => ({
      place: member.place,
      ...memberSpan(member, stations),
    }));
    const first = city * out.days;
    out.expected.fill(0, first, first + out.days);
    for (const { from, to } of members)
      for (let day = from; day <= to; day++) out.expected[first + day]! += 1;
    for (const quantity of DAY_QUANTITIES) {
      const [source, num, parts] = [stations.num[quantity], out.num[quantity], out.parts![quantity]];
      num.fill(0, first, first + out.days);
      parts.fill(0, first, first + out.days);
      for (const { place, from, to } of members) {
        addStation(source, place * stations.days + from, to - from + 1, num, parts, first + from);
      }
      for (let cell = first; cell < first + out.days; cell++) {
        if (!enoughStations(parts[cell]!, out.expected[cell]!)) num[cell] = Number.NaN;
      }
    }
  }
  return out;
}

function memberSpan(member: CityMember, columns: DayColumns): { from: number; to: number } {
  const from = member.from === undefined ? 0 : Math.max(0, daysBetween(columns.firstDay, member.from));
  const to = member.to === undefined ? columns.days - 1 : daysBetween(columns.firstDay, member.to);
  return { from, to: Math.min(to, columns.days - 1) };
}

function addStation(
  source: Float64Array,
  from: number,
  count: number,
  num: Float64Array,
  parts: Uint16Array,
  into: number,
): void {
  for (let i = 0; i < count; i++) {
    const value = source[from + i]!;
    if (Number.isNaN(value)) continue;
    num[into + i]! += value;
    parts[into + i]! += 1;
  }
}
