import { type Day, dayNumber, type HourIndex, POLLUTANTS } from '@qingzhang/standards';
import { civilOf, type DayIndex, dayIndexOf, endLabel } from './calendar.ts';
import { type CityContext, type CityDay, cityDay } from './city-air.ts';
import { type DustStorm, springDust } from './dust.ts';
import { delayOf, type Instruments, instrumentsOf, measureDay, spikeDay } from './instruments.ts';
import { normal, smooth, streamOf, uniform } from './noise.ts';
import type { DustEvent, HourBlock, Profile, Reading, SimulatedStation } from './types.ts';
import { weatherStreams } from './weather.ts';

export interface ProvinceOptions {
  /** Any whole number; the same seed gives the same province. */
  readonly seed: number;
  readonly stations: readonly SimulatedStation[];
  readonly profile: Profile;
  /** Let the profile's spiky instruments send negative and absurd raw values. Default false. */
  readonly withFaults?: boolean;
}

interface Site {
  readonly station: SimulatedStation;
  readonly city: number;
  /** What the place adds: a factor for each pollutant, constant over time. */
  readonly factors: Float64Array;
  readonly slow: number;
  readonly fast: number;
  readonly instruments: Instruments;
}

/**
 * A province under simulation. The value of an hour depends on (seed, station, hour, profile) alone: the methods may be
 * asked in any order, and a live stream goes on exactly where a history stopped. Caches are memory, not state.
 */
export class Province {
  readonly stations: readonly SimulatedStation[];
  readonly #options: ProvinceOptions;
  readonly #cities: readonly CityContext[];
  readonly #sites: readonly Site[];
  readonly #siteOf: ReadonlyMap<string, Site>;
  readonly #springs = new Map<number, readonly DustStorm[]>();
  readonly #cityDays: { day: DayIndex; air: CityDay }[];

