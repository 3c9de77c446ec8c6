import { type Fraction, mean, type Rational } from '../numbers/exact.ts';
import { roundHalfEven } from '../numbers/rounding.ts';
import { type CompositeIndex, compositeIndex, INDEX_DECIMALS } from './composite-index.ts';
import type { Standard } from './editions.ts';
import type { AirPeriod } from './period.ts';
import type { AirPolicy } from './policy.ts';
import { DECIMALS, forEachPollutant, type PerPollutant } from './pollutants.ts';

/** A figure of a region: the mean over its cities. */
export interface RegionFigure {
  readonly value: Fraction | null;
  readonly published: number | null;
  /** Cities with a value, and cities of the region. */
  readonly n: number;
  readonly of: number;
}

/** A province or any named group of cities over a period. */
export interface RegionPeriod {
  /** AIR-3.10: mean of the cities' statistics (for CO and O3 of their percentiles). */
  readonly pollutants: PerPollutant<RegionFigure>;
  /** AIR-3.23: mean of the cities' good-day ratios, tenths of a per cent. */
  readonly goodShare: RegionFigure;
  /** AIR-4.12: average composite index by the policy. */
  readonly index: RegionFigure;
  /** The composite index of the mean concentrations (for single indices and load shares). */
  readonly indexOfMeans: CompositeIndex;
  /** Sums over the cities of days by AQI. */
  readonly cityDays: { readonly valid: number; readonly good: number; readonly heavy: number };
}

/** AIR-3.10, 3.23, 4.12: a region from the evaluated periods of its cities. Cities without a valid figure are left out, and counted. */
export function evaluateRegion(
  cities: readonly AirPeriod[],
  standard: Standard,
  policy: AirPolicy,
): RegionPeriod {
  const figure = (values: readonly (Rational | null)[], decimals: number): RegionFigure => {
    const valid = values.filter((value) => value !== null);
    const value = mean(valid);
    return { value, published: value && roundHalfEven(value, decimals), n: valid.length, of: values.length };
  };
  const pollutants = forEachPollutant((pollutant) =>
    figure(
      cities.map((city) => city.pollutants[pollutant].statistic),
      DECIMALS[pollutant],
    ),
  );
  const indexOfMeans = compositeIndex(
    forEachPollutant((pollutant) => pollutants[pollutant].value),
    standard,
    policy,
  );
  const ratios = cities.map(({ days }) => (days.valid > 0 ? { num: days.good, den: days.valid } : null));
  const total = (pick: (city: AirPeriod) => number) => cities.reduce((sum, city) => sum + pick(city), 0);
  return {
    pollutants,
    goodShare: figure(ratios, 3),
    index:
      policy.provinceIndex === 'meanOfIndices'
        ? figure(
            cities.map((city) => city.index.value),
            INDEX_DECIMALS,
          )
        : {
            value: indexOfMeans.value,
            published: indexOfMeans.published,
            n: Math.min(...Object.values(pollutants).map(({ n }) => n)),
            of: cities.length,
          },
    indexOfMeans,
    cityDays: {
      valid: total(({ days }) => days.valid),
      good: total(({ days }) => days.good),
      heavy: total(({ days }) => days.heavy),
    },
  };
}
