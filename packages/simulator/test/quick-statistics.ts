/**
 * Coarse statistics for the tests of the simulator: plain floating-point means, no rounding, the limits of 2012. An
 * independent yardstick, deliberately not the standards package.
 */
import { dayNumber, hourIndex, MISSING } from '@qingzhang/standards';
import type { Province } from '../src/province.ts';
import type { HourBlock } from '../src/types.ts';

/** City days from evaluation stations: one row a day. NaN where no station was valid. */
export interface CityDays {
  readonly so2: number[];
  readonly no2: number[];
  readonly pm10: number[];
  readonly pm25: number[];
  readonly co: number[];
  /** Daily maximum 8-hour mean. */
  readonly o3: number[];
  readonly aqi: number[];
}

const UNIT = 1000;
const KEYS = ['so2', 'no2', 'pm10', 'pm25', 'co'] as const;
const IAQI = [0, 50, 100, 150, 200, 300, 400, 500];
const BREAKPOINTS = {
  so2: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  no2: [0, 40, 80, 180, 280, 565, 750, 940],
  pm10: [0, 50, 150, 250, 350, 420, 500, 600],
  pm25: [0, 35, 75, 115, 150, 250, 350, 500],
  co: [0, 2, 4, 14, 24, 36, 48, 60],
  o3: [0, 100, 160, 215, 265, 800, 1000, 1200],
};

function iaqi(table: readonly number[], c: number): number {
  for (let i = 1; i < table.length; i++) {
    const lo = table[i - 1]!;
    const hi = table[i]!;
    if (c <= hi) return Math.ceil(IAQI[i - 1]! + ((IAQI[i]! - IAQI[i - 1]!) * (c - lo)) / (hi - lo));
  }
  return 500;
}

export function mean(xs: readonly number[]): number {
  let sum = 0;
  let n = 0;
  for (const x of xs) {
    if (Number.isNaN(x)) continue;
    sum += x;
    n++;
  }
  return n ? sum / n : Number.NaN;
}

export function percentile(xs: readonly number[], p: number): number {
  const sorted = xs.filter((x) => !Number.isNaN(x)).sort((a, b) => a - b);
  const k = (sorted.length - 1) * p;
  const s = Math.floor(k);
  return sorted[s]! + (sorted[Math.min(s + 1, sorted.length - 1)]! - sorted[s]!) * (k - s);
}

export function correlation(a: readonly number[], b: readonly number[]): number {
  const pairs = a.map((x, i) => [x, b[i]!] as const).filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  const ma = mean(pairs.map(([x]) => x));
  const mb = mean(pairs.map(([, y]) => y));
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (const [x, y] of pairs) {
    ab += (x - ma) * (y - mb);
    aa += (x - ma) ** 2;
    bb += (y - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}

function dayMean(column: Int32Array, at: number): number {
  let sum = 0;
  let n = 0;
  for (let i = at; i < at + 24; i++) {
    if (column[i]! === MISSING) continue;
    sum += column[i]!;
    n++;
  }
  return n >= 20 ? sum / n / UNIT : Number.NaN;
}

function mda8(column: Int32Array, at: number): number {
  let best = Number.NaN;
  for (let t = at + 7; t < at + 24; t++) {
    let sum = 0;
    let n = 0;
    for (let i = t - 7; i <= t; i++) {
      if (column[i]! === MISSING) continue;
      sum += column[i]!;
      n++;
    }
    if (n >= 6 && !(sum / n <= best)) best = sum / n;
  }
  return best / UNIT;
}

/** Days `firstDay … lastDay` of a city. */
export function cityDays(province: Province, cityCode: string, firstDay: string, lastDay: string): CityDays {
  const from = hourIndex(firstDay, 1);
  const to = hourIndex(lastDay, 24);
  const blocks: HourBlock[] = province.stations
    .filter((s) => s.cityCode === cityCode && !s.control)
    .map((s) => province.stationHours(s.code, from, to));
  const out: CityDays = { so2: [], no2: [], pm10: [], pm25: [], co: [], o3: [], aqi: [] };
  const days = dayNumber(lastDay) - dayNumber(firstDay) + 1;
  for (let d = 0; d < days; d++) {
    for (const key of KEYS) out[key].push(mean(blocks.map((b) => dayMean(b[key], d * 24))));
    out.o3.push(mean(blocks.map((b) => mda8(b.o3, d * 24))));
    const parts = ([...KEYS, 'o3'] as const).map((key) => iaqi(BREAKPOINTS[key], out[key][d]!));
    out.aqi.push(Math.max(...parts));
  }
  return out;
}

export interface Year {
  so2: number;
  no2: number;
  pm10: number;
  pm25: number;
  coP95: number;
  o3P90: number;
  composite: number;
  goodShare: number;
  heavyDays: number;
  classes: number[];
}

/** Means, percentiles, index and days of a run of city days; `removed(day)` leaves days out of the particle means. */
export function summarize(days: CityDays, removed: (index: number) => boolean = () => false): Year {
  const kept = (xs: number[]) => xs.filter((_, i) => !removed(i));
  const so2 = mean(days.so2);
  const no2 = mean(days.no2);
  const pm10 = mean(kept(days.pm10));
  const pm25 = mean(kept(days.pm25));
  const coP95 = percentile(days.co, 0.95);
  const o3P90 = percentile(days.o3, 0.9);
  const bounds = [50, 100, 150, 200, 300];
  const classes = [0, 0, 0, 0, 0, 0];
  for (const a of days.aqi) classes[bounds.filter((b) => a > b).length]!++;
  return {
    so2,
    no2,
    pm10,
    pm25,
    coP95,
    o3P90,
    composite: so2 / 60 + no2 / 40 + pm10 / 70 + pm25 / 35 + coP95 / 4 + o3P90 / 160,
    goodShare: (100 * (classes[0]! + classes[1]!)) / days.aqi.length,
    heavyDays: classes[4]! + classes[5]!,
    classes,
  };
}
