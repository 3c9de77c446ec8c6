/** 修改痕迹: edits as stored, and the document with them laid over it. */
import { type DocumentEditInput, type DocumentOwner, EditRun, type PaperFigure } from '@qingzhang/contract';
import {
  applyCardEdits,
  applyEdits,
  type BlockEdit,
  type CommentCardDocument,
  cardDocument,
  type DocumentModel,
  type EditRun as DrawnRun,
  type FigureDictionary,
} from '@qingzhang/documents';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { dictionaryOf } from './figures.ts';

const Runs = z.array(EditRun).nullable();

/** One edit with who made it. */
export interface StoredEdit {
  readonly id: number;
  readonly block: string;
  readonly act: DocumentEditInput['act'];
  /** What stood there before; null where nothing did. */
  readonly before: readonly EditRun[] | null;
  readonly after: readonly EditRun[] | null;
  /** What was composed there when the edit was made. */
  readonly composed: readonly EditRun[] | null;
  readonly post: string;
  readonly actingFor: string | null;
  readonly at: Date;
}

/** The edits of a document in their order. */
export async function listEdits(db: Db, owner: DocumentOwner, id: number): Promise<StoredEdit[]> {
  const rows = await db
    .selectFrom('document_edit')
    .selectAll()
    .where('owner_kind', '=', owner)
    .where('owner_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    block: row.block,
    act: act.parse(row.act),
    before: Runs.parse(row.before),
    after: Runs.parse(row.after),
    composed: Runs.parse(row.composed),
    post: row.edited_post,
    actingFor: row.acting_for,
    at: row.edited_at,
  }));
}

const act = z.enum(['replace', 'insert', 'remove', 'restore']);

/** Add an edit; the caller holds the document. */
export async function storeEdit(
  trx: Db,
  call: Call,
  owner: DocumentOwner,
  id: number,
  edit: Pick<StoredEdit, 'block' | 'act' | 'before' | 'after' | 'composed'>,
): Promise<void> {
  const json = (runs: readonly EditRun[] | null) => (runs === null ? null : JSON.stringify(runs));
  await trx
    .insertInto('document_edit')
    .values({
      owner_kind: owner,
      owner_id: id,
      block: edit.block,
      act: edit.act,
      before: json(edit.before),
      after: json(edit.after),
      composed: json(edit.composed),
      edited_by: call.actor.id,
      edited_post: call.actor.post,
      acting_for: call.actor.actingFor?.post ?? null,
      edited_at: call.at,
    })
    .execute();
}

/** Edits as the documents' code takes them. */
export const overlayOf = (edits: readonly StoredEdit[]): BlockEdit[] =>
  edits.map(({ id, block, act, after, composed }) => ({
    id,
    block,
    act,
    runs: after ?? [],
    ...(composed === null ? {} : { before: composed }),
  }));

/** What an edited text says where the document no longer has the figure: seen by every reader, so that nobody overlooks it. */
const GONE = { text: '（此数已不在文稿中）' };

/** A dictionary that also answers for figures that edits refer to and the document has no more. */
export function withLost(edits: readonly BlockEdit[], figures: FigureDictionary): FigureDictionary {
  const lost = edits.flatMap(({ runs }) => runs.flatMap((run) => lostFigure(run, figures)));
  return lost.length === 0 ? figures : new Map([...figures, ...lost.map((id) => [id, GONE] as const)]);
}

const lostFigure = (run: DrawnRun, figures: FigureDictionary): string[] =>
  run.kind === 'figure' && !figures.has(run.id) ? [run.id] : [];

/**
 * A document with people's edits laid over it: what pages, files and screens of it show. Figures in edited words have the
 * digits of `figures` (and of the model); one that the document has no more is said so in its place.
 */
export async function editedModel(
  db: Db,
  owner: DocumentOwner,
  id: number,
  content: { readonly model: DocumentModel; readonly figures?: readonly PaperFigure[] },
): Promise<DocumentModel> {
  const overlay = overlayOf(await listEdits(db, owner, id));
  if (overlay.length === 0) return content.model;
  const figures = dictionaryOf(content.model, content.figures ?? []);
  return applyEdits(content.model, overlay, withLost(overlay, figures));
}

/** A leader's card with people's edits laid over it. */
export async function editedCard(
  db: Db,
  id: number,
  content: { readonly model: CommentCardDocument; readonly figures: readonly PaperFigure[] },
): Promise<CommentCardDocument> {
  const overlay = overlayOf(await listEdits(db, 'paper', id));
  if (overlay.length === 0) return content.model;
  const figures = dictionaryOf(cardDocument(content.model), content.figures);
  return applyCardEdits(content.model, overlay, withLost(overlay, figures));
}

/**
 * Figures that edited words in force refer to and the document has no more: a document with any is not issued
 * (`document.unknownFigure`).
 */
export async function lostFigures(
  db: Db,
  owner: DocumentOwner,
  id: number,
  content: { readonly model: DocumentModel; readonly figures?: readonly PaperFigure[] },
): Promise<string[]> {
  const overlay = overlayOf(await listEdits(db, owner, id));
  if (overlay.length === 0) return [];
  const figures = dictionaryOf(content.model, content.figures ?? []);
  const shown = JSON.stringify(applyEdits(content.model, overlay, withLost(overlay, figures)));
  const lost = new Set(overlay.flatMap(({ runs }) => runs.flatMap((run) => lostFigure(run, figures))));
  return [...lost].filter((figure) => shown.includes(JSON.stringify(figure)));
}
