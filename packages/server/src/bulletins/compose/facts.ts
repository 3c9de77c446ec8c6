/**
 * What a bulletin (通报) is composed from: plain data, already evaluated, rounded and ranked. The composer adds no
 * figure of its own; it only chooses and words. Nothing here belongs to one province.
 */
import type { BulletinSettings } from '../../issuing/issuer.ts';

export interface BulletinFacts {
  readonly id: string;
  /** The period the bulletin is about. */
  readonly main: PeriodFacts;
  /** For a month: 1 to that month together, ranked and tabled beside it; null where there is none. */
  readonly cumulative: PeriodFacts | null;
  readonly status: DataStatus;
  /** Both views of dust side by side (AIR-5.8), for each period out of which hours were or could be taken. */
  readonly dust: readonly DustFacts[];
  readonly settings: BulletinSettings;
  /** A region whose average the cities are held against, for example 京津冀及周边地区平均水平; null where none is set. */
  readonly comparator: { readonly name: string; readonly index: Published } | null;
  readonly targets: readonly TargetFacts[];
  /** Facts of the chapters beyond air, by the chapter's key: what each area contributed. */
  readonly chapters?: Readonly<Record<string, unknown>>;
}

/** A figure as published: the text after its rounding rule, and the number it says. */
export interface Published {
  readonly text: string;
  readonly value: number;
}

export type PeriodKind = 'month' | 'quarter' | 'half-year' | 'year' | 'months';

export interface PeriodFacts {
  readonly kind: PeriodKind;
  /** Key in figure ids, for example 2020-H1. */
  readonly key: string;
  /** 2020年上半年, 2020年6月, 2020年1—6月. */
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly province: PlaceFacts;
  /** In protocol order. */
  readonly cities: readonly PlaceFacts[];
}

export const INDICATORS = ['index', 'pm25', 'pm10', 'so2', 'no2', 'co', 'o3', 'goodDays'] as const;
export type Indicator = (typeof INDICATORS)[number];
export type Pollutant = Exclude<Indicator, 'index' | 'goodDays'>;
export const POLLUTANTS = ['pm25', 'pm10', 'so2', 'no2', 'co', 'o3'] as const satisfies readonly Pollutant[];

export interface IndicatorFacts {
  /** Null: 数据无效 (too few valid days, AIR-1.6). */
  readonly now: Published | null;
  /** Null: no such period a year before, or invalid then. */
  readonly lastYear: Published | null;
  /** Change in % from the published values (AIR-4.9, 4.10); for good days in percentage points (AIR-3.21). */
  readonly change: Published | null;
  /** Place among the cities from the best; equal published values share it (AIR-4.7). Null: 未参评. */
  readonly rank: number | null;
  /** Place by change from the most improved. */
  readonly changeRank: number | null;
}

export interface PlaceFacts {
  readonly code: string;
  /** 太原市. */
  readonly name: string;
  /** 太原, as lists say it. */
  readonly shortName: string;
  /** Good days stand here as a ratio in %. */
  readonly indicators: Readonly<Record<Indicator, IndicatorFacts>>;
  readonly days: DayFacts;
  /** The pollutant with the largest single index and its share of the composite index in % (AIR-4.4). */
  readonly largest: { readonly pollutant: Pollutant; readonly share: Published } | null;
  /** Pollutants above the limit of the period, with the multiple (AIR-3.19). */
  readonly exceedances: readonly {
    readonly pollutant: Pollutant;
    readonly limit: Published;
    readonly multiple: Published;
  }[];
}

export interface DayFacts {
  /** Days of AQI class 1 to 6. */
  readonly classes: readonly [number, number, number, number, number, number];
  readonly lastYear: { readonly good: number; readonly heavy: number } | null;
  /** Exceeding days by primary pollutant (AIR-2.10); a day with two counts for both. */
  readonly primary: Readonly<Partial<Record<Pollutant, number>>>;
}

/** 扣沙与未扣沙: the figures that dust moves, in both views, with what was taken out. */
export interface DustFacts {
  /** Key and label of the period. */
  readonly key: string;
  readonly label: string;
  /** Cities out of which anything was taken, then the province. */
  readonly rows: readonly DustRow[];
}

export interface DustRow {
  readonly code: string;
  readonly shortName: string;
  readonly isProvince: boolean;
  readonly hours: number;
  readonly days: number;
  readonly deducted: DustFigures;
  readonly measured: DustFigures;
}

export const DUST_INDICATORS = ['index', 'pm25', 'pm10', 'goodDays'] as const satisfies readonly Indicator[];
export type DustFigures = Readonly<Record<(typeof DUST_INDICATORS)[number], Published | null>>;

export interface DataStatus {
  /** Live data are published at once and not reviewed (实时未审核). */
  readonly review: 'live' | 'reviewed';
  /** What was known at this moment was asked for, '2020-07-05T10:00+08:00'; null: at the closing, or now. */
  readonly knownAt: string | null;
  /** When the books were closed, '2020-07-17T18:00+08:00'; null before that. */
  readonly closedAt: string | null;
  /** Last hour that took part: 2020年6月30日24时. */
  readonly dataUntil: string;
  /** 扣沙: what was removed, hours of cities (AIR-5.8); zero where there was no dust, null where the figures keep it. */
  readonly dustExcluded: { readonly hours: number; readonly cityDays: number } | null;
  /** Names of the standards in the edition applied. */
  readonly standards: readonly string[];
  /** Where the two years were judged by different editions or otherwise need a word. */
  readonly comparability: string | null;
  readonly simulated: boolean;
}

export type AccountState = 'safe' | 'tight' | 'overdrawn' | 'impossible';

/** A binding target (约束性指标) and its account at the end of the period. */
export interface TargetFacts {
  readonly figureId: string;
  readonly code: string;
  readonly name: string;
  /** PM2.5年均浓度, 优良天数比例. */
  readonly indicator: string;
  /** The same as a narrow column says it: O3-8h-90. */
  readonly short: string;
  /** Whether the budget is a concentration over days or a number of days. */
  readonly kind: 'mean' | 'days';
  readonly unit: string;
  readonly target: Published;
  readonly actual: Published | null;
  readonly account: {
    readonly unit: string;
    readonly budget: Published;
    readonly spent: Published;
    readonly left: Published;
  } | null;
  /** Mean: what the days left may average. Days: how many more may exceed. Null: nothing is left or not evaluated. */
  readonly allowance: Published | null;
  readonly daysLeft: number;
  /** Null: not evaluated. */
  readonly state: AccountState | null;
}
