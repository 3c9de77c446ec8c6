/** 三审三校: which review comes next, and who may do it (四眼). */

/** In the order in which they are done. */
export const reviewStages = ['first', 'second', 'final', 'proof-1', 'proof-2', 'proof-3'] as const;
export type ReviewStage = (typeof reviewStages)[number];

/** A review as far as the rules ask. */
export interface ReviewFacts {
  readonly round: number;
  readonly stage: ReviewStage;
  readonly verdict: 'pass' | 'return';
  /** The revision of the text that was read. */
  readonly revision: number;
  /** Everybody behind it: who acted and, while acting for somebody, that person. */
  readonly people: readonly number[];
}

/** A text under review. */
export interface ReviewedText {
  readonly round: number;
  readonly revision: number;
  /** Everybody who drafted or edited it. */
  readonly authors: readonly number[];
  readonly reviews: readonly ReviewFacts[];
}

const PROOF = 'proof-';
const isProof = (stage: ReviewStage): boolean => stage.startsWith(PROOF);

/** A review of an earlier text than the present one counts no more. */
export const isStale = (review: Pick<ReviewFacts, 'revision'>, revision: number): boolean =>
  review.revision !== revision;

/** Stages still to be done of the present round and text, in order; empty: all are done. */
export function waitingStages({ round, revision, reviews }: Omit<ReviewedText, 'authors'>): ReviewStage[] {
  return reviewStages.filter(
    (stage) =>
      !reviews.some(
        (review) =>
          review.round === round &&
          review.stage === stage &&
          review.verdict === 'pass' &&
          !isStale(review, revision),
      ),
  );
}

/** Why somebody may not do a stage: it is not its turn, one wrote the text, one did another of its kind this round. */
export type ReviewRefusal = 'order' | 'author' | 'twice';

/**
 * Whether these people may do a stage: the next one only; nobody who wrote or edited the text; nobody who did another
 * review (another proof-reading) of this round. A stage of one's own that went stale may be done again.
 */
export function refusalOf(
  text: ReviewedText,
  stage: ReviewStage,
  people: readonly number[],
): ReviewRefusal | null {
  if (waitingStages(text)[0] !== stage) return 'order';
  if (people.some((one) => text.authors.includes(one))) return 'author';
  const twice = text.reviews.some(
    (review) =>
      review.round === text.round &&
      review.stage !== stage &&
      isProof(review.stage) === isProof(stage) &&
      review.people.some((one) => people.includes(one)),
  );
  return twice ? 'twice' : null;
}
