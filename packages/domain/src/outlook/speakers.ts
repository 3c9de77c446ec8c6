/**
 * 该问谁: suggested speakers for the air part of a meeting (DIS-6.3), each with its reasons; people may change them.
 *
 *  - 表态 (pledge): two or more of the four accounts are overdrawn or impossible; most and worst first.
 *  - 说明 (explain): one account is impossible, or the period is worse than last year; not asked to pledge.
 *  - 经验 (share): the largest improvement of the index that is not asked for anything else (a day's overdraft is let pass and
 *    named among the reasons).
 */
import { compare, decimal } from '@qingzhang/standards';
import type { Account, MeanAccount } from '../accounts/account.ts';
import { overshoot } from '../accounts/day.ts';
import { isFailing, type LampState } from '../accounts/lamp.ts';
import type { RegionAccounts } from '../accounts/region-accounts.ts';
import type { Indicator } from '../targets/indicator.ts';
import { bottomLine, type Change } from './bottom-line.ts';

export type SpeakerKind = 'pledge' | 'explain' | 'share';

/** A reason to ask, as data; whoever shows it puts it in words. */
export type SpeakerReason =
  | {
      readonly code: 'account';
      readonly scale: 'day' | 'month' | 'year';
      readonly indicator: Indicator;
      readonly state: LampState;
      readonly overPercent: number | null;
    }
  | { readonly code: 'worstRebound'; readonly percent: string }
  | { readonly code: 'onlyRebound'; readonly percent: string }
  | { readonly code: 'rebound'; readonly percent: string }
  | { readonly code: 'worse'; readonly indicator: Change['indicator']; readonly percent: string | null }
  | { readonly code: 'yearHasRoom' }
  | { readonly code: 'bestImprovement'; readonly percent: string }
  | { readonly code: 'moreGoodDays'; readonly days: number };

export interface Speaker {
  readonly kind: SpeakerKind;
  readonly region: string;
  readonly reasons: readonly SpeakerReason[];
}

/** What is known of one region at the moment of asking. */
export interface SpeakerFacts {
  readonly accounts: RegionAccounts;
  /** Change of the composite index: of the period shown, and of the month at hand; published. */
  readonly periodIndex: Change | null;
  readonly monthIndex: Change | null;
  /** Changes of all indicators of the period. */
  readonly changes: readonly Change[];
  /** Good days more than last year in the period. */
  readonly moreGoodDays: number | null;
}

const percentOf = (change: Change | null) =>
  change?.percent ? decimal(change.percent.replace('+', '')) : null;

/** Orders by index change, the most worsened first; those without one last. */
function byChange(a: Change | null, b: Change | null): number {
  const [x, y] = [percentOf(a), percentOf(b)];
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  return compare(y, x);
}

function failingReasons({ day, month, yearly }: RegionAccounts): SpeakerReason[] {
  const reasons: SpeakerReason[] = [];
  if (day?.lead && isFailing(day.lamp.state)) {
    const over = overshoot(day.lead);
    reasons.push({
      code: 'account',
      scale: 'day',
      indicator: day.lead.pollutant,
      state: day.lamp.state,
      overPercent: over === null ? null : Math.max(1, Math.round(over * 100)),
    });
  }
  const put = (scale: 'month' | 'year', account: Account | undefined): void => {
    if (account && isFailing(account.lamp.state)) {
      reasons.push({
        code: 'account',
        scale,
        indicator: account.indicator,
        state: account.lamp.state,
        overPercent: null,
      });
    }
  };
  put('month', month.pm25);
  put('year', yearly.pm25);
  put('year', yearly.goodDayShare);
  return reasons;
}

const hasRoom = (account: Account | undefined): account is MeanAccount =>
  account?.kind === 'mean' && account.lamp.state === 'safe';

/** Suggested speakers: pledges first, then explanations, then experience. Regions in protocol order decide ties. */
export function suggestSpeakers(regions: readonly SpeakerFacts[]): Speaker[] {
  const worstMonth =
    regions
      .map((r) => r.monthIndex)
      .filter((c) => c?.sense === 'worse')
      .sort(byChange)[0] ?? null;
  const rebounds = regions.filter((r) => r.periodIndex?.sense === 'worse');
  const pledges = regions
    .filter((r) => r.accounts.failing >= 2)
    .sort((a, b) => b.accounts.failing - a.accounts.failing)
    .map((r): Speaker => {
      const reasons = failingReasons(r.accounts);
      if (worstMonth && r.monthIndex === worstMonth && worstMonth.percent)
        reasons.push({ code: 'worstRebound', percent: worstMonth.percent });
      return { kind: 'pledge', region: r.accounts.region, reasons };
    });
  const asked = new Set(pledges.map((p) => p.region));
  const explanations = regions
    .filter((r) => !asked.has(r.accounts.region))
    .filter(
      (r) =>
        r.periodIndex?.sense === 'worse' ||
        failingReasons(r.accounts).some((f) => f.code === 'account' && f.state === 'impossible'),
    )
    .sort((a, b) => byChange(a.periodIndex, b.periodIndex))
    .map((r): Speaker => {
      const reasons: SpeakerReason[] = [];
      if (r.periodIndex?.sense === 'worse' && r.periodIndex.percent) {
        reasons.push({
          code: rebounds.length === 1 ? 'onlyRebound' : 'rebound',
          percent: r.periodIndex.percent,
        });
      }
      reasons.push(...failingReasons(r.accounts));
      for (const change of bottomLine(r.changes.filter((c) => c.indicator !== 'index')).slice(0, 2)) {
        reasons.push({ code: 'worse', indicator: change.indicator, percent: change.percent });
      }
      if (failingReasons(r.accounts).length > 0 && hasRoom(r.accounts.yearly.pm25))
        reasons.push({ code: 'yearHasRoom' });
      return { kind: 'explain', region: r.accounts.region, reasons };
    });
  for (const e of explanations) asked.add(e.region);
  const best = regions
    .filter((r) => !asked.has(r.accounts.region) && r.periodIndex?.sense === 'better')
    .sort((a, b) => byChange(b.periodIndex, a.periodIndex))[0];
  if (!best?.periodIndex?.percent) return [...pledges, ...explanations];
  const reasons: SpeakerReason[] = [{ code: 'bestImprovement', percent: best.periodIndex.percent }];
  if (best.moreGoodDays !== null && best.moreGoodDays > 0)
    reasons.push({ code: 'moreGoodDays', days: best.moreGoodDays });
  reasons.push(...failingReasons(best.accounts));
  return [...pledges, ...explanations, { kind: 'share', region: best.accounts.region, reasons }];
}
