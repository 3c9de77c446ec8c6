import { dayNumberOf, type HourIndex } from '@qingzhang/standards';
import { civilOf, type DayIndex } from './calendar.ts';
import { streamOf, uniform } from './noise.ts';
import type { CityProfile, DustEvent, Profile } from './types.ts';

/** A dust event with what is needed to add it to the air. */
export interface DustStorm extends DustEvent {
  /** City code → hour of arrival (the one before the first affected) and PM10 at the peak, µg/m³. */
  readonly arrivals: ReadonlyMap<string, { readonly hour: HourIndex; readonly peak: number }>;
}

/** Hours of one city that count as affected. */
const SPAN = 34;

/** Share of PM2.5 in blown dust: the ratio PM2.5/PM10 falls (AIR-5.3). */
export const DUST_FINE_SHARE = 0.11;

/** The dust events of one spring (March to May), from the north-west, in order of time. */
export function springDust(seed: number, profile: Profile, year: number): DustStorm[] {
  const stream = streamOf(seed, 'dust');
  const n = profile.dustEventsPerSpring;
  const first = dayNumberOf(year, 3, 14);
  const slot = 56 / Math.max(1, n);
  return Array.from({ length: n }, (_, i) => {
    const key = year * 8 + i;
    const day = first + Math.floor(slot * (i + 0.15 + 0.7 * uniform(stream, key)));
    return storm(profile.cities, stream, key, day, year, i + 1);
  });
}

function storm(
  cities: readonly CityProfile[],
  stream: number,
  key: number,
  day: DayIndex,
  year: number,
  number: number,
): DustStorm {
  const start = day * 24 + 2 + Math.floor(10 * uniform(stream, key + 4000));
  const north = Math.max(...cities.map((c) => c.lat));
  const south = Math.min(...cities.map((c) => c.lat));
  // Every other year the dust stops short of the far south.
  const reach = year % 2 === 0 ? 1 : 0.85;
  const arrivals = new Map<string, { hour: HourIndex; peak: number }>();
  for (const [i, city] of cities.entries()) {
    const way = north === south ? 0 : (north - city.lat) / (north - south);
    if (way > reach) continue;
    const strength = 1500 * (1 - 0.4 * way) * (0.8 + 0.4 * uniform(stream, key * 64 + i));
    arrivals.set(city.code, { hour: start + Math.round(13 * way), peak: strength });
  }
  const spans = [...arrivals].map(([code, a]) => ({ code, from: a.hour + 1, to: a.hour + SPAN }));
  const date = civilOf(day);
  return {
    id: `SIM-DUST-${year}-${number}`,
    title: `关于认定${date.year}年${date.month}月${date.day}日沙尘天气过程影响时段的函（模拟数据）`,
    document: `模拟沙尘〔${year}〕${number}号`,
    from: Math.min(...spans.map((s) => s.from)),
    to: Math.max(...spans.map((s) => s.to)),
    pollutants: ['pm10', 'pm25'],
    cities: spans,
    arrivals,
  };
}

/** Dust in the air of a city at an hour, µg/m³ of PM10: up within four hours, gone after a day and a half. */
export function dustAt(storm: DustStorm, cityCode: string, hour: HourIndex): number {
  const arrival = storm.arrivals.get(cityCode);
  if (!arrival) return 0;
  const age = hour - arrival.hour;
  if (age < 1 || age > SPAN) return 0;
  const rise = Math.min(1, age / 4);
  return arrival.peak * rise * Math.exp(-Math.max(0, age - 6) / 11) * (1 - 0.35 * (age / SPAN) ** 4);
}
