/**
 * 算不平: does what is promised add up? A commitment that names a pace is held against its own target: what is done, what is
 * done until the pace begins, and the pace until the deadline (mock decision 6). It asks, it never blocks.
 */

import { addDays, type Day, daysBetween } from '@qingzhang/standards';
import { PACE_DAYS } from '../programs/pace.ts';
import { grouped } from '../words/digits.ts';

/** 7月25日起每天不少于 1,900 户: a pace as it was said. */
export interface SaidPace {
  readonly value: number;
  readonly per: 'day' | 'week' | 'month';
  /** The first day of it; null: from now on. */
  readonly from: Day | null;
  readonly unit: string;
}

/** What the promise is held against: the city's tile of the program. */
export interface PaceStanding {
  /** The day the figures stand at. */
  readonly day: Day;
  readonly done: number;
  readonly unit: string;
  /** Done per day in the last full month; null: not known. */
  readonly actualPerDay: number | null;
  readonly plan: number | null;
  /** 100 % is due at the end of this day. */
  readonly deadline: Day | null;
}

export interface Promised {
  /** Figure to be reached, at least. */
  readonly target: number;
  readonly unit: string;
  readonly deadline: Day;
  readonly pace: SaidPace | null;
  /** The day it is said. */
  readonly today: Day;
}

/** What there is to ask. */
export type PaceDoubt =
  /** 照此只到 reaches; every day `need` would be needed. */
  | {
      readonly kind: 'short';
      readonly reaches: number;
      readonly need: number;
      readonly per: SaidPace['per'];
      readonly unit: string;
    }
  /** The target is not more than what is done already. */
  | { readonly kind: 'done'; readonly done: number; readonly unit: string }
  /** The promise ends after the program's own deadline. */
  | { readonly kind: 'late'; readonly deadline: Day };

/** The first thing that does not add up; null: it does, or it cannot be told (other units, no pace, no days left). */
export function doubtOf(promised: Promised, standing: PaceStanding): PaceDoubt | null {
  if (promised.unit !== standing.unit) return null;
  if (promised.target <= standing.done) return { kind: 'done', done: standing.done, unit: standing.unit };
  const { pace } = promised;
  if (pace !== null && pace.unit === promised.unit) {
    const from = pace.from ?? addDays(promised.today, 1);
    // The pace's own days, its first and the deadline included; and those before it that the figures do not know yet.
    const days = daysBetween(from, promised.deadline) + 1;
    const before = Math.max(0, daysBetween(standing.day, from) - 1);
    if (days > 0) {
      const start = standing.done + before * Math.max(0, standing.actualPerDay ?? 0);
      const reaches = start + (pace.value / PACE_DAYS[pace.per]) * days;
      if (reaches < promised.target) {
        const need = Math.ceil(
          Math.round(((promised.target - start) / days) * PACE_DAYS[pace.per] * 1e7) / 1e7,
        );
        return { kind: 'short', reaches: Math.floor(reaches), need, per: pace.per, unit: pace.unit };
      }
    }
  }
  if (standing.deadline !== null && promised.deadline > standing.deadline)
    return { kind: 'late', deadline: standing.deadline };
  return null;
}

const PER = { day: ['每天', 'a day'], week: ['每周', 'a week'], month: ['每月', 'a month'] } as const;

/** The question in words: 照此只到 18.67 万户，每天须 2,483 户. */
export function sayDoubt(doubt: PaceDoubt, lang: 'zh' | 'en'): string {
  switch (doubt.kind) {
    case 'short':
      return lang === 'zh'
        ? `照此只到 ${sayShortAmount(doubt.reaches, doubt.unit, lang)}，${PER[doubt.per][0]}须 ${grouped(doubt.need)} ${doubt.unit}`
        : `At this pace ${sayShortAmount(doubt.reaches, doubt.unit, lang)} only; ${grouped(doubt.need)} ${doubt.unit} ${PER[doubt.per][1]} are needed`;
    case 'done':
      return lang === 'zh'
        ? `已完成 ${sayShortAmount(doubt.done, doubt.unit, lang)}，承诺的数不多于现状`
        : `${sayShortAmount(doubt.done, doubt.unit, lang)} are done already: no more is promised`;
    case 'late':
      return lang === 'zh'
        ? `时限晚于专项的 ${sayDay(doubt.deadline)}`
        : `Later than the program’s own deadline, ${doubt.deadline}`;
  }
}

/** 18.67 万户 from ten thousand on, 9,800 户 below; English keeps the whole number. */
export function sayShortAmount(value: number, unit: string, lang: 'zh' | 'en'): string {
  if (lang === 'zh' && value >= 10_000 && !unit.startsWith('万') && unit !== '%')
    return `${trimmed(value / 10_000)} 万${unit}`;
  return `${grouped(value)} ${unit}`.trim();
}

const trimmed = (value: number): string => (Math.round(value * 100) / 100).toFixed(2).replace(/\.?0+$/, '');

/** 9月30日. */
export const sayDay = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
