/** 发布、更正、撤稿: what goes before the public, what is set right, what is taken down. */
import { AppError, type Publication } from '@qingzhang/contract';
import { officialDate } from '@qingzhang/documents';
import { waitingStages } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { checkRow } from '../findings.ts';
import { tell } from '../messages.ts';
import { type ReleaseRow, reviewRows } from '../store.ts';
import { requireRelease, requireSafe } from '../view.ts';
import { bulletinSource, type PublicSource, rankingSource, releaseSource } from './sources.ts';
import {
  drawCopy,
  findPublication,
  insertCopy,
  type PublicationRow,
  publicationView,
  replaceCopy,
} from './store.ts';

const refused = (what: string, state: string) => new AppError('thing.conflict', { what, state });

/** All six of the present text and round are there, and nothing stops it. */
async function requireReviewed(db: Db, row: ReleaseRow): Promise<void> {
  const reviews = (await reviewRows(db, [row.id])).get(row.id) ?? [];
  const waiting = waitingStages({ round: row.round, revision: row.revision, reviews });
  if (waiting.length > 0) throw new AppError('release.notReviewed', { waiting });
  requireSafe(await checkRow(db, row));
}

/**
 * Publish an approved release: the public gets a whole copy, from its time lock on (embargo) where that lies ahead. Fails
 * with `release.notReviewed` or `release.stopped`.
 */
export async function publishRelease(platform: Platform, call: Call, id: number): Promise<void> {
  requirePermission(call.actor, 'releases.publish');
  const { db } = platform;
  const seen = await requireRelease(db, id);
  if (seen.state === 'published' || seen.state === 'withdrawn') throw refused('release', seen.state);
  await requireReviewed(db, seen);
  if (seen.state !== 'approved') throw refused('release', seen.state);
  const copy = await drawCopy(platform, await releaseSource(db, seen));
  await transaction(db, async (trx) => {
    const row = await requireRelease(trx, id, true);
    if (row.state !== 'approved') throw refused('release', row.state);
    if (row.revision !== seen.revision) throw new AppError('document.changed', { title: row.title });
    const from = row.embargo_until !== null && row.embargo_until > call.at ? row.embargo_until : call.at;
    const { slug } = await insertCopy(platform, trx, call, copy, from);
    await trx
      .updateTable('release')
      .set({
        state: 'published',
        published_at: from,
        published_by: call.actor.id,
        published_post: call.actor.post,
      })
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'release.publish',
      objectType: 'release',
      objectId: id,
      detail: { slug, revision: row.revision, from: from.toISOString() },
    });
    await tell(trx, call, 'release.published', row);
  });
}

/** 撤稿: a release at any stage; what is public of it leaves a tombstone. */
export async function withdrawRelease(
  platform: Platform,
  call: Call,
  id: number,
  reason: string,
): Promise<void> {
  requirePermission(call.actor, 'releases.publish');
  await transaction(platform.db, async (trx) => {
    // What is public before what it came from, as corrections and take-downs hold them.
    await trx
      .selectFrom('publication')
      .select('id')
      .where('kind', '=', 'release')
      .where('source_id', '=', id)
      .orderBy('id')
      .forUpdate()
      .execute();
    const row = await requireRelease(trx, id, true);
    if (row.state === 'withdrawn') throw refused('release', row.state);
    await writeWithdrawal(trx, call, row, reason);
    await trx
      .updateTable('publication')
      .set({ withdrawn_at: call.at, withdrawn_note: reason })
      .where('kind', '=', 'release')
      .where('source_id', '=', id)
      .where('withdrawn_at', 'is', null)
      .execute();
  });
}

async function writeWithdrawal(trx: Db, call: Call, row: ReleaseRow, reason: string): Promise<void> {
  await trx
    .updateTable('release')
    .set({ state: 'withdrawn', withdrawn_at: call.at, withdrawn_reason: reason })
    .where('id', '=', row.id)
    .execute();
  await audit(trx, call, {
    action: 'release.withdraw',
    objectType: 'release',
    objectId: row.id,
    detail: { from: row.state, reason },
  });
  await tell(trx, call, 'release.withdrawn', row, reason);
}

export async function publishBulletin(platform: Platform, call: Call, id: number): Promise<string> {
  requirePermission(call.actor, 'releases.publish');
  return publishSource(platform, call, await bulletinSource(platform, id));
}

export async function publishRanking(platform: Platform, call: Call, period: string): Promise<string> {
  requirePermission(call.actor, 'releases.publish');
  return publishSource(platform, call, await rankingSource(platform, period, call.at));
}

