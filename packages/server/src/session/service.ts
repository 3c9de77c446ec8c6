import { createHash, randomBytes } from 'node:crypto';
import { AppError, type OpenSignIn, type SecurityPolicy, type Session } from '@qingzhang/contract';
import type { Actor, Call, Scope } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import type { Config } from '../platform/config/config.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { permissionsOf, scopeFrom } from '../platform/policy.ts';
import { checkPassword, hashPassword } from './password.ts';
import { countFailure, findSession, findUserByLogin, lockUser, type UserRow } from './queries.ts';
import { checkCode } from './second-factor.ts';
import { readSecurityPolicy, securityPolicy } from './security-policy.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Minutes between the first and the second step. */
const STEP_MINUTES = 5;
const LOGIN = /^[a-zA-Z0-9][a-zA-Z0-9._-]{1,39}$/;

/** Where a sign-in comes from; kept with the session. */
export interface Origin {
  readonly ip: string | null;
  readonly agent: string | null;
}

/** How the first step was taken. */
export type SignInMethod = 'password' | 'oidc';

/** A session just begun (the token goes into the cookie and is kept nowhere else), or a code to be asked for. */
export type FirstStep =
  | { readonly state: 'open'; readonly token: string; readonly session: Session }
  | { readonly state: 'secondFactor'; readonly step: string };

/** A request's session: who acts, until when, and which it is. */
export interface OpenSession {
  readonly id: number;
  /** Who signed in; while acting for somebody still that person. */
  readonly userId: number;
  readonly actor: Actor;
  readonly delegation: number | null;
  readonly must: Session['must'];
  readonly expiresAt: Date;
  readonly tokenHash: Buffer;
  readonly policy: SecurityPolicy;
}

/** The process's own upper limit of a session's life. */
export type Limits = Pick<Config, 'sessionHours' | 'data'>;

let dummyHash: Promise<string> | null = null;

/**
 * First step of signing in: `session.wrongPassword` (also for an unknown login, after the same time), `session.locked`,
 * `session.disabled`, `session.awaitingRole` (told only to who knows the password).
 */
export async function beginSession(
  db: Db,
  config: Limits,
  input: { readonly login: string; readonly password: string },
  origin: Origin,
  call: Call,
): Promise<FirstStep> {
  const policy = await readSecurityPolicy(db);
  const user = await findUserByLogin(db, input.login);
  if (user === null) {
    dummyHash ??= hashPassword(randomBytes(8).toString('hex'));
    await checkPassword(input.password, await dummyHash);
    // Somebody may have typed the password into the wrong field: what cannot be a login is not written down.
    await refused(db, call, null, LOGIN.test(input.login) ? input.login : null, 'unknown', origin);
    throw new AppError('session.wrongPassword');
  }
  await requireUnlocked(db, user, origin, call);
  if (!(await checkPassword(input.password, user.password_hash))) {
    await fail(db, user, policy, 'password', origin, call);
    throw new AppError('session.wrongPassword');
  }
  return passFirstStep(db, config, user, 'password', origin, call);
}

/** Whoever the first step has proved to be goes on to the second, or is in. */
export async function passFirstStep(
  db: Db,
  config: Limits,
  user: UserRow,
  method: SignInMethod,
  origin: Origin,
  call: Call,
): Promise<FirstStep> {
  if (user.disabled) {
    await refused(db, call, user.id, user.login, 'disabled', origin);
    throw new AppError('session.disabled');
  }
  if (user.role_given_at === null) throw new AppError('session.awaitingRole');
  if (user.totp_since === null)
    return { state: 'open', ...(await enter(db, config, user, method, false, origin, call)) };
  const step = randomBytes(32).toString('base64url');
  await transaction(db, async (trx) => {
    await trx.deleteFrom('sign_in_step').where('expires_at', '<=', call.at).execute();
    await trx
      .insertInto('sign_in_step')
      .values({
        token_hash: hashToken(step),
        user_id: user.id,
        method,
        created_at: call.at,
        expires_at: new Date(call.at.getTime() + STEP_MINUTES * MINUTE),
      })
      .execute();
  });
  return { state: 'secondFactor', step };
}

