import type { HourIndex } from '@qingzhang/standards';
import { evenNormal, hash, smooth, streamOf, uniform } from './noise.ts';
import type { CityProfile } from './types.ts';

/** The state of the air over a city at an hour, without unit, about 0 ± 1 each; `rain` 0…1. */
export interface Weather {
  /** Stagnation: builds up over an episode of three to seven days, ends with a clearing front. */
  stagnation: number;
  /** Sun and warmth, what makes ozone. */
  sun: number;
  rain: number;
  /** Wind that lifts coarse dust. */
  wind: number;
}

export interface WeatherStreams {
  readonly episode: number;
  readonly sun: number;
  readonly rain: number;
  readonly wind: number;
  readonly local: number;
  readonly gradient: number;
}

export function weatherStreams(seed: number): WeatherStreams {
  return {
    episode: streamOf(seed, 'episode'),
    sun: streamOf(seed, 'sun'),
    rain: streamOf(seed, 'rain'),
    wind: streamOf(seed, 'wind'),
    local: streamOf(seed, 'local'),
    gradient: streamOf(seed, 'gradient'),
  };
}

/** Five days a cell; the boundary between two cells is moved by up to a day, so that episodes last 3…7 days. */
const CELL = 120;
const JITTER = 24;
/** Hours a clearing front takes to pass. */
const FRONT = 9;

function boundary(stream: number, k: number): number {
  return k * CELL + JITTER * (2 * uniform(stream, k) - 1);
}

/** Stagnation of the whole province at an hour: rises through each episode, falls at its front. */
export function episodeAt(stream: number, hour: number): number {
  let k = Math.floor(hour / CELL);
  let start = boundary(stream, k);
  if (hour < start) start = boundary(stream, --k);
  let end = boundary(stream, k + 1);
  if (hour >= end) {
    start = end;
    end = boundary(stream, ++k + 1);
  }
  const level = 0.85 * evenNormal(stream, k);
  const x = (hour - start) / (end - start);
  const now = level + 1.5 * (x - 0.5);
  const since = hour - start;
  if (since >= FRONT) return now;
  const before = 0.85 * evenNormal(stream, k - 1) + 0.75;
  const f = since / FRONT;
  return before + (now - before) * f * f * (3 - 2 * f);
}

/** Warmth on a scale of three days, evenly spread over the years. */
function sunAt(stream: number, hour: number): number {
  const period = 72;
  const k = Math.floor(hour / period);
  const f = hour / period - k;
  const a = evenNormal(stream, k);
  return 1.2 * (a + (evenNormal(stream, k + 1) - a) * f * f * (3 - 2 * f));
}

/** Hours by which weather coming from the north-west reaches a city later than the province's north-west corner. */
export function weatherLag(city: CityProfile): number {
  return (41 - city.lat) * 2.6 + (city.lon - 110) * 1.3;
}

/**
 * Weather over a city; `warmth` 0…1 is the season (summer 1), because rain is a thing of summer. Neighbours share the
 * episode, a few hours apart, and differ by a local part.
 */
export function weatherAt(
  streams: WeatherStreams,
  city: CityProfile,
  cityStream: number,
  hour: HourIndex,
  warmth: number,
): Weather {
  const t = hour - weatherLag(city);
  const local = smooth(hash(streams.local, cityStream), hour, 53);
  // North and south of the province now and then lie in different air.
  const gradient = (smooth(streams.gradient, t, 67) * (city.lat - 37.4)) / 2.7;
  const stagnation = 0.95 * episodeAt(streams.episode, t) + 0.4 * gradient + 0.28 * local;
  const wet = smooth(streams.rain, t, 41) + 0.35 * smooth(hash(streams.rain, cityStream), hour, 31);
  const rain = Math.min(1, Math.max(0, (wet - 1.9 + 1.15 * warmth) / 0.8));
  return {
    stagnation: stagnation - 0.5 * rain,
    sun: 0.85 * sunAt(streams.sun, t) + 0.3 * stagnation + 0.25 * local,
    rain,
    wind: smooth(streams.wind, t, 29) - 0.3 * stagnation,
  };
}
