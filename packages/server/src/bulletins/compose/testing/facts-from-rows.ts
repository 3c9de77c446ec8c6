import {
  type DayFacts,
  INDICATORS,
  type Indicator,
  type IndicatorFacts,
  type PeriodFacts,
  type PlaceFacts,
  POLLUTANTS,
  type Pollutant,
  type Published,
} from '../facts.ts';

/** One city of a test province: published values in the order of INDICATORS, this year and last. */
export interface Row {
  readonly code: string;
  readonly name: string;
  readonly now: readonly (number | null)[];
  readonly lastYear: readonly (number | null)[] | null;
  readonly classes: DayFacts['classes'];
  readonly lastYearDays: DayFacts['lastYear'];
  readonly primary: DayFacts['primary'];
}

const DECIMALS: Readonly<Record<Indicator, number>> = {
  index: 2,
  pm25: 0,
  pm10: 0,
  so2: 0,
  no2: 0,
  co: 1,
  o3: 0,
  goodDays: 1,
};
export const LIMITS: Readonly<Record<Pollutant, number>> = {
  pm25: 35,
  pm10: 70,
  so2: 60,
  no2: 40,
  co: 4,
  o3: 160,
};

/** A figure with its text; the value is already rounded, so printing it changes nothing. */
export function published(value: number, decimals: number): Published {
  return { value, text: value.toFixed(decimals) };
}

/** Test data only: fills in changes, ranks and multiples, which in the product come from the evaluation. */
export function periodFromRows(
  head: Pick<PeriodFacts, 'kind' | 'key' | 'label' | 'from' | 'to'>,
  province: Row,
  rows: readonly Row[],
): PeriodFacts {
  const cities = rows.map(placeFromRow);
  const ranked = cities.map((city) => ({
    ...city,
    indicators: Object.fromEntries(
      INDICATORS.map((indicator) => [indicator, withRanks(indicator, city.indicators[indicator], cities)]),
    ) as Record<Indicator, IndicatorFacts>,
  }));
  return { ...head, province: placeFromRow(province), cities: ranked };
}

function placeFromRow(row: Row): PlaceFacts {
  const indicators = Object.fromEntries(
    INDICATORS.map((indicator, i) => [
      indicator,
      indicatorFrom(indicator, row.now[i] ?? null, row.lastYear?.[i] ?? null),
    ]),
  ) as Record<Indicator, IndicatorFacts>;
  const index = indicators.index.now;
  const shares = POLLUTANTS.map((pollutant) => ({
    pollutant,
    single: (indicators[pollutant].now?.value ?? 0) / LIMITS[pollutant],
  })).sort((a, b) => b.single - a.single);
  const top = shares[0];
  return {
    code: row.code,
    name: row.name,
    shortName: row.name.replace(/市$/u, ''),
    indicators,
    days: { classes: row.classes, lastYear: row.lastYearDays, primary: row.primary },
    largest:
      index && top
        ? { pollutant: top.pollutant, share: published(round((top.single / index.value) * 100, 1), 1) }
        : null,
    exceedances: POLLUTANTS.flatMap((pollutant) => {
      const value = indicators[pollutant].now?.value ?? 0;
      const limit = LIMITS[pollutant];
      if (value <= limit) return [];
      return [
        {
          pollutant,
          limit: published(limit, DECIMALS[pollutant]),
          multiple: published(round((value - limit) / limit, 2), 2),
        },
      ];
    }),
  };
}

function indicatorFrom(indicator: Indicator, now: number | null, lastYear: number | null): IndicatorFacts {
  const change =
    now === null || lastYear === null
      ? null
      : indicator === 'goodDays'
        ? now - lastYear
        : ((now - lastYear) / lastYear) * 100;
  return {
    now: now === null ? null : published(now, DECIMALS[indicator]),
    lastYear: lastYear === null ? null : published(lastYear, DECIMALS[indicator]),
    change: change === null ? null : published(round(change, 1), 1),
    rank: null,
    changeRank: null,
  };
}

function withRanks(indicator: Indicator, own: IndicatorFacts, cities: readonly PlaceFacts[]): IndicatorFacts {
  const sign = indicator === 'goodDays' ? -1 : 1;
  const place = (pick: (facts: IndicatorFacts) => number | undefined): number | null => {
    const mine = pick(own);
    if (mine === undefined) return null;
    return (
      1 +
      cities.filter((city) => sign * ((pick(city.indicators[indicator]) ?? Infinity * sign) - mine) < 0)
        .length
    );
  };
  return { ...own, rank: place((f) => f.now?.value), changeRank: place((f) => f.change?.value) };
}

function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  const rounded = Math.round(Math.abs(value) * factor) / factor;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}
