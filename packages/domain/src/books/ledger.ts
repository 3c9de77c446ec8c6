/**
 * 账本: a year's budget month by month. Opening − spent − lapsed + adjustment = closing, and each closing is the next opening.
 *
 * `opening` is what is left of the year's budget at the first of the month. An invalid day takes its share of the budget with it
 * (N shrinks, AIR-1.6): that is `lapsed`, so that the last closing is exactly T × N − Σ days. A closed month is frozen as it was
 * known then; what is corrected later appears as `adjustment` in the first month that is still open, with its parts, never as a
 * silent change. `carried` is the debt (欠, negative) or credit (余) against the plan that a month brings in.
 */
import { add, type Fraction, fraction, type Rational, subtract, sum, ZERO } from '@qingzhang/standards';
import { exactText, negate, parseExact, sign } from '../numbers/ratio.ts';

/** What the data say now about one month: units are concentration × days, or days. */
export interface MonthFacts {
  /** 1…12. */
  readonly month: number;
  /** What the plan expects of the month's days that count. */
  readonly plan: Rational;
  readonly spent: Rational;
  /** Budget that lapsed with days that are invalid. */
  readonly lapsed: Rational;
}

/**
 * What an adjustment is made of; the parts add up to it. `revision`: a closed month's data were corrected since it was frozen;
 * `booked`: corrections that closed months have taken up already; `target`: the year's budget was changed; `unreconciled`: what
 * none of these explains, a fault to show.
 */
export type AdjustmentPart =
  | { readonly kind: 'revision'; readonly month: number; readonly amount: Fraction }
  | { readonly kind: 'booked' | 'target' | 'unreconciled'; readonly amount: Fraction };

/** 记账: one month of one account. */
export interface Entry {
  readonly month: number;
  readonly opening: Fraction;
  /** 本月计划: what the plan allots to the month. */
  readonly added: Fraction;
  /** 本月支出. */
  readonly spent: Fraction;
  readonly lapsed: Fraction;
  /** 更正: positive gives budget back. */
  readonly adjustment: Fraction;
  readonly parts: readonly AdjustmentPart[];
  readonly closing: Fraction;
  /** Plan minus spent of all months before, after corrections: 余 positive, 欠 negative. */
  readonly carried: Fraction;
  readonly carriedOut: Fraction;
  readonly closed: boolean;
  /** The frozen entry follows from the one before it and its own sum holds. False is a fault to show, never to hide. */
  readonly reconciled: boolean;
}

/** What a closing kept of a month, exact texts as JSON. */
export interface FrozenEntry {
  readonly month: number;
  readonly opening: string;
  readonly added: string;
  readonly spent: string;
  readonly lapsed: string;
  readonly adjustment: string;
  readonly closing: string;
  readonly carried: string;
}

/** What a closing has to keep of an entry. */
export const freeze = (entry: Entry): FrozenEntry => ({
  month: entry.month,
  opening: exactText(entry.opening),
  added: exactText(entry.added),
  spent: exactText(entry.spent),
  lapsed: exactText(entry.lapsed),
  adjustment: exactText(entry.adjustment),
  closing: exactText(entry.closing),
  carried: exactText(entry.carried),
});

const F = (value: Rational): Fraction => fraction(value.num, value.den);
const same = (a: Fraction, b: Fraction): boolean => a.num === b.num && a.den === b.den;

/**
 * Keeps the books of one account over the months given (in order, from January). `budget` is the year's budget over all its
 * calendar days; `closings` the frozen entries of closed months. The first month after the last closed one takes what the data
 * of today say differently about the closed ones.
 */
export function ledger(
  budget: Rational,
  months: readonly MonthFacts[],
  closings: readonly FrozenEntry[],
): Entry[] {
  const frozen = new Map(closings.map((entry) => [entry.month, entry]));
  const lastClosed = Math.max(0, ...frozen.keys());
  const entries: Entry[] = [];
  const revisions: { month: number; amount: Fraction }[] = [];
  /** What the books carry on, and what the data of today say: they differ by corrections not yet booked. */
  let booked = { balance: F(budget), carry: ZERO };
  let actual = booked;
  for (const facts of months) {
    const spent = F(facts.spent);
    const lapsed = F(facts.lapsed);
    const kept = frozen.get(facts.month);
    let entry: Entry;
    if (kept) {
      entry = thaw(kept, entries.length === 0 ? null : booked.balance);
      const amount = add(subtract(entry.spent, spent), subtract(entry.lapsed, lapsed));
      if (sign(amount) !== 0) revisions.push({ month: facts.month, amount });
    } else {
      const takes = facts.month > lastClosed;
      const adjustment = takes ? subtract(actual.balance, booked.balance) : ZERO;
      const carried = takes ? actual.carry : booked.carry;
      entry = {
        month: facts.month,
        opening: booked.balance,
        added: F(facts.plan),
        spent,
        lapsed,
        adjustment,
        parts: sign(adjustment) === 0 ? [] : partsOf(adjustment, budget, revisions, entries),
        closing: subtract(subtract(add(booked.balance, adjustment), spent), lapsed),
        carried,
        carriedOut: add(carried, subtract(facts.plan, spent)),
        closed: false,
        reconciled: true,
      };
    }
    entries.push(entry);
    booked = { balance: entry.closing, carry: entry.carriedOut };
    actual = {
      balance: subtract(subtract(actual.balance, spent), lapsed),
      carry: add(actual.carry, subtract(facts.plan, spent)),
    };
  }
  return entries;
}

/** A closed month as it was frozen; `booked` is the closing before it, null for the first entry. */
function thaw(kept: FrozenEntry, booked: Fraction | null): Entry {
  const [opening, added, spent, lapsed, adjustment, closing, carried] = [
    parseExact(kept.opening),
    parseExact(kept.added),
    parseExact(kept.spent),
    parseExact(kept.lapsed),
    parseExact(kept.adjustment),
    parseExact(kept.closing),
    parseExact(kept.carried),
  ];
  const total = subtract(subtract(add(opening, adjustment), spent), lapsed);
  return {
    month: kept.month,
    opening,
    added,
    spent,
    lapsed,
    adjustment,
    parts: [],
    closing,
    carried,
    carriedOut: add(carried, subtract(added, spent)),
    closed: true,
    reconciled: same(total, closing) && (booked === null || same(opening, booked)),
  };
}

/** Names what an adjustment consists of. */
function partsOf(
  adjustment: Fraction,
  budget: Rational,
  revisions: readonly { month: number; amount: Fraction }[],
  before: readonly Entry[],
): AdjustmentPart[] {
  const parts: AdjustmentPart[] = revisions.map((revision) => ({ kind: 'revision', ...revision }));
  const put = (kind: 'booked' | 'target' | 'unreconciled', amount: Fraction): void => {
    if (sign(amount) !== 0) parts.push({ kind, amount });
  };
  put('booked', negate(sum(before.map((entry) => entry.adjustment))));
  const first = before[0];
  if (first?.closed) put('target', subtract(budget, first.opening));
  put('unreconciled', subtract(adjustment, sum(parts.map((part) => part.amount))));
  return parts;
}
