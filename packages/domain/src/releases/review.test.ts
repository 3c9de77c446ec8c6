import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReviewFacts, refusalOf, reviewStages, waitingStages } from './review.ts';

const pass = (stage: ReviewFacts['stage'], who: number, revision = 1, round = 1): ReviewFacts => ({
  ...{ round, stage, revision },
  verdict: 'pass',
  people: [who],
});
const text = (reviews: readonly ReviewFacts[], revision = 1, round = 1) => ({
  ...{ round, revision, reviews },
  authors: [1],
});

describe('三审三校 (DIS-9.2)', () => {
  it('one after another: three reviews, three proof-readings', () => {
    expect(waitingStages(text([]))).toEqual(reviewStages);
    expect(waitingStages(text([pass('first', 2), pass('second', 3)]))[0]).toBe('final');
    expect(refusalOf(text([pass('first', 2)]), 'final', [3])).toBe('order');
    expect(refusalOf(text([pass('first', 2)]), 'first', [3])).toBe('order');
  });

  it.each<[string, ReviewFacts[], ReviewFacts['stage'], number[], string | null]>([
    ['who wrote it', [], 'first', [1], 'author'],
    ['who acts for who wrote it', [], 'first', [9, 1], 'author'],
    ['somebody else', [], 'first', [2], null],
    ['who did the first review', [pass('first', 2)], 'second', [2], 'twice'],
    ['who acts for who did the first review', [pass('first', 2)], 'second', [3, 2], 'twice'],
    [
      'a reviewer may proof-read once',
      [pass('first', 2), pass('second', 3), pass('final', 4)],
      'proof-1',
      [2],
      null,
    ],
    [
      'who proof-read before',
      [pass('first', 2), pass('second', 3), pass('final', 4), pass('proof-1', 2)],
      'proof-2',
      [2],
      'twice',
    ],
  ])('%s', (_, reviews, stage, people, expected) => {
    expect(refusalOf(text(reviews), stage, people)).toBe(expected);
  });

  it('a changed text asks for all again; who read it before may read it again, and nothing else', () => {
    const changed = text([pass('first', 2), pass('second', 3)], 2);
    expect(waitingStages(changed)).toEqual(reviewStages);
    expect(refusalOf(changed, 'first', [2])).toBeNull();
    expect(refusalOf(changed, 'first', [3])).toBe('twice');
  });

  it('a new round asks everybody anew', () => {
    const round = text([pass('first', 2)], 1, 2);
    expect(waitingStages(round)[0]).toBe('first');
    expect(refusalOf(round, 'first', [2])).toBeNull();
  });

  it('however it goes: three people at least read each half, never who wrote it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }), (people) => {
        const reviews: ReviewFacts[] = [];
        for (const who of people) {
          const [next] = waitingStages(text(reviews));
          if (next !== undefined && refusalOf(text(reviews), next, [who]) === null)
            reviews.push(pass(next, who));
        }
        expect(reviews.flatMap((one) => one.people)).not.toContain(1);
        if (waitingStages(text(reviews)).length > 0) return;
        for (const half of [reviewStages.slice(0, 3), reviewStages.slice(3)]) {
          const own = reviews.filter(({ stage }) => half.includes(stage));
          expect(new Set(own.flatMap((one) => one.people)).size).toBe(3);
        }
      }),
    );
  });
});
