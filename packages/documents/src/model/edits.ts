import type { Block, DocumentModel } from './document.ts';
import { type EditPlan, partsOf, planEdits } from './edit-plan.ts';
import {
  blockRuns,
  type EditableKind,
  type EditRun,
  editableKind,
  rewrite,
  sameWords,
  shownKind,
  toEditRuns,
} from './edit-runs.ts';
import {
  type EditableTable,
  editableTable,
  editTable,
  rowRuns,
  type TablePart,
  type TablePiece,
} from './edit-tables.ts';
import { type FigureDictionary, resolveRuns } from './figures.ts';
import type { Inline } from './inline.ts';
import { keyed } from './keys.ts';
import type { TableBlock } from './table.ts';
import { columnNames, rowName } from './table-words.ts';
import { headingNumber } from './words.ts';

export { type EditableKind, type EditRun, editText } from './edit-runs.ts';
export type {
  EditableTable,
  TablePart,
  TablePiece,
} from './edit-tables.ts';
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
  readonly kind: EditableKind | 'table';
  readonly level: 1 | 2 | 3 | null;
  readonly runs: readonly EditRun[];
  readonly origin: 'composed' | 'edited' | 'added';
  /** The composed words changed since the edit was made; or the place of an added block is no longer composed. */
  readonly stale: boolean;
  /** What the system composed here now; null for an added block. Kept as `before` of the next edit. */
  readonly composed: readonly EditRun[] | null;
  /** What may be done here: write, add a paragraph after it, remove it. */
  readonly can: { readonly write: boolean; readonly insert: boolean; readonly remove: boolean };
  /** Its texts, where it is a table. */
  readonly table: EditableTable | null;
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
          can: ALL,
          table: null,
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
    can: EditableBlock['can'] = ALL,
  ) => {
    const change = can.write ? plan.changed.get(key) : undefined;
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
        can,
        table: null,
      });
    }
    added(key);
  };
  const visitTable = (block: TableBlock): void => {
    result.push({
      key: block.key!,
      kind: 'table',
      level: null,
      runs: [],
      origin: 'composed',
      stale: false,
      composed: [],
      can: { write: false, insert: block.fixed === undefined, remove: false },
      table: editableTable(block, plan.changed, figures),
    });
    added(block.key!);
  };
  const walk = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      if (block.kind === 'list') {
        for (const item of block.items) visit(item.key!, 'paragraph', null, item.runs);
        added(block.key!);
      } else if (block.kind === 'attachment') {
        walk(block.blocks);
        added(block.key!);
      } else if (block.kind === 'table') visitTable(block);
      else {
        const level = block.kind === 'heading' ? block.level : null;
        visit(block.key!, shownKind(block), level, blockRuns(block), canOf(block));
      }
    }
  };
  added('');
  walk(base.blocks);
  return result;
}

const ALL: EditableBlock['can'] = { write: true, insert: true, remove: true };

function canOf(block: Block): EditableBlock['can'] {
  // A title is changed, never removed: lists and files are called by it.
  if (block.kind === 'chart' || block.fixed === undefined)
    return block.kind === 'title' ? { ...ALL, remove: false } : ALL;
  return { write: block.fixed === 'place', insert: block.fixed === 'words', remove: false };
}

/** The composed words of one place, to be kept as `before` of an edit; null where it cannot be edited or is not there. */
export function composedRuns(model: DocumentModel, key: string): readonly EditRun[] | null {
  const place = findEditable(model, [], new Map(), key);
  return place?.composed ?? null;
}

/** What can be edited, as one place: a block, or a text or a row of a table. */
export type EditablePlace = Pick<EditableBlock, 'runs' | 'stale' | 'composed' | 'can'> & {
  readonly kind: EditableBlock['kind'] | TablePart;
};

