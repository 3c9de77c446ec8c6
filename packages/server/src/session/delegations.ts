import { AppError, type Delegation, isAdministrator } from '@qingzhang/contract';
import { addDays, daysBetween } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { findUserByLogin } from './queries.ts';
import type { OpenSession } from './service.ts';

/** Longest a delegation holds: longer absences are a change of duty, with a hand-over. */
export const DELEGATION_DAYS = 92;

/** From the first Beijing day to the end of the last. */
export interface DelegationDraft {
  readonly principal: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);

/** Let somebody act for somebody. Administrators have no deputies and are none; nobody passes on what was lent. */
export async function createDelegation(db: Db, draft: DelegationDraft, call: Call): Promise<Delegation> {
  if (call.actor.actingFor !== null) {
    throw new AppError('permission.denied', { permission: 'delegations.own' });
  }
  return transaction(db, async (trx) => {
    const [principal, deputy] = [
      await findUserByLogin(trx, draft.principal),
      await findUserByLogin(trx, draft.deputy),
    ];
    if (principal === null) throw new AppError('user.notFound', { login: draft.principal });
    if (deputy === null) throw new AppError('user.notFound', { login: draft.deputy });
    const days = draft.from <= draft.to ? daysBetween(draft.from, draft.to) + 1 : 0;
    const end = midnight(addDays(draft.to, 1));
    const possible =
      principal.id !== deputy.id &&
      [principal, deputy].every(
        (one) => !one.disabled && one.role_given_at !== null && !isAdministrator(one.role),
      ) &&
      days >= 1 &&
      days <= DELEGATION_DAYS &&
      end > call.at;
    if (!possible) throw new AppError('delegation.invalid', { login: draft.deputy });
    const { id } = await trx
      .insertInto('delegation')
      .values({
        principal_id: principal.id,
        deputy_id: deputy.id,
        valid_from: midnight(draft.from),
        valid_to: end,
        reason: draft.reason,
        created_by: call.actor.id,
        created_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, call, {
      action: 'delegation.create',
      objectType: 'delegation',
      objectId: id,
      detail: { ...draft },
    });
    return one(trx, id, call.at);
  });
}

/** End a delegation; with `userId` only one by or to that user. Sessions that use it are back with themselves at once. */
export async function endDelegation(
  db: Db,
  id: number,
  userId: number | null,
  call: Call,
): Promise<Delegation> {
  return transaction(db, async (trx) => {
    let query = trx
      .updateTable('delegation')
      .set({ ended_at: call.at, ended_by: call.actor.id })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('valid_to', '>', call.at);
    if (userId !== null) {
      query = query.where((eb) => eb.or([eb('principal_id', '=', userId), eb('deputy_id', '=', userId)]));
    }
    const result = await query.executeTakeFirst();
    if (Number(result.numUpdatedRows) === 0) throw new AppError('delegation.notInForce', { id });
    await audit(trx, call, { action: 'delegation.end', objectType: 'delegation', objectId: id });
    return one(trx, id, call.at);
  });
}

/** Delegations by and to one user, or all; the newest first. */
export async function listDelegations(db: Db, now: Date, userId: number | null): Promise<Delegation[]> {
  let query = delegations(db).orderBy('delegation.id', 'desc').limit(5000);
  if (userId !== null) {
    query = query.where((eb) =>
      eb.or([eb('delegation.principal_id', '=', userId), eb('delegation.deputy_id', '=', userId)]),
    );
  }
  return (await query.execute()).map((row) => delegationOf(row, now));
}

/** Act for somebody, or (null) for oneself again; both names are written down. */
export async function actFor(
  db: Db,
  open: OpenSession,
  delegation: number | null,
  call: Call,
): Promise<void> {
  await transaction(db, async (trx) => {
    if (delegation !== null) {
      const row = await trx
        .selectFrom('delegation')
        .innerJoin('app_user as principal', 'principal.id', 'delegation.principal_id')
        .select('delegation.id')
        .where('delegation.id', '=', delegation)
        .where('delegation.deputy_id', '=', open.userId)
        .where('delegation.ended_at', 'is', null)
        .where('delegation.valid_from', '<=', call.at)
        .where('delegation.valid_to', '>', call.at)
        .where('principal.disabled', '=', false)
        .executeTakeFirst();
      if (row === undefined) throw new AppError('delegation.notInForce', { id: delegation });
    }
    await trx
      .updateTable('session')
      .set({ delegation_id: delegation })
      .where('token_hash', '=', open.tokenHash)
      .execute();
    await audit(trx, call, {
      action: delegation === null ? 'session.actForSelf' : 'session.actFor',
      objectType: 'delegation',
      objectId: delegation ?? open.delegation,
    });
  });
}

function delegations(db: Db) {
  return db
    .selectFrom('delegation')
    .innerJoin('app_user as principal', 'principal.id', 'delegation.principal_id')
    .innerJoin('app_user as deputy', 'deputy.id', 'delegation.deputy_id')
    .leftJoin('app_user as creator', 'creator.id', 'delegation.created_by')
    .selectAll('delegation')
    .select([
      'principal.login as principal_login',
      'principal.display_name as principal_name',
      'principal.post as principal_post',
      'deputy.login as deputy_login',
      'deputy.display_name as deputy_name',
      'deputy.post as deputy_post',
      sql<string>`coalesce(creator.post, 'system')`.as('creator_post'),
    ]);
}

async function one(db: Db, id: number, now: Date): Promise<Delegation> {
  return delegationOf(await delegations(db).where('delegation.id', '=', id).executeTakeFirstOrThrow(), now);
}

type Row = Awaited<ReturnType<ReturnType<typeof delegations>['executeTakeFirstOrThrow']>>;

function delegationOf(row: Row, now: Date): Delegation {
  const state =
    row.ended_at !== null
      ? 'ended'
      : row.valid_to <= now
        ? 'over'
        : row.valid_from > now
          ? 'coming'
          : 'active';
  return {
    id: row.id,
    principal: {
      id: row.principal_id,
      login: row.principal_login,
      displayName: row.principal_name,
      post: row.principal_post,
    },
    deputy: {
      id: row.deputy_id,
      login: row.deputy_login,
      displayName: row.deputy_name,
      post: row.deputy_post,
    },
    from: row.valid_from.toISOString(),
    to: row.valid_to.toISOString(),
    reason: row.reason,
    createdBy: row.creator_post,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    state,
  };
}
