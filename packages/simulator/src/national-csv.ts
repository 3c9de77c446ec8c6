/**
 * The two public national layouts, written for tests of the importer: one row per type with a column per place
 * (`date,hour,type,…`), and one row per place (`date,hour,城市,AQI,PM2.5,…`). `date` and `hour` 0…23 are the label of the
 * hour's END, so the last hour of day D stands under D+1 hour 0 (AIR-3.2).
 */
import {
  dayOfNumber,
  type HourIndex,
  MISSING,
  type PerPollutant,
  POLLUTANTS,
  roundRatio,
} from '@qingzhang/standards';
import { dayIndexOf, endLabel } from './calendar.ts';
import { stepOf } from './instruments.ts';
import { formatMilli } from './plain-csv.ts';
import type { Reading, SimulatedStation } from './types.ts';

const TYPES = [
  'AQI',
  'PM2.5',
  'PM2.5_24h',
  'PM10',
  'PM10_24h',
  'SO2',
  'SO2_24h',
  'NO2',
  'NO2_24h',
  'O3',
  'O3_24h',
  'O3_8h',
  'O3_8h_24h',
  'CO',
  'CO_24h',
] as const;

type Type = (typeof TYPES)[number];

export interface NationalOptions {
  /** Hourly AQI of a reading; the AQI column stays empty without it or where it returns undefined. */
  readonly aqi?: (reading: Reading) => number | undefined;
  /** Begin with a byte order mark, as the public files do. Default true. */
  readonly bom?: boolean;
}

/** Layout `date,hour,type,<place…>`: fifteen lines an hour. Places are the readings' `station`, in the order given. */
export function* toNationalByType(
  rows: Iterable<Reading>,
  places: readonly string[],
  options: NationalOptions = {},
): Generator<string> {
  yield `${bom(options)}date,hour,type,${places.join(',')}\n`;
  const running = new Map(places.map((p) => [p, new Running()]));
  for (const [hour, readings] of byHour(rows)) {
    const { date, clock } = label(hour);
    const columns = new Map<string, Record<Type, string>>();
    for (const r of readings) {
      const state = running.get(r.station);
      if (state) columns.set(r.station, state.add(r, options));
    }
    for (const type of TYPES) {
      yield `${date},${clock},${type},${places.map((p) => columns.get(p)?.[type] ?? '').join(',')}\n`;
    }
  }
}

/** Layout `date,hour,城市,AQI,PM2.5,PM2.5_24h,…`: one line an hour and place. */
export function* toNationalByCity(rows: Iterable<Reading>, options: NationalOptions = {}): Generator<string> {
  yield `${bom(options)}date,hour,城市,${TYPES.join(',')}\n`;
  const running = new Map<string, Running>();
  for (const r of rows) {
    let state = running.get(r.station);
    if (!state) {
      state = new Running();
      running.set(r.station, state);
    }
    const values = state.add(r, options);
    const { date, clock } = label(r.hour);
    yield `${date},${clock},${r.station},${TYPES.map((t) => values[t]).join(',')}\n`;
  }
}

/**
 * City-hour series: mean over the evaluation stations that have the value (AIR-3.8), rounded as published; MISSING where
 * fewer than three quarters have it. The reading's `station` is `placeOf(cityCode)`.
 */
export function* cityReadings(
  rows: Iterable<Reading>,
  stations: readonly SimulatedStation[],
  placeOf: (cityCode: string) => string,
): Generator<Reading> {
  const counted = new Map<string, string>();
  const sizes = new Map<string, number>();
  for (const s of stations) {
    if (s.control) continue;
    counted.set(s.code, s.cityCode);
    sizes.set(s.cityCode, (sizes.get(s.cityCode) ?? 0) + 1);
  }
  for (const [hour, readings] of byHour(rows)) {
    const groups = new Map<string, Reading[]>([...sizes.keys()].map((code) => [code, []]));
    for (const r of readings) if (counted.has(r.station)) groups.get(r.cityCode)?.push(r);
    for (const [cityCode, group] of groups) {
      const values: PerPollutant<number> = { so2: 0, no2: 0, pm10: 0, pm25: 0, co: 0, o3: 0 };
      for (const [column, p] of POLLUTANTS.entries()) {
        const present = group.map((r) => r[p]).filter((v) => v !== MISSING);
        const step = stepOf(column);
        const enough = present.length * 4 >= (sizes.get(cityCode) ?? 0) * 3;
        const sum = present.reduce((a, b) => a + b, 0);
        values[p] = enough ? roundRatio(sum, present.length * step) * step : MISSING;
      }
      yield { station: placeOf(cityCode), cityCode, hour, time: endLabel(hour), ...values };
    }
  }
}

/** What the publisher shows beside an hour: sliding 24-hour means, ozone's 8-hour means and maxima since 01:00. */
class Running {
  readonly #past: Reading[] = [];
  #day = Number.NaN;
  #max1 = MISSING;
  #max8 = MISSING;

  add(r: Reading, options: NationalOptions): Record<Type, string> {
    const past = this.#past;
    past.push(r);
    while (past[0]!.hour <= r.hour - 24) past.shift();
    const day = dayIndexOf(r.hour);
    if (day !== this.#day) {
      this.#day = day;
      this.#max1 = MISSING;
      this.#max8 = MISSING;
    }
    const eight = this.#mean('o3', r.hour - 8, 6);
    this.#max1 = Math.max(this.#max1, r.o3);
    this.#max8 = Math.max(this.#max8, eight);
    const h24 = (p: keyof PerPollutant<number>) => formatMilli(this.#mean(p, r.hour - 24, 20));
    const aqi = options.aqi?.(r);
    return {
      AQI: aqi === undefined ? '' : String(aqi),
      'PM2.5': formatMilli(r.pm25),
      'PM2.5_24h': h24('pm25'),
      PM10: formatMilli(r.pm10),
      PM10_24h: h24('pm10'),
      SO2: formatMilli(r.so2),
      SO2_24h: h24('so2'),
      NO2: formatMilli(r.no2),
      NO2_24h: h24('no2'),
      O3: formatMilli(r.o3),
      O3_24h: formatMilli(this.#max1),
      O3_8h: formatMilli(eight),
      O3_8h_24h: formatMilli(this.#max8),
      CO: formatMilli(r.co),
      CO_24h: h24('co'),
    };
  }

  /** Rounded mean of the hours after `after`, MISSING with fewer than `least` values. */
  #mean(p: keyof PerPollutant<number>, after: HourIndex, least: number): number {
    let sum = 0;
    let n = 0;
    for (const r of this.#past) {
      if (r.hour <= after || r[p] === MISSING) continue;
      sum += r[p];
      n++;
    }
    const step = stepOf(POLLUTANTS.indexOf(p));
    return n >= least ? roundRatio(sum, n * step) * step : MISSING;
  }
}

function* byHour(rows: Iterable<Reading>): Generator<readonly [HourIndex, readonly Reading[]]> {
  let hour = Number.NaN;
  let group: Reading[] = [];
  for (const r of rows) {
    if (r.hour !== hour && group.length) {
      yield [hour, group];
      group = [];
    }
    hour = r.hour;
    group.push(r);
  }
  if (group.length) yield [hour, group];
}

function label(hour: HourIndex): { date: string; clock: number } {
  const end = hour + 1;
  const day = Math.floor(end / 24);
  return { date: dayOfNumber(day).replaceAll('-', ''), clock: end - day * 24 };
}

function bom(options: NationalOptions): string {
  return (options.bom ?? true) ? '\uFEFF' : '';
}
