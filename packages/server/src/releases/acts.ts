/** 送审、审校、退回: what is done with a release before it is published. */
import { AppError, type ReviewStage } from '@qingzhang/contract';
import { refusalOf, waitingStages } from '@qingzhang/domain';
import { type Call, personIds } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { requirePermission } from '../platform/policy.ts';
import { checkRow } from './findings.ts';
import { tell } from './messages.ts';
import { publicationOf, type ReleaseRow, reviewRows, withAuthors } from './store.ts';
import { isReviewed, requireRelease, requireSafe } from './view.ts';

const refused = (row: Pick<ReleaseRow, 'state'>): AppError =>
  new AppError('thing.conflict', { what: 'release', state: row.state });

/** Change source, reprint statement or embargo. The first two are text: reviews of the text before go stale. */
export async function patchRelease(
  db: Db,
  call: Call,
  id: number,
  input: {
    readonly revision: number;
    readonly source?: string | undefined;
    readonly reprint?: string | undefined;
    readonly embargoUntil?: string | null | undefined;
  },
): Promise<void> {
  requirePermission(call.actor, 'releases.write');
  await transaction(db, async (trx) => {
    const row = await requireRelease(trx, id, true);
    if (row.state === 'withdrawn') throw refused(row);
    if (row.revision !== input.revision) throw new AppError('document.changed', { title: row.title });
    const { source = row.source, reprint = row.reprint } = input;
    const text = source !== row.source || reprint !== row.reprint;
    const embargo = input.embargoUntil === undefined ? row.embargo_until : instant(input.embargoUntil);
    // What is out cannot be locked again: it is withdrawn.
    if (row.state === 'published' && embargo?.getTime() !== row.embargo_until?.getTime()) throw refused(row);
    await trx
      .updateTable('release')
      .set((eb) => ({
        source,
        reprint,
        embargo_until: embargo,
        ...(text
          ? {
              revision: eb('revision', '+', 1),
              authors: withAuthors(personIds(call.actor)),
              ...(row.state === 'approved' ? { state: 'review' } : {}),
            }
          : {}),
      }))
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'release.change',
      objectType: 'release',
      objectId: id,
      detail: { source, reprint, embargoUntil: embargo?.toISOString() ?? null },
    });
  });
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** 送审: from the hands of who writes into those of who review. An approved one is handed in for another round. */
export async function submitRelease(db: Db, call: Call, id: number): Promise<void> {
  requirePermission(call.actor, 'releases.write');
  await transaction(db, async (trx) => {
    const row = await requireRelease(trx, id, true);
    if (row.state !== 'draft' && row.state !== 'approved') throw refused(row);
    const again = row.state === 'approved';
    await trx
      .updateTable('release')
      .set((eb) => ({ state: 'review', ...(again ? { round: eb('round', '+', 1) } : {}) }))
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'release.submit',
      objectType: 'release',
      objectId: id,
      detail: { revision: row.revision, round: row.round + (again ? 1 : 0) },
    });
    await tell(trx, call, 'release.review', row);
  });
}

/** What a reviewer says. */
export interface ReviewInput {
  readonly stage: ReviewStage;
  readonly verdict: 'pass' | 'return';
  readonly opinion: string;
  /** Of the text that was read. */
  readonly revision: number;
  readonly accepted: readonly string[];
}

/**
 * One review or proof-reading. Returned with an opinion, the text goes back to who writes it and another round begins. The
 * last one passes only what nothing stops any more and whose questions are answered (`release.stopped`).
 */
export async function reviewRelease(db: Db, call: Call, id: number, input: ReviewInput): Promise<void> {
  requirePermission(call.actor, 'releases.review');
  await transaction(db, async (trx) => {
    const row = await requireRelease(trx, id, true);
    const publication = (await publicationOf(trx, [id])).get(id) ?? null;
    const changed = publication !== null && publication.revision !== row.revision;
    if (!isReviewed(row, changed)) throw refused(row);
    if (row.revision !== input.revision) throw new AppError('document.changed', { title: row.title });
    const reviews = (await reviewRows(trx, [id])).get(id) ?? [];
    const people = personIds(call.actor);
    const text = { round: row.round, revision: row.revision, authors: row.authors, reviews };
    const refusal = refusalOf(text, input.stage, people);
    if (refusal === 'order') {
      throw new AppError('release.notReviewed', { waiting: waitingStages(text) });
    }
    if (refusal !== null) throw new AppError('release.sameReviewer', { stage: input.stage });
    if (input.verdict === 'return' && input.opinion.length < 2) {
      throw new AppError('thing.invalid', { what: 'reason', reason: '请写明意见 · say why' });
    }
    const left = waitingStages(text).length;
    const checked = await checkRow(trx, row);
    const questions = new Set(
      checked.findings.map(({ code, excerpt }) => `${code}|${excerpt}`.slice(0, 400)),
    );
    const accepted = input.accepted.filter((key) => questions.has(key));
    if (input.verdict === 'pass' && left === 1) requireSafe(checked, accepted);
    await trx
      .insertInto('release_review')
      .values({
        release_id: id,
        round: row.round,
        stage: input.stage,
        verdict: input.verdict,
        opinion: input.opinion,
        revision: row.revision,
        reviewed_by: call.actor.id,
        reviewed_people: [...people],
        reviewed_post: call.actor.post,
        acting_for: call.actor.actingFor?.post ?? null,
        accepted: [...accepted],
        reviewed_at: call.at,
      })
      .execute();
    await audit(trx, call, {
      action: `release.${input.verdict}`,
      objectType: 'release',
      objectId: id,
      detail: { ...input, accepted, round: row.round },
    });
    if (input.verdict === 'return') {
      await trx
        .updateTable('release')
        .set((eb) => ({
          round: eb('round', '+', 1),
          ...(row.state === 'published' ? {} : { state: 'draft' }),
        }))
        .where('id', '=', id)
        .execute();
      await tell(trx, call, 'release.returned', row, input.opinion);
    } else if (left === 1) {
      if (row.state !== 'published') {
        await trx.updateTable('release').set({ state: 'approved' }).where('id', '=', id).execute();
      }
      await tell(trx, call, 'release.approved', row);
    }
  });
}
