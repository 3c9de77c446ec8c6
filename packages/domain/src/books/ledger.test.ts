import { add, compare, type Fraction, fraction, subtract, sum } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactText } from '../numbers/ratio.ts';
import { type Entry, type FrozenEntry, freeze, ledger, type MonthFacts } from './ledger.ts';

const facts = (month: number, spent: number, plan = 100, lapsed = 0): MonthFacts => ({
  month,
  plan: fraction(plan),
  spent: fraction(spent),
  lapsed: fraction(lapsed),
});
const texts = (entry: Entry | undefined) =>
  entry &&
  [entry.opening, entry.added, entry.spent, entry.adjustment, entry.closing, entry.carried]
    .map(exactText)
    .join(' ');
const same = (a: Fraction, b: Fraction) => compare(a, b) === 0;

describe('the ledger of a year', () => {
  test('opening − spent = closing, and the debt against the plan is carried on', () => {
    const entries = ledger(fraction(1200), [facts(1, 120), facts(2, 90)], []);
    expect(entries.map(texts)).toEqual(['1200 100 120 0 1080 0', '1080 100 90 0 990 -20']);
    expect(exactText(entries[1]!.carriedOut)).toBe('-10');
  });

  test('a closed month stays as it was; its correction appears in the open month with its part', () => {
    const [january] = ledger(fraction(1200), [facts(1, 120)], []);
    const entries = ledger(fraction(1200), [facts(1, 108), facts(2, 90)], [freeze(january!)]);
    expect(texts(entries[0])).toBe('1200 100 120 0 1080 0');
    expect(texts(entries[1])).toBe('1080 100 90 12 1002 -8');
    expect(entries[1]?.parts).toEqual([{ kind: 'revision', month: 1, amount: fraction(12) }]);
  });

  test('a correction booked by one closing is not booked again by the next', () => {
    const one = ledger(fraction(1200), [facts(1, 120)], []);
    const two = ledger(fraction(1200), [facts(1, 108), facts(2, 90)], [freeze(one[0]!)]);
    const closings = [freeze(one[0]!), freeze(two[1]!)];
    const three = ledger(fraction(1200), [facts(1, 108), facts(2, 90), facts(3, 50)], closings);
    expect(exactText(three[2]!.adjustment)).toBe('0');
    const later = ledger(fraction(1200), [facts(1, 100), facts(2, 90), facts(3, 50)], closings);
    expect(exactText(later[2]!.adjustment)).toBe('8');
    expect(later[2]?.parts.map((p) => `${p.kind} ${exactText(p.amount)}`)).toEqual([
      'revision 20',
      'booked -12',
    ]);
  });

  test('a changed target is named as such', () => {
    const [january] = ledger(fraction(1200), [facts(1, 120)], []);
    const entries = ledger(fraction(1100), [facts(1, 120), facts(2, 90)], [freeze(january!)]);
    expect(entries[1]?.parts).toEqual([{ kind: 'target', amount: fraction(-100) }]);
  });

  test('a frozen entry that does not add up is shown as unreconciled', () => {
    const [january] = ledger(fraction(1200), [facts(1, 120)], []);
    const bent: FrozenEntry = { ...freeze(january!), closing: '1081' };
    expect(ledger(fraction(1200), [facts(1, 120)], [bent])[0]?.reconciled).toBe(false);
  });

  const months = fc.array(
    fc.record({
      spent: fc.integer({ min: 0, max: 3000 }),
      plan: fc.integer({ min: 0, max: 3000 }),
      lapsed: fc.integer({ min: 0, max: 90 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  test('for any data, closings and later corrections: entries add up, the chain is continuous, the end is true', () => {
    fc.assert(
      fc.property(
        months,
        months,
        fc.nat(12),
        fc.integer({ min: 0, max: 20000 }),
        (first, then, closeAt, budget) => {
          const read = (list: typeof first): MonthFacts[] =>
            list.map((m, i) => ({
              month: i + 1,
              plan: fraction(m.plan),
              spent: fraction(m.spent, 7),
              lapsed: fraction(m.lapsed),
            }));
          // Months are closed one after another, each with what was known then.
          const closings: FrozenEntry[] = [];
          for (let month = 1; month <= Math.min(closeAt, first.length, then.length); month++) {
            const entry = ledger(fraction(budget), read(first).slice(0, month), closings).at(-1);
            if (entry) closings.push(freeze(entry));
          }
          const now = read(then);
          const entries = ledger(fraction(budget), now, closings);
          expect(entries.length).toBe(now.length);
          for (const [i, e] of entries.entries()) {
            expect(e.reconciled).toBe(true);
            expect(same(subtract(subtract(add(e.opening, e.adjustment), e.spent), e.lapsed), e.closing)).toBe(
              true,
            );
            if (e.parts.length > 0) expect(same(sum(e.parts.map((p) => p.amount)), e.adjustment)).toBe(true);
            expect(e.parts.some((p) => p.kind === 'unreconciled')).toBe(false);
            const next = entries[i + 1];
            if (next) expect(same(next.opening, e.closing)).toBe(true);
          }
          if (now.length > closings.length) {
            const left = subtract(fraction(budget), sum(now.flatMap((m) => [m.spent, m.lapsed])));
            expect(same(entries.at(-1)!.closing, left)).toBe(true);
            const owed = subtract(sum(now.map((m) => m.plan)), sum(now.map((m) => m.spent)));
            expect(same(entries.at(-1)!.carriedOut, owed)).toBe(true);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
