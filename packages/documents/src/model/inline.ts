/** Words and figures inside a paragraph or a cell. Plain JSON, so that a document can be stored and drawn again. */
export type Inline = TextRun | FigureRun | BadgeRun;

export interface TextRun {
  readonly kind: 'text';
  readonly text: string;
  readonly bold?: boolean;
}

/**
 * A figure that can be asked "why?". `text` is the figure exactly as published (rounded by its rule, sign and thousands
 * separators included): no renderer ever formats a number again, so every format shows the same digits.
 */
export interface FigureRun {
  readonly kind: 'figure';
  /** Identifies the evaluated figure; the page turns it into the link to its explanation. */
  readonly id: string;
  readonly text: string;
  /** Printed directly after the figure, for example 微克/立方米, %, 天. */
  readonly unit?: string;
  readonly bold?: boolean;
}

/** The state of data, as a small label (徽标): the same words everywhere. */
export interface BadgeRun {
  readonly kind: 'badge';
  readonly badge: BadgeKind;
  readonly text: string;
}

export type BadgeKind = 'live' | 'reviewed' | 'closed' | 'open' | 'dust' | 'simulated' | 'adjusted';

/** A plain text run. */
export function text(value: string): TextRun {
  return { kind: 'text', text: value };
}

/** A bold text run. */
export function bold(value: string): TextRun {
  return { kind: 'text', text: value, bold: true };
}

/** A figure run; leave `unit` out where the heading or the sentence already names it. */
export function figure(id: string, value: string, unit?: string): FigureRun {
  return unit === undefined ? { kind: 'figure', id, text: value } : { kind: 'figure', id, text: value, unit };
}

/** The words of runs without their markup: what a reader, a search or a test sees. */
export function plainText(runs: readonly Inline[]): string {
  return runs.map((run) => (run.kind === 'figure' ? run.text + (run.unit ?? '') : run.text)).join('');
}
