/** All SQL of the bulletins. */
import type { DocumentModel } from '@qingzhang/documents';
import type { Db } from '../platform/database/transaction.ts';
import type { BulletinFacts } from './compose/facts.ts';

/** A bulletin without its document. */
export interface BulletinRow {
  readonly id: number;
  readonly period: string;
  readonly title: string;
  readonly number: string | null;
  readonly state: 'draft' | 'issued';
  readonly asOf: Date;
  readonly closed: boolean;
  readonly simulated: boolean;
  /** Raised when the draft is made anew or edited. */
  readonly revision: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly issuedBy: string | null;
  readonly issuedAt: Date | null;
}

/** What is kept of a bulletin besides its row: the document as made, and the facts it was composed from. */
export interface BulletinContent {
  readonly model: DocumentModel;
  readonly facts: BulletinFacts;
  /** 机关代字 of its number to be. */
  readonly prefix: string;
  /** The version of the template whose words it has; 0: the shipped one. */
  readonly template: number;
}

const columns = [
  'id',
  'period',
  'title',
  'number',
  'state',
  'as_of',
  'closed',
  'simulated',
  'revision',
  'created_by',
  'created_at',
  'issued_by',
  'issued_at',
] as const;

/** Which bulletins may be seen: all, or the issued ones only. */
export interface Sight {
  readonly drafts: boolean;
}

/** The newest first. */
export async function listBulletinRows(db: Db, sight: Sight): Promise<BulletinRow[]> {
  let query = db
    .selectFrom('bulletin')
    .select(columns)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1000);
  if (!sight.drafts) query = query.where('state', '=', 'issued');
  return (await query.execute()).map(rowOf);
}

export async function findBulletinRow(db: Db, id: number, sight: Sight): Promise<BulletinRow | null> {
  let query = db.selectFrom('bulletin').select(columns).where('id', '=', id);
  if (!sight.drafts) query = query.where('state', '=', 'issued');
  const row = await query.executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

type Selected = {
  id: number;
  period: string;
  title: string;
  number: string | null;
  state: string;
  as_of: Date;
  closed: boolean;
  simulated: boolean;
  revision: number;
  created_by: string;
  created_at: Date;
  issued_by: string | null;
  issued_at: Date | null;
};

function rowOf(row: Selected): BulletinRow {
  return {
    id: row.id,
    period: row.period,
    title: row.title,
    number: row.number,
    state: row.state === 'issued' ? 'issued' : 'draft',
    asOf: row.as_of,
    closed: row.closed,
    simulated: row.simulated,
    revision: row.revision,
    createdBy: row.created_by,
    createdAt: row.created_at,
    issuedBy: row.issued_by,
    issuedAt: row.issued_at,
  };
}

/** Document and facts of a bulletin; `hold` keeps others from changing it until the transaction ends. */
export async function loadContent(db: Db, id: number, hold = false): Promise<BulletinContent | null> {
  let query = db.selectFrom('bulletin').select(['model', 'facts']).where('id', '=', id);
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  // Written by storeDraft, storeRenewed and storeIssued alone, in these very shapes.
  const model = row.model as object as DocumentModel;
  const { prefix, template = 0, ...facts } = row.facts as object as KeptFacts;
  return { model, facts, prefix, template };
}

/** What was issued before templates were used has the shipped words. */
type KeptFacts = BulletinFacts & { readonly prefix: string; readonly template?: number };

const keptFacts = ({ facts, prefix, template }: Omit<BulletinContent, 'model'>): string =>
  JSON.stringify({ ...facts, prefix, template } satisfies KeptFacts);

/** The document reads otherwise from now on. */
export async function raiseRevision(db: Db, id: number, title: string): Promise<void> {
  await db
    .updateTable('bulletin')
    .set((eb) => ({ title, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** What these bulletins are called. */
export async function titlesOf(db: Db, ids: readonly number[]): Promise<{ id: number; title: string }[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('bulletin').select(['id', 'title']).where('id', 'in', ids).execute();
}

/** A draft of the period: a new one, or in place of the draft there was. */
export async function storeDraft(
  db: Db,
  draft: Pick<BulletinRow, 'period' | 'asOf' | 'closed' | 'createdBy' | 'createdAt'> & BulletinContent,
): Promise<BulletinRow> {
  const content = {
    title: draft.model.title,
    as_of: draft.asOf,
    closed: draft.closed,
    model: JSON.stringify(draft.model),
    facts: keptFacts(draft),
    simulated: draft.model.simulated,
    created_by: draft.createdBy,
    created_at: draft.createdAt,
  };
  const row = await db
    .insertInto('bulletin')
    .values({ period: draft.period, state: 'draft', ...content })
    .onConflict((conflict) => conflict.column('period').where('state', '=', 'draft').doUpdateSet(content))
    .returning(columns)
    .executeTakeFirstOrThrow();
  return rowOf(row);
}

/** The draft reads otherwise: made anew by itself, still the one that somebody made. The caller holds it. */
export async function storeRenewed(
  db: Db,
  id: number,
  draft: Pick<BulletinRow, 'asOf' | 'closed'> & BulletinContent,
): Promise<void> {
  await db
    .updateTable('bulletin')
    .set({
      as_of: draft.asOf,
      closed: draft.closed,
      model: JSON.stringify(draft.model),
      facts: keptFacts(draft),
      simulated: draft.model.simulated,
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

/** The draft was compared with its figures as they are known now, and reads the same. */
export async function storeChecked(db: Db, id: number, asOf: Date): Promise<void> {
  await db
    .updateTable('bulletin')
    .set({ as_of: asOf })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .execute();
}

/** The draft becomes issued; null when it is not a draft (any more). */
export async function storeIssued(
  db: Db,
  id: number,
  issued: BulletinContent & {
    /** As people left it. */
    readonly title: string;
    readonly number: string;
    readonly issuedBy: string;
    readonly issuedAt: Date;
  },
): Promise<BulletinRow | null> {
  const row = await db
    .updateTable('bulletin')
    .set({
      state: 'issued',
      number: issued.number,
      title: issued.title,
      model: JSON.stringify(issued.model),
      facts: keptFacts(issued),
      issued_by: issued.issuedBy,
      issued_at: issued.issuedAt,
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .returning(columns)
    .executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}
