/** All SQL of the papers. */
import { isDeepStrictEqual } from 'node:util';
import { PaperFigure, PaperKind } from '@qingzhang/contract';
import type { CommentCardDocument, DocumentModel } from '@qingzhang/documents';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { movedFigures, sameContent } from '../../issuing/documents/renewed.ts';
import { type Actor, personIds } from '../../platform/actor.ts';
import type { DB } from '../../platform/database/schema.gen.ts';
import type { Db } from '../../platform/database/transaction.ts';

/** A paper with its meeting's words, without the document. */
export type PaperRow = Omit<Selectable<DB['paper']>, 'model' | 'figures' | 'kind' | 'state'> & {
  readonly kind: PaperKind;
  readonly state: 'draft' | 'final' | 'issued' | 'withdrawn';
};

/** What a paper is: a document, or a leader's card. */
export type PaperModel = DocumentModel | CommentCardDocument;

const State = z.enum(['draft', 'final', 'issued', 'withdrawn']);
const columns = [
  'id',
  'kind',
  'meeting_id',
  'subject',
  'city_code',
  'user_id',
  'title',
  'state',
  'confidentiality',
  'revision',
  'template_kind',
  'template_version',
  'composed_at',
  'as_of',
  'frozen_at',
  'number',
  'simulated',
  'created_by',
  'created_post',
  'created_at',
  'issued_by',
  'issued_post',
  'issued_at',
] as const;

const rowOf = <T extends { kind: string; state: string }>(row: T) => ({
  ...row,
  kind: PaperKind.parse(row.kind),
  state: State.parse(row.state),
});

