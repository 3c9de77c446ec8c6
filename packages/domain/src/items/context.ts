/** What a step looks at beside the item's own facts. */
import type { Day } from '@qingzhang/standards';
import type { WorkCalendar } from '../calendar/working-days.ts';
import type { EvidenceRule, Life, Standard } from '../programs/definition.ts';

/** A close-out standard as it stands with the item (DIS-3.3). */
export interface StandardMet {
  readonly key: string;
  readonly met: 'evidence' | 'notApplicable' | null;
  readonly because: string | null;
}

/** A picture that lies with another item too (DIS-3.4). */
export interface Repeat {
  readonly label: string;
  readonly explained: boolean;
  readonly accepted: boolean;
}

export interface LifeContext {
  readonly rules: {
    readonly life: Life;
    readonly evidence: readonly EvidenceRule[];
    readonly standards: readonly Standard[];
  };
  readonly calendar: WorkCalendar;
  readonly today: Day;
  /** By rule: how many valid pieces lie there; of pairs, complete ones (`countEvidence`). */
  readonly evidence: Readonly<Record<string, number>>;
  readonly repeats: readonly Repeat[];
  readonly measures: readonly { readonly text: string; readonly doneOn: Day | null }[];
  readonly standards: readonly StandardMet[];
  /** Names of the fields that close-out requires and nobody has filled. */
  readonly blanks: readonly string[];
  /** The last monthly report was returned and not sent again. */
  readonly reportReturned: boolean;
  /** Objections of the public notice that nobody has answered. */
  readonly openObjections: readonly number[];
}

/** What lacks of the evidence needed for a step; names as the program says them. */
export function missingEvidence(
  context: Pick<LifeContext, 'rules' | 'evidence'>,
  step: EvidenceRule['neededFor'],
): EvidenceRule[] {
  return context.rules.evidence.filter(
    (rule) => rule.neededFor === step && (context.evidence[rule.key] ?? 0) < rule.atLeast,
  );
}

/** Standards that are neither shown by evidence nor written off with a reason. */
export function openStandards(context: Pick<LifeContext, 'rules' | 'standards'>): Standard[] {
  const met = new Map(context.standards.map((one) => [one.key, one]));
  return context.rules.standards.filter(({ key }) => {
    const own = met.get(key);
    if (own?.met === 'notApplicable') return (own.because ?? '').trim() === '';
    return own?.met !== 'evidence';
  });
}

/** One piece of evidence, for counting. */
export interface EvidencePiece {
  readonly rule: string;
  readonly side: 'before' | 'after' | null;
  readonly pair: number | null;
  readonly state: 'have' | 'refused' | 'withdrawn';
}

/** Valid pieces by rule; a pair counts once both sides lie there. */
export function countEvidence(
  rules: readonly Pick<EvidenceRule, 'key' | 'kind'>[],
  pieces: readonly EvidencePiece[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { key, kind } of rules) {
    const own = pieces.filter((piece) => piece.rule === key && piece.state === 'have');
    counts[key] =
      kind === 'photoPair'
        ? new Set(
            own
              .filter(({ side }) => side === 'before')
              .map(({ pair }) => pair ?? 1)
              .filter((pair) => own.some((one) => one.side === 'after' && (one.pair ?? 1) === pair)),
          ).size
        : own.length;
  }
  return counts;
}
