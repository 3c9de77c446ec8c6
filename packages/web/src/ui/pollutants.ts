import type { StatIndicator } from '@qingzhang/contract';

/** Whether more of it is better: good days; of everything else less is. */
export function moreIsBetter(indicator: StatIndicator): boolean {
  return indicator === 'goodDays' || indicator === 'goodDayShare';
}

/** The unit of an indicator when no figure carries one. */
export const unitOf: Record<StatIndicator, string> = {
  index: '',
  pm25: 'µg/m³',
  pm10: 'µg/m³',
  so2: 'µg/m³',
  no2: 'µg/m³',
  co: 'mg/m³',
  o3: 'µg/m³',
  goodDays: '',
  goodDayShare: '%',
  heavyDays: '',
};
