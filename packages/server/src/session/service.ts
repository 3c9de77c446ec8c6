import { createHash, randomBytes } from 'node:crypto';
import {
  AppError,
  type AuditLine,
  type ManagedUser,
  type NewUser,
  type RoleName,
  type Session,
  type User,
  type UserChange,
} from '@qingzhang/contract';
import type { Actor, Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import type { Config } from '../platform/config/config.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { rolePermissions, type ScopeEntry, scopeFrom } from '../platform/policy.ts';
import { checkPassword, hashPassword, inventPassword, requireStrong } from './password.ts';
import {
  allUsers,
  countFailure,
  countUsers,
  endSessions,
  findSession,
  findUserByLogin,
  lockAdministrators,
  lockUser,
  managedLevel,
  type UserRow,
} from './queries.ts';

/** So many wrong passwords in a row lock an account … */
export const FAILURES_ALLOWED = 5;
/** … for so many minutes. */
export const LOCK_MINUTES = 15;
const MINUTE = 60_000;

/** Where a sign-in comes from; kept with the session. */
export interface Origin {
  readonly ip: string | null;
  readonly agent: string | null;
}

/** A session just begun: the token goes into the cookie and is kept nowhere else. */
export interface BegunSession {
  readonly token: string;
  readonly session: Session;
}

/** A request's session: who acts, until when, and which it is. */
export interface OpenSession {
  readonly actor: Actor;
  readonly expiresAt: Date;
  readonly tokenHash: Buffer;
}

type Hours = Pick<Config, 'sessionHours'>;

let dummyHash: Promise<string> | null = null;

/**
 * Sign in: `session.wrongPassword` (also for an unknown login, after the same time), `session.locked`,
 * `session.disabled` (told only to who knows the password).
 */
export async function beginSession(
  db: Db,
  config: Hours,
  input: { readonly login: string; readonly password: string },
  origin: Origin,
  call: Call,
): Promise<BegunSession> {
  const user = await findUserByLogin(db, input.login);
  if (user === null) {
    dummyHash ??= hashPassword(randomBytes(8).toString('hex'));
    await checkPassword(input.password, await dummyHash);
    throw new AppError('session.wrongPassword');
  }
  const locked = (user.locked_until?.getTime() ?? 0) - call.at.getTime();
  if (locked > 0) throw new AppError('session.locked', { minutes: Math.ceil(locked / MINUTE) });

  if (!(await checkPassword(input.password, user.password_hash))) {
    // A lock that has run out begins a new count.
    if (user.locked_until !== null) await clearFailures(db, user.id);
    const until = new Date(call.at.getTime() + LOCK_MINUTES * MINUTE);
    const failures = await countFailure(db, user.id, FAILURES_ALLOWED, until);
    if (failures >= FAILURES_ALLOWED) {
      await audit(db, call, {
        action: 'session.lock',
        objectType: 'user',
        objectId: user.id,
        detail: { login: user.login, failures, ip: origin.ip },
      });
      throw new AppError('session.locked', { minutes: LOCK_MINUTES });
    }
    throw new AppError('session.wrongPassword');
  }
  if (user.disabled) throw new AppError('session.disabled');

  const token = randomBytes(32).toString('base64url');
  const expiresAt = expiry(config, call.at);
  await transaction(db, async (trx) => {
    await clearFailures(trx, user.id);
    await trx.deleteFrom('session').where('expires_at', '<=', call.at).execute();
    await trx
      .insertInto('session')
      .values({
        token_hash: hashToken(token),
        user_id: user.id,
        created_at: call.at,
        last_seen_at: call.at,
        expires_at: expiresAt,
        ip: origin.ip,
        agent: origin.agent?.slice(0, 300) ?? null,
      })
      .execute();
    const by = { ...call, actor: actorOf({ ...user, scope: [] }) };
    await audit(trx, by, {
      action: 'session.begin',
      objectType: 'user',
      objectId: user.id,
      detail: { ip: origin.ip },
    });
  });
  return { token, session: sessionOf(actorOf({ ...user, scope: [] }), expiresAt) };
}

/** The session of a token, or null; using it prolongs it (written at most once a minute). */
export async function openSession(
  db: Db,
  config: Hours,
  token: string,
  now: Date,
): Promise<OpenSession | null> {
  const tokenHash = hashToken(token);
  const row = await findSession(db, tokenHash, now);
  if (row === null) return null;
  let expiresAt = row.expires_at;
  if (now.getTime() - row.last_seen_at.getTime() > MINUTE) {
    expiresAt = expiry(config, now);
    await db
      .updateTable('session')
      .set({ last_seen_at: now, expires_at: expiresAt })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return { actor: actorOf(row), expiresAt, tokenHash };
}

/** Sign out. */
export async function endSession(db: Db, tokenHash: Buffer, call: Call): Promise<void> {
  await transaction(db, async (trx) => {
    await trx.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
    await audit(trx, call, { action: 'session.end', objectType: 'user', objectId: call.actor.id });
  });
}

/** Change the own password; the other sessions end. A wrong current password counts like a wrong sign-in. */
export async function changeOwnPassword(
  db: Db,
  open: OpenSession,
  input: { readonly current: string; readonly next: string },
  call: Call,
): Promise<void> {
  const user = await findUserByLogin(db, open.actor.login);
  if (user === null) throw new AppError('session.required');
  if (!(await checkPassword(input.current, user.password_hash))) {
    await countFailure(db, user.id, FAILURES_ALLOWED, new Date(call.at.getTime() + LOCK_MINUTES * MINUTE));
    throw new AppError('session.wrongPassword');
  }
  requireStrong(input.next, user.login);
  const hash = await hashPassword(input.next);
  await transaction(db, async (trx) => {
    await trx.updateTable('app_user').set({ password_hash: hash }).where('id', '=', user.id).execute();
    await endSessions(trx, user.id, open.tokenHash);
    await audit(trx, call, { action: 'user.changePassword', objectType: 'user', objectId: user.id });
  });
}

/** Whether anybody can sign in at all. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await countUsers(db)) > 0;
}

/** The first administrator of an empty system, with a made-up password that is shown once and stored nowhere. */
export async function createFirstAdministrator(db: Db, call: Call) {
  const { user, password } = await createUser(
    db,
    { login: 'admin', displayName: '系统管理员', post: '系统管理员', role: 'admin', regionCode: null },
    call,
  );
  return { login: user.login, password, displayName: user.displayName };
}

/** Create a user; makes up a password where none is given. The answer is the only place that ever shows it. */
export async function createUser(
  db: Db,
  input: NewUser,
  call: Call,
): Promise<{ user: ManagedUser; password: string }> {
  const password = input.password ?? inventPassword();
  requireStrong(password, input.login);
  const hash = await hashPassword(password);
  return transaction(db, async (trx) => {
    await requireFittingRegion(trx, input.role, input.regionCode);
    const row = await trx
      .insertInto('app_user')
      .values({
        login: input.login,
        display_name: input.displayName,
        post: input.post,
        role: input.role,
        region_code: input.regionCode,
        password_hash: hash,
        created_at: call.at,
      })
      .onConflict((conflict) => conflict.column('login').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) throw new AppError('user.loginTaken', { login: input.login });
    const { password: _, ...detail } = input;
    await audit(trx, call, { action: 'user.create', objectType: 'user', objectId: row.id, detail });
    const user = await lockUser(trx, row.id);
    if (user === null) throw new AppError('user.notFound', { login: input.login });
    return { user: managedUser(user), password };
  });
}

/** Change or disable a user; disabling ends their sessions. */
export async function changeUser(db: Db, id: number, change: UserChange, call: Call): Promise<ManagedUser> {
  return transaction(db, async (trx) => {
    const administrators = await lockAdministrators(trx);
    const before = await lockUser(trx, id);
    if (before === null) throw new AppError('user.notFound', { login: id });
    const role = change.role ?? before.role;
    const disabled = change.disabled ?? before.disabled;
    const regionCode = change.regionCode === undefined ? before.region_code : change.regionCode;
    if ((disabled || role !== 'admin') && administrators.length === 1 && administrators[0] === id) {
      throw new AppError('user.lastAdministrator');
    }
    await requireFittingRegion(trx, role, regionCode);
    await trx
      .updateTable('app_user')
      .set({
        role,
        disabled,
        region_code: regionCode,
        display_name: change.displayName ?? before.display_name,
        post: change.post ?? before.post,
      })
      .where('id', '=', id)
      .execute();
    if (disabled) await endSessions(trx, id, null);
    await audit(trx, call, {
      action: 'user.change',
      objectType: 'user',
      objectId: id,
      detail: { ...change },
    });
    const after = await lockUser(trx, id);
    return managedUser(after ?? before);
  });
}

/** A new made-up password; ends the user's sessions and a lock. */
export async function resetPassword(db: Db, id: number, call: Call): Promise<{ password: string }> {
  const password = inventPassword();
  const hash = await hashPassword(password);
  await transaction(db, async (trx) => {
    const result = await trx
      .updateTable('app_user')
      .set({ password_hash: hash, failed_count: 0, locked_until: null })
      .where('id', '=', id)
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) === 0) throw new AppError('user.notFound', { login: id });
    await endSessions(trx, id, null);
    await audit(trx, call, { action: 'user.resetPassword', objectType: 'user', objectId: id });
  });
  return { password };
}

