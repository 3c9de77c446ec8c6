import { apportion } from '../numbers/change.ts';
import {
  add,
  compare,
  divide,
  type Fraction,
  multiply,
  type Rational,
  subtract,
  toNumber,
  ZERO,
} from '../numbers/exact.ts';
import { powerOfTen, roundHalfEven } from '../numbers/rounding.ts';
import type { Standard } from './editions.ts';
import type { AirPolicy } from './policy.ts';
import { DECIMALS, forEachPollutant, type PerPollutant, POLLUTANTS, type Pollutant } from './pollutants.ts';

/** AIR-3.12: decimals of a composite index. */
export const INDEX_DECIMALS = 2;

/** AIR-4.2, AIR-3.16: the statistic of a period that enters the index: mean, or a percentile in per cent. */
export const INDEX_STATISTIC: Readonly<PerPollutant<'mean' | 90 | 95>> = Object.freeze({
  so2: 'mean',
  no2: 'mean',
  pm10: 'mean',
  pm25: 'mean',
  co: 95,
  o3: 90,
});

/** AIR-3.16: the percentile of the daily values evaluated over a year. */
export const DAY_PERCENTILE: Readonly<PerPollutant<90 | 95 | 98>> = Object.freeze({
  so2: 98,
  no2: 98,
  pm10: 95,
  pm25: 95,
  co: 95,
  o3: 90,
});

/** AIR-6.11: weights of the six single indices, in the order of the policy's choice. */
export function indexWeights(standard: Standard, policy: AirPolicy): PerPollutant<number> {
  const weighted = policy.indexWeights === 'weighted2026' && standard.id !== '2012';
  return weighted ? { so2: 1, no2: 2, pm10: 1, pm25: 3, co: 1, o3: 2 } : forEachPollutant(() => 1);
}

/** The composite index (环境空气质量综合指数) of a period. */
export interface CompositeIndex {
  /** Exact sum, null when an item is invalid (AIR-4.11). */
  readonly value: Fraction | null;
  /** AIR-4.5: hundredths as published, null likewise. */
  readonly published: number | null;
  /** AIR-4.1: single indices C_i / S_i times their weight. */
  readonly single: PerPollutant<Fraction | null>;
  /** AIR-4.4: largest single index among the valid ones. */
  readonly largest: Fraction | null;
  /** AIR-4.4: pollutants with the largest single index (主要污染物), all of a tie. */
  readonly main: readonly Pollutant[];
  /** AIR-4.4: load shares (污染负荷比) in tenths of a per cent, null without an index. */
  readonly loadShares: PerPollutant<number | null>;
}

/** AIR-4.3: the limit S_i in the unit of the concentration. */
export function indexLimit(pollutant: Pollutant, standard: Standard): Rational {
  return { num: standard.indexLimits[pollutant], den: powerOfTen(DECIMALS[pollutant]) };
}

/**
 * AIR-4.1…4.5, 4.11, 6.11: the composite index of a period from its statistics C_i (unrounded, null where invalid):
 * plain sum of C_i / S_i, rounded once; five items are never summed.
 */
export function compositeIndex(
  statistics: PerPollutant<Rational | null>,
  standard: Standard,
  policy: AirPolicy,
): CompositeIndex {
  const weights = indexWeights(standard, policy);
  const single = forEachPollutant((pollutant): Fraction | null => {
    const statistic = statistics[pollutant];
    if (statistic === null) return null;
    const decimals = DECIMALS[pollutant];
    const concentration =
      policy.indexInput === 'published'
        ? { num: roundHalfEven(statistic, decimals), den: powerOfTen(decimals) }
        : statistic;
    return multiply(divide(concentration, indexLimit(pollutant, standard)), {
      num: weights[pollutant],
      den: 1,
    });
  });
  let value: Fraction | null = ZERO;
  let largest: Fraction | null = null;
  for (const pollutant of POLLUTANTS) {
    const part: Fraction | null = single[pollutant];
    value = value && part && add(value, part);
    if (part && (!largest || compare(part, largest) > 0)) largest = part;
  }
  const total = value;
  return {
    value: total,
    published: total && roundHalfEven(total, INDEX_DECIMALS),
    single,
    largest,
    main: POLLUTANTS.filter(
      (pollutant) => single[pollutant] && largest && compare(single[pollutant], largest) === 0,
    ),
    loadShares: forEachPollutant((pollutant) => {
      const part = single[pollutant];
      return total && part && total.num !== 0n ? roundHalfEven(divide(part, total), 3) : null;
    }),
  };
}

/** The change of a composite index split by pollutant. */
export interface IndexChange {
  readonly total: Fraction;
  /** Change of each single index; these add up to `total` exactly. */
  readonly contributions: PerPollutant<Fraction>;
  /** Change of the published index in hundredths, and whole hundredths by pollutant that add up to it. */
  readonly publishedTotal: number;
  readonly published: PerPollutant<number>;
}

/** By how much each pollutant moved the index (now − earlier); null unless both indices are valid. */
export function indexChange(now: CompositeIndex, earlier: CompositeIndex): IndexChange | null {
  if (now.value === null || earlier.value === null || now.published === null || earlier.published === null)
    return null;
  const contributions = forEachPollutant((pollutant) =>
    subtract(now.single[pollutant] ?? ZERO, earlier.single[pollutant] ?? ZERO),
  );
  const publishedTotal = now.published - earlier.published;
  const parts = apportion(
    publishedTotal,
    POLLUTANTS.map((pollutant) => toNumber(contributions[pollutant]) * 100),
  );
  return {
    total: subtract(now.value, earlier.value),
    contributions,
    publishedTotal,
    published: forEachPollutant((pollutant) => parts[POLLUTANTS.indexOf(pollutant)]!),
  };
}
