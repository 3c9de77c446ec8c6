import {
  AppError,
  isAdministrator,
  type ManagedUser,
  type NewUser,
  type RoleAssignment,
  type RoleName,
  type ScopeEntry,
  type UserChange,
} from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { scopeRules } from '../platform/policy.ts';
import { replacePassword } from './own-password.ts';
import { hashPassword, inventPassword, requireStrong } from './password.ts';
import {
  allUsers,
  clearFailures,
  countUsers,
  endSessions,
  lockHolders,
  lockUser,
  managedLevel,
  type UserRow,
} from './queries.ts';
import { readSecurityPolicy } from './security-policy.ts';

/** A user to be created. Only the program itself (command line, first start, demo) gives role and password at once. */
export interface UserInput extends NewUser {
  readonly role?: RoleName;
  readonly regionCode?: string | null;
  readonly scope?: readonly ScopeEntry[];
  readonly password?: string | undefined;
}

/** Whether anybody can sign in at all. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await countUsers(db)) > 0;
}

/**
 * Create a user; makes up a password where none is given, to be changed at the first sign-in. The answer is the only place
 * that ever shows it. Without a role the user waits for the security administrator to give one.
 */
export async function createUser(
  db: Db,
  input: UserInput,
  call: Call,
): Promise<{ user: ManagedUser; password: string }> {
  const own = call.actor.role === 'system';
  if (input.role !== undefined && !own)
    throw new AppError('permission.denied', { permission: 'roles.assign' });
  const { password: rules } = await readSecurityPolicy(db);
  const password = input.password ?? inventPassword(rules.minLength);
  requireStrong(password, input.login, rules);
  const hash = await hashPassword(password);
  return transaction(db, async (trx) => {
    const assignment: RoleAssignment = {
      role: input.role ?? 'reader',
      regionCode: input.regionCode ?? null,
      scope: [...(input.scope ?? [])],
    };
    await requireFitting(trx, assignment);
    const row = await trx
      .insertInto('app_user')
      .values({
        login: input.login,
        display_name: input.displayName,
        post: input.post,
        role: assignment.role,
        region_code: assignment.regionCode,
        role_given_at: input.role === undefined ? null : call.at,
        password_hash: hash,
        password_changed_at: call.at,
        must_change_password: !own || input.password === undefined,
        created_at: call.at,
      })
      .onConflict((conflict) => conflict.column('login').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) throw new AppError('user.loginTaken', { login: input.login });
    await putScope(trx, row.id, assignment.scope);
    const { password: _, ...detail } = input;
    await audit(trx, call, { action: 'user.create', objectType: 'user', objectId: row.id, detail });
    return { user: await managed(trx, row.id), password };
  });
}