/** The place that a key names as it stands with the edits; null where it is not there, was taken out, or is not to be edited. */
export function findEditable(
  model: DocumentModel,
  edits: readonly BlockEdit[],
  figures: FigureDictionary,
  key: string,
): EditablePlace | null {
  const base = keyed(model);
  const blocks = editableBlocks(base, edits, figures);
  const block = blocks.find((one) => one.key === key);
  if (block) return block;
  const kind = partsOf(base.blocks).get(key);
  if (kind === undefined) return null;
  const can = { write: kind !== 'row', insert: false, remove: kind !== 'column' };
  for (const { key: name, table } of blocks) {
    if (table === null || !key.startsWith(`${name}/`)) continue;
    if (kind === 'row') {
      const row = table.rows.find((one) => one.key === key);
      const source = tablesIn(base.blocks).find((one) => one.key === name);
      const composed = source?.rows.find((one) => `${name}/${one.key}` === key);
      if (!row || row.removed || !source || !composed) return null;
      const runs = rowRuns(composed);
      return { kind, runs, stale: false, composed: runs, can };
    }
    const piece = piecesOf(table).find((one) => one.key === key);
    if (piece) return { kind, runs: piece.runs, stale: piece.stale, composed: piece.composed, can };
  }
  return null;
}

/** Every text of a table that stands, in reading order. */
export function piecesOf(table: EditableTable): TablePiece[] {
  return [
    ...(table.caption ? [table.caption] : []),
    ...table.header.flat(),
    ...table.rows.filter(({ removed }) => !removed).flatMap(({ cells }) => cells),
    ...table.notes,
  ];
}

/** Where in a table an edit was made, in words of the document. */
export interface TablePlace {
  readonly part: TablePart;
  /** Its caption, else what it stands under. */
  readonly table: string;
  /** Empty where the row is no longer composed. */
  readonly row: string;
  readonly column: string;
}

/** The place of every table's edit in words; null for blocks. `lost`: what it is about is no longer composed. */
export function editPlaces(
  model: DocumentModel,
  edits: readonly BlockEdit[],
): ReadonlyMap<number, { readonly place: TablePlace | null; readonly lost: boolean }> {
  const base = keyed(model);
  const parts = partsOf(base.blocks);
  const tables = tableNames(base.blocks);
  const known = new Set(editableBlocks(base, [], new Map()).map(({ key }) => key));
  const added = new Set(edits.flatMap(({ act, id }) => (act === 'insert' ? [`e${id}`] : [])));
  return new Map(
    edits.map(({ id, block }) => {
      const lost = !known.has(block) && !parts.has(block) && !added.has(block);
      return [id, { place: placeOf(block, tables), lost }];
    }),
  );
}

function placeOf(key: string, tables: readonly { table: TableBlock; name: string }[]): TablePlace | null {
  const [table = '', row, column] = key.split('/');
  if (row === undefined) return null;
  const found = tables.find((one) => one.table.key === table);
  const name = found?.name ?? '';
  const columnName = (): string => {
    const index = found?.table.columns.findIndex((one) => one.key === column) ?? -1;
    return index < 0 || !found ? '' : (columnNames(found.table)[index] ?? '');
  };
  if (row === '#caption') return { part: 'caption', table: name, row: '', column: '' };
  if (row === '#note') return { part: 'note', table: name, row: '', column: '' };
  if (row.startsWith('#head')) return { part: 'column', table: name, row: '', column: columnName() };
  const own = found?.table.rows.find((one) => one.key === row);
  const rowWords = own ? rowName(own) || (own.cells[0]?.text ?? '') : '';
  if (column === undefined) return { part: 'row', table: name, row: rowWords, column: '' };
  return { part: 'cell', table: name, row: rowWords, column: columnName() };
}

/** Every table with the words it is known by. */
function tableNames(blocks: readonly Block[], under = ''): { table: TableBlock; name: string }[] {
  let heading = under;
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') heading = block.text;
    if (block.kind === 'attachment') return tableNames(block.blocks, block.title);
    return block.kind === 'table' ? [{ table: block, name: block.caption ?? heading }] : [];
  });
}

const tablesIn = (blocks: readonly Block[]): TableBlock[] => tableNames(blocks).map(({ table }) => table);

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
    } else if (block.kind === 'table') {
      result.push(editTable(block, plan.changed, figures));
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
    if (block.kind === 'table') return [editTable(block, plan.changed, figures), ...after];
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
