import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CommitmentState, movementsOf } from './book.ts';

const states = ['open', 'kept', 'late', 'broken', 'withdrawn'] as const satisfies readonly CommitmentState[];

it('DIS-3.5: whatever is decided and decided anew, a promise is owed once while open or broken, and never else', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states), { maxLength: 30 }), (decided) => {
      let from: CommitmentState | null = null;
      let [added, paid, rebound] = [0, 0, 0];
      for (const to of ['open' as const, ...decided]) {
        for (const { kind, amount } of movementsOf(from, to)) {
          // The books keep no movement of nothing.
          expect(amount).not.toBe(0);
          if (kind === 'added') added += amount;
          if (kind === 'paid') paid += amount;
          if (kind === 'rebound') rebound += amount;
        }
        from = to;
        expect(added - paid + rebound).toBe(to === 'open' || to === 'broken' ? 1 : 0);
      }
      expect(rebound).toBeGreaterThanOrEqual(0);
    }),
  );
});

it('a decision that changes nothing moves nothing; withdrawn is not paid', () => {
  for (const state of states) expect(movementsOf(state, state)).toEqual([]);
  expect(movementsOf('open', 'broken')).toEqual([]);
  expect(movementsOf('kept', 'late')).toEqual([]);
  expect(movementsOf('open', 'withdrawn')).toEqual([{ kind: 'added', amount: -1 }]);
});