/** Second step: a code of the device or a recovery code. Mistakes count like wrong passwords. */
export async function passSecondStep(
  db: Db,
  config: Limits,
  input: { readonly step: string | null; readonly code: string },
  origin: Origin,
  call: Call,
): Promise<{ token: string; session: Session }> {
  const stepHash = hashToken(input.step ?? '');
  const step = await db
    .selectFrom('sign_in_step')
    .innerJoin('app_user', 'app_user.id', 'sign_in_step.user_id')
    .select(['app_user.login', 'sign_in_step.method'])
    .where('sign_in_step.token_hash', '=', stepHash)
    .where('sign_in_step.expires_at', '>', call.at)
    .executeTakeFirst();
  const user = step === undefined ? null : await findUserByLogin(db, step.login);
  if (step === undefined || user === null) throw new AppError('session.stepOver');
  const policy = await readSecurityPolicy(db);
  await requireUnlocked(db, user, origin, call);
  if (!(await checkCode(db, config, user, input.code, call.at))) {
    await fail(db, user, policy, 'code', origin, call);
    throw new AppError('session.wrongCode');
  }
  await db.deleteFrom('sign_in_step').where('token_hash', '=', stepHash).execute();
  const method = step.method === 'oidc' ? 'oidc' : 'password';
  return enter(db, config, user, method, true, origin, call);
}

async function enter(
  db: Db,
  config: Limits,
  user: UserRow,
  method: SignInMethod,
  secondFactor: boolean,
  origin: Origin,
  call: Call,
): Promise<{ token: string; session: Session }> {
  const policy = await readSecurityPolicy(db);
  const token = randomBytes(32).toString('base64url');
  await transaction(db, async (trx) => {
    // One at a time, so that the limit of concurrent sign-ins holds.
    const current = await lockUser(trx, user.id);
    if (current === null || current.disabled) throw new AppError('session.disabled');
    await trx
      .updateTable('app_user')
      .set({ failed_count: 0, locked_until: null, last_sign_in_at: call.at })
      .where('id', '=', user.id)
      .execute();
    await trx.deleteFrom('session').where('expires_at', '<=', call.at).execute();
    if (policy.session.concurrent > 0) {
      const kept = trx
        .selectFrom('session')
        .select('id')
        .where('user_id', '=', user.id)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id', 'desc')
        .limit(policy.session.concurrent - 1);
      await trx.deleteFrom('session').where('user_id', '=', user.id).where('id', 'not in', kept).execute();
    }
    await trx
      .insertInto('session')
      .values({
        token_hash: hashToken(token),
        user_id: user.id,
        created_at: call.at,
        last_seen_at: call.at,
        expires_at: expiry(config, policy, call.at, call.at),
        ip: origin.ip,
        agent: origin.agent?.slice(0, 300) ?? null,
        method,
        second_factor: secondFactor,
      })
      .execute();
    await audit(
      trx,
      { ...call, actor: actorOf(user) },
      {
        action: 'session.begin',
        objectType: 'user',
        objectId: user.id,
        detail: { ip: origin.ip, method, secondFactor },
      },
    );
  });
  const open = await openSession(db, config, token, call.at);
  if (open === null) throw new AppError('session.required');
  return { token, session: sessionOf(open) };
}

