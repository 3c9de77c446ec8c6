import type { Completeness } from '@qingzhang/contract';
import { addDays } from '@qingzhang/standards';
import { wallOf } from '../ui/moments.ts';

export type Place = Completeness['places'][number];

/** Hours of a day that must be there for the day to count (AIR-1.5). */
export const HOURS_NEEDED = 20;

export type DayState = 'full' | 'enough' | 'short' | 'none' | 'future';

/** How a day of a place stands; days after the last hour with data are not missing but to come. */
export function dayState(hours: number, future: boolean): DayState {
  if (future) return 'future';
  if (hours >= 24) return 'full';
  if (hours >= HOURS_NEEDED) return 'enough';
  return hours > 0 ? 'short' : 'none';
}

/** The last day all of whose hours are over at an instant: the day under way is not short yet. */
export function lastWholeDay(last: string): string {
  const wall = wallOf(last);
  return wall.hour === 24 ? wall.day : addDays(wall.day, -1);
}

/** How many days of the month are due: all of a past month, up to the last whole day of the present. */
export function daysDue(month: string, days: number, lastDay: string | null): number {
  if (lastDay === null) return 0;
  const lastMonth = lastDay.slice(0, 7);
  if (month < lastMonth) return days;
  return month === lastMonth ? Number(lastDay.slice(8, 10)) : 0;
}

export interface PlaceSummary {
  readonly hours: number;
  readonly expected: number;
  /** Days with enough hours to count. */
  readonly validDays: number;
  /** Published to one decimal, rounded down: 100.0 is said only when nothing is missing. Null: nothing was due. */
  readonly percent: string | null;
}

/** Hours present of the hours due. */
export function summaryOf(place: Place, due: number): PlaceSummary {
  const days = place.hours.slice(0, due);
  const hours = days.reduce((sum, day) => sum + day, 0);
  const expected = due * 24;
  return {
    hours,
    expected,
    validDays: days.filter((day) => day >= HOURS_NEEDED).length,
    percent: expected === 0 ? null : (Math.floor((hours * 1000) / expected) / 10).toFixed(1),
  };
}

/** Places under their city, in the order the server gave, which is protocol order. */
export function byCity(
  places: readonly Place[],
): readonly { readonly city: string; readonly name: string; readonly places: readonly Place[] }[] {
  const groups = new Map<string, { city: string; name: string; places: Place[] }>();
  for (const place of places) {
    const group = groups.get(place.city) ?? { city: place.city, name: place.cityName, places: [] };
    group.places.push(place);
    groups.set(place.city, group);
  }
  return [...groups.values()];
}
