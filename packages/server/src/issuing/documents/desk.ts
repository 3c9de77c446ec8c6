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
  editableBlocks,
  editText,
  type FigureDictionary,
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
  const blocks = editableBlocks(content.model, overlay, withLost(overlay, figuresIn(content)));
  const standing = blocks.find(({ key }) => key === edit.block)?.runs ?? null;
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
  const blocks = editableBlocks(content.model, overlay, withLost(overlay, figures));
  const standing = blocks.find(({ key }) => key === input.block);
  const composed = composedRuns(content.model, input.block);
  const before = standing ? [...standing.runs] : null;
  const { block, act } = input;
  switch (input.act) {
    case 'replace': {
      if (standing === undefined) throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      const after = checked(input.runs, figures);
      // The same words over newer ones of the system: whoever edits has seen both and stands by theirs.
      if (!standing.stale && JSON.stringify(after) === JSON.stringify(standing.runs)) return null;
      return { block, act, before, after, composed: composed === null ? null : [...composed] };
    }
    case 'insert': {
      if (standing === undefined) throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      return { block, act, before: null, after: checked(input.runs, figures), composed: null };
    }
    case 'remove': {
      if (standing === undefined) throw new AppError('thing.notFound', { what: 'paragraph', id: block });
      // A title is changed, never removed: lists and files are called by it.
      if (standing.kind === 'title') throw new AppError('thing.conflict', { what: 'title', state: 'needed' });
      return { block, act, before, after: null, composed: composed === null ? null : [...composed] };
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
      stale: block.stale || block.runs.some((run) => run.kind === 'figure' && !known.has(run.id)),
    })),
    figures: offered,
    warnings: blocks
      .filter(({ origin }) => origin !== 'composed')
      .flatMap(({ key, runs }) => looksTyped(runs, offered).map((typed) => ({ block: key, ...typed })))
      .map((typed) => ({ ...typed, figures: [...typed.figures] })),
    edits: edits.map((edit) => ({
      id: edit.id,
      block: edit.block,
      act: edit.act,
      before: textOf(edit.before, figures),
      after: textOf(edit.after, figures),
      post: edit.post,
      actingFor: edit.actingFor,
      at: edit.at.toISOString(),
    })),
  };
}

const shown = ({ key, kind, level, runs, origin, composed }: EditableBlock) => ({
  key,
  kind,
  level,
  runs: [...runs],
  origin,
  composed: composed === null ? null : [...composed],
});

/** The owner's figures first; those of the model that it does not name behind them. */
function figuresToOffer({ model, figures }: DocumentContent): PaperFigure[] {
  const named = new Set(figures.map(({ id }) => id));
  return [...figures, ...figureList(model).filter(({ id }) => !named.has(id))];
}
