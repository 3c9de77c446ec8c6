import type { Block } from './document.ts';
import type { FigureDictionary } from './figures.ts';
import { type Inline, plainText } from './inline.ts';
import { titleLines } from './words.ts';

/** A piece of an edited text: words, or a reference to a figure of the document, whose digits are never typed. */
export type EditRun =
  | { readonly kind: 'text'; readonly text: string; readonly bold?: boolean | undefined }
  | { readonly kind: 'figure'; readonly id: string };

export type EditableKind = 'title' | 'recipients' | 'heading' | 'paragraph' | 'remark';

/** What a block is to an editor; null for tables (see edit-tables.ts), charts, red heads and all that carries no sentence. */
export function editableKind(block: Block): EditableKind | null {
  const fixed = block.kind === 'chart' ? undefined : block.fixed;
  return fixed === 'words' || fixed === 'all' ? null : shownKind(block);
}

/** What a block is shown as, whether it may be changed or not. */
export function shownKind(block: Block): EditableKind | null {
  switch (block.kind) {
    case 'title':
    case 'recipients':
    case 'heading':
    case 'paragraph':
    case 'remark':
      return block.kind;
    case 'source':
    case 'byline':
      return 'remark';
    default:
      return null;
  }
}

/** The words of an editable block as runs; empty for others. A heading's own words are bold, what runs on is not. */
export function blockRuns(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'title':
      return [{ kind: 'text', text: block.lines.join('') }];
    case 'recipients':
    case 'remark':
    case 'source':
    case 'byline':
      return [{ kind: 'text', text: block.text }];
    case 'heading':
      if (!block.runIn) return [{ kind: 'text', text: block.text }];
      return [{ kind: 'text', text: block.text, bold: true }, ...block.runIn];
    case 'paragraph':
      return block.runs;
    default:
      return [];
  }
}

/** Composed runs as an editor holds them: figures by id, badges left out. */
export function toEditRuns(runs: readonly Inline[]): EditRun[] {
  return runs.flatMap((run): EditRun[] => {
    if (run.kind === 'badge') return [];
    if (run.kind === 'figure') return [{ kind: 'figure', id: run.id }];
    return [run.bold ? { kind: 'text', text: run.text, bold: true } : { kind: 'text', text: run.text }];
  });
}

/** The words of an edit with its figures' digits: for a list of changes. A figure that is not known stays its id. */
export function editText(runs: readonly EditRun[], figures: FigureDictionary): string {
  return runs
    .map((run) => {
      if (run.kind === 'text') return run.text;
      const known = figures.get(run.id);
      return known ? known.text + (known.unit ?? '') : `[${run.id}]`;
    })
    .join('');
}

/** Whether two texts say the same but for the digits of their figures. */
export function sameWords(a: readonly EditRun[], b: readonly EditRun[]): boolean {
  return skeleton(a) === skeleton(b);
}

function skeleton(runs: readonly EditRun[]): string {
  return runs.map((run) => (run.kind === 'text' ? run.text : `\u0000${run.id}\u0000`)).join('');
}

/** The block with other words. */
export function rewrite(block: Block, runs: readonly Inline[]): Block {
  switch (block.kind) {
    case 'paragraph':
      return { ...block, runs };
    case 'title': {
      const words = plainText(runs);
      return words === block.lines.join('') ? block : { ...block, lines: titleLines(words) };
    }
    case 'recipients':
    case 'remark':
    case 'source':
    case 'byline':
      return { ...block, text: plainText(runs) };
    case 'heading': {
      if (!block.runIn) return { ...block, text: plainText(runs) };
      const { head, rest } = splitHead(runs);
      if (rest.length > 0) return { ...block, text: head, runIn: rest };
      const { runIn: _, ...alone } = block;
      return { ...alone, text: head };
    }
    default:
      return block;
  }
}

/** A heading that runs on: its bold beginning, else its first sentence, is the heading. */
function splitHead(runs: readonly Inline[]): { head: string; rest: Inline[] } {
  const end = runs.findIndex((run) => run.kind === 'badge' || !run.bold);
  if (end === -1) return { head: plainText(runs), rest: [] };
  if (end > 0) return { head: plainText(runs.slice(0, end)), rest: runs.slice(end) };
  const first = runs[0]!;
  const stop = first.kind === 'text' ? first.text.indexOf('。') + 1 : 0;
  if (stop === 0) return { head: '', rest: [...runs] };
  const tail: Inline[] = first.text.length > stop ? [{ kind: 'text', text: first.text.slice(stop) }] : [];
  return { head: first.text.slice(0, stop), rest: [...tail, ...runs.slice(1)] };
}
