import { forEachPollutant, type PerPollutant, type Pollutant } from './pollutants.ts';

/** People who should take care when a pollutant's IAQI is above 100 (敏感人群), as keys of locale texts. */
export type SensitiveGroup =
  | 'asthma'
  | 'respiratory'
  | 'cardiovascular'
  | 'children'
  | 'outdoorActive'
  | 'elderly';

const PARTICLES: readonly SensitiveGroup[] = [
  'cardiovascular',
  'respiratory',
  'children',
  'outdoorActive',
  'elderly',
];

const GROUPS: Readonly<Record<Pollutant, readonly SensitiveGroup[]>> = {
  so2: ['asthma', 'children', 'elderly'],
  no2: ['respiratory', 'children', 'elderly'],
  pm10: PARTICLES,
  pm25: PARTICLES,
  co: ['cardiovascular'],
  o3: ['respiratory', 'children', 'outdoorActive', 'elderly'],
};

/** AIR-6.7: the groups to warn, per pollutant with IAQI > 100. */
export function sensitiveGroups(iaqi: PerPollutant<number | null>): PerPollutant<readonly SensitiveGroup[]> {
  return forEachPollutant((pollutant) => ((iaqi[pollutant] ?? 0) > 100 ? GROUPS[pollutant] : []));
}
