import { dayNumberOf } from '@qingzhang/standards';
import { civilOf, type DayIndex } from './calendar.ts';
import type { Profile } from './types.ts';

/** Factors of the season and of the weekday on emissions, and how strongly stagnation works. Mean over a year about 1. */
export interface Season {
  /** 0 in deep winter … 1 at midsummer. */
  readonly warmth: number;
  readonly pm25: number;
  readonly coarse: number;
  readonly so2: number;
  readonly no2: number;
  readonly co: number;
  /** Midday ozone level: 1 at midsummer. */
  readonly ozone: number;
  /** Exponent of stagnation on particles. */
  readonly trapping: number;
}

const TAU = 2 * Math.PI;

/** Season of a day: winter with heating, dusty spring, ozone summer. */
export function seasonOf(day: DayIndex, heating: Profile['heating']): Season {
  const { year } = civilOf(day);
  const doy = day - dayNumberOf(year, 1, 1);
  const winter = (1 + Math.cos((TAU * (doy - 12)) / 365.25)) / 2;
  const sun = (1 + Math.cos((TAU * (doy - 174)) / 365.25)) / 2;
  const spring = Math.exp(-(((doy - 100) / 34) ** 2));
  const heat = heatingAt(day, year, heating);
  return {
    warmth: 1 - winter,
    pm25: 0.55 + 0.62 * winter ** 1.6 + 0.33 * heat,
    coarse: 0.66 + 0.75 * spring + 0.28 * winter,
    so2: 0.58 + 0.35 * winter + 0.6 * heat,
    no2: 0.64 + 0.46 * winter + 0.3 * heat,
    co: 0.66 + 0.4 * winter + 0.34 * heat,
    ozone: 0.36 + 0.64 * sun ** 0.95,
    trapping: 0.34 + 0.24 * winter,
  };
}

/** 0 outside the heating season, 1 inside, with eight days of change after it begins and ends. */
function heatingAt(day: DayIndex, year: number, heating: Profile['heating']): number {
  const ramp = (since: number) => Math.min(1, Math.max(0, since / 8));
  const on = dayNumberOf(year, heating.from[0], heating.from[1]);
  const off = dayNumberOf(year, heating.to[0], heating.to[1]);
  return ramp(day - on) + 1 - ramp(day - off);
}

/** Weekday factors, Saturday and Sunday: less traffic. */
export const WEEKEND = { pm25: 0.95, coarse: 0.9, so2: 0.98, no2: 0.85, co: 0.94, o3: 1.03 } as const;

/** Two rush hours over a low night: value by label 1…24 (index 0…23). */
function twoPeaks(floor: number, morning: number, evening: number, afternoon: number): Float64Array {
  const out = new Float64Array(24);
  let sum = 0;
  for (let i = 0; i < 24; i++) {
    const h = i + 0.5;
    const bump = (at: number, width: number) => Math.exp(-(((h - at) / width) ** 2));
    const night = Math.exp(-(((h - 26) / 4) ** 2)) + bump(0.5, 4);
    const v =
      floor +
      morning * bump(7.8, 2) +
      evening * bump(20, 2.6) +
      0.5 * evening * night -
      afternoon * bump(15, 3.2);
    out[i] = v;
    sum += v;
  }
  for (let i = 0; i < 24; i++) out[i] = (out[i]! * 24) / sum;
  return out;
}

/** Course of the day of each pollutant but ozone, mean 1. */
export const DIURNAL = {
  pm25: twoPeaks(1, 0.16, 0.2, 0.2),
  coarse: twoPeaks(0.9, 0.35, 0.4, 0.05),
  so2: twoPeaks(0.95, 0.35, 0.1, 0.15),
  no2: twoPeaks(0.85, 0.5, 0.65, 0.4),
  co: twoPeaks(0.95, 0.35, 0.25, 0.22),
} as const;

/** Ozone's day: a night floor and one peak at 15–16 h, 1 at its top; index 0…23 is label 1…24. */
export const OZONE_DAY: Float64Array = Float64Array.from({ length: 24 }, (_, i) => {
  const h = i + 0.5;
  const width = h < 15.2 ? 4.1 : 4.6;
  return 0.24 + 0.76 * Math.exp(-(((h - 15.2) / width) ** 2));
});
