import type { RoleName } from '@qingzhang/contract';
import { roleNames } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import type { ScopeEntry } from '../platform/policy.ts';

/** A user's row, with the role checked. */
export interface UserRow {
  readonly id: number;
  readonly login: string;
  readonly display_name: string;
  readonly post: string;
  readonly role: RoleName;
  readonly region_code: string | null;
  readonly password_hash: string;
  readonly disabled: boolean;
  readonly failed_count: number;
  readonly locked_until: Date | null;
  readonly created_at: Date;
}

function withRole<T extends { role: string }>(row: T): T & { role: RoleName } {
  const role = roleNames.find((name) => name === row.role);
  if (role === undefined) throw new Error(`unknown role ${row.role}`);
  return { ...row, role };
}

/** Logins are compared as written, letter by letter. */
export async function findUserByLogin(db: Db, login: string): Promise<UserRow | null> {
  const row = await db.selectFrom('app_user').selectAll().where('login', '=', login).executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** Locked until the transaction ends. */
export async function lockUser(trx: Db, id: number): Promise<UserRow | null> {
  const row = await trx
    .selectFrom('app_user')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

export async function allUsers(db: Db): Promise<UserRow[]> {
  const rows = await db
    .selectFrom('app_user')
    .selectAll()
    .orderBy('disabled')
    .orderBy('id')
    .limit(2000)
    .execute();
  return rows.map(withRole);
}

export async function countUsers(db: Db): Promise<number> {
  const row = await db
    .selectFrom('app_user')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Administrators who can sign in, locked so that two changes cannot remove the last two at once. */
export async function lockAdministrators(trx: Db): Promise<number[]> {
  const rows = await trx
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Whether the code is a city's or a county's that is managed here. */
export async function managedLevel(db: Db, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('region')
    .select('level')
    .where('code', '=', code)
    .where('managed', '=', true)
    .executeTakeFirst();
  return row?.level ?? null;
}

/** One wrong password more; at the limit the account locks. Returns the count. */
export async function countFailure(db: Db, id: number, limit: number, lockedUntil: Date): Promise<number> {
  const row = await db
    .updateTable('app_user')
    .set((eb) => ({
      failed_count: eb('failed_count', '+', 1),
      locked_until: eb
        .case()
        .when(eb('failed_count', '+', 1), '>=', limit)
        .then(lockedUntil)
        .else(eb.ref('locked_until'))
        .end(),
    }))
    .where('id', '=', id)
    .returning('failed_count')
    .executeTakeFirstOrThrow();
  return row.failed_count;
}

/** A live session with its user and, while acting for somebody, that person; by the token's hash. */
export async function findSession(db: Db, tokenHash: Buffer, now: Date) {
  const row = await db
    .selectFrom('session')
    .innerJoin('app_user', 'app_user.id', 'session.user_id')
    .select([
      'app_user.id',
      'app_user.login',
      'app_user.display_name',
      'app_user.post',
      'app_user.role',
      'app_user.region_code',
      'app_user.must_change_password',
      'session.id as session_id',
      'session.created_at',
      'session.expires_at',
      'session.last_seen_at',
      'session.delegation_id',
      scopeEntries('app_user.id').as('scope'),
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', now)
    .where('app_user.disabled', '=', false)
    .executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** The entries of a user's scope as one JSON value. */
export function scopeEntries(userId: string) {
  return sql<ScopeEntry[]>`coalesce((
    select json_agg(json_build_object('kind', user_scope.kind, 'key', user_scope.key) order by user_scope.kind, user_scope.key)
    from user_scope where user_scope.user_id = ${sql.ref(userId)}), '[]'::json)`;
}

/** Remove a user's sessions, all or all but one. */
export async function endSessions(trx: Db, userId: number, except: Buffer | null): Promise<void> {
  let query = trx.deleteFrom('session').where('user_id', '=', userId);
  if (except !== null) query = query.where('token_hash', '!=', except);
  await query.execute();
}
