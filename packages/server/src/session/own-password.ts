import { AppError } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { checkPassword, hashPassword, requireStrong } from './password.ts';
import { endSessions, findUserByLogin } from './queries.ts';
import { fail, type OpenSession, type Origin } from './service.ts';

/** Change the own password; the other sessions end. A wrong current password counts like a wrong sign-in. */
export async function changeOwnPassword(
  db: Db,
  open: OpenSession,
  input: { readonly current: string; readonly next: string },
  origin: Origin,
  call: Call,
): Promise<void> {
  const { policy } = open;
  const user = await findUserByLogin(db, open.actor.login);
  if (user === null) throw new AppError('session.required');
  if (!(await checkPassword(input.current, user.password_hash))) {
    await fail(db, user, policy, 'password', origin, call);
    throw new AppError('session.wrongPassword');
  }
  requireStrong(input.next, user.login, policy.password);
  const { minLength, classes, history } = policy.password;
  const used = [user.password_hash, ...(await lastPasswords(db, user.id, history - 1))].slice(0, history);
  for (const hash of used) {
    if (await checkPassword(input.next, hash)) {
      throw new AppError('user.weakPassword', { minLength, classes, history });
    }
  }
  const hash = await hashPassword(input.next);
  await transaction(db, async (trx) => {
    await replacePassword(trx, user, hash, false, call.at);
    await endSessions(trx, user.id, open.tokenHash);
    await audit(trx, call, { action: 'user.changePassword', objectType: 'user', objectId: user.id });
  });
}

/** Put a new password in place of the old one, which is remembered so that it does not come back at once. */
export async function replacePassword(
  trx: Db,
  user: { readonly id: number; readonly password_hash: string },
  hash: string,
  mustChange: boolean,
  at: Date,
): Promise<void> {
  await trx
    .insertInto('password_history')
    .values({ user_id: user.id, password_hash: user.password_hash, replaced_at: at })
    .execute();
  await trx
    .updateTable('app_user')
    .set({
      password_hash: hash,
      password_changed_at: at,
      must_change_password: mustChange,
      failed_count: 0,
      locked_until: null,
    })
    .where('id', '=', user.id)
    .execute();
}

async function lastPasswords(db: Db, userId: number, count: number): Promise<string[]> {
  if (count <= 0) return [];
  const rows = await db
    .selectFrom('password_history')
    .select('password_hash')
    .where('user_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(count)
    .execute();
  return rows.map((row) => row.password_hash);
}
