/** The periods a bulletin is made of, and how it names them. */
import { AppError } from '@qingzhang/contract';
import { type Day, monthOf, type Period, spanOf } from '@qingzhang/standards';
import { readPeriodKey } from '../accounts/moment.ts';
import { periodLabel } from '../ranking/words.ts';
import type { PeriodKind } from './compose/facts.ts';

/** A month, a quarter, a half-year or a year. */
export type BulletinPeriod = Extract<Period, { kind: 'month' | 'quarter' | 'half' | 'year' }>;

const KINDS: Readonly<Record<BulletinPeriod['kind'], PeriodKind>> = {
  month: 'month',
  quarter: 'quarter',
  half: 'half-year',
  year: 'year',
};

/** The period of a bulletin by its key. Throws `thing.invalid` for a span that no bulletin is made of. */
export function readBulletinPeriod(key: string): BulletinPeriod {
  const period = readPeriodKey(key);
  if (period.kind === 'ytd' || period.kind === 'custom') {
    throw new AppError('thing.invalid', {
      what: 'period',
      reason: `${key}：2020-06 | 2020-Q2 | 2020-H1 | 2020`,
    });
  }
  return period;
}

export const kindOf = (period: BulletinPeriod): PeriodKind => KINDS[period.kind];

/** What stands beside a month or a quarter that does not begin the year: 1 January to its end. */
export function cumulativeOf(period: BulletinPeriod): { period: Period; label: string } | null {
  const { from, to } = spanOf(period);
  if ((period.kind !== 'month' && period.kind !== 'quarter') || monthOf(from) === 1) return null;
  return { period: { kind: 'ytd', to }, label: monthsLabel(to) };
}

/** 2020年1—6月. */
const monthsLabel = (to: Day): string => `${to.slice(0, 4)}年1—${monthOf(to)}月`;

/** 2020年6月, 2020年二季度, 2020年上半年, 2020年. */
export const labelOf = (period: BulletinPeriod): string => periodLabel(period, 'zh');
