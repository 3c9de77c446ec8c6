import type { Day } from '../dates/days.ts';
import { type Period, spanOf } from '../dates/period.ts';
import type { AirPolicy } from './policy.ts';
import type { PerPollutant, Pollutant } from './pollutants.ts';

/** The editions of the ambient-air standards (标准版本); `2026final` are the limits of 2026 as they stand from 2031. */
export const EDITION_IDS = ['2012', '2026', '2026final'] as const;
export type EditionId = (typeof EDITION_IDS)[number];

/** What a concentration limit or breakpoint column is for: a pollutant with its averaging time. */
export type IaqiColumn =
  | 'so2_24h'
  | 'so2_1h'
  | 'no2_24h'
  | 'no2_1h'
  | 'pm10_24h'
  | 'pm25_24h'
  | 'co_24h'
  | 'co_1h'
  | 'o3_8h'
  | 'o3_1h';

export type Averaging = '24h' | '8h' | '1h';

/**
 * Limits of one grade, as whole counts of the published unit: µg/m³, for CO tenths of a mg/m³ (4 mg/m³ is 40), so that
 * they compare with rounded concentrations (AIR-1.3). `day` is the 24-hour limit, for O3 the daily maximum 8-hour limit.
 */
export interface Limits {
  readonly year: Readonly<Record<'so2' | 'no2' | 'pm10' | 'pm25', number>>;
  readonly day: Readonly<PerPollutant<number>>;
  readonly hour: Readonly<Record<'so2' | 'no2' | 'co' | 'o3', number>>;
}

/** One edition as data. */
export interface Standard {
  readonly id: EditionId;
  /** First and last day it applies to (null: open). */
  readonly from: Day | null;
  readonly to: Day | null;
  readonly documents: { readonly limits: string; readonly aqi: string; readonly evaluation: string };
  readonly gradeOne: Limits;
  readonly gradeTwo: Limits;
  /** AIR-4.3, AIR-6.11: the limits S_i of the composite index, as whole counts of the published unit. */
  readonly indexLimits: Readonly<PerPollutant<number>>;
  /** AIR-2.1, AIR-6.3: concentrations at IAQI 0, 50, 100, 150, 200, 300, 400, 500 in published units; shorter where the column ends. */
  readonly breakpoints: Readonly<Record<IaqiColumn, readonly number[]>>;
  /** AIR-2.2, 2.3, 6.5: above the last breakpoint of SO2 1 h and O3 8 h: judge by the other average, or a fixed index. */
  readonly beyondColumn: 'otherAverage' | 'fixed';
  /** AIR-2.10, 6.7: whether the edition names exceeding pollutants. */
  readonly namesExceeding: boolean;
  /** AIR-2.12, 2.13: whether policies about the 1-hour items of the 2012 reports apply. */
  readonly sixItemsOnly: boolean;
}

/** Levels of the individual index at the breakpoints. */
export const IAQI_LEVELS = [0, 50, 100, 150, 200, 300, 400, 500] as const;

const BREAKPOINTS_2012: Standard['breakpoints'] = {
  so2_24h: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  so2_1h: [0, 150, 500, 650, 800],
  no2_24h: [0, 40, 80, 180, 280, 565, 750, 940],
  no2_1h: [0, 100, 200, 700, 1200, 2340, 3090, 3840],
  pm10_24h: [0, 50, 150, 250, 350, 420, 500, 600],
  pm25_24h: [0, 35, 75, 115, 150, 250, 350, 500],
  co_24h: [0, 20, 40, 140, 240, 360, 480, 600],
  co_1h: [0, 50, 100, 350, 600, 900, 1200, 1500],
  o3_8h: [0, 100, 160, 215, 265, 800],
  o3_1h: [0, 160, 200, 300, 400, 800, 1000, 1200],
};

const BREAKPOINTS_2026: Standard['breakpoints'] = {
  ...BREAKPOINTS_2012,
  pm10_24h: [0, 50, 120, 250, 350, 420, 500, 600],
  pm25_24h: [0, 35, 60, 115, 150, 250, 350, 500],
};

const HOUR_ONE = { so2: 150, no2: 200, co: 100, o3: 160 };
const HOUR_TWO = { so2: 500, no2: 200, co: 100, o3: 200 };

