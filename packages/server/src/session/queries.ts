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
  readonly role_given_at: Date | null;
  readonly password_hash: string;
  readonly password_changed_at: Date | null;
  readonly must_change_password: boolean;
  readonly totp_secret: string | null;
  readonly totp_since: Date | null;
  readonly disabled: boolean;
  readonly failed_count: number;
  readonly locked_until: Date | null;
  readonly last_sign_in_at: Date | null;
  readonly created_at: Date;
  readonly scope: readonly ScopeEntry[];
}

function withRole<T extends { role: string }>(row: T): T & { role: RoleName } {
  const role = roleNames.find((name) => name === row.role);
  if (role === undefined) throw new Error(`unknown role ${row.role}`);
  return { ...row, role };
}

/** The entries of a user's scope as one JSON value. */
function scopeEntries(userId: string) {
  return sql<ScopeEntry[]>`coalesce((
    select json_agg(json_build_object('kind', user_scope.kind, 'key', user_scope.key) order by user_scope.kind, user_scope.key)
    from user_scope where user_scope.user_id = ${sql.ref(userId)}), '[]'::json)`;
}

const users = (db: Db) =>
  db.selectFrom('app_user').selectAll().select(scopeEntries('app_user.id').as('scope'));

/** Logins are compared as written, letter by letter. */
export async function findUserByLogin(db: Db, login: string): Promise<UserRow | null> {
  const row = await users(db).where('login', '=', login).executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** Locked until the transaction ends. */
export async function lockUser(trx: Db, id: number): Promise<UserRow | null> {
  const row = await users(trx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

export async function allUsers(db: Db): Promise<UserRow[]> {
  const rows = await users(db).orderBy('disabled').orderBy('id').limit(20_000).execute();
  return rows.map(withRole);
}

export async function countUsers(db: Db): Promise<number> {
  const row = await db
    .selectFrom('app_user')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Users of a role who can sign in, locked so that two changes cannot remove the last two at once. */
export async function lockHolders(trx: Db, role: RoleName): Promise<number[]> {
  const rows = await trx
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', role)
    .where('disabled', '=', false)
    .where('role_given_at', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Whether the code is a city's or a county's that is managed here; null: neither. */
export async function managedLevel(db: Db, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('region')
    .select('level')
    .where('code', '=', code)
    .where('managed', '=', true)
    .executeTakeFirst();
  return row?.level ?? null;
}

/** One mistake more; at the limit the account locks. A lock that has run out begins a new count. Returns the count. */
export async function countFailure(
  db: Db,
  id: number,
  limit: number,
  now: Date,
  lockedUntil: Date,
): Promise<number> {
  const row = await db
    .updateTable('app_user')
    .set((eb) => {
      const count = sql<number>`case when ${eb('locked_until', '<=', now)} then 1 else ${eb.ref('failed_count')} + 1 end`;
      return {
        failed_count: count,
        locked_until: sql<Date | null>`case when ${count} >= ${limit} then ${lockedUntil}::timestamptz
          when ${eb('locked_until', '<=', now)} then null else ${eb.ref('locked_until')} end`,
      };
    })
    .where('id', '=', id)
    .returning('failed_count')
    .executeTakeFirstOrThrow();
  return row.failed_count;
}

export async function clearFailures(db: Db, id: number): Promise<void> {
  await db
    .updateTable('app_user')
    .set({ failed_count: 0, locked_until: null })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('failed_count', '>', 0), eb('locked_until', 'is not', null)]))
    .execute();
}

/** A live session with its user, the security policy and, while acting for somebody, that person; by the token's hash. */
export async function findSession(db: Db, tokenHash: Buffer, now: Date) {
  const row = await db
    .selectFrom('session')
    .innerJoin('app_user', 'app_user.id', 'session.user_id')
    .leftJoin('delegation', (join) =>
      join
        .onRef('delegation.id', '=', 'session.delegation_id')
        .onRef('delegation.deputy_id', '=', 'session.user_id')
        .on('delegation.ended_at', 'is', null)
        .on('delegation.valid_from', '<=', now)
        .on('delegation.valid_to', '>', now),
    )
    .leftJoin('app_user as principal', (join) =>
      join
        .onRef('principal.id', '=', 'delegation.principal_id')
        .on('principal.disabled', '=', false)
        .on('principal.role_given_at', 'is not', null),
    )
    .select([
      'app_user.id',
      'app_user.login',
      'app_user.display_name',
      'app_user.post',
      'app_user.role',
      'app_user.region_code',
      'app_user.must_change_password',
      'app_user.password_changed_at',
      'app_user.created_at as user_created_at',
      'app_user.totp_since',
      'session.id as session_id',
      'session.method',
      'session.created_at',
      'session.expires_at',
      'session.last_seen_at',
      'delegation.id as delegation_id',
      'principal.id as principal_id',
      'principal.login as principal_login',
      'principal.display_name as principal_name',
      'principal.post as principal_post',
      'principal.role as principal_role',
      'principal.region_code as principal_region',
      scopeEntries('app_user.id').as('scope'),
      scopeEntries('principal.id').as('principal_scope'),
      sql<unknown>`(select setting.value from setting where setting.key = 'security.policy')`.as('policy'),
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.expires_at', '>', now)
    .where('app_user.disabled', '=', false)
    .where('app_user.role_given_at', 'is not', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { principal_id, principal_role, delegation_id } = row;
  const acting =
    principal_id === null || principal_role === null || delegation_id === null
      ? null
      : {
          delegation: delegation_id,
          id: principal_id,
          login: row.principal_login ?? '',
          displayName: row.principal_name ?? '',
          post: row.principal_post ?? '',
          ...withRole({ role: principal_role }),
          regionCode: row.principal_region,
          scope: row.principal_scope,
        };
  return { ...withRole(row), acting };
}

/** Remove a user's sessions, all or all but one. */
export async function endSessions(trx: Db, userId: number, except: Buffer | null): Promise<void> {
  let query = trx.deleteFrom('session').where('user_id', '=', userId);
  if (except !== null) query = query.where('token_hash', '!=', except);
  await query.execute();
  await trx.deleteFrom('sign_in_step').where('user_id', '=', userId).execute();
}
