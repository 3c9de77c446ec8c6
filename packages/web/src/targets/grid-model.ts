import type { Region, Target, TargetIndicator } from '@qingzhang/contract';

/** Indicators in the order tables have; the ones that documents set most come first. */
export const indicatorOrder: readonly TargetIndicator[] = [
  'pm25',
  'goodDayShare',
  'heavyDays',
  'index',
  'o3',
  'pm10',
  'no2',
  'so2',
  'co',
];

export const unitOf: Record<TargetIndicator, string> = {
  pm25: 'µg/m³',
  pm10: 'µg/m³',
  so2: 'µg/m³',
  no2: 'µg/m³',
  co: 'mg/m³',
  o3: 'µg/m³',
  index: '',
  goodDayShare: '%',
  heavyDays: '',
};

export interface Cell {
  readonly region: string;
  readonly indicator: TargetIndicator;
  /** The version in force; null: not set. */
  readonly current: Target | null;
  /** Earlier versions, the latest first. */
  readonly earlier: readonly Target[];
}

export interface Grid {
  readonly indicators: readonly TargetIndicator[];
  readonly rows: readonly { readonly region: string; readonly cells: readonly Cell[] }[];
  readonly set: number;
  /** Indicators that some cities have and others lack, with those that lack them. */
  readonly gaps: readonly { readonly indicator: TargetIndicator; readonly regions: readonly string[] }[];
}

/** City × indicator in protocol order. With `all`, indicators that no city has are shown too, so that they can be set. */
export function gridOf(items: readonly Target[], cities: readonly Region[], all: boolean): Grid {
  const key = (region: string, indicator: TargetIndicator) => `${region}/${indicator}`;
  const versions = Map.groupBy(items, (one) => key(one.region, one.indicator));
  const used = new Set(
    items.filter(({ supersededAt }) => supersededAt === null).map(({ indicator }) => indicator),
  );
  const indicators = indicatorOrder.filter((indicator) => all || used.has(indicator));
  // A target of the province, or of a city that is no longer listed, is not lost from view.
  const others = [...new Set(items.map(({ region }) => region))].filter(
    (region) => !cities.some(({ code }) => code === region),
  );
  const rows = [...cities.map(({ code }) => code), ...others].map((region) => ({
    region,
    cells: indicators.map((indicator): Cell => {
      const sorted = [...(versions.get(key(region, indicator)) ?? [])].sort((a, b) => b.version - a.version);
      return {
        region,
        indicator,
        current: sorted.find(({ supersededAt }) => supersededAt === null) ?? null,
        earlier: sorted.filter(({ supersededAt }) => supersededAt !== null),
      };
    }),
  }));
  const cells = rows.flatMap((row) => row.cells);
  const gaps = indicators
    .map((indicator) => ({
      indicator,
      regions: cities
        .map(({ code }) => code)
        .filter(
          (code) =>
            !cells.some((cell) => cell.region === code && cell.indicator === indicator && cell.current),
        ),
    }))
    .filter(({ regions }) => regions.length > 0 && regions.length < cities.length);
  return { indicators, rows, set: cells.filter(({ current }) => current !== null).length, gaps };
}

const DECIMAL = /^\d{1,6}(\.\d{1,4})?$/;

/** A number as people type it: full-width digits and signs, commas and spaces are forgiven; null: not a number. */
export function decimalText(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '').replace(/。/g, '.');
  return DECIMAL.test(text) ? text : null;
}

/** Twelve values pasted from a row or a column of a spreadsheet; null where the paste is something else. */
export function pastedMonths(text: string): readonly string[] | null {
  const parts = text
    .trim()
    .split(/[\t\n\r;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length === 12 ? parts : null;
}

/** All twelve given, none, or something between, which cannot be saved. */
export function monthlyState(months: readonly string[]): 'none' | 'all' | 'partial' | 'invalid' {
  const given = months.filter((text) => text.trim() !== '');
  if (given.length === 0) return 'none';
  if (given.some((text) => decimalText(text) === null)) return 'invalid';
  return given.length === 12 ? 'all' : 'partial';
}