/** GB 3095-2012 with its amendment of 2018 (AIR-1.1), HJ 633-2012, HJ 663-2013. */
const STANDARD_2012: Standard = {
  id: '2012',
  from: null,
  to: '2026-02-28',
  documents: { limits: 'GB 3095-2012', aqi: 'HJ 633-2012', evaluation: 'HJ 663-2013' },
  gradeOne: {
    year: { so2: 20, no2: 40, pm10: 40, pm25: 15 },
    day: { so2: 50, no2: 80, pm10: 50, pm25: 35, co: 40, o3: 100 },
    hour: HOUR_ONE,
  },
  gradeTwo: {
    year: { so2: 60, no2: 40, pm10: 70, pm25: 35 },
    day: { so2: 150, no2: 80, pm10: 150, pm25: 75, co: 40, o3: 160 },
    hour: HOUR_TWO,
  },
  indexLimits: { so2: 60, no2: 40, pm10: 70, pm25: 35, co: 40, o3: 160 },
  breakpoints: BREAKPOINTS_2012,
  beyondColumn: 'otherAverage',
  namesExceeding: true,
  sixItemsOnly: false,
};

/** GB 3095-2026 with the transition limits to 2030 (AIR-6.2), HJ 633-2026, HJ 663-2026. */
const STANDARD_2026: Standard = {
  id: '2026',
  from: '2026-03-01',
  to: '2030-12-31',
  documents: { limits: 'GB 3095-2026', aqi: 'HJ 633-2026', evaluation: 'HJ 663-2026' },
  gradeOne: STANDARD_2012.gradeOne,
  gradeTwo: {
    year: { so2: 60, no2: 40, pm10: 60, pm25: 30 },
    day: { so2: 150, no2: 80, pm10: 120, pm25: 60, co: 40, o3: 160 },
    hour: HOUR_TWO,
  },
  indexLimits: { so2: 60, no2: 40, pm10: 60, pm25: 30, co: 40, o3: 160 },
  breakpoints: BREAKPOINTS_2026,
  beyondColumn: 'fixed',
  namesExceeding: false,
  sixItemsOnly: true,
};

/**
 * The same with the final limits from 2031 (AIR-6.2). HJ 633-2026 has one table of breakpoints, so AQI does not change;
 * the limits of the composite index follow the annual limits, as they did in 2012 and 2026.
 */
const STANDARD_2026_FINAL: Standard = {
  ...STANDARD_2026,
  id: '2026final',
  from: '2031-01-01',
  to: null,
  gradeOne: {
    year: { so2: 20, no2: 30, pm10: 20, pm25: 10 },
    day: { so2: 50, no2: 50, pm10: 50, pm25: 25, co: 40, o3: 100 },
    hour: HOUR_ONE,
  },
  gradeTwo: {
    year: { so2: 20, no2: 30, pm10: 50, pm25: 25 },
    day: { so2: 50, no2: 50, pm10: 100, pm25: 50, co: 40, o3: 160 },
    hour: { ...HOUR_TWO, so2: 150 },
  },
  indexLimits: { so2: 20, no2: 30, pm10: 50, pm25: 25, co: 40, o3: 160 },
};

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}

/** All editions as frozen data. */
export const STANDARDS: Readonly<Record<EditionId, Standard>> = deepFreeze({
  '2012': STANDARD_2012,
  '2026': STANDARD_2026,
  '2026final': STANDARD_2026_FINAL,
});

/** AIR-0.1, AIR-0.2: the edition that applies to data of a day. */
export function editionOf(day: Day): EditionId {
  return day <= '2026-02-28' ? '2012' : day <= '2030-12-31' ? '2026' : '2026final';
}

/** The standard a day is judged by under a policy. */
export function standardOfDay(day: Day, policy: AirPolicy): Standard {
  return STANDARDS[policy.edition === 'auto' ? editionOf(day) : policy.edition];
}

/** The standard a period's statistics are judged by under a policy. */
export function standardOfPeriod(period: Period, policy: AirPolicy): Standard {
  const { from, to } = spanOf(period);
  return standardOfDay(policy.periodEdition === 'end' ? to : from, policy);
}

/** AIR-0.3: the policy with which the same period a year earlier is recomputed: pinned to the edition of `period`. */
export function comparisonPolicy(period: Period, policy: AirPolicy): AirPolicy {
  return { ...policy, edition: standardOfPeriod(period, policy).id };
}

/** The breakpoint column of the daily report for a pollutant. */
export const DAILY_COLUMN: Readonly<PerPollutant<IaqiColumn>> = Object.freeze({
  so2: 'so2_24h',
  no2: 'no2_24h',
  pm10: 'pm10_24h',
  pm25: 'pm25_24h',
  co: 'co_24h',
  o3: 'o3_8h',
});

/** The breakpoint column of a pollutant and an averaging time; PM has only a 24-hour column (AIR-2.4). Null: none. */
export function iaqiColumn(pollutant: Pollutant, averaging: Averaging): IaqiColumn | null {
  if (pollutant === 'pm10' || pollutant === 'pm25')
    return averaging === '8h' ? null : DAILY_COLUMN[pollutant];
  if (pollutant === 'o3') return averaging === '24h' ? null : `o3_${averaging}`;
  return averaging === '8h' ? null : `${pollutant}_${averaging}`;
}
