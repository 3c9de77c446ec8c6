/** 等审的稿: which releases wait for whom. */
import type { ReviewStage } from '@qingzhang/contract';
import { type Actor, personIds } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { may } from '../platform/policy.ts';
import { listReleaseRows, publicationOf, reviewRows } from './store.ts';
import { isReviewed, stagesFor } from './view.ts';

export interface WaitingRelease {
  readonly id: number;
  readonly title: string;
  readonly stage: ReviewStage | 'publish';
}

/**
 * Releases that this person's act is next for. Leaders do the final review (DIS-9.2: 三审三校), the office the other stages and
 * the publishing; who wrote a text, or did another review of it, is not asked.
 */
export async function releasesFor(db: Db, actor: Actor, leads: boolean): Promise<WaitingRelease[]> {
  if (!may(actor, 'releases.review')) return [];
  const rows = (await listReleaseRows(db)).filter(({ state }) => state !== 'draft' && state !== 'withdrawn');
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [reviews, publications] = await Promise.all([reviewRows(db, ids), publicationOf(db, ids)]);
  const people = personIds(actor);
  return rows.flatMap((row): WaitingRelease[] => {
    const { id, title, state } = row;
    if (state === 'approved') {
      return !leads && may(actor, 'releases.publish') ? [{ id, title, stage: 'publish' }] : [];
    }
    const publication = publications.get(id);
    if (!isReviewed(row, publication !== undefined && publication.revision !== row.revision)) return [];
    const stage = stagesFor(row, reviews.get(id) ?? [], people).find((one) => (one === 'final') === leads);
    return stage === undefined ? [] : [{ id, title, stage }];
  });
}