/** Change or disable a user; disabling ends their sessions. The three administrators do not manage each other. */
export async function changeUser(db: Db, id: number, change: UserChange, call: Call): Promise<ManagedUser> {
  return transaction(db, async (trx) => {
    const before = await present(trx, id);
    const disabled = change.disabled ?? before.disabled;
    if (disabled && !before.disabled) await requireAnother(trx, before);
    await trx
      .updateTable('app_user')
      .set({
        disabled,
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
    return managed(trx, id);
  });
}

/** A new made-up password; ends the user's sessions. Whoever could set the security administrator's would be that. */
export async function resetPassword(db: Db, id: number, call: Call): Promise<{ password: string }> {
  const { password: rules } = await readSecurityPolicy(db);
  const password = inventPassword(rules.minLength);
  const hash = await hashPassword(password);
  await transaction(db, async (trx) => {
    const user = await present(trx, id);
    if (call.actor.role !== 'system' && isAdministrator(user.role) && user.id !== call.actor.id) {
      throw new AppError('user.administratorsApart', { role: user.role });
    }
    await replacePassword(trx, user, hash, true, call.at);
    await endSessions(trx, id, null);
    await audit(trx, call, { action: 'user.resetPassword', objectType: 'user', objectId: id });
  });
  return { password };
}

/** Give a role, a region and a scope; holds from the next request on. Nobody does so for themselves. */
export async function assignRole(
  db: Db,
  id: number,
  assignment: RoleAssignment,
  call: Call,
): Promise<ManagedUser> {
  return transaction(db, async (trx) => {
    const before = await present(trx, id);
    if (before.id === call.actor.id) throw new AppError('user.ownRole');
    if (before.role !== assignment.role) await requireAnother(trx, before);
    await requireFitting(trx, assignment);
    await trx
      .updateTable('app_user')
      .set({ role: assignment.role, region_code: assignment.regionCode, role_given_at: call.at })
      .where('id', '=', id)
      .execute();
    await putScope(trx, id, assignment.scope);
    // An administrator is nobody's deputy and has none.
    if (isAdministrator(assignment.role)) {
      await trx
        .updateTable('delegation')
        .set({ ended_at: call.at, ended_by: call.actor.id })
        .where('ended_at', 'is', null)
        .where((eb) => eb.or([eb('principal_id', '=', id), eb('deputy_id', '=', id)]))
        .execute();
    }
    const was = { role: before.role, regionCode: before.region_code, scope: before.scope };
    await audit(trx, call, {
      action: 'user.assignRole',
      objectType: 'user',
      objectId: id,
      detail: { before: was, after: assignment },
    });
    return managed(trx, id);
  });
}

/** End a lock before its time. */
export async function unlockUser(db: Db, id: number, call: Call): Promise<void> {
  await transaction(db, async (trx) => {
    await present(trx, id);
    await clearFailures(trx, id);
    await audit(trx, call, { action: 'user.unlock', objectType: 'user', objectId: id });
  });
}

/** End all of a user's sign-ins. */
export async function endUserSessions(db: Db, id: number, call: Call): Promise<void> {
  await transaction(db, async (trx) => {
    await present(trx, id);
    await endSessions(trx, id, null);
    await audit(trx, call, { action: 'session.revokeAll', objectType: 'user', objectId: id });
  });
}

/** All users, those who can sign in first. */
export async function listUsers(db: Db): Promise<ManagedUser[]> {
  return (await allUsers(db)).map(managedUser);
}

async function present(trx: Db, id: number): Promise<UserRow> {
  const user = await lockUser(trx, id);
  if (user === null) throw new AppError('user.notFound', { login: id });
  return user;
}

async function managed(trx: Db, id: number): Promise<ManagedUser> {
  return managedUser(await present(trx, id));
}

/** Refuse to take away the last of the three administrators' kinds. */
async function requireAnother(trx: Db, user: UserRow): Promise<void> {
  if (!isAdministrator(user.role)) return;
  const holders = await lockHolders(trx, user.role);
  if (holders.length === 1 && holders[0] === user.id) {
    throw new AppError('user.lastAdministrator', { role: user.role });
  }
}

async function putScope(trx: Db, id: number, scope: readonly ScopeEntry[]): Promise<void> {
  await trx.deleteFrom('user_scope').where('user_id', '=', id).execute();
  if (scope.length === 0) return;
  await trx
    .insertInto('user_scope')
    .values(scope.map(({ kind, key }) => ({ user_id: id, kind, key })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A city's user needs a city managed here, a county's user a county of it; townships and firms may have either. */
async function requireFitting(db: Db, { role, regionCode, scope }: RoleAssignment): Promise<void> {
  const optional = role === 'township' || role === 'firm';
  const level = regionCode === null ? null : await managedLevel(db, regionCode);
  const fits =
    role === 'city' || role === 'county'
      ? level === role
      : optional
        ? regionCode === null || level === 'city' || level === 'county'
        : regionCode === null;
  if (!fits) throw new AppError('user.regionInvalid', { region: regionCode });
  for (const { kind, key } of scope) {
    const known =
      scopeRules[role].entries.includes(kind) &&
      (kind === 'region'
        ? key === '*' || ['city', 'county'].includes((await managedLevel(db, key)) ?? '')
        : kind === 'item'
          ? /^[1-9]\d{0,8}$/.test(key)
          : true);
    if (!known) throw new AppError('user.scopeInvalid', { kind, key });
  }
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
    awaitingRole: row.role_given_at === null,
    scope: [...row.scope],
    secondFactor: row.totp_since !== null,
    mustChangePassword: row.must_change_password,
    lockedUntil: row.locked_until?.toISOString() ?? null,
    lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}
