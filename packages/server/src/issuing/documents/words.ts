/** What people type: tidied, and looked through for figures that should be references. Pure. */
import type { EditRun, PaperFigure } from '@qingzhang/contract';

/** Neighbouring words of one kind become one, line breaks and control signs become spaces, empty ones go. */
export function tidyRuns(runs: readonly EditRun[]): EditRun[] {
  const tidy: EditRun[] = [];
  for (const run of runs) {
    if (run.kind === 'figure') {
      tidy.push(run);
      continue;
    }
    const text = run.text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
    if (text === '') continue;
    const last = tidy.at(-1);
    if (last?.kind === 'text' && (last.bold ?? false) === (run.bold ?? false)) {
      tidy[tidy.length - 1] = { ...last, text: last.text + text };
    } else tidy.push(run.bold ? { kind: 'text', text, bold: true } : { kind: 'text', text });
  }
  return tidy;
}

/** Whether there is anything to read. */
export const isBlank = (runs: readonly EditRun[]): boolean =>
  runs.every((run) => run.kind === 'text' && run.text.trim() === '');

/** A number somebody typed that reads like a figure of the document. */
export interface TypedFigure {
  /** As typed. */
  readonly text: string;
  /** The figures it may be, at most three. */
  readonly figures: readonly string[];
}

/** Behind these a number is a date, a number of a paper, a place in an order: never a figure. */
const NOT_FIGURES = /^(?:年|月|日|时|号|分钟|楼|条第|版)/u;
const NUMBER = /(?<![\d.〔第])\d+(?:,\d{3})*(?:\.\d+)?(?![\d.〕])/gu;

/**
 * Numbers in words that read like a figure of the document: with a decimal point, of three digits and more, or followed by
 * the figure's unit. Typing them is allowed (a date, a count of one's own); the editor offers the reference instead.
 */
export function looksTyped(
  runs: readonly EditRun[],
  figures: readonly Pick<PaperFigure, 'id' | 'text' | 'unit'>[],
): TypedFigure[] {
  const byDigits = Map.groupBy(figures, ({ text }) => digits(text));
  const found = new Map<string, TypedFigure>();
  for (const run of runs) {
    if (run.kind !== 'text') continue;
    for (const match of run.text.matchAll(NUMBER)) {
      const [typed] = match;
      const after = run.text.slice(match.index + typed.length).trimStart();
      if (NOT_FIGURES.test(after)) continue;
      const long = typed.includes('.') || typed.replaceAll(',', '').length >= 3;
      const same = (byDigits.get(digits(typed)) ?? []).filter(
        ({ unit }) => long || (unit !== '' && after.startsWith(unit)),
      );
      if (same.length > 0) found.set(typed, { text: typed, figures: same.slice(0, 3).map(({ id }) => id) });
    }
  }
  return [...found.values()];
}

/** −5.10 → 5.10: sign and separators are written in many ways. */
const digits = (text: string): string => text.replace(/[^\d.]/gu, '');
