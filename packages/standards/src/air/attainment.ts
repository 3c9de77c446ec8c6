import type { Rational } from '../numbers/exact.ts';
import { roundHalfEven } from '../numbers/rounding.ts';
import type { Standard } from './editions.ts';
import type { AirPeriod } from './period.ts';
import type { AirPolicy } from './policy.ts';
import { DECIMALS, forEachPollutant, type PerPollutant, type Pollutant } from './pollutants.ts';

/**
 * AIR-3.19: exceedance multiple (超标倍数) B = (C − S) / S in hundredths, from published whole counts of one unit; null when
 * C does not exceed S.
 */
export function exceedanceMultiple(concentration: number, limit: number): number | null {
  return concentration > limit ? roundHalfEven({ num: concentration - limit, den: limit }, 2) : null;
}

/** AIR-1.3: whether an unrounded concentration meets a limit (whole count of the published unit) after rounding. */
export function meetsLimit(pollutant: Pollutant, concentration: Rational, limit: number): boolean {
  return roundHalfEven(concentration, DECIMALS[pollutant]) <= limit;
}

/** One test of attainment. */
export interface AttainmentItem {
  readonly pollutant: Pollutant;
  readonly statistic: 'mean' | 'percentile';
  /** Published value, null when invalid. */
  readonly value: number | null;
  readonly limit: number;
  readonly meets: boolean | null;
  /** AIR-3.19, hundredths. */
  readonly multiple: number | null;
}

/** AIR-3.20: attainment (达标) of a place over a year. */
export interface Attainment {
  /** Null: undetermined, an item is invalid and no valid item fails. */
  readonly meets: boolean | null;
  readonly items: readonly AttainmentItem[];
  readonly byPollutant: PerPollutant<boolean | null>;
}

/** AIR-3.20: attainment of a year by Grade II, with the day percentiles or as the communiqué states it. */
export function attainment(year: AirPeriod, standard: Standard, policy: AirPolicy): Attainment {
  const { gradeTwo } = standard;
  const items: AttainmentItem[] = [];
  const test = (pollutant: Pollutant, statistic: 'mean' | 'percentile', limit: number): void => {
    const figures = year.pollutants[pollutant];
    const exact = figures.validity.valid ? figures[statistic] : null;
    const value = exact && roundHalfEven(exact, DECIMALS[pollutant]);
    const multiple = value === null ? null : exceedanceMultiple(value, limit);
    items.push({
      pollutant,
      statistic,
      value,
      limit,
      meets: value === null ? null : value <= limit,
      multiple,
    });
  };
  for (const pollutant of ['so2', 'no2', 'pm10', 'pm25'] as const) {
    test(pollutant, 'mean', gradeTwo.year[pollutant]);
    if (policy.attainment === 'hj663') test(pollutant, 'percentile', gradeTwo.day[pollutant]);
  }
  test('co', 'percentile', gradeTwo.day.co);
  test('o3', 'percentile', gradeTwo.day.o3);
  const verdict = (of: readonly AttainmentItem[]): boolean | null =>
    of.some((item) => item.meets === false) ? false : of.some((item) => item.meets === null) ? null : true;

  return {
    meets: verdict(items),
    items,
    byPollutant: forEachPollutant((pollutant) =>
      verdict(items.filter((item) => item.pollutant === pollutant)),
    ),
  };
}
