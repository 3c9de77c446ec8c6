import type { ItemPage } from '@qingzhang/contract';

export type EvidenceRule = ItemPage['definition']['evidence'][number];
export type Piece = ItemPage['evidenceList'][number];

/** 改前改后: the two pictures of one place. */
export interface PhotoPair {
  readonly label: string;
  readonly pair: number;
  readonly before: Piece | null;
  readonly after: Piece | null;
  /** An earlier picture of this place was refused. */
  readonly retaken: boolean;
}

/** What lies with an item under one rule of its program. */
export interface RuleEvidence {
  readonly rule: EvidenceRule;
  readonly pairs: readonly PhotoPair[];
  readonly pieces: readonly Piece[];
  /** Complete pairs or valid pieces. */
  readonly have: number;
  readonly state: 'have' | 'missing' | 'refused' | 'notNeeded';
  /** The pair number a new place gets. */
  readonly nextPair: number;
}

const counts = ({ state, repeat }: Piece) => state === 'have' && repeat?.judged !== 'retake';

/** Evidence by rule, in the order of the definition; what is withdrawn is history and left out. */
export function evidenceByRule(item: Pick<ItemPage, 'definition' | 'evidenceList'>): readonly RuleEvidence[] {
  return item.definition.evidence.map((rule) => {
    const all = item.evidenceList.filter((piece) => piece.rule === rule.key && piece.state !== 'withdrawn');
    const pairs = rule.kind === 'photoPair' || rule.kind === 'satellite' ? pairsOf(all) : [];
    const inPairs = new Set(pairs.flatMap(({ before, after }) => [before?.id, after?.id]));
    const pieces = all.filter(({ id, side }) => !inPairs.has(id) && (pairs.length === 0 || side === null));
    const have =
      pairs.filter(({ before, after }) => before && after && counts(before) && counts(after)).length +
      pieces.filter(counts).length;
    const refused = all.some(({ state }) => state === 'refused');
    const enough = have >= rule.atLeast && (have > 0 || rule.atLeast > 0);
    return {
      rule,
      pairs,
      pieces,
      have,
      state: enough
        ? 'have'
        : refused
          ? 'refused'
          : rule.neededFor === 'never' || rule.atLeast === 0
            ? 'notNeeded'
            : 'missing',
      nextPair: Math.max(0, ...all.map(({ pair }) => pair ?? 0)) + 1,
    };
  });
}

function pairsOf(pieces: readonly Piece[]): readonly PhotoPair[] {
  const numbers = [...new Set(pieces.filter(({ side }) => side !== null).map(({ pair }) => pair ?? 0))].sort(
    (a, b) => a - b,
  );
  return numbers.map((number) => {
    const own = pieces.filter(({ pair, side }) => side !== null && (pair ?? 0) === number);
    // The newest that counts; else the newest refused one, so that it is seen why it was.
    const pick = (side: 'before' | 'after') => {
      const those = own.filter((piece) => piece.side === side).sort((a, b) => b.id - a.id);
      return those.find(counts) ?? those[0] ?? null;
    };
    const before = pick('before');
    const after = pick('after');
    const shown = new Set([before?.id, after?.id]);
    return {
      label: own.find(({ label }) => label !== '')?.label ?? '',
      pair: number,
      before,
      after,
      retaken: own.some(({ id, state }) => state === 'refused' && !shown.has(id)),
    };
  });
}

/** Pictures of an item in the order they are shown, for going through them one by one. */
export function picturesOf(groups: readonly RuleEvidence[]): readonly Piece[] {
  return groups.flatMap(({ pairs, pieces }) =>
    [...pairs.flatMap(({ before, after }) => [before, after]), ...pieces].filter(
      (piece): piece is Piece => piece?.image === true,
    ),
  );
}
