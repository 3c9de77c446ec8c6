import type { HourIndex, PerPollutant, Pollutant } from '@qingzhang/standards';

/** 点位: a place that is simulated. Plain data of the caller. */
export interface SimulatedStation {
  readonly code: string;
  readonly name: string;
  /** Six-digit GB/T 2260 code of its city; must be one of the profile's cities. */
  readonly cityCode: string;
  readonly countyCode?: string;
  /** 对照点: clean contrast site, excluded from the city's value (AIR-3.8). */
  readonly control: boolean;
}

/** What the air of a city is like. Concentrations are rough annual means at `Profile.anchorDay`, µg/m³ (CO mg/m³). */
export interface CityProfile {
  readonly code: string;
  readonly name: string;
  /** Degrees; only used to let weather move from the north-west and to make neighbours alike. */
  readonly lat: number;
  readonly lon: number;
  /** Means; for O3 the level that the 90th percentile of the daily 8-hour maximum comes out at. */
  readonly level: PerPollutant<number>;
  /** Change per year of everything but ozone, as a fraction: -0.05 improves by 5 % a year, positive rebounds. */
  readonly trend: number;
  readonly ozoneTrend: number;
}

/** An instrument that misbehaves, again and again, at places in time that follow from the seed. */
export type Fault =
  /** 恒值: repeats one value for `hours` (≤ 23) within a day, once every `everyDays`. */
  | {
      readonly kind: 'stuck';
      readonly station: string;
      readonly pollutant: Pollutant;
      readonly everyDays: number;
      readonly hours: number;
    }
  /** 漂移: reads ever more (or less) until it is calibrated again after `everyDays`; `upTo` is the relative error then. */
  | {
      readonly kind: 'drifting';
      readonly station: string;
      readonly pollutant: Pollutant;
      readonly everyDays: number;
      readonly upTo: number;
    }
  /** 停运: nothing at all for `hours`, once every `everyDays`. */
  | { readonly kind: 'down'; readonly station: string; readonly everyDays: number; readonly hours: number }
  /** 迟报: a share of the hours arrives up to `maxHours` late. */
  | { readonly kind: 'late'; readonly station: string; readonly share: number; readonly maxHours: number }
  /** 异常值: negative and absurd raw values; only with `withFaults`. */
  | { readonly kind: 'spiky'; readonly station: string; readonly share: number };

/** A province as data: its cities, how much is missing, which instruments misbehave. */
export interface Profile {
  readonly cities: readonly CityProfile[];
  /** 'YYYY-MM-DD' at which the levels hold; trends run from here, at most three years either way. */
  readonly anchorDay: string;
  /** Heating season, [month, day] of its first and last day. */
  readonly heating: { readonly from: readonly [number, number]; readonly to: readonly [number, number] };
  /** Share of values missing at random, without outages. */
  readonly missingShare: number;
  readonly dustEventsPerSpring: number;
  readonly faults: readonly Fault[];
}

/** 监测数据: one station, one hour; whole thousandths of the unit as published, MISSING where absent. */
export interface Reading extends PerPollutant<number> {
  readonly station: string;
  readonly cityCode: string;
  readonly hour: HourIndex;
  /** 'YYYY-MM-DD HH:00', the END of the hour; 24:00 is the next day's 00:00. */
  readonly time: string;
}

/** Hours of one station as columns; element i is hour `from + i`. */
export interface HourBlock extends PerPollutant<Int32Array> {
  readonly station: string;
  readonly from: HourIndex;
  readonly length: number;
}

/** 沙尘过程: a confirmed dust event, as the caller would register it (AIR-5.2). */
export interface DustEvent {
  readonly id: string;
  readonly title: string;
  readonly document: string;
  /** First and last hour affected anywhere. */
  readonly from: HourIndex;
  readonly to: HourIndex;
  readonly pollutants: readonly Pollutant[];
  /** Affected cities in the profile's order, each with its own first and last hour. */
  readonly cities: readonly { readonly code: string; readonly from: HourIndex; readonly to: HourIndex }[];
}
