import {
  DAY_DEN,
  dayOfNumber,
  evaluateStationDays,
  forEachPollutant,
  HOURS_OF_DAY,
  type HourColumns,
  type HourIndex,
  MISSING,
  type PerPollutant,
  type Pollutant,
} from '@qingzhang/standards';
import type { HourGrid } from '../readings/hour-grid.ts';
import type { PlaceDay } from './day-rows.ts';

/** A span of hours of some places that does not count for some pollutants; first and last hour included. */
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
 * Daily values of every place and day of a grid that begins and ends with whole days (AIR-3.3…3.6, 5.5), by the kernel of
 * the standards. `wanted` says which place-days are asked for; a day without any reading gives no row.
 */
export function evaluatePlaceDays(
  grid: HourGrid,
  exclusions: readonly Exclusion[],
  wanted: (placeId: number, dayNumber: number) => boolean,
): PlaceDay[] {
  const firstDay = grid.firstHour / HOURS_OF_DAY;
  const days = grid.hours / HOURS_OF_DAY;
  if (!Number.isInteger(firstDay) || !Number.isInteger(days)) {
    throw new RangeError('A grid of days must hold whole days');
  }
  const reviewed = struckOut(grid, grid.columns, exclusions, 'invalidation');
  const withoutDust = struckOut(grid, reviewed.columns, exclusions, 'dust');
  const columnsOf = (values: PerPollutant<Int32Array>): HourColumns => ({
    places: grid.places.length,
    firstDay: dayOfNumber(firstDay),
    days,
    values,
  });
  const measured = evaluateStationDays(columnsOf(reviewed.columns));
  const clean = withoutDust.none ? null : evaluateStationDays(columnsOf(withoutDust.columns));

  const rows: PlaceDay[] = [];
  for (const [index, placeId] of grid.places.entries()) {
    for (let day = 0; day < days; day++) {
      if (!wanted(placeId, firstDay + day)) continue;
      const cell = index * days + day;
      const knownAt = latestKnowledge(grid, placeId, cell, firstDay + day, exclusions);
      if (knownAt === null) continue;
      const dustHours = withoutDust.hoursOn[cell]!;
      rows.push({
        placeId,
        day: dayOfNumber(firstDay + day),
        values: forEachPollutant((pollutant) => numerator(measured.num[pollutant][cell]!)),
        n: forEachPollutant((p) => (p === 'o3' ? measured.windows[cell]! : measured.hours[p][cell]!)),
        o3Hour1: numerator((measured.num.o3Max1h[cell]! / DAY_DEN) * 1000),
        dust: {
          pm10: dustHours === 0 || clean === null ? null : numerator(clean.num.pm10[cell]!),
          pm25: dustHours === 0 || clean === null ? null : numerator(clean.num.pm25[cell]!),
        },
        dustHours,
        excluded: reviewed.valuesOn[cell]!,
        knownAt,
      });
    }
  }
  return rows;
}

interface StruckOut {
  readonly columns: PerPollutant<Int32Array>;
  /** Nothing was struck out. */
  readonly none: boolean;
  /** Per place and day: values struck out, and hours with at least one. */
  readonly valuesOn: Uint16Array;
  readonly hoursOn: Uint8Array;
}

/** The columns without what the active exclusions of a kind cover; the given ones stay as they are. */
function struckOut(
  grid: HourGrid,
  columns: PerPollutant<Int32Array>,
  exclusions: readonly Exclusion[],
  kind: Exclusion['kind'],
): StruckOut {
  const cells = grid.places.length * (grid.hours / HOURS_OF_DAY);
  const valuesOn = new Uint16Array(cells);
  const hoursOn = new Uint8Array(cells);
  const own = exclusions.filter((exclusion) => exclusion.kind === kind && exclusion.active);
  if (own.length === 0) return { columns, none: true, valuesOn, hoursOn };
  const concerned = new Set(own.flatMap((exclusion) => exclusion.pollutants));
  const result = forEachPollutant((p) => (concerned.has(p) ? columns[p].slice() : columns[p]));
  const hours = new Set<number>();
  for (const exclusion of own) {
    const first = Math.max(exclusion.from, grid.firstHour) - grid.firstHour;
    const last = Math.min(exclusion.to, grid.firstHour + grid.hours - 1) - grid.firstHour;
    for (const [index, placeId] of grid.places.entries()) {
      if (!exclusion.places.has(placeId)) continue;
      for (let hour = first; hour <= last; hour++) {
        const at = index * grid.hours + hour;
        for (const pollutant of exclusion.pollutants) {
          if (result[pollutant][at]! < 0) continue;
          result[pollutant][at] = MISSING;
          valuesOn[Math.floor(at / HOURS_OF_DAY)]! += 1;
          hours.add(at);
        }
      }
    }
  }
  for (const at of hours) hoursOn[Math.floor(at / HOURS_OF_DAY)]! += 1;
  return { columns: result, none: hours.size === 0, valuesOn, hoursOn };
}

/** When the youngest reading or exclusion of a place-day became known; null without any reading. */
function latestKnowledge(
  grid: HourGrid,
  placeId: number,
  cell: number,
  dayNumber: number,
  exclusions: readonly Exclusion[],
): number | null {
  let latest = 0;
  for (let at = cell * HOURS_OF_DAY; at < (cell + 1) * HOURS_OF_DAY; at++) {
    latest = Math.max(latest, grid.knownAt[at]!);
  }
  if (latest === 0) return null;
  const [first, last] = [dayNumber * HOURS_OF_DAY, (dayNumber + 1) * HOURS_OF_DAY - 1];
  for (const exclusion of exclusions) {
    if (exclusion.from <= last && exclusion.to >= first && exclusion.places.has(placeId)) {
      latest = Math.max(latest, exclusion.knownAt);
    }
  }
  return latest;
}

function numerator(value: number): number | null {
  return Number.isNaN(value) ? null : Math.round(value);
}
