/** 账: what the accounts of a month and a year have in common, as plain data for page, document and command line. */
import type { PlanSource } from '../plans/seasonal-plan.ts';
import type { Indicator, Unit } from '../targets/indicator.ts';
import type { Allowance, Amount } from './amount.ts';
import type { Explanation } from './explanation.ts';
import type { Lamp } from './lamp.ts';

export type Scale = 'month' | 'year';

/** N and what it is made of (AIR-8.9). */
export interface PeriodDays {
  readonly calendar: number;
  readonly valid: number;
  /** Settled but without a valid value: they are in neither side of the sum. */
  readonly invalid: number;
  /** Not settled, the running day included. */
  readonly left: number;
  /** N = valid so far + left. */
  readonly n: number;
}

/** The rest the allowance is for. */
export interface Rest {
  readonly count: number;
  readonly unit: 'days' | 'hours';
}

export interface AccountBase {
  readonly scale: Scale;
  readonly indicator: Indicator;
  readonly unit: Unit;
  /** `2020-06` or `2020`. */
  readonly period: string;
  /** The target or the month's plan value, decimal text as shown. */
  readonly target: string;
  readonly planSource: PlanSource;
  readonly days: PeriodDays;
  /** Share of the period's days that is settled. */
  readonly timeShare: number;
  /** Share of the budget (by T*) that is spent; may pass 1. */
  readonly usedShare: number;
  readonly rest: Rest;
  readonly lamp: Lamp;
  readonly explanation: Explanation;
}

/** What one line (T* or T) allows: budget, spent, left, and the allowance of the rest. */
export interface Balance {
  readonly budget: Amount;
  readonly spent: Amount;
  readonly left: Amount;
  /** Null: nothing is left, whatever follows. */
  readonly allowance: Allowance | null;
}

/** Both lines on the same days. */
export interface Lines {
  readonly usable: Balance;
  readonly safe: Balance;
}

/** A budget of concentration × days (AIR-8.4). */
export interface MeanAccount extends AccountBase {
  readonly kind: 'mean';
  /** Mean of the valid settled days, one decimal more than published. */
  readonly soFar: Amount | null;
  /** T* as text, and whether it may be reached. */
  readonly threshold: { readonly text: string; readonly inclusive: boolean };
  /** Whole settled days only: today counts as a day still to come. */
  readonly settled: Lines;
  /** Today's hours counted at once; null when no day is running. */
  readonly live: Lines | null;
  /** Which of the two is shown. */
  readonly basis: 'settled' | 'live';
  /** The shown allowance by T* and by T. */
  readonly allowance: Allowance | null;
  readonly safeAllowance: Allowance | null;
  /** What the rest is expected to average, and by what. */
  readonly expected: (Amount & { readonly by: 'hour' | 'days' | 'path' }) | null;
  /** 余 (positive) or 透支 (negative) a day of the rest: safe allowance (T) − path of the rest; years only. */
  readonly reserve: Amount | null;
  /** Path so far minus spent, concentration × days; years only. */
  readonly balance: Amount | null;
  /** How far the mean so far is above the target. Null when it is not. */
  readonly overPlan: Amount | null;
}

/** A budget of days: those that may exceed (AIR-8.6), free days of a percentile (AIR-8.5), heavy days. */
export interface DaysAccount extends AccountBase {
  readonly kind: 'share' | 'percentile' | 'count';
  /** Days that may exceed over the whole period, those that did, and those that still may. */
  readonly budgetDays: number;
  readonly usedDays: number;
  readonly mayExceed: number;
  /** The same by T (稳妥). */
  readonly safeMayExceed: number;
  /** Days that are expected to exceed in the rest by the planned path. */
  readonly expectedDays: Amount;
  /** For shares: good days so far, and those still needed of the rest. */
  readonly good: {
    readonly soFar: number;
    readonly needed: number;
    readonly neededShare: string | null;
    readonly total: number;
  } | null;
  /** For percentiles: the level a constant rest may hold; null: unlimited by it or nothing is left. */
  readonly allowance: Allowance | null;
  readonly unlimited: boolean;
  /** The share or percentile so far. */
  readonly soFar: Amount | null;
  /** The running day is already lost and counted as exceeding at once. */
  readonly todayLost: boolean;
}

/** A sum of six single indices (AIR-8.7). */
export interface IndexAccount extends AccountBase {
  readonly kind: 'index';
  readonly current: Amount | null;
  /** T* − current: room (positive) or overdraft. */
  readonly room: Amount | null;
  /** What the planned path would have the index be by now. */
  readonly expected: Amount | null;
  /** How much of each pollutant's value the room is worth, others unchanged. */
  readonly worth: readonly { readonly indicator: Indicator; readonly unit: Unit; readonly value: Amount }[];
  /** The least index the period can still end with, the rest at zero. */
  readonly least: Amount | null;
}

export type Account = MeanAccount | DaysAccount | IndexAccount;
