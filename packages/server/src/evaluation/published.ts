import type { Delta, Lang, StatCell, StatIndicator } from '@qingzhang/contract';
import { StatIndicator as StatIndicatorSchema } from '@qingzhang/contract';
import {
  type AirPeriod,
  DECIMALS,
  formatRounded,
  INDEX_DECIMALS,
  POLLUTANTS,
  type Pollutant,
  percentChange,
  type RegionPeriod,
} from '@qingzhang/standards';

export const STAT_INDICATORS: readonly StatIndicator[] = StatIndicatorSchema.options;

/** A figure as it is published: a whole count of 10^-decimals, null when invalid. */
export interface Published {
  readonly count: number | null;
  readonly decimals: number;
}

/** Every statistic of a place over a period, as published (AIR-3.12). */
export type PublishedStats = Record<StatIndicator, Published>;

/** The published statistics of a place. */
export function publishedOf(period: AirPeriod): PublishedStats {
  const hasDays = period.days.valid > 0;
  return {
    ...concentrations((pollutant) => period.pollutants[pollutant].published),
    index: { count: period.index.published, decimals: INDEX_DECIMALS },
    goodDays: { count: hasDays ? period.days.good : null, decimals: 0 },
    goodDayShare: { count: period.days.goodShare, decimals: 1 },
    heavyDays: { count: hasDays ? period.days.heavy : null, decimals: 0 },
  };
}

/** The published figures of a region: means over its cities; its days are means over the cities too, to a tenth. */
export function publishedOfRegion(region: RegionPeriod, cities: readonly AirPeriod[]): PublishedStats {
  const withDays = cities.filter((city) => city.days.valid > 0);
  const meanDays = (pick: (city: AirPeriod) => number): Published => ({
    count:
      withDays.length === 0
        ? null
        : Math.round(withDays.reduce((sum, city) => sum + pick(city), 0) / withDays.length),
    decimals: 0,
  });
  return {
    ...concentrations((pollutant) => region.pollutants[pollutant].published),
    index: { count: region.index.published, decimals: INDEX_DECIMALS },
    goodDays: meanDays((city) => city.days.good),
    goodDayShare: { count: region.goodShare.published, decimals: 1 },
    heavyDays: meanDays((city) => city.days.heavy),
  };
}

function concentrations(countOf: (pollutant: Pollutant) => number | null): Record<Pollutant, Published> {
  return Object.fromEntries(
    POLLUTANTS.map((pollutant) => [pollutant, { count: countOf(pollutant), decimals: DECIMALS[pollutant] }]),
  ) as Record<Pollutant, Published>;
}

/** A published figure as text; null when invalid. */
export function textOf(figure: Published): string | null {
  return figure.count === null ? null : formatRounded(figure.count, figure.decimals);
}

/** A published figure as a number, for JSON. */
export function numberOf(figure: Published): number | null {
  const text = textOf(figure);
  return text === null ? null : Number(text);
}

/** How a change of an indicator is stated: per cent (AIR-4.10), days, or percentage points (AIR-3.21). */
export function changeUnit(indicator: StatIndicator): '%' | 'days' | 'points' {
  if (indicator === 'goodDays' || indicator === 'heavyDays') return 'days';
  return indicator === 'goodDayShare' ? 'points' : '%';
}

/** The change against last year from the published figures, as a count of its own decimals; null: not comparable. */
function changeOf(indicator: StatIndicator, now: Published, last: Published): Published {
  const unit = changeUnit(indicator);
  const decimals = unit === 'days' ? 0 : 1;
  if (now.count === null || last.count === null) return { count: null, decimals };
  return { count: unit === '%' ? percentChange(now.count, last.count) : now.count - last.count, decimals };
}

/**
 * The change of an indicator between two periods of a place. Days of a period with too few of them (AIR-3.18) are counted,
 * but nothing is compared with them: ten good days more than in a half-year of ten weeks say nothing.
 */
export function changeBetween(
  indicator: StatIndicator,
  now: PublishedStats,
  last: PublishedStats,
): Published {
  return changeOf(indicator, now[indicator], comparable(indicator, last));
}

function comparable(indicator: StatIndicator, last: PublishedStats): Published {
  const evaluated = POLLUTANTS.some((pollutant) => last[pollutant].count !== null);
  return evaluated ? last[indicator] : { ...last[indicator], count: null };
}

/** Whether more of an indicator is better. */
export function moreIsBetter(indicator: StatIndicator): boolean {
  return indicator === 'goodDays' || indicator === 'goodDayShare';
}

const REASONS = {
  zh: { now: '本期数据无效', last: '去年同期无有效数据' },
  en: { now: 'this period is invalid', last: 'no valid data a year before' },
};

/** The change as the pages show it. */
function deltaOf(indicator: StatIndicator, now: Published, last: Published, lang: Lang): Delta {
  const change = changeOf(indicator, now, last);
  if (change.count === null)
    return { kind: 'none', reason: REASONS[lang][now.count === null ? 'now' : 'last'] };
  const sign = change.count > 0 ? '+' : '';
  const better = moreIsBetter(indicator) ? change.count > 0 : change.count < 0;
  return {
    kind: 'change',
    text: `${sign}${formatRounded(change.count, change.decimals)}`,
    unit: changeUnit(indicator),
    sense: change.count === 0 ? 'flat' : better ? 'better' : 'worse',
  };
}

const UNITS: Record<Lang, Record<StatIndicator, string>> = {
  zh: {
    index: '',
    pm25: 'µg/m³',
    pm10: 'µg/m³',
    so2: 'µg/m³',
    no2: 'µg/m³',
    co: 'mg/m³',
    o3: 'µg/m³',
    goodDays: '天',
    goodDayShare: '%',
    heavyDays: '天',
  },
  en: {
    index: '',
    pm25: 'µg/m³',
    pm10: 'µg/m³',
    so2: 'µg/m³',
    no2: 'µg/m³',
    co: 'mg/m³',
    o3: 'µg/m³',
    goodDays: 'days',
    goodDayShare: '%',
    heavyDays: 'days',
  },
};

/** The unit of an indicator in words. */
export function unitOf(indicator: StatIndicator, lang: Lang): string {
  return UNITS[lang][indicator];
}

/** Every statistic with last year and the change; `why` names the handle of each figure. */
export function statCells(
  now: PublishedStats,
  last: PublishedStats,
  lang: Lang,
  why: (indicator: StatIndicator, last: boolean) => string | null,
): Record<StatIndicator, StatCell> {
  return Object.fromEntries(
    STAT_INDICATORS.map((indicator): [StatIndicator, StatCell] => [
      indicator,
      {
        figure: { text: textOf(now[indicator]), why: why(indicator, false) },
        last: { text: textOf(last[indicator]), why: why(indicator, true) },
        delta: deltaOf(indicator, now[indicator], comparable(indicator, last), lang),
        unit: unitOf(indicator, lang),
      },
    ]),
  ) as Record<StatIndicator, StatCell>;
}
