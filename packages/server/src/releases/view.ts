/** Releases as pages show them: posts, never persons; what each may do with them. */
import { AppError, type Lang, type Release, type ReviewStage } from '@qingzhang/contract';
import { isStale, refusalOf, releaseWords, reviewStages, unanswered, waitingStages } from '@qingzhang/domain';
import { type Actor, personIds } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import { type Checked, checkRow, sayFindings } from './findings.ts';
import {
  findReleaseRow,
  listReleaseRows,
  publicationOf,
  type ReleaseRow,
  type ReviewRow,
  reviewRows,
} from './store.ts';
import { checkedBlocks, releaseText, shownBlocks } from './text.ts';

type Listed = Omit<Release, 'findings' | 'blocks'>;

/** Under review: handed in and not yet through, or changed after it was published. */
export function isReviewed(row: ReleaseRow, changed: boolean): boolean {
  return row.state === 'review' || (row.state === 'published' && changed);
}

/** Stages that these people may do now. */
export const stagesFor = (
  row: ReleaseRow,
  reviews: readonly ReviewRow[],
  people: readonly number[],
): ReviewStage[] => {
  const text = { round: row.round, revision: row.revision, authors: row.authors, reviews };
  return reviewStages.filter((stage) => refusalOf(text, stage, people) === null);
};

function listed(
  actor: Actor,
  row: ReleaseRow,
  reviews: readonly ReviewRow[],
  publication: { readonly id: number; readonly slug: string; readonly revision: number | null } | null,
  words: number,
): Listed {
  const changed = publication !== null && publication.revision !== row.revision;
  const waiting = waitingStages({ round: row.round, revision: row.revision, reviews });
  const { state } = row;
  const writes = may(actor, 'releases.write');
  const publishes = may(actor, 'releases.publish');
  const reviewing = isReviewed(row, changed);
  return {
    id: row.id,
    meeting: row.meeting_id === null ? null : { id: row.meeting_id, title: row.meeting_title ?? '' },
    title: row.title,
    state,
    source: row.source,
    reprint: row.reprint,
    revision: row.revision,
    round: row.round,
    embargoUntil: row.embargo_until?.toISOString() ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    publishedPost: row.published_post,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    withdrawnReason: row.withdrawn_reason,
    simulated: row.simulated,
    words,
    createdPost: row.created_post,
    createdAt: row.created_at.toISOString(),
    reviews: reviews.map((review) => ({
      round: review.round,
      stage: review.stage,
      verdict: review.verdict,
      opinion: review.opinion,
      post: review.post,
      actingFor: review.actingFor,
      at: review.at.toISOString(),
      stale: review.round !== row.round || isStale(review, row.revision),
    })),
    waiting: state === 'withdrawn' ? [] : waiting,
    publication: publication === null ? null : { id: publication.id, slug: publication.slug, changed },
    can: {
      edit: writes && state !== 'withdrawn',
      submit: writes && (state === 'draft' || state === 'approved'),
      review: reviewing && may(actor, 'releases.review') ? stagesFor(row, reviews, personIds(actor)) : [],
      publish: publishes && state === 'approved',
      withdraw: publishes && state !== 'withdrawn',
      correct: publishes && state === 'published' && changed && waiting.length === 0,
    },
  };
}

/** All releases, the newest first. */
export async function listReleases(db: Db, actor: Actor): Promise<Listed[]> {
  const rows = await listReleaseRows(db);
  const ids = rows.map(({ id }) => id);
  const [reviews, publications] = await Promise.all([reviewRows(db, ids), publicationOf(db, ids)]);
  const words = new Map<number, number>();
  for (const row of rows) words.set(row.id, releaseWords(checkedBlocks(await releaseText(db, row))));
  return rows.map((row) =>
    listed(actor, row, reviews.get(row.id) ?? [], publications.get(row.id) ?? null, words.get(row.id) ?? 0),
  );
}

/** Ended meetings with a record and without a release. */
export async function meetingsWithout(db: Db): Promise<{ id: number; title: string }[]> {
  return db
    .selectFrom('meeting as m')
    .select(['m.id', 'm.title'])
    .where('m.state', 'in', ['ended', 'followed'])
    .where((eb) =>
      eb.and([
        eb.exists(
          eb
            .selectFrom('record_line as l')
            .select('l.id')
            .whereRef('l.meeting_id', '=', 'm.id')
            .where('l.state', '<>', 'void'),
        ),
        eb.not(
          eb.exists(
            eb
              .selectFrom('release as r')
              .select('r.id')
              .whereRef('r.meeting_id', '=', 'm.id')
              .where('r.state', '<>', 'withdrawn'),
          ),
        ),
      ]),
    )
    .orderBy('m.starts_at', 'desc')
    .limit(50)
    .execute();
}

/** One release with its text and what the checks say, or `thing.notFound`. */
export async function getRelease(db: Db, actor: Actor, id: number, lang: Lang): Promise<Release> {
  const row = await requireRelease(db, id);
  const [reviews, publications, checked, model] = await Promise.all([
    reviewRows(db, [id]),
    publicationOf(db, [id]),
    checkRow(db, row),
    releaseText(db, row),
  ]);
  return {
    ...listed(actor, row, reviews.get(id) ?? [], publications.get(id) ?? null, checked.words),
    findings: sayFindings(checked, lang),
    blocks: shownBlocks(model),
  };
}

export async function requireRelease(db: Db, id: number, hold = false): Promise<ReleaseRow> {
  const row = await findReleaseRow(db, id, hold);
  if (row === null) throw new AppError('thing.notFound', { what: 'release', id });
  return row;
}

/** Refuse while anything stops the text, or something asked was not accepted by a reviewer. */
export function requireSafe(checked: Checked, also: readonly string[] = []): void {
  const accepted = new Set([...checked.accepted, ...also]);
  const open = [
    ...checked.findings.filter(({ severity }) => severity === 'stop'),
    ...unanswered(checked.findings, accepted),
  ];
  if (open.length === 0) return;
  const said = sayFindings({ ...checked, findings: open }, 'zh').map(({ text }) => text);
  throw new AppError('release.stopped', { findings: said });
}
