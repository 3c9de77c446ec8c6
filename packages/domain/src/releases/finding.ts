/** 安全检查 (DIS-9.2): what a check says of a release, before it is put into words. */

export const safetyCodes = [
  'title',
  'unpublished',
  'internal',
  'fileNumber',
  'phrase',
  'date',
  'enterprise',
  'figure',
  'simulated',
  'length',
  'missing',
] as const;
export type SafetyCode = (typeof safetyCodes)[number];

/** `stop` keeps the text from the public until it is changed; `ask` must be looked at and accepted by a reviewer. */
export type SafetySeverity = 'stop' | 'ask';

/** One finding: what (`reason` with `facts`), where (`block`, `excerpt`). */
export interface SafetyFinding {
  readonly code: SafetyCode;
  readonly severity: SafetySeverity;
  /** Key of the block; null: of the text as a whole. */
  readonly block: string | null;
  /** The words concerned, as they stand. */
  readonly excerpt: string;
  /** Which of the code's sentences says it. */
  readonly reason: FindingReason;
  /** What the sentence names. */
  readonly facts: Readonly<Record<string, string>>;
}

export type FindingReason =
  | 'host'
  | 'post'
  | 'person'
  | 'period'
  | 'laterMonth'
  | 'word'
  | 'ownNumber'
  | 'otherNumber'
  | 'wrongPhrase'
  | 'noSuchDay'
  | 'notTheMeeting'
  | 'weekday'
  | 'enterprise'
  | 'differs'
  | 'typed'
  | 'unknownFigure'
  | 'unmarked'
  | 'short'
  | 'long'
  | 'part'
  | 'gap';

/** How a reviewer names a finding that may stand. */
export const findingKey = ({ code, excerpt }: Pick<SafetyFinding, 'code' | 'excerpt'>): string =>
  `${code}|${excerpt}`.slice(0, 400);

/** Findings of severity `ask` that nobody has accepted yet. */
export function unanswered<T extends Pick<SafetyFinding, 'code' | 'excerpt' | 'severity'>>(
  findings: readonly T[],
  accepted: ReadonlySet<string>,
): T[] {
  return findings.filter((one) => one.severity === 'ask' && !accepted.has(findingKey(one)));
}
