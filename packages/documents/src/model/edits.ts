import type { Block, DocumentModel } from './document.ts';
import { type EditPlan, planEdits } from './edit-plan.ts';
import {
  blockRuns,
  type EditableKind,
  type EditRun,
  editableKind,
  rewrite,
  sameWords,
  toEditRuns,
} from './edit-runs.ts';
import { type FigureDictionary, resolveRuns } from './figures.ts';
import type { Inline } from './inline.ts';
import { keyed } from './keys.ts';
import { headingNumber } from './words.ts';

export { type EditableKind, type EditRun, editText } from './edit-runs.ts';
export {
  type FigureDictionary,
  figuresOf,
  UnknownFigureError,
} from './figures.ts';

/**
 * One act of a person upon a composed document. Edits lie over the composed words and are never written into them:
 * composed again from newer data, the same edits are laid over it anew. `insert` puts a paragraph (in a list: an item)
 * after `block`; the inserted block's own key is `e${id}`.
 */
export interface BlockEdit {
  readonly id: number;
  readonly block: string;
  readonly act: 'replace' | 'insert' | 'remove' | 'restore';
  readonly runs: readonly EditRun[];
  /** The composed words the edit was made over; when they have changed since, the edit is stale. */
  readonly before?: readonly EditRun[];
}

/** A block that can be edited, as an editor shows it. */
export interface EditableBlock {
  readonly key: string;
  readonly kind: EditableKind;
  readonly level: 1 | 2 | 3 | null;
  readonly runs: readonly EditRun[];
  readonly origin: 'composed' | 'edited' | 'added';
  /** The composed words changed since the edit was made; or the place of an added block is no longer composed. */
  readonly stale: boolean;
  /** What the system composed here now; null for an added block. Kept as `before` of the next edit. */
  readonly composed: readonly EditRun[] | null;
}

/**
 * The document with the edits laid over it, in the order of their ids; each id counts once, however often it is given.
 * Figures in edited text get the digits of `figures` (usually `figuresOf(model)`). Edits of blocks that are no longer
 * composed do nothing; a paragraph added after one stands at the end of its section. Headings are numbered anew where one
 * was removed. Throws UnknownFigureError for an edit in force that refers to a figure that is not there.
 */
export function applyEdits(
  model: DocumentModel,
  edits: readonly BlockEdit[],
  figures: FigureDictionary,
): DocumentModel {
  const base = keyed(model);
  const plan = planEdits(base, edits);
  const blocks = editSequence(base.blocks, plan, figures);
  const numbered = plan.headingRemoved ? renumber(blocks) : blocks;
  const title = numbered.find((block) => block.kind === 'title');
  const retitled = title && plan.changed.has(title.key!) ? title.lines.join('') : base.title;
  return { ...base, title: retitled, blocks: numbered };
}

/** The blocks an editor may change, in reading order, with what stands in them and whether it is still in step. */
export function editableBlocks(
  model: DocumentModel,
  edits: readonly BlockEdit[],
  figures: FigureDictionary,
): EditableBlock[] {
  const base = keyed(model);
  const plan = planEdits(base, edits);
  const result: EditableBlock[] = [];
  const added = (anchor: string): void => {
    for (const insert of plan.inserts.get(anchor) ?? []) {
      if (!insert.removed) {
        checkRuns(insert.runs, figures, insert.key);
        const stale = insert.orphan;
        result.push({
          key: insert.key,
          kind: 'paragraph',
          level: null,
          runs: insert.runs,
          origin: 'added',
          stale,
          composed: null,
        });
      }
      added(insert.key);
    }
  };
  const visit = (
    key: string,
    kind: EditableKind | null,
    level: 1 | 2 | 3 | null,
    runs: readonly Inline[],
  ) => {
    const change = plan.changed.get(key);
    const composed = toEditRuns(runs);
    if (kind && change?.act === 'replace') checkRuns(change.runs, figures, key);
    if (kind && change?.act !== 'remove') {
      result.push({
        key,
        kind,
        level,
        runs: change ? change.runs : composed,
        origin: change ? 'edited' : 'composed',
        stale: change?.before !== undefined && !sameWords(change.before, composed),
        composed,
      });
    }
    added(key);
  };
  const walk = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.kind === 'list') {
        for (const item of block.items) visit(item.key!, 'paragraph', null, item.runs);
        added(block.key!);
      } else if (block.kind === 'attachment') {
        walk(block.blocks);
        added(block.key!);
      } else {
        const kind = editableKind(block);
        visit(block.key!, kind, block.kind === 'heading' ? block.level : null, blockRuns(block));
      }
    }
  };
  added('');
  walk(base.blocks);
  return result;
}

