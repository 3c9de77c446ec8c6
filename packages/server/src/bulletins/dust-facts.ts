/** 扣沙与未扣沙并列 (AIR-5.8): what dust moved, in both views. */
import type { Region } from '@qingzhang/contract';
import { type AirPeriod, type AirPolicy, evaluateRegion, standardOfPeriod } from '@qingzhang/standards';
import { type PublishedStats, publishedOf, publishedOfRegion } from '../evaluation/published.ts';
import type { AirView, CityPeriod, RegionResult } from '../evaluation/statistics.ts';
import type { DustFacts, DustFigures, PeriodFacts } from './compose/facts.ts';
import { factOf } from './period-facts.ts';

/** The comparison of a period; null when nothing was or could be taken out. */
export function dustFacts(
  period: Pick<PeriodFacts, 'key' | 'label'>,
  result: RegionResult,
  regions: { readonly cities: readonly Region[]; readonly provinceCode: string; readonly whole: string },
  view: Pick<AirView, 'policy' | 'dust'>,
): DustFacts | null {
  const touched = result.cities.filter((city) => city.dustHours > 0);
  if (touched.length === 0) return null;
  const names = new Map(regions.cities.map((city) => [city.code, city.shortName]));
  const sum = (pick: (city: CityPeriod) => number) => touched.reduce((total, city) => total + pick(city), 0);
  const both = (own: DustFigures, other: DustFigures) =>
    view.dust === 'deducted' ? { deducted: own, measured: other } : { deducted: other, measured: own };
  return {
    key: period.key,
    label: period.label,
    rows: [
      ...touched.map((city) => ({
        code: city.code,
        shortName: names.get(city.code) ?? city.code,
        isProvince: false,
        hours: city.dustHours,
        days: city.dustDays,
        ...both(figuresOf(publishedOf(city.now)), figuresOf(publishedOf(city.otherDust))),
      })),
      {
        code: regions.provinceCode,
        shortName: regions.whole,
        isProvince: true,
        hours: sum((city) => city.dustHours),
        days: sum((city) => city.dustDays),
        ...both(
          regionFigures(
            result.cities.map((city) => city.now),
            result,
            view.policy,
          ),
          regionFigures(
            result.cities.map((city) => city.otherDust),
            result,
            view.policy,
          ),
        ),
      },
    ],
  };
}

function regionFigures(
  cities: readonly AirPeriod[],
  { period }: RegionResult,
  policy: AirPolicy,
): DustFigures {
  const region = evaluateRegion(cities, standardOfPeriod(period, policy), policy);
  return figuresOf(publishedOfRegion(region, cities));
}

const figuresOf = (stats: PublishedStats): DustFigures => ({
  index: factOf(stats.index),
  pm25: factOf(stats.pm25),
  pm10: factOf(stats.pm10),
  goodDays: factOf(stats.goodDayShare),
});