  /** @throws RangeError when a station names a city that the profile has not, or a code occurs twice. */
  constructor(options: ProvinceOptions) {
    const { seed, profile, stations } = options;
    this.#options = options;
    this.stations = stations;
    const weather = weatherStreams(seed);
    const anchor = dayNumber(profile.anchorDay);
    this.#cities = profile.cities.map((city) => ({
      city,
      stream: streamOf(seed, `city ${city.code}`),
      anchor,
      weather,
      heating: profile.heating,
    }));
    this.#cityDays = profile.cities.map(() => ({ day: Number.NaN, air: new Float64Array(0) }));
    const cityAt = new Map(profile.cities.map((c, i) => [c.code, i]));
    this.#sites = stations.map((station) => {
      const city = cityAt.get(station.cityCode);
      if (city === undefined)
        throw new RangeError(`station ${station.code}: unknown city ${station.cityCode}`);
      return siteOf(seed, profile, station, city);
    });
    this.#siteOf = new Map(this.#sites.map((s) => [s.station.code, s]));
    if (this.#siteOf.size !== stations.length) throw new RangeError('a station code occurs twice');
  }

  /** Every reading that has arrived by `lastHour`, ordered by hour, then as the stations were given. */
  *history(firstDay: Day, lastHour: HourIndex): Generator<Reading> {
    const first = dayNumber(firstDay);
    for (let day = first; day * 24 <= lastHour; day++) {
      const days = this.#sites.map((site) => this.#stationDay(site, day));
      const until = Math.min(24, lastHour - day * 24 + 1);
      for (let i = 0; i < until; i++) {
        const hour = day * 24 + i;
        const time = endLabel(hour);
        for (let s = 0; s < days.length; s++) {
          const site = this.#sites[s]!;
          if (hour + delayOf(site.instruments, hour) <= lastHour)
            yield readingAt(site.station, hour, time, days[s]!, i);
        }
      }
    }
  }

  /** What arrives when `hour` is published: the hour itself and what comes late from hours before. */
  arrivals(hour: HourIndex): Reading[] {
    const out: Reading[] = [];
    for (const site of this.#sites) {
      const late = site.instruments.faults.reduce(
        (m, f) => (f.kind === 'late' ? Math.max(m, f.maxHours) : m),
        0,
      );
      for (let h = hour - late; h <= hour; h++) {
        if (h + delayOf(site.instruments, h) !== hour) continue;
        const day = dayIndexOf(h);
        out.push(readingAt(site.station, h, endLabel(h), this.#stationDay(site, day), h - day * 24));
      }
    }
    return out.sort((a, b) => a.hour - b.hour);
  }

  /** Hours `from … to` (both included) of one station as columns. @throws RangeError for an unknown station. */
  stationHours(code: string, from: HourIndex, to: HourIndex): HourBlock {
    const site = this.#siteOf.get(code);
    if (!site) throw new RangeError(`unknown station ${code}`);
    const length = Math.max(0, to - from + 1);
    const columns = POLLUTANTS.map(() => new Int32Array(length));
    for (let day = dayIndexOf(from); day * 24 <= to; day++) {
      const values = this.#stationDay(site, day);
      const start = day * 24;
      for (let i = Math.max(0, from - start); i < 24 && start + i <= to; i++) {
        for (let p = 0; p < 6; p++) columns[p]![start + i - from] = values[i * 6 + p]!;
      }
    }
    const [so2, no2, pm10, pm25, co, o3] = columns as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    return { station: code, from, length, so2, no2, pm10, pm25, co, o3 };
  }

  /** Dust events that touch any of the days `firstDay … lastDay`, as facts to register. */
  dustEvents(firstDay: Day, lastDay: Day): DustEvent[] {
    const first = dayNumber(firstDay);
    const last = dayNumber(lastDay);
    const out: DustEvent[] = [];
    for (let year = civilOf(first).year; year <= civilOf(last).year; year++) {
      for (const { arrivals: _, ...event } of this.#spring(year)) {
        if (event.from <= last * 24 + 23 && event.to >= first * 24) out.push(event);
      }
    }
    return out;
  }

  #spring(year: number): readonly DustStorm[] {
    let storms = this.#springs.get(year);
    if (!storms) {
      storms = springDust(this.#options.seed, this.#options.profile, year);
      this.#springs.set(year, storms);
    }
    return storms;
  }

  #cityDay(index: number, day: DayIndex): CityDay {
    const kept = this.#cityDays[index]!;
    if (kept.day !== day) {
      kept.air = cityDay(this.#cities[index]!, day, this.#spring(civilOf(day).year));
      kept.day = day;
    }
    return kept.air;
  }

  /** 24 rows × 6 of thousandths, as published. */
  #stationDay(site: Site, day: DayIndex): Int32Array {
    const air = this.#cityDay(site.city, day);
    const values = new Int32Array(144);
    for (let i = 0; i < 24; i++) {
      const hour = day * 24 + i;
      const drifted = smooth(site.slow, hour, 9);
      const shared = Math.exp(0.1 * drifted);
      for (let p = 0; p < 6; p++) {
        const spread = p === 5 ? 1 + 0.05 * drifted : shared;
        const level = air[i * 6 + p]! * site.factors[p]! * spread;
        const exact = level + normal(site.fast, hour * 8 + p) * (0.05 * level + GRAIN[p]!);
        values[i * 6 + p] =
          p === 4 ? Math.max(1, Math.round(exact * 10)) * 100 : Math.max(1, Math.round(exact)) * 1000;
      }
    }
    measureDay(site.instruments, day, values);
    if (this.#options.withFaults) spikeDay(site.instruments, day, values);
    return values;
  }
}

/** Clean contrast site: little traffic and soot, a little more ozone. so2, no2, pm10, pm25, co, o3. */
const CONTROL = [0.6, 0.45, 0.68, 0.7, 0.7, 1.06];
/** Noise of the instruments themselves at low levels, in units. */
const GRAIN = [0.6, 1.2, 2.4, 1.4, 0.025, 1.6];
/** How much sites of one city differ, per pollutant. */
const SPREAD = [0.12, 0.1, 0.08, 0.06, 0.1, 0.04];

function siteOf(seed: number, profile: Profile, station: SimulatedStation, city: number): Site {
  const stream = streamOf(seed, `station ${station.code}`);
  const factors = Float64Array.from(SPREAD, (spread, p) => {
    const own = 1 + spread * 1.7 * (2 * uniform(stream, p) - 1);
    return own * (station.control ? CONTROL[p]! : 1);
  });
  return {
    station,
    city,
    factors,
    slow: streamOf(stream, 'slow'),
    fast: streamOf(stream, 'fast'),
    instruments: instrumentsOf(seed, profile, station.code),
  };
}

function readingAt(
  station: SimulatedStation,
  hour: HourIndex,
  time: string,
  values: Int32Array,
  row: number,
): Reading {
  const at = row * 6;
  return {
    station: station.code,
    cityCode: station.cityCode,
    hour,
    time,
    so2: values[at]!,
    no2: values[at + 1]!,
    pm10: values[at + 2]!,
    pm25: values[at + 3]!,
    co: values[at + 4]!,
    o3: values[at + 5]!,
  };
}
