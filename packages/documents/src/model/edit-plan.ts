import type { Block, DocumentModel } from './document.ts';
import type { EditRun } from './edit-runs.ts';
import { editableKind } from './edit-runs.ts';
import { mayDo, type TablePart, tableParts } from './edit-tables.ts';
import type { BlockEdit } from './edits.ts';

/** What is in force after all edits: at most one change a block, and what was added after which block. */
export interface EditPlan {
  readonly changed: ReadonlyMap<string, Change>;
  readonly inserts: ReadonlyMap<string, readonly Insert[]>;
  readonly headingRemoved: boolean;
}

export interface Change {
  readonly act: 'replace' | 'remove';
  readonly runs: readonly EditRun[];
  readonly before: readonly EditRun[] | undefined;
}

export interface Insert {
  readonly key: string;
  readonly runs: readonly EditRun[];
  /** Removed again: only what was added after it still stands. */
  readonly removed: boolean;
  /** The block it was added after is not composed any more. */
  readonly orphan: boolean;
}

/** Replays edits in the order of their ids over the keys of a document. `model` must be keyed. */
export function planEdits(model: DocumentModel, edits: readonly BlockEdit[]): EditPlan {
  const kinds = keysOf(model.blocks);
  const parts = partsOf(model.blocks);
  const ordered = [...new Map(edits.map((edit) => [edit.id, edit])).values()].sort((a, b) => a.id - b.id);
  const changed = new Map<string, Change>();
  const added = new Map<string, { edit: BlockEdit; runs: readonly EditRun[]; removed: boolean }>();
  for (const edit of ordered) {
    const own = added.get(edit.block);
    if (edit.act === 'insert') {
      added.set(`e${edit.id}`, { edit, runs: edit.runs, removed: false });
    } else if (own) {
      // Of an added block the words as they were added are what is restored.
      if (edit.act === 'replace') Object.assign(own, { runs: edit.runs, removed: false });
      else if (edit.act === 'remove') own.removed = true;
      else Object.assign(own, { runs: own.edit.runs, removed: false });
    } else if (edit.act === 'restore') changed.delete(edit.block);
    else if (kinds.get(edit.block) || mayDoAt(parts, edit.block, edit.act)) {
      changed.set(edit.block, { act: edit.act, runs: edit.runs, before: edit.before });
    }
  }
  const inserts = new Map<string, Insert[]>();
  for (const [key, { edit, runs, removed }] of added) {
    const known = kinds.has(edit.block) || added.has(edit.block);
    const anchor = known ? edit.block : shelter(edit.block, model.blocks);
    const list = inserts.get(anchor) ?? [];
    list.push({ key, runs, removed, orphan: !known });
    inserts.set(anchor, list);
  }
  const headingRemoved = [...changed].some(
    ([key, change]) => change.act === 'remove' && kinds.get(key) === 'heading',
  );
  return { changed, inserts, headingRemoved };
}

/** Every key with the kind it can be edited as; null: it can be added after, not edited. */
function keysOf(blocks: readonly Block[]): Map<string, string | null> {
  const result = new Map<string, string | null>();
  for (const block of blocks) {
    result.set(block.key!, editableKind(block));
    if (block.kind === 'list') for (const item of block.items) result.set(item.key!, 'paragraph');
    if (block.kind === 'attachment') for (const [key, kind] of keysOf(block.blocks)) result.set(key, kind);
  }
  return result;
}

/** What can be changed in the tables of a document, by address. */
export function partsOf(blocks: readonly Block[]): Map<string, TablePart> {
  return new Map(
    blocks.flatMap((block): [string, TablePart][] => {
      if (block.kind === 'attachment') return [...partsOf(block.blocks)];
      return block.kind === 'table' ? [...tableParts(block)] : [];
    }),
  );
}

function mayDoAt(parts: ReadonlyMap<string, TablePart>, key: string, act: 'replace' | 'remove'): boolean {
  const part = parts.get(key);
  return part !== undefined && mayDo(part, act);
}

/** Blocks that come after the body: a homeless paragraph stands before them. */
const AFTER_BODY: ReadonlySet<Block['kind']> = new Set([
  'attachment-list',
  'signature',
  'remark',
  'source',
  'attendance',
  'attachment',
  'record',
]);

/** Where a paragraph stands whose anchor is gone: after the last block of the anchor's section, else after the body. */
function shelter(anchor: string, blocks: readonly Block[]): string {
  const end = blocks.findIndex((block) => AFTER_BODY.has(block.kind));
  const body = end === -1 ? blocks : blocks.slice(0, end);
  for (let cut = anchor.lastIndexOf('.'); cut > 0; cut = anchor.lastIndexOf('.', cut - 1)) {
    const section = anchor.slice(0, cut);
    const last = body.findLast((block) => block.key === section || block.key!.startsWith(`${section}.`));
    if (last) return last.key!;
  }
  return body.at(-1)?.key ?? '';
}
