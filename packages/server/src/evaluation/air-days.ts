import {
  type AirDay,
  type AirPolicy,
  type Aqi,
  type AqiDay,
  dailyAqi,
  dustDay,
  type Exact,
  forEachPollutant,
  type Pollutant,
} from '@qingzhang/standards';
import { dayValue, deducted, measured, type PlaceDay, type RegionDay } from './day-rows.ts';

/** 扣沙 or 未扣沙: whether evaluation leaves out the dust hours (AIR-5.1, AIR-5.8: both are always at hand). */
export type DustView = 'deducted' | 'measured';

/** A region's day as the period statistics take it, in both views of dust. */
export interface EvaluatedDay {
  readonly row: RegionDay;
  readonly measured: AirDay & { readonly aqi: Aqi };
  readonly deducted: AirDay & { readonly aqi: Aqi };
}

/** The evaluated day of a row: values, AQI as measured, and without the dust hours. */
export function evaluateDay(row: RegionDay, policy: AirPolicy): EvaluatedDay {
  const o3Max1h: Exact | null =
    row.o3Hour1 === null || row.o3Hour1N === 0 ? null : { num: row.o3Hour1, den: 1000 * row.o3Hour1N };
  const asMeasured: AqiDay = { date: row.day, values: forEachPollutant((p) => measured(row, p)), o3Max1h };
  const aqi = dailyAqi(asMeasured, policy);
  const plain = { ...asMeasured, aqi };
  if (row.dustHours === 0) return { row, measured: plain, deducted: plain };
  const clean: AqiDay = { ...asMeasured, values: forEachPollutant((pollutant) => deducted(row, pollutant)) };
  const day = dustDay(asMeasured, clean, policy);
  return { row, measured: plain, deducted: { ...day, aqi: day.aqi ?? aqi } };
}

/** A station's day in the form of a region's, so that one place is evaluated like a city of one station. */
export function placeAsRegion(row: PlaceDay, code: string): RegionDay {
  return {
    region: code,
    day: row.day,
    basis: 'stations',
    places: 1,
    values: row.values,
    n: forEachPollutant(() => 1),
    o3Hour1: row.o3Hour1,
    o3Hour1N: row.o3Hour1 === null ? 0 : 1,
    dust: row.dust,
    dustN: { pm10: 1, pm25: 1 },
    dustHours: row.dustHours,
    excluded: row.excluded,
    knownAt: row.knownAt,
  };
}

/** The exact value of a station's day. */
export function placeValue(row: PlaceDay, pollutant: Pollutant): Exact | null {
  return dayValue(row.values[pollutant], 1);
}