/** Publish what needs no reviews here: it was issued or closed. What is public already answers `thing.conflict`. */
async function publishSource(platform: Platform, call: Call, source: PublicSource): Promise<string> {
  if ((await standing(platform.db, source)) !== null) throw refused('publication', 'published');
  const copy = await drawCopy(platform, source);
  return transaction(platform.db, async (trx) => {
    // Two who publish at the same moment: the second finds it there.
    await sql`select pg_advisory_xact_lock(hashtext('publication'))`.execute(trx);
    if ((await standing(trx, source)) !== null) throw refused('publication', 'published');
    const { id, slug } = await insertCopy(platform, trx, call, copy, call.at);
    await audit(trx, call, {
      action: 'publication.publish',
      objectType: 'publication',
      objectId: id,
      detail: { kind: source.kind, slug },
    });
    return slug;
  });
}

async function standing(db: Db, { kind, sourceId, period }: PublicSource): Promise<number | null> {
  const query = db
    .selectFrom('publication')
    .select('id')
    .where('kind', '=', kind)
    .where('withdrawn_at', 'is', null);
  const row = await (sourceId === null
    ? query.where('period', '=', period)
    : query.where('source_id', '=', sourceId)
  ).executeTakeFirst();
  return row?.id ?? null;
}

/**
 * 更正: a new whole copy of what the source now says, with a note that stays. A release's changed text has to be reviewed
 * and proof-read again first.
 */
export async function correctPublication(
  platform: Platform,
  call: Call,
  id: number,
  note: string,
): Promise<Publication> {
  requirePermission(call.actor, 'releases.publish');
  const { db } = platform;
  const seen = await requireStanding(db, id);
  const copy = await drawCopy(platform, await sourceOf(platform, seen, call.at));
  return transaction(db, async (trx) => {
    const row = await requireStanding(trx, id, true);
    if (row.kind === 'release' && row.source_id !== null) {
      const release = await requireRelease(trx, row.source_id, true);
      if (release.revision !== copy.source.revision) {
        throw new AppError('document.changed', { title: release.title });
      }
      // Returned by a reader while the copy was drawn: the same text, and another round.
      if (release.revision !== row.source_revision) await requireReviewed(trx, release);
    }
    const dated = `${officialDate(beijingDay(call.at))}更正：${note}`;
    await replaceCopy(platform, trx, call, row, copy, dated);
    await audit(trx, call, {
      action: 'publication.correct',
      objectType: 'publication',
      objectId: id,
      detail: { note, revision: copy.source.revision },
    });
    return publicationView((await findPublication(trx, id)) ?? row);
  });
}

async function sourceOf(platform: Platform, row: PublicationRow, at: Date): Promise<PublicSource> {
  if (row.kind === 'ranking') return rankingSource(platform, row.period ?? '', at);
  if (row.source_id === null) throw new AppError('thing.notFound', { what: 'publication', id: row.id });
  if (row.kind === 'bulletin') return bulletinSource(platform, row.source_id);
  const release = await requireRelease(platform.db, row.source_id);
  if (release.revision !== row.source_revision) await requireReviewed(platform.db, release);
  return releaseSource(platform.db, release);
}

/** 撤稿 of anything public: a tombstone stays at its address. */
export async function withdrawPublication(
  platform: Platform,
  call: Call,
  id: number,
  note: string,
): Promise<Publication> {
  requirePermission(call.actor, 'releases.publish');
  return transaction(platform.db, async (trx) => {
    const row = await requireStanding(trx, id, true);
    await trx
      .updateTable('publication')
      .set({ withdrawn_at: call.at, withdrawn_note: note })
      .where('id', '=', id)
      .execute();
    if (row.kind === 'release' && row.source_id !== null) {
      const release = await requireRelease(trx, row.source_id, true);
      if (release.state !== 'withdrawn') await writeWithdrawal(trx, call, release, note);
    }
    await audit(trx, call, {
      action: 'publication.withdraw',
      objectType: 'publication',
      objectId: id,
      detail: { note },
    });
    return publicationView({ ...row, withdrawn_at: call.at });
  });
}

async function requireStanding(db: Db, id: number, hold = false): Promise<PublicationRow> {
  const row = await findPublication(db, id, hold);
  if (row === null) throw new AppError('thing.notFound', { what: 'publication', id });
  if (row.withdrawn_at !== null) throw refused('publication', 'withdrawn');
  return row;
}
