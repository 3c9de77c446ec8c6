/**
 * 时保日: what the remaining hours of today may average so that the day stays good (良), per pollutant; the worst leads.
 *
 * State of each pollutant (see lamp.ts): `may` is the allowance of the remaining hours by T*, `expected` the present level,
 * which is the latest valid hour. A day that will have too few hours to be valid has no lamp.
 */
import {
  DECIMALS,
  divide,
  type Exact,
  type Fraction,
  fixedHalfEven,
  fraction,
  MIN_DAY_HOURS,
  MIN_WINDOWS,
  type PerPollutant,
  POLLUTANTS,
  type Pollutant,
  subtract,
  sum,
  toFraction,
  toNumber,
} from '@qingzhang/standards';
import { sign, times } from '../numbers/ratio.ts';
import { type AccountSettings, DEFAULT_SETTINGS } from '../settings.ts';
import type { Unit } from '../targets/indicator.ts';
import { unitOf } from '../targets/indicator.ts';
import { type Bound, type Threshold, thresholdOf } from '../targets/threshold.ts';
import { type Allowance, type Amount, allowanceOf, amount } from './amount.ts';
import type { Explanation } from './explanation.ts';
import { type Lamp, lampFor, noLamp, severity } from './lamp.ts';
import { ozoneAllowance } from './ozone-windows.ts';
import type { RunningDay } from './year-to-date.ts';

/** One pollutant's account of the running day. */
export interface PollutantDay {
  readonly pollutant: Pollutant;
  readonly unit: Unit;
  /** Limit that bounds a good day, decimal text. */
  readonly limit: string;
  readonly hoursSpent: number;
  readonly hoursLeft: number;
  readonly validHours: number;
  /** 现: the latest valid hour, and its label. */
  readonly present: (Amount & { readonly hour: number }) | null;
  /** Mean of the valid hours so far; for O3 the highest complete 8-hour mean so far. */
  readonly soFar: Amount | null;
  /** What each remaining hour may reach by T* (按修约可用); null: nothing, whatever follows. */
  readonly allowance: Allowance | null;
  /** The same by T (稳妥). */
  readonly safeAllowance: Allowance | null;
  /** Present level over allowance, as a share; null without both. */
  readonly usedShare: number | null;
  /** The day's value can no longer become valid (fewer than 20 hours, for O3 fewer than 14 windows). */
  readonly willBeInvalid: boolean;
  readonly lamp: Lamp;
  readonly explanation: Explanation;
}

/** The day's account: the worst pollutant leads. */
export interface DayAccount {
  readonly scale: 'day';
  readonly hour: number;
  readonly hoursLeft: number;
  /** Share of the day's time that is spent. */
  readonly timeShare: number;
  readonly pollutants: readonly PollutantDay[];
  readonly lead: PollutantDay | null;
  readonly lamp: Lamp;
  /** Some pollutant has broken its limit whatever follows: the day will not be good. */
  readonly lost: boolean;
}

interface HoursState {
  readonly bound: (threshold: Bound) => Bound | null;
  readonly soFar: Fraction | null;
  readonly willBeInvalid: boolean;
  readonly explain: (threshold: Threshold, allowance: Allowance | null) => Explanation;
}

const known = (hours: readonly (Exact | null)[], hour: number): { hour: number; value: Fraction }[] => {
  const out: { hour: number; value: Fraction }[] = [];
  for (let i = 0; i < hour; i++) {
    const value = hours[i];
    if (value) out.push({ hour: i + 1, value: toFraction(value) });
  }
  return out;
};

/** AIR-8.2: with n valid hours of sum S and r hours left, each of the rest may reach (T*·(n+r) − S) / r. */
function meanHours(values: readonly { value: Fraction }[], hoursLeft: number, decimals: number): HoursState {
  const n = values.length;
  const spent = sum(values.map((v) => v.value));
  return {
    bound: ({ value, inclusive }) => ({
      value: divide(subtract(times(value, n + hoursLeft), spent), fraction(hoursLeft, 1)),
      inclusive,
    }),
    soFar: n > 0 ? divide(spent, fraction(n, 1)) : null,
    willBeInvalid: n + hoursLeft < MIN_DAY_HOURS,
    explain: ({ usable, safe }, allowance) => ({
      formula: 'hoursMean',
      values: {
        threshold: fixedHalfEven(usable.value, decimals + 1),
        limit: fixedHalfEven(safe.value, decimals),
        valid: String(n),
        left: String(hoursLeft),
        of: String(n + hoursLeft),
        budget: fixedHalfEven(times(usable.value, n + hoursLeft), decimals + 1),
        spent: fixedHalfEven(spent, decimals + 1),
        result: allowance?.text ?? '',
      },
      rules: ['AIR-8.2', 'AIR-8.1', 'AIR-3.3'],
      inputs: [
        {
          label: `1–${24 - hoursLeft}`,
          valid: n,
          of: 24 - hoursLeft,
          mean: n > 0 ? fixedHalfEven(divide(spent, fraction(n, 1)), decimals + 1) : null,
          spent: fixedHalfEven(spent, decimals + 1),
        },
      ],
    }),
  };
}