/** All users, those who can sign in first. */
export async function listUsers(db: Db): Promise<ManagedUser[]> {
  return (await allUsers(db)).map(managedUser);
}

/** The audit log, newest first; `cursor` is the last id already seen. */
export async function listAudit(
  db: Db,
  filter: {
    objectType?: string | undefined;
    objectId?: string | undefined;
    cursor?: number | undefined;
    limit: number;
  },
): Promise<{ items: AuditLine[]; total: null; nextCursor: string | null }> {
  let query = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(filter.limit);
  if (filter.objectType !== undefined) query = query.where('object_type', '=', filter.objectType);
  if (filter.objectId !== undefined) query = query.where('object_id', '=', filter.objectId);
  if (filter.cursor !== undefined) query = query.where('id', '<', filter.cursor);
  const rows = await query.execute();
  const items = rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_login,
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    detail: typeof row.detail === 'object' && row.detail !== null ? { ...row.detail } : {},
    requestId: row.request_id,
  }));
  const last = items.length === filter.limit ? items.at(-1) : undefined;
  return { items, total: null, nextCursor: last === undefined ? null : String(last.id) };
}

/** The session as the pages see it. */
export function sessionOf(actor: Actor, expiresAt: Date): Session {
  if (actor.id === null || actor.role === 'system' || actor.role === 'nobody')
    throw new Error('the program itself has no session');
  const { id, login, displayName, post, role, regionCode } = actor;
  const user: User = { id, login, displayName, post, role, regionCode };
  return { user, permissions: [...rolePermissions[role]], expiresAt: expiresAt.toISOString() };
}

