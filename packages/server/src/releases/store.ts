/** All SQL of the releases. */
import { PaperFigure, Release, ReviewStage } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '../platform/database/schema.gen.ts';
import type { Db } from '../platform/database/transaction.ts';

/** A release without its document. */
export type ReleaseRow = Omit<Selectable<DB['release']>, 'model' | 'figures' | 'state'> & {
  readonly state: Release['state'];
  readonly meeting_title: string | null;
};

const State = Release.shape.state;
const columns = [
  'id',
  'meeting_id',
  'title',
  'state',
  'source',
  'reprint',
  'revision',
  'round',
  'authors',
  'as_of',
  'drafted_at',
  'embargo_until',
  'published_at',
  'published_by',
  'published_post',
  'withdrawn_at',
  'withdrawn_reason',
  'simulated',
  'created_by',
  'created_post',
  'created_at',
] as const;

function rows(db: Db) {
  return db
    .selectFrom('release as r')
    .leftJoin('meeting as m', 'm.id', 'r.meeting_id')
    .select([...columns.map((column) => `r.${column}` as const), 'm.title as meeting_title']);
}

/** The newest first. */
export async function listReleaseRows(db: Db): Promise<ReleaseRow[]> {
  const found = await rows(db).orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(1000).execute();
  return found.map((row) => ({ ...row, state: State.parse(row.state) }));
}

/** One; `hold` locks it until the transaction ends. */
export async function findReleaseRow(db: Db, id: number, hold = false): Promise<ReleaseRow | null> {
  if (hold) await db.selectFrom('release').select('id').where('id', '=', id).forUpdate().execute();
  const row = await rows(db).where('r.id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...row, state: State.parse(row.state) };
}

/** The release of a meeting that was not withdrawn. */
export async function releaseOfMeeting(db: Db, meetingId: number, hold = false): Promise<ReleaseRow | null> {
  const row = await db
    .selectFrom('release')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirst();
  return row === undefined ? null : findReleaseRow(db, row.id, hold);
}

/** The document as composed, and what its texts may refer to. */
export interface ReleaseContent {
  readonly model: DocumentModel;
  readonly figures: readonly PaperFigure[];
}

export async function releaseContent(db: Db, id: number): Promise<ReleaseContent> {
  const row = await db
    .selectFrom('release')
    .select(['model', 'figures'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  // Written by the drafting alone, in this very shape.
  return { model: row.model as object as DocumentModel, figures: z.array(PaperFigure).parse(row.figures) };
}

/** A review as it is kept. */
export interface ReviewRow {
  readonly round: number;
  readonly stage: ReviewStage;
  readonly verdict: 'pass' | 'return';
  readonly opinion: string;
  readonly revision: number;
  readonly people: readonly number[];
  readonly post: string;
  readonly actingFor: string | null;
  readonly accepted: readonly string[];
  readonly at: Date;
}

/** Reviews by release, in their order. */
export async function reviewRows(db: Db, ids: readonly number[]): Promise<Map<number, ReviewRow[]>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('release_review')
    .selectAll()
    .where('release_id', 'in', [...ids])
    .orderBy('id')
    .execute();
  const reviews = found.map((row) => ({
    release: row.release_id,
    round: row.round,
    stage: ReviewStage.parse(row.stage),
    verdict: row.verdict === 'pass' ? ('pass' as const) : ('return' as const),
    opinion: row.opinion,
    revision: row.revision,
    people: row.reviewed_people,
    post: row.reviewed_post,
    actingFor: row.acting_for,
    accepted: row.accepted,
    at: row.reviewed_at,
  }));
  return Map.groupBy(reviews, ({ release }) => release);
}

/** Who wrote a text, with those who now join them. */
export const withAuthors = (people: readonly number[]) =>
  sql<
    number[]
  >`(select coalesce(array_agg(distinct one order by one), '{}') from unnest(authors || ${[...people]}::integer[]) as one)`;

/** 新闻稿's public copy that stands. */
export async function publicationOf(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { id: number; slug: string; revision: number | null }>> {
  if (ids.length === 0) return new Map();
  const found = await db
    .selectFrom('publication')
    .select(['id', 'slug', 'source_id', 'source_revision'])
    .where('kind', '=', 'release')
    .where('source_id', 'in', [...ids])
    .where('withdrawn_at', 'is', null)
    .execute();
  return new Map(
    found.flatMap(({ id, slug, source_id, source_revision }) =>
      source_id === null ? [] : [[source_id, { id, slug, revision: source_revision }] as const],
    ),
  );
}
