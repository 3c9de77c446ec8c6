import {
  type DayHours,
  dayMean,
  dayOfNumber,
  forEachPollutant,
  HOURS_OF_DAY,
  type HourIndex,
  MISSING,
  mda8,
  type PerPollutant,
  type Pollutant,
} from '@qingzhang/standards';
import type { HourGrid } from '../readings/hour-grid.ts';
import { DUST_POLLUTANTS, type DustPollutant, type PlaceDay } from './day-rows.ts';

/** A span of hours of a place that does not count for some pollutants; first and last hour included. */
export interface Exclusion {
  readonly kind: 'dust' | 'invalidation';
  readonly id: number;
  readonly places: ReadonlySet<number>;
  readonly from: HourIndex;
  readonly to: HourIndex;
  readonly pollutants: readonly Pollutant[];
  /** When it was entered or withdrawn, ms since 1970. */
  readonly knownAt: number;
  /** False once withdrawn: it changes no value, only the moment of knowledge. */
  readonly active: boolean;
}

/**
 * Daily values of every place and day of a grid that begins and ends with whole days (AIR-3.3…3.6, 5.5). `wanted` says
 * which place-days are asked for; a day without any reading gives no row.
 */
export function evaluatePlaceDays(
  grid: HourGrid,
  exclusions: readonly Exclusion[],
  wanted: (placeId: number, dayNumber: number) => boolean,
): PlaceDay[] {
  const firstDay = grid.firstHour / HOURS_OF_DAY;
  const days = grid.hours / HOURS_OF_DAY;
  if (!Number.isInteger(firstDay) || !Number.isInteger(days))
    throw new RangeError('A grid of days must hold whole days');
  const rows: PlaceDay[] = [];
  for (const [index, placeId] of grid.places.entries()) {
    const own = exclusions.filter((exclusion) => exclusion.places.has(placeId));
    for (let day = 0; day < days; day++) {
      if (!wanted(placeId, firstDay + day)) continue;
      const row = placeDay(grid, placeId, firstDay + day, index * grid.hours + day * HOURS_OF_DAY, own);
      if (row !== null) rows.push(row);
    }
  }
  return rows;
}

function placeDay(
  grid: HourGrid,
  placeId: number,
  dayNumber: number,
  start: number,
  exclusions: readonly Exclusion[],
): PlaceDay | null {
  let knownAt = 0;
  for (let hour = 0; hour < HOURS_OF_DAY; hour++) knownAt = Math.max(knownAt, grid.knownAt[start + hour]!);
  if (knownAt === 0) return null;
  const firstHour = dayNumber * HOURS_OF_DAY;
  const touching = exclusions.filter((e) => e.from < firstHour + HOURS_OF_DAY && e.to >= firstHour);
  for (const exclusion of touching) knownAt = Math.max(knownAt, exclusion.knownAt);
  const active = touching.filter((exclusion) => exclusion.active);
  const excludes = (kind: Exclusion['kind'], pollutant: Pollutant, hour: HourIndex) =>
    active.some((e) => e.kind === kind && hour >= e.from && hour <= e.to && e.pollutants.includes(pollutant));

  let excluded = 0;
  const hours: PerPollutant<DayHours> = forEachPollutant((pollutant) => {
    const column = grid.columns[pollutant];
    return Array.from({ length: HOURS_OF_DAY }, (_, hour) => {
      const value = column[start + hour]!;
      if (value === MISSING) return null;
      if (active.length === 0 || !excludes('invalidation', pollutant, firstHour + hour)) return value;
      excluded += 1;
      return null;
    });
  });
  const ozone = mda8(hours.o3);
  const means = forEachPollutant((pollutant) => (pollutant === 'o3' ? null : dayMean(hours[pollutant])));
  const hourly = hours.o3.filter((value): value is number => value !== null && value >= 0);

  const removed = new Set<number>();
  const dust: Record<DustPollutant, number | null> = { pm10: null, pm25: null };
  if (active.some((exclusion) => exclusion.kind === 'dust')) {
    for (const pollutant of DUST_POLLUTANTS) {
      const left = hours[pollutant].map((value, hour) => {
        if (value === null || !excludes('dust', pollutant, firstHour + hour)) return value;
        removed.add(hour);
        return null;
      });
      dust[pollutant] = numerator(dayMean(left).value);
    }
  }
  return {
    placeId,
    day: dayOfNumber(dayNumber),
    values: forEachPollutant((pollutant) =>
      pollutant === 'o3' ? numerator(ozone.value) : numerator(means[pollutant]?.value ?? null),
    ),
    n: forEachPollutant((pollutant) => (pollutant === 'o3' ? ozone.windows : (means[pollutant]?.hours ?? 0))),
    o3Hour1: hourly.length === 0 ? null : Math.max(...hourly),
    dust: removed.size === 0 ? { pm10: null, pm25: null } : dust,
    dustHours: removed.size,
    excluded,
    knownAt,
  };
}

function numerator(value: { readonly num: number } | null): number | null {
  return value === null ? null : value.num;
}