/** A city's user needs a city managed here, a county's user a county of it; townships and firms may have either. */
async function requireFittingRegion(db: Db, role: RoleName, regionCode: string | null): Promise<void> {
  const optional = role === 'township' || role === 'firm';
  const level = regionCode === null ? null : await managedLevel(db, regionCode);
  const fits =
    role === 'city' || role === 'county'
      ? level === role
      : optional
        ? regionCode === null || level === 'city' || level === 'county'
        : regionCode === null;
  if (!fits) throw new AppError('user.regionInvalid', { region: regionCode });
}

async function clearFailures(db: Db, id: number): Promise<void> {
  await db
    .updateTable('app_user')
    .set({ failed_count: 0, locked_until: null })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('failed_count', '>', 0), eb('locked_until', 'is not', null)]))
    .execute();
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function expiry(config: Hours, now: Date): Date {
  return new Date(now.getTime() + config.sessionHours * 60 * MINUTE);
}

function actorOf(
  row: Pick<UserRow, 'id' | 'login' | 'display_name' | 'post' | 'role' | 'region_code'> & {
    readonly scope: readonly ScopeEntry[];
  },
): Actor {
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    post: row.post,
    role: row.role,
    regionCode: row.region_code,
    scope: scopeFrom(row.role, row.region_code, row.scope),
    actingFor: null,
  };
}

function managedUser(row: UserRow): ManagedUser {
  return {
    id: row.id,
    login: row.login,
    displayName: row.display_name,
    post: row.post,
    role: row.role,
    regionCode: row.region_code,
    disabled: row.disabled,
    lockedUntil: row.locked_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
