import type { Block, DocumentModel } from './document.ts';
import type { EditRun } from './edit-runs.ts';
import type { BadgeRun, FigureRun, Inline } from './inline.ts';

/** A figure as published. */
export interface FigureText {
  readonly text: string;
  readonly unit?: string | undefined;
}

/** Figures by id: what an edited text may refer to. */
export type FigureDictionary = ReadonlyMap<string, FigureText>;

/** An edit refers to a figure that the document does not have. */
export class UnknownFigureError extends Error {
  readonly code = 'document.unknown-figure';
  readonly params: { figure: string; block: string };
  constructor(params: { figure: string; block: string }) {
    super(`the edit of ${params.block} refers to figure ${params.figure}, which the document does not have`);
    this.params = params;
  }
}

/** Every figure of a document by its id; where one stands in a sentence and in a table, as the sentence prints it. */
export function figuresOf(model: DocumentModel): ReadonlyMap<string, FigureText> {
  const sentences: [string, FigureText][] = [];
  const cells: [string, FigureText][] = [];
  const runs = (list: readonly Inline[]): void => {
    for (const run of list) {
      if (run.kind !== 'figure') continue;
      sentences.push([
        run.id,
        run.unit === undefined ? { text: run.text } : { text: run.text, unit: run.unit },
      ]);
    }
  };
  const walk = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.kind === 'paragraph') runs(block.runs);
      else if (block.kind === 'heading') runs(block.runIn ?? []);
      else if (block.kind === 'list') for (const item of block.items) runs(item.runs);
      else if (block.kind === 'attachment') walk(block.blocks);
      else if (block.kind === 'table') {
        for (const cell of block.rows.flatMap((row) => row.cells)) {
          if (cell.figureId !== undefined) cells.push([cell.figureId, { text: cell.text }]);
          else runs(cell.runs ?? []);
        }
      }
    }
  };
  walk(model.blocks);
  const result = new Map<string, FigureText>();
  for (const [id, shown] of [...sentences, ...cells]) if (!result.has(id)) result.set(id, shown);
  return result;
}

/**
 * Edited words with the digits of the dictionary. A figure that the composed block holds keeps how it stood there (bold,
 * with or without its unit); badges of the composed block stay at its end. Throws UnknownFigureError.
 */
export function resolveRuns(
  runs: readonly EditRun[],
  figures: FigureDictionary,
  composed: readonly Inline[],
  block: string,
): Inline[] {
  const resolved = runs.map((run): Inline => {
    if (run.kind === 'text') {
      return run.bold ? { kind: 'text', text: run.text, bold: true } : { kind: 'text', text: run.text };
    }
    const known = figures.get(run.id);
    if (!known) throw new UnknownFigureError({ figure: run.id, block });
    return dress(run.id, known, composed);
  });
  const badges = composed.filter((run): run is BadgeRun => run.kind === 'badge');
  return [...resolved, ...badges];
}

function dress(id: string, known: FigureText, composed: readonly Inline[]): FigureRun {
  const stood = composed.find((run): run is FigureRun => run.kind === 'figure' && run.id === id);
  const unit = stood ? stood.unit : known.unit;
  return {
    kind: 'figure',
    id,
    text: stood && digits(stood.text) === digits(known.text) ? stood.text : known.text,
    ...(unit === undefined ? {} : { unit }),
    ...(stood?.bold ? { bold: true } : {}),
  };
}

/** The digits of a published figure without sign and separators. */
function digits(text: string): string {
  return text.replace(/[^\d.]/gu, '');
}
