/** 进度换算成速度: how fast a program must go from now on, against how fast it went (mock decision 1). */
import { addDays, type Day, daysBetween } from '@qingzhang/standards';
import type { Milestone } from './definition.ts';

/** What a pace is worked out from. */
export interface PaceFacts {
  /** Amount planned and done so far, in the unit of the program. */
  readonly plan: number | null;
  readonly done: number | null;
  /** The day the figures stand at; work goes on from the day after. */
  readonly day: Day;
  /** 100 % is due at the end of this day. */
  readonly deadline: Day | null;
}

/** 要 n 户/天: rounded up; `per` is the longest span in which the figure says something. */
export interface Pace {
  readonly need: number;
  readonly per: 'day' | 'week' | 'month';
  /** Calendar days to the deadline, that day included. */
  readonly days: number;
}

/** Days in each span a pace can be told in. */
export const PACE_DAYS = { day: 1, week: 7, month: 30 } as const;
/** A pace of fewer than this in a span is told in the next longer one: 3 项/月 instead of 0.1 项/天. */
const SMALLEST = 5;

/**
 * The pace still needed, in calendar days to the deadline milestone, rounded up. Null where nothing is left to do, the
 * plan or its end is unknown, or the deadline has passed (then the lamp speaks).
 */
export function neededPace({ plan, done, day, deadline }: PaceFacts): Pace | null {
  if (plan === null || deadline === null) return null;
  const left = plan - (done ?? 0);
  const days = daysBetween(day, deadline);
  if (left <= 0 || days <= 0) return null;
  const rate = left / days;
  const per = rate >= SMALLEST || days < 7 ? 'day' : rate * 7 >= SMALLEST || days < 30 ? 'week' : 'month';
  // Seven decimals before rounding up: 0.1 × 30 is 3 a month, not 4.
  const need = Math.ceil(Math.round(rate * PACE_DAYS[per] * 1e7) / 1e7);
  return { need, per, days };
}

/** What was really done per span in a month of `daysInMonth` days, rounded to whole units; null: one end is unknown. */
export function actualPace(
  before: number | null,
  after: number | null,
  daysOfMonth: number,
  per: Pace['per'],
): number | null {
  if (before === null || after === null || daysOfMonth <= 0) return null;
  return Math.round(((after - before) / daysOfMonth) * PACE_DAYS[per]);
}

/** The day the path reaches its last share: the deadline milestone (10月20日装完). Null without milestones. */
export function pathEnd(milestones: readonly Milestone[]): Day | null {
  let best: Milestone | null = null;
  for (const one of milestones) {
    if (best === null || one.share > best.share || (one.share === best.share && one.day < best.day)) {
      best = one;
    }
  }
  return best?.day ?? null;
}

/** Months from `first` to `last`, both 'YYYY-MM' and included; empty when the first is later. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  let [year = 0, month = 1] = first.split('-').map(Number);
  for (;;) {
    const one = `${year}-${String(month).padStart(2, '0')}`;
    if (one > last) return months;
    months.push(one);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/** The month before. */
export function monthBefore(month: string): string {
  return addDays(`${month}-01`, -1).slice(0, 7);
}