/** The session of a token, or null; using it prolongs it (written at most once a minute). */
export async function openSession(
  db: Db,
  config: Limits,
  token: string,
  now: Date,
): Promise<OpenSession | null> {
  const tokenHash = hashToken(token);
  const row = await findSession(db, tokenHash, now);
  if (row === null) return null;
  const policy = row.policy === null ? securityPolicy.standard : securityPolicy.schema.parse(row.policy);
  // The policy may have become stricter since the session's end was written down.
  if (expiry(config, policy, row.created_at, row.last_seen_at) <= now) return null;
  let expiresAt = row.expires_at;
  if (now.getTime() - row.last_seen_at.getTime() > MINUTE) {
    expiresAt = expiry(config, policy, row.created_at, now);
    await db
      .updateTable('session')
      .set({ last_seen_at: now, expires_at: expiresAt })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  const must: Session['must'] = [];
  const { maxAgeDays } = policy.password;
  const age = now.getTime() - (row.password_changed_at ?? row.user_created_at).getTime();
  const tooOld = maxAgeDays > 0 && age > maxAgeDays * DAY;
  // Who came by another system has proved a password there.
  if (row.method === 'password' && (row.must_change_password || tooOld)) must.push('changePassword');
  if (row.totp_since === null && policy.secondFactorRoles.includes(row.role)) must.push('secondFactor');

  const { acting } = row;
  const own = actorOf(row);
  const actor: Actor =
    acting === null
      ? own
      : {
          ...own,
          role: acting.role,
          regionCode: acting.regionCode,
          scope: scopeFrom(acting.role, acting.regionCode, acting.scope),
          actingFor: {
            id: acting.id,
            login: acting.login,
            displayName: acting.displayName,
            post: acting.post,
          },
        };
  const delegation = acting?.delegation ?? null;
  return { id: row.session_id, userId: row.id, actor, delegation, must, expiresAt, tokenHash, policy };
}

/** Sign out. */
export async function endSession(db: Db, tokenHash: Buffer, call: Call): Promise<void> {
  await transaction(db, async (trx) => {
    await trx.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
    await audit(trx, call, { action: 'session.end', objectType: 'user', objectId: call.actor.id });
  });
}

/** Sign-ins that last, of one user or of all; the latest used first. */
export async function listSessions(
  db: Db,
  now: Date,
  filter: { readonly userId?: number; readonly current?: number },
): Promise<OpenSignIn[]> {
  let query = db
    .selectFrom('session')
    .innerJoin('app_user', 'app_user.id', 'session.user_id')
    .selectAll('session')
    .select(['app_user.login', 'app_user.post'])
    .where('session.expires_at', '>', now)
    .orderBy('session.last_seen_at', 'desc')
    .orderBy('session.id', 'desc')
    .limit(5000);
  if (filter.userId !== undefined) query = query.where('session.user_id', '=', filter.userId);
  return (await query.execute()).map((row) => ({
    id: row.id,
    userId: row.user_id,
    login: row.login,
    post: row.post,
    method: row.method === 'oidc' ? 'oidc' : 'password',
    secondFactor: row.second_factor,
    ip: row.ip,
    agent: row.agent,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    current: row.id === filter.current,
  }));
}

/** End one sign-in; with `userId` only one of that user. */
export async function revokeSession(db: Db, id: number, userId: number | null, call: Call): Promise<void> {
  await transaction(db, async (trx) => {
    let query = trx.deleteFrom('session').where('id', '=', id);
    if (userId !== null) query = query.where('user_id', '=', userId);
    const row = await query.returning('user_id').executeTakeFirst();
    if (row === undefined) throw new AppError('thing.notFound', { what: 'session', id });
    const detail = { session: id };
    await audit(trx, call, { action: 'session.revoke', objectType: 'user', objectId: row.user_id, detail });
  });
}

/** The session as the pages see it. */
export function sessionOf(open: OpenSession): Session {
  const { actor, must, delegation } = open;
  if (actor.id === null || actor.role === 'system' || actor.role === 'nobody')
    throw new Error('the program itself has no session');
  const { id, login, displayName, post, role, regionCode, actingFor } = actor;
  return {
    user: { id, login, displayName, post, role, regionCode },
    permissions: must.length > 0 ? ['self'] : [...permissionsOf({ role, actingFor })],
    scope: scopeView(actor.scope),
    actingFor:
      actingFor === null || delegation === null
        ? null
        : { delegation, id: actingFor.id, displayName: actingFor.displayName, post: actingFor.post },
    must,
    expiresAt: open.expiresAt.toISOString(),
  };
}

function scopeView({ regions, programs, items }: Scope): Session['scope'] {
  return {
    regions: regions === 'all' ? 'all' : [...regions],
    programs: programs === 'all' ? 'all' : [...programs],
    items: items === 'all' ? 'all' : [...items],
  };
}

async function requireUnlocked(db: Db, user: UserRow, origin: Origin, call: Call): Promise<void> {
  const locked = (user.locked_until?.getTime() ?? 0) - call.at.getTime();
  if (locked <= 0) return;
  await refused(db, call, user.id, user.login, 'locked', origin);
  throw new AppError('session.locked', { minutes: Math.ceil(locked / MINUTE) });
}

/** One mistake of the account; the last one allowed locks it. Both are written down. */
export async function fail(
  db: Db,
  user: Pick<UserRow, 'id' | 'login'>,
  policy: SecurityPolicy,
  what: 'password' | 'code',
  origin: Origin,
  call: Call,
): Promise<void> {
  const { failures: allowed, minutes } = policy.lock;
  const until = new Date(call.at.getTime() + minutes * MINUTE);
  const failures = await countFailure(db, user.id, allowed, call.at, until);
  await refused(db, call, user.id, user.login, what, origin);
  if (failures < allowed) return;
  await audit(db, call, {
    action: 'session.lock',
    objectType: 'user',
    objectId: user.id,
    detail: { login: user.login, failures, ip: origin.ip },
  });
  throw new AppError('session.locked', { minutes });
}

/** Write down that somebody was not let in, and why. */
export async function refused(
  db: Db,
  call: Call,
  id: number | null,
  login: string | null,
  reason: string,
  origin: Origin,
): Promise<void> {
  await audit(db, call, {
    action: 'session.refuse',
    objectType: 'user',
    objectId: id,
    detail: { login, reason, ip: origin.ip },
  });
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A session ends some time after its last use, and at the latest some hours after it began. */
function expiry(config: Limits, policy: SecurityPolicy, began: Date, used: Date): Date {
  const hours = Math.min(config.sessionHours, policy.session.hours);
  return new Date(
    Math.min(used.getTime() + policy.session.idleMinutes * MINUTE, began.getTime() + hours * HOUR),
  );
}

function actorOf(
  row: Pick<UserRow, 'id' | 'login' | 'display_name' | 'post' | 'role' | 'region_code' | 'scope'>,
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
