/** 编辑文稿: a document as its editor shows it, and one act of editing. */
import {
  AppError,
  type DocumentDesk,
  type DocumentEditInput,
  type EditRun,
  type PaperFigure,
} from '@qingzhang/contract';
import {
  composedRuns,
  type EditableBlock,
  type EditableTable,
  editableBlocks,
  editPlaces,
  editText,
  type FigureDictionary,
  findEditable,
  piecesOf,
  type TablePiece,
} from '@qingzhang/documents';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { listEdits, overlayOf, type StoredEdit, storeEdit, withLost } from './edits.ts';
import { dictionaryOf, figureList } from './figures.ts';
import type { DocumentContent, DocumentSource } from './source.ts';
import { isBlank, looksTyped, tidyRuns } from './words.ts';

/** The document for its editor. Fails with `thing.notFound` where it is not for the actor's eyes. */
export async function documentDesk(
  db: Db,
  source: DocumentSource,
  id: number,
  call: Call,
): Promise<DocumentDesk> {
  requirePermission(call.actor, 'papers.draft');
  return desk(source, id, await loaded(db, source, id, call), await listEdits(db, source.owner, id));
}

/**
 * One edit over the revision that the editor saw, or over a paragraph that still reads as it was seen; another's in between
 * answers `document.changed`, a document that is frozen or not the actor's to edit `thing.conflict`, a figure that is not
 * there `document.unknownFigure`. What was there
 * before stays on record. An edit that changes nothing is none.
 */
export async function editDocument(
  db: Db,
  source: DocumentSource,
  id: number,
  input: {
    readonly revision: number;
    readonly edit: DocumentEditInput;
    readonly seen?: readonly EditRun[] | null | undefined;
  },
  call: Call,
): Promise<DocumentDesk> {
  requirePermission(call.actor, 'papers.draft');
  return transaction(db, async (trx) => {
    const content = await loaded(trx, source, id, call, true);
    const state = content.frozenAt === null ? 'readOnly' : 'frozen';
    if (!content.editable) throw new AppError('thing.conflict', { what: source.owner, state });
    const edits = await listEdits(trx, source.owner, id);
    if (content.revision !== input.revision && !standsAsSeen(content, edits, input)) {
      throw new AppError('document.changed', { title: content.title });
    }
    const edit = planned(content, edits, input.edit);
    if (edit !== null) {
      await storeEdit(trx, call, source.owner, id, edit);
      await source.touch(trx, id, call);
      const figures = withLost(overlayOf(edits), figuresIn(content));
      await audit(trx, call, {
        action: 'document.edit',
        objectType: source.owner,
        objectId: id,
        detail: {
          block: edit.block,
          act: edit.act,
          before: textOf(edit.before, figures),
          after: textOf(edit.after, figures),
        },
      });
    }
    return desk(source, id, await loaded(trx, source, id, call), await listEdits(trx, source.owner, id));
  });
}

async function loaded(
  db: Db,
  source: DocumentSource,
  id: number,
  { actor }: Call,
  hold = false,
): Promise<DocumentContent> {
  const content = await source.load(db, id, actor, { hold });
  if (content === null) throw new AppError('thing.notFound', { what: source.owner, id });
  return content;
}

/**
 * Whether the paragraph reads as the editor saw it: then whatever became of the rest of the document (a draft that followed
 * its figures, an edit elsewhere) is no conflict. Digits are references and stand in the way of nobody.
 */
function standsAsSeen(
  content: DocumentContent,
  edits: readonly StoredEdit[],
  { edit, seen }: { readonly edit: DocumentEditInput; readonly seen?: readonly EditRun[] | null | undefined },
): boolean {
  if (seen === undefined) return false;
  const overlay = overlayOf(edits);
  const figures = withLost(overlay, figuresIn(content));
  const standing = findEditable(content.model, overlay, figures, edit.block)?.runs ?? null;
  const words = (runs: readonly EditRun[] | null) => JSON.stringify(runs && tidyRuns(runs));
  return words(standing) === words(seen);
}

/** The edit as it is stored; null where it would change nothing. */
function planned(
  content: DocumentContent,
  edits: readonly StoredEdit[],
  input: DocumentEditInput,
): Pick<StoredEdit, 'block' | 'act' | 'before' | 'after' | 'composed'> | null {
  const overlay = overlayOf(edits);
  const figures = figuresIn(content);
  const known = withLost(overlay, figures);
  const standing = findEditable(content.model, overlay, known, input.block) ?? undefined;
  const composed = composedRuns(content.model, input.block);
  const before = standing ? [...standing.runs] : null;
  const { block, act } = input;
  const stays = (what: string) => new AppError('thing.conflict', { what, state: 'needed' });
  switch (input.act) {
    case 'replace': {
      if (standing === undefined) throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      if (!standing.can.write) throw stays(standing.kind);
      const after = inTable(standing.kind)
        ? checked(input.runs, figures).map(unbold)
        : checked(input.runs, figures);
      // The same words over newer ones of the system: whoever edits has seen both and stands by theirs.
      if (!standing.stale && JSON.stringify(after) === JSON.stringify(standing.runs)) return null;
      return { block, act, before, after, composed: composed === null ? null : [...composed] };
    }
    case 'insert': {
      if (standing === undefined) throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      if (!standing.can.insert) throw stays(standing.kind);
      return { block, act, before: null, after: checked(input.runs, figures), composed: null };
    }
    case 'remove': {
      if (standing === undefined) throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      if (!standing.can.remove) throw stays(standing.kind);
      const { reason } = input;
      if (standing.kind === 'row') {
        if (reason === undefined) {
          throw new AppError('thing.invalid', {
            what: 'row',
            reason: '删除一行须写明理由 · a reason is needed',
          });
        }
        const table = editableBlocks(content.model, overlay, known).find(({ key }) =>
          block.startsWith(`${key}/`),
        )?.table;
        // A table without rows says nothing and looks like a fault.
        if (table?.rows.filter(({ removed }) => !removed).length === 1) throw stays('row');
      }
      const after: EditRun[] | null = reason === undefined ? null : [{ kind: 'text', text: reason }];
      return { block, act, before, after, composed: composed === null ? null : [...composed] };
    }
    case 'restore': {
      const added = edits.find(({ id, act }) => act === 'insert' && `e${id}` === block);
      const after = added?.after ?? composed;
      if (after === null || after === undefined) {
        throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      }
      if (standing !== undefined && JSON.stringify(standing.runs) === JSON.stringify(after)) return null;
      return { block, act, before, after: [...after], composed: null };
    }
  }
}

