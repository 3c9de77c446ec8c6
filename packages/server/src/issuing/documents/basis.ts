/**
 * 随数更新: what live drafts were made from, as a digest. Where the present one differs, the draft is made anew in the
 * background; asked for once, however many look at it meanwhile.
 */
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { JobType } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';

/** What follows its figures: the papers of a meeting together, a bulletin. */
export interface LiveOwner {
  readonly kind: 'meeting' | 'bulletin';
  readonly id: number;
}

/** A renewal that was asked for and did not come is asked for again after this. */
const ASKED_AGAIN_MS = 120_000;

/** The digest that the drafts were made from or last compared with; null: never. */
export async function keptBasis(db: Db, owner: LiveOwner): Promise<string | null> {
  const row = await db
    .selectFrom('draft_basis')
    .select('basis')
    .where('owner_kind', '=', owner.kind)
    .where('owner_id', '=', owner.id)
    .executeTakeFirst();
  return row?.basis ?? null;
}

/** Note what the drafts are made from now. The digest must have been read before the facts were. */
export async function keepBasis(trx: Db, owner: LiveOwner, basis: string, at: Date): Promise<void> {
  await trx
    .insertInto('draft_basis')
    .values({ owner_kind: owner.kind, owner_id: owner.id, basis, checked_at: at })
    .onConflict((conflict) =>
      conflict.columns(['owner_kind', 'owner_id']).doUpdateSet({ basis, checked_at: at, asked: null }),
    )
    .execute();
}

/**
 * Whether the drafts are behind their figures. Then the renewal is asked for: a job, so that whoever opens the page does
 * not wait for it.
 */
export async function askWhereBehind<T>(
  { db, jobs }: Pick<Platform, 'db' | 'jobs'>,
  owner: LiveOwner,
  basis: string,
  at: Date,
  job: { readonly type: JobType<T>; readonly data: T },
): Promise<boolean> {
  if ((await keptBasis(db, owner)) === basis) return false;
  await transaction(db, async (trx) => {
    const asked = await trx
      .insertInto('draft_basis')
      .values({ owner_kind: owner.kind, owner_id: owner.id, asked: basis, asked_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['owner_kind', 'owner_id'])
          .doUpdateSet({ asked: basis, asked_at: at })
          .where((eb) =>
            eb.or([
              eb('draft_basis.asked', 'is distinct from', basis),
              eb('draft_basis.asked_at', '<', new Date(at.getTime() - ASKED_AGAIN_MS)),
            ]),
          ),
      )
      .returning('owner_id')
      .executeTakeFirst();
    if (asked !== undefined) await jobs.enqueue(trx, job.type, job.data);
  });
  return true;
}
