/** 约束性指标: a binding value for a region, an indicator and a year, with the document that set it. */
import type { Indicator } from './indicator.ts';

export interface Target {
  readonly region: string;
  readonly year: number;
  readonly indicator: Indicator;
  /** Decimal text as decided: '38', '76.0', '5.00'. For `goodDayShare` the least share in %, otherwise the most. */
  readonly value: string;
  /** Stated plan values of January … December, where the deciding document gives them; null entries are not stated. */
  readonly monthly: readonly (string | null)[] | null;
  readonly document: string;
  readonly version: number;
}