/** The papers of a meeting, in the order of their kinds and, within, of the cities. */
export async function paperRows(db: Db, meetingId: number): Promise<PaperRow[]> {
  const rows = await db
    .selectFrom('paper as p')
    .leftJoin('region as r', 'r.code', 'p.city_code')
    .select(columns.map((column) => `p.${column}` as const))
    .where('p.meeting_id', '=', meetingId)
    .where('p.state', '<>', 'withdrawn')
    .orderBy('r.sort')
    .orderBy('p.id')
    .execute();
  const order = new Map(PaperKind.options.map((kind, index) => [kind as string, index]));
  return rows.map(rowOf).sort((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
}

export async function findPaperRow(db: Db, id: number, hold = false): Promise<PaperRow | null> {
  let query = db.selectFrom('paper').select(columns).where('id', '=', id);
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** A paper's document as composed, and the figures its texts may refer to. */
export async function paperContent(
  db: Db,
  id: number,
): Promise<{ readonly model: PaperModel; readonly figures: readonly PaperFigure[] } | null> {
  const row = await db
    .selectFrom('paper')
    .select(['model', 'figures'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : contentOf(row);
}

/** Written by storePaper and renewPaper alone, in this very shape. */
const contentOf = (row: Pick<Selectable<DB['paper']>, 'model' | 'figures'>) => ({
  model: row.model as object as PaperModel,
  figures: z.array(PaperFigure).catch([]).parse(row.figures),
});

/** What is kept of a paper that was composed. */
export interface ComposedPaper {
  readonly kind: PaperKind;
  readonly subject: string;
  readonly cityCode: string | null;
  readonly userId: number | null;
  readonly title: string;
  readonly model: PaperModel;
  readonly figures: readonly PaperFigure[];
  readonly template: { readonly kind: string; readonly version: number } | null;
}

/**
 * Keep a composed paper: a new draft, or in place of the draft there is. A paper that is frozen, finished or issued stays
 * as it is (null). The revision rises only where the document changed.
 */
export async function storePaper(
  trx: Db,
  meetingId: number,
  paper: ComposedPaper,
  stamp: {
    readonly at: Date;
    readonly asOf: Date;
    readonly frozenAt: Date | null;
    readonly userId: number | null;
    readonly post: string;
    /** Freezing renews a finished paper's figures once more. */
    readonly also?: 'final';
  },
): Promise<number | null> {
  const model = JSON.stringify(paper.model);
  const known = await trx
    .selectFrom('paper')
    .select(['id', 'state', 'frozen_at', 'model'])
    .where('meeting_id', '=', meetingId)
    .where('kind', '=', paper.kind)
    .where('subject', '=', paper.subject)
    .where('state', '<>', 'withdrawn')
    .forUpdate()
    .executeTakeFirst();
  const content = {
    title: paper.title,
    model,
    figures: JSON.stringify(paper.figures),
    template_kind: paper.template?.kind ?? null,
    template_version: paper.template?.version ?? null,
    composed_at: stamp.at,
    as_of: stamp.asOf,
    frozen_at: stamp.frozenAt,
    simulated: paper.model.simulated,
  };
  if (known === undefined) {
    const row = await trx
      .insertInto('paper')
      .values({
        ...content,
        kind: paper.kind,
        meeting_id: meetingId,
        subject: paper.subject,
        city_code: paper.cityCode,
        user_id: paper.userId,
        state: stamp.frozenAt === null ? 'draft' : 'final',
        created_by: stamp.userId,
        created_post: stamp.post,
        created_at: stamp.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  }
  const renewable = known.state === 'draft' || (known.state === 'final' && stamp.also === 'final');
  if (!renewable || known.frozen_at !== null) return null;
  // Stored JSON comes back with its keys in another order.
  const same = isDeepStrictEqual(known.model, JSON.parse(model));
  await trx
    .updateTable('paper')
    .set((eb) => ({ ...content, ...(same ? {} : { revision: eb('revision', '+', 1) }) }))
    .where('id', '=', known.id)
    .execute();
  return known.id;
}

/**
 * Renew the draft of a composed paper, where there is one that is not frozen and reads otherwise now; answers which figures
 * moved. A draft that reads the same keeps its revision and is as of now. Null: nothing changed.
 */
export async function renewPaper(
  trx: Db,
  meetingId: number,
  paper: ComposedPaper,
  stamp: { readonly at: Date; readonly asOf: Date },
): Promise<{ readonly id: number; readonly moved: readonly string[] } | null> {
  const row = await trx
    .selectFrom('paper')
    .select(['id', 'model', 'figures'])
    .where('meeting_id', '=', meetingId)
    .where('kind', '=', paper.kind)
    .where('subject', '=', paper.subject)
    .where('state', '=', 'draft')
    .where('frozen_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  const before = contentOf(row);
  const edited = await trx
    .selectFrom('document_edit')
    .select('id')
    .where('owner_kind', '=', 'paper')
    .where('owner_id', '=', row.id)
    .limit(1)
    .executeTakeFirst();
  // Figures that nothing refers to change nothing that is read; edits may refer to any.
  const listed = edited !== undefined;
  const same = sameContent(
    listed ? before : { ...before, figures: [] },
    listed ? paper : { ...paper, figures: [] },
  );
  await trx
    .updateTable('paper')
    .set((eb) => ({
      as_of: stamp.asOf,
      figures: JSON.stringify(paper.figures),
      ...(same
        ? {}
        : {
            title: paper.title,
            model: JSON.stringify(paper.model),
            template_kind: paper.template?.kind ?? null,
            template_version: paper.template?.version ?? null,
            composed_at: stamp.at,
            simulated: paper.model.simulated,
            revision: eb('revision', '+', 1),
          }),
    }))
    .where('id', '=', row.id)
    .execute();
  return same ? null : { id: row.id, moved: movedFigures(before, paper) };
}

/** Which of these papers the actor has a copy of that was not withdrawn. */
export async function ownCopies(db: Db, ids: readonly number[], actor: Actor): Promise<ReadonlySet<number>> {
  const people = personIds(actor);
  if (ids.length === 0 || people.length === 0) return new Set();
  const rows = await db
    .selectFrom('paper_copy')
    .select('owner_id')
    .where('owner_kind', '=', 'paper')
    .where('owner_id', 'in', [...ids])
    .where('user_id', 'in', [...people])
    .where('withdrawn_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.owner_id));
}

/** Titles with their meetings, for lists of what was sent. */
export async function titlesOf(db: Db, ids: readonly number[]) {
  return db
    .selectFrom('paper as p')
    .leftJoin('meeting as m', 'm.id', 'p.meeting_id')
    .select(['p.id', 'p.title', 'p.kind', 'p.meeting_id', 'm.title as meeting', 'm.starts_at'])
    .where('p.id', 'in', ids.length === 0 ? [0] : [...ids])
    .where('p.state', '<>', 'withdrawn')
    .execute();
}

/** People named for a venue of the paper's meeting, by the venue's name in protocol order. */
export async function venuePeople(db: Db, paperId: number) {
  const rows = await db
    .selectFrom('paper as p')
    .innerJoin('attendee as a', 'a.meeting_id', 'p.meeting_id')
    .innerJoin('venue as v', 'v.id', 'a.venue_id')
    .select(['v.name as venue', 'a.user_id'])
    .where('p.id', '=', paperId)
    .where('a.user_id', 'is not', null)
    .orderBy('v.sort')
    .orderBy('a.sort')
    .execute();
  return rows.flatMap(({ venue, user_id }) => (user_id === null ? [] : [{ venue, user_id }]));
}

/** Drafts of who speaks no more are withdrawn, unless somebody has worked on them. */
export async function withdrawOrphans(
  trx: Db,
  meetingId: number,
  kinds: readonly PaperKind[],
  papers: readonly Pick<ComposedPaper, 'kind' | 'subject'>[],
): Promise<void> {
  const drafts = await trx
    .selectFrom('paper as p')
    .select(['p.id', 'p.kind', 'p.subject'])
    .where('p.meeting_id', '=', meetingId)
    .where('p.state', '=', 'draft')
    .where('p.kind', 'in', [...kinds])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('document_edit as e')
            .select('e.id')
            .where('e.owner_kind', '=', 'paper')
            .whereRef('e.owner_id', '=', 'p.id'),
        ),
      ),
    )
    .execute();
  const orphans = drafts.filter(
    (draft) => !papers.some(({ kind, subject }) => kind === draft.kind && subject === draft.subject),
  );
  if (orphans.length === 0) return;
  await trx
    .updateTable('paper')
    .set({ state: 'withdrawn' })
    .where(
      'id',
      'in',
      orphans.map(({ id }) => id),
    )
    .execute();
}
