/**
 * 灯: the state of an account and why. ● safe · ▲ tight · ■ overdrawn · ✕ impossible · none.
 *
 * One rule for every kind. Let `may` be what may still be afforded, and `expected` what the rest is expected to take: the
 * present level for hours and days of a month, the planned path of the rest for a year.
 *  - impossible: even nothing at all in the rest breaks the target;
 *  - overdrawn:  `expected` is more than `may`;
 *  - tight:      room = (may − expected) / may is less than the band;
 *  - safe:       room is at least the band.
 */
import { compare, divide, type Fraction, fraction, subtract, toNumber } from '@qingzhang/standards';
import { sign } from '../numbers/ratio.ts';

export type LampState = 'safe' | 'tight' | 'overdrawn' | 'impossible' | 'none';

/** Worst last: the order in which accounts are weighed against each other. */
export const LAMP_ORDER: readonly LampState[] = ['none', 'safe', 'tight', 'overdrawn', 'impossible'];
export const severity = (state: LampState): number => LAMP_ORDER.indexOf(state);
/** 透支 or 已无可能. */
export const isFailing = (state: LampState): boolean => state === 'overdrawn' || state === 'impossible';

/** Why a lamp shows what it shows; the words are built from it in `words/`. */
export type ReasonCode =
  | 'room'
  | 'littleRoom'
  | 'roundingOnly'
  | 'paceExceeds'
  | 'pathExceeds'
  | 'evenZeroExceeds'
  | 'met'
  | 'missed'
  | 'secured'
  | 'noneAllowed'
  | 'noTarget'
  | 'noData'
  | 'notBegun'
  | 'dayInvalid'
  | 'periodInvalid';

export interface Lamp {
  readonly state: LampState;
  readonly code: ReasonCode;
  /** Room as a share of what may still be afforded; null where there is no such share. */
  readonly room: number | null;
}

export const noLamp = (code: ReasonCode): Lamp => ({ state: 'none', code, room: null });

/** Exact room (may − expected) / may; null when nothing may be afforded. */
export function roomShare(may: Fraction, expected: Fraction): Fraction | null {
  return sign(may) > 0 ? divide(subtract(may, expected), may) : null;
}

export interface LampInput {
  readonly may: Fraction;
  /** Whether reaching `may` exactly is allowed. */
  readonly inclusive: boolean;
  readonly expected: Fraction;
  readonly safePercent: number;
  readonly against: 'pace' | 'path';
}

/** Decides between impossible, overdrawn, tight and safe as described above. */
export function lampFor({ may, inclusive, expected, safePercent, against }: LampInput): Lamp {
  const left = sign(may);
  if (left < 0 || (left === 0 && !inclusive))
    return { state: 'impossible', code: 'evenZeroExceeds', room: null };
  const order = compare(expected, may);
  const exact = roomShare(may, expected);
  const room = exact === null ? null : toNumber(exact);
  if (order > 0 || (order === 0 && !inclusive)) {
    return { state: 'overdrawn', code: against === 'pace' ? 'paceExceeds' : 'pathExceeds', room };
  }
  // Nothing is left and nothing is expected: the bound holds only as long as that stays so.
  if (exact === null) return { state: 'tight', code: 'littleRoom', room: null };
  const wide = compare(exact, fraction(Math.round(safePercent * 100), 10_000)) >= 0;
  return wide ? { state: 'safe', code: 'room', room } : { state: 'tight', code: 'littleRoom', room };
}