/** AIR-8.3 on the seventeen windows of the day. */
function ozoneHours(hours: readonly (Exact | null)[], hour: number): HoursState {
  const state = ozoneAllowance(hours, hour);
  return {
    bound: state.bound,
    soFar: state.highest,
    willBeInvalid: state.possibleWindows < MIN_WINDOWS,
    explain: ({ usable, safe }, allowance) => {
      const window = state.tightest(usable);
      return {
        formula: 'ozoneWindow',
        values: {
          threshold: fixedHalfEven(usable.value, 1),
          limit: fixedHalfEven(safe.value, 0),
          window: window === null ? '' : `${window.end - 7}–${window.end}`,
          of: window === null ? '8' : String(window.known + window.future),
          budget: window === null ? '' : fixedHalfEven(times(usable.value, window.known + window.future), 1),
          spent: window === null ? '' : fixedHalfEven(window.sum, 1),
          left: window === null ? '' : String(window.future),
          result: allowance?.text ?? '',
        },
        rules: ['AIR-8.3', 'AIR-8.1', 'AIR-3.5', 'AIR-3.6'],
        inputs: state.windows.map((w) => ({
          label: `${w.end - 7}–${w.end}`,
          valid: w.known,
          of: w.known + w.future,
          mean: w.known > 0 ? fixedHalfEven(divide(w.sum, fraction(w.known, 1)), 1) : null,
          spent: fixedHalfEven(w.sum, 1),
        })),
      };
    },
  };
}

/** One pollutant of the running day against the limit that bounds a good day. */
export function pollutantDay(
  pollutant: Pollutant,
  limit: string,
  running: RunningDay,
  settings: AccountSettings = DEFAULT_SETTINGS,
): PollutantDay {
  const decimals = DECIMALS[pollutant];
  const threshold = thresholdOf(limit, decimals);
  const hours = running.hours[pollutant];
  const { hour } = running;
  const hoursLeft = 24 - hour;
  const values = known(hours, hour);
  const state = pollutant === 'o3' ? ozoneHours(hours, hour) : meanHours(values, hoursLeft, decimals);
  const usable = state.bound(threshold.usable);
  const safe = state.bound(threshold.safe);
  const allowance = usable === null ? null : allowanceOf(usable, decimals + 1);
  const last = values.at(-1);
  const present = last ? { ...amount(last.value, decimals), hour: last.hour } : null;
  const lamp = ((): Lamp => {
    if (values.length === 0) return noLamp('noData');
    if (usable === null) return noLamp('dayInvalid');
    const decided = lampFor({
      may: usable.value,
      inclusive: usable.inclusive,
      expected: last?.value ?? fraction(0, 1),
      safePercent: settings.safePercent,
      against: 'pace',
    });
    // An MDA8 above the limit counts even with too few windows (AIR-3.6); nothing else does (AIR-3.7).
    const countsAnyway = pollutant === 'o3' && decided.state === 'impossible';
    return state.willBeInvalid && !countsAnyway ? noLamp('dayInvalid') : decided;
  })();
  return {
    pollutant,
    unit: unitOf(pollutant),
    limit,
    hoursSpent: hour,
    hoursLeft,
    validHours: values.length,
    present,
    soFar: state.soFar === null ? null : amount(state.soFar, decimals + 1),
    allowance,
    safeAllowance: safe === null ? null : allowanceOf(safe, decimals + 1),
    usedShare:
      last && usable && allowance && sign(usable.value) > 0
        ? toNumber(divide(last.value, usable.value))
        : null,
    willBeInvalid: state.willBeInvalid,
    lamp,
    explanation: state.explain(threshold, allowance),
  };
}

/** Worse first: by lamp, then by how much of its allowance the present level takes. */
function worse(a: PollutantDay, b: PollutantDay): number {
  const order = severity(b.lamp.state) - severity(a.lamp.state);
  return order !== 0 ? order : (b.usedShare ?? -1) - (a.usedShare ?? -1);
}

/**
 * The day's account over all six pollutants. `limits` are the values that bound a good day in the edition that applies
 * (IAQI 100). Null hours are missing; a day that has not begun is no running day and has no account.
 */
export function dayAccount(
  running: RunningDay,
  limits: PerPollutant<string>,
  settings: AccountSettings = DEFAULT_SETTINGS,
): DayAccount {
  const pollutants = POLLUTANTS.map((p) => pollutantDay(p, limits[p], running, settings));
  const lead = [...pollutants].sort(worse)[0] ?? null;
  const led = lead !== null && lead.lamp.state !== 'none' ? lead : null;
  return {
    scale: 'day',
    hour: running.hour,
    hoursLeft: 24 - running.hour,
    timeShare: running.hour / 24,
    pollutants,
    lead: led,
    lamp: led?.lamp ?? noLamp(pollutants.some((p) => p.validHours > 0) ? 'dayInvalid' : 'noData'),
    lost: pollutants.some((p) => p.lamp.state === 'impossible'),
  };
}

/** Whether a value of the running day exceeds what it may still reach: how far, as a share of the allowance (超 17%). */
export function overshoot(account: PollutantDay): number | null {
  if (account.present === null || account.allowance === null || account.allowance.value <= 0) return null;
  const over = account.present.value / account.allowance.value - 1;
  return over > 0 ? over : null;
}