const inTable = (kind: string): boolean =>
  kind === 'cell' || kind === 'column' || kind === 'caption' || kind === 'note';

/** In a table bold is the row's or the cell's own. */
const unbold = (run: EditRun): EditRun => (run.kind === 'text' ? { kind: 'text', text: run.text } : run);

/** Words as they are kept. Fails with `thing.invalid` when there are none, `document.unknownFigure` for a wrong reference. */
function checked(runs: readonly EditRun[], figures: FigureDictionary): EditRun[] {
  const tidy = tidyRuns(runs);
  if (isBlank(tidy)) {
    throw new AppError('thing.invalid', { what: 'paragraph', reason: '没有文字，可改为删除 · empty' });
  }
  for (const run of tidy) {
    if (run.kind === 'figure' && !figures.has(run.id)) {
      throw new AppError('document.unknownFigure', { figure: run.id });
    }
  }
  return tidy;
}

const figuresIn = ({ model, figures }: DocumentContent) => dictionaryOf(model, figures);

const textOf = (runs: readonly EditRun[] | null, figures: FigureDictionary): string =>
  runs === null ? '' : editText(runs, figures);

function desk(
  source: DocumentSource,
  id: number,
  content: DocumentContent,
  edits: readonly StoredEdit[],
): DocumentDesk {
  const overlay = overlayOf(edits);
  const known = figuresIn(content);
  const figures = withLost(overlay, known);
  const blocks = editableBlocks(content.model, overlay, figures);
  const offered = figuresToOffer(content);
  const places = editPlaces(content.model, overlay);
  const lost = (runs: readonly EditRun[]) => runs.some((run) => run.kind === 'figure' && !known.has(run.id));
  const texts = blocks.flatMap((block): readonly Words[] =>
    block.table === null ? [block] : piecesOf(block.table),
  );
  const { owner } = source;
  return {
    owner,
    id,
    title: content.title,
    revision: content.revision,
    editable: content.editable,
    frozenAt: content.frozenAt?.toISOString() ?? null,
    asOf: content.asOf.toISOString(),
    updating: false,
    simulated: content.simulated,
    blocks: blocks.map((block) => ({
      ...shown(block),
      stale: block.stale || lost(block.runs),
      table: block.table === null ? null : shownTable(block.table, lost),
    })),
    figures: offered,
    warnings: texts
      .filter(({ origin }) => origin !== 'composed')
      .flatMap(({ key, runs }) =>
        key === null ? [] : looksTyped(runs, offered).map((typed) => ({ block: key, ...typed })),
      )
      .map((typed) => ({ ...typed, figures: [...typed.figures] })),
    edits: edits.map((edit) => ({
      id: edit.id,
      block: edit.block,
      act: edit.act,
      before: textOf(edit.before, figures),
      after: edit.act === 'remove' ? '' : textOf(edit.after, figures),
      reason: edit.act === 'remove' ? textOf(edit.after, figures) : '',
      place: places.get(edit.id)?.place ?? null,
      lost: places.get(edit.id)?.lost ?? false,
      post: edit.post,
      actingFor: edit.actingFor,
      at: edit.at.toISOString(),
    })),
  };
}

/** A text with who made it. */
type Words = Pick<EditableBlock, 'runs' | 'origin'> & { readonly key: string | null };
type Lost = (runs: readonly EditRun[]) => boolean;

const piece = <T extends TablePiece>(one: T, lost: Lost) => ({
  ...one,
  runs: [...one.runs],
  composed: [...one.composed],
  stale: one.stale || (one.origin === 'edited' && lost(one.runs)),
});

const shownTable = (table: EditableTable, lost: Lost) => ({
  caption: table.caption === null ? null : piece(table.caption, lost),
  columns: [...table.columns],
  header: table.header.map((row) => row.map((cell) => piece(cell, lost))),
  rows: table.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => piece(cell, lost)) })),
  notes: table.notes.map((note) => piece(note, lost)),
});

const shown = ({ key, kind, level, runs, origin, composed, can }: EditableBlock) => ({
  key,
  kind,
  level,
  runs: [...runs],
  origin,
  composed: composed === null ? null : [...composed],
  can,
});

/** The owner's figures first; those of the model that it does not name behind them. */
function figuresToOffer({ model, figures }: DocumentContent): PaperFigure[] {
  const named = new Set(figures.map(({ id }) => id));
  return [...figures, ...figureList(model).filter(({ id }) => !named.has(id))];
}
