/** What a binding target (约束性指标) may be set for, and how each kind is reckoned. */
import { DECIMALS, POLLUTANTS, type Pollutant, UNITS } from '@qingzhang/standards';

export const INDICATORS = [
  'pm25',
  'pm10',
  'so2',
  'no2',
  'co',
  'o3',
  'index',
  'goodDayShare',
  'heavyDays',
] as const;
export type Indicator = (typeof INDICATORS)[number];

/**
 * How an indicator adds up over a year: a `mean` is a budget of concentration × days (AIR-8.4), a `percentile` a budget of
 * free days (AIR-8.5), a `share` a budget of days that may exceed (AIR-8.6), a `count` a budget of days, an `index` a sum of
 * six single indices (AIR-8.7).
 */
type IndicatorKind = 'mean' | 'percentile' | 'index' | 'share' | 'count';

const KINDS: Record<Indicator, IndicatorKind> = {
  pm25: 'mean',
  pm10: 'mean',
  so2: 'mean',
  no2: 'mean',
  co: 'percentile',
  o3: 'percentile',
  index: 'index',
  goodDayShare: 'share',
  heavyDays: 'count',
};

/** The percentile, in whole per cent, that evaluates a pollutant over a period (AIR-4.2). */
export const PERCENTILE: { readonly co: 95; readonly o3: 90 } = { co: 95, o3: 90 };

export const isPollutant = (indicator: Indicator): indicator is Pollutant =>
  (POLLUTANTS as readonly string[]).includes(indicator);

export const isMeanPollutant = (indicator: Indicator): indicator is 'pm25' | 'pm10' | 'so2' | 'no2' =>
  KINDS[indicator] === 'mean';

/** Decimals an indicator is published with (AIR-3.12). */
export function publishedDecimals(indicator: Indicator): number {
  if (indicator === 'index') return 2;
  if (indicator === 'goodDayShare') return 1;
  if (indicator === 'heavyDays') return 0;
  return DECIMALS[indicator];
}

/** Unit of the indicator's value: a symbol, `%`, `days`, or empty for the index. */
export type Unit = 'µg/m³' | 'mg/m³' | '%' | 'days' | '';

export function unitOf(indicator: Indicator): Unit {
  if (indicator === 'index') return '';
  if (indicator === 'goodDayShare') return '%';
  if (indicator === 'heavyDays') return 'days';
  return UNITS[indicator];
}