/** The composed words of one block, to be kept as `before` of an edit; null where it cannot be edited or is not there. */
export function composedRuns(model: DocumentModel, key: string): readonly EditRun[] | null {
  return editableBlocks(model, [], new Map()).find((block) => block.key === key)?.composed ?? null;
}

function editSequence(blocks: readonly Block[], plan: EditPlan, figures: FigureDictionary): Block[] {
  const result: Block[] = [...inserted('', plan, figures)];
  for (const block of blocks) {
    const key = block.key!;
    if (block.kind === 'list') {
      const items = block.items.flatMap((item) => {
        const change = plan.changed.get(item.key!);
        const after = inserted(item.key!, plan, figures).map(({ key: id, runs }) => ({ key: id, runs }));
        if (change?.act === 'remove') return after;
        if (change?.act !== 'replace') return [item, ...after];
        return [{ ...item, runs: resolveRuns(change.runs, figures, item.runs, item.key!) }, ...after];
      });
      if (items.length > 0) result.push({ ...block, items });
    } else if (block.kind === 'attachment') {
      result.push({ ...block, blocks: editInner(block.blocks, plan, figures) });
    } else {
      const change = editableKind(block) ? plan.changed.get(key) : undefined;
      if (change?.act === 'replace') {
        result.push(rewrite(block, resolveRuns(change.runs, figures, blockRuns(block), key)));
      } else if (change?.act !== 'remove') result.push(block);
    }
    result.push(...inserted(key, plan, figures));
  }
  return result;
}

type AddedParagraph = Extract<Block, { kind: 'paragraph' }> & { readonly key: string };

/** What was added after a block, in the order it was added; what was added after an added block stands behind that. */
function inserted(anchor: string, plan: EditPlan, figures: FigureDictionary): AddedParagraph[] {
  return (plan.inserts.get(anchor) ?? []).flatMap((insert): AddedParagraph[] => {
    const after = inserted(insert.key, plan, figures);
    if (insert.removed) return after;
    const runs = resolveRuns(insert.runs, figures, [], insert.key);
    return [{ kind: 'paragraph', key: insert.key, runs }, ...after];
  });
}

type InnerBlock = Extract<Block, { kind: 'attachment' }>['blocks'][number];

function editInner(blocks: readonly InnerBlock[], plan: EditPlan, figures: FigureDictionary): InnerBlock[] {
  return blocks.flatMap((block): InnerBlock[] => {
    const after = inserted(block.key!, plan, figures);
    const change = block.kind === 'paragraph' ? plan.changed.get(block.key!) : undefined;
    if (block.kind !== 'paragraph' || !change) return [block, ...after];
    if (change.act === 'remove') return after;
    return [{ ...block, runs: resolveRuns(change.runs, figures, block.runs, block.key!) }, ...after];
  });
}

function checkRuns(runs: readonly EditRun[], figures: FigureDictionary, block: string): void {
  resolveRuns(runs, figures, [], block);
}

/** Numbers headings of the usual form anew, level by level; numbers of another form stay. */
function renumber(blocks: readonly Block[]): Block[] {
  const counts = [0, 0, 0];
  return blocks.map((block) => {
    if (
      block.kind !== 'heading' ||
      !/^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)$/u.test(block.number)
    ) {
      return block;
    }
    const level = block.level;
    counts[level - 1]!++;
    counts.fill(0, level);
    return { ...block, number: headingNumber(level, counts[level - 1]!) };
  });
}
