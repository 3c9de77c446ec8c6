/** 为什么: everything a reader needs to recompute an allowance by hand. The words stand in `words/`. */

export type FormulaCode =
  | 'hoursMean'
  | 'ozoneWindow'
  | 'daysMean'
  | 'daysMeanWithToday'
  | 'percentile'
  | 'goodDays'
  | 'heavyDays'
  | 'index';

/** One row of the inputs: a month of days, or a window or run of hours. */
export interface InputRow {
  /** `2020-06`, or hours such as `7–14`. */
  readonly label: string;
  readonly valid: number;
  readonly of: number;
  readonly mean: string | null;
  readonly spent: string;
}

export interface Explanation {
  readonly formula: FormulaCode;
  /** Decimal texts to put into the formula, by the names the formula uses. */
  readonly values: Readonly<Record<string, string>>;
  /** Rule ids, the leading one first. */
  readonly rules: readonly string[];
  readonly inputs: readonly InputRow[];
}
