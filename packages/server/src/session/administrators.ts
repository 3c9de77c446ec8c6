import { AppError, administratorRoles } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import type { Login } from './login.ts';
import { lockHolders } from './queries.ts';
import { createUser } from './users.ts';

const TITLES = { admin: '系统管理员', security: '安全管理员', auditor: '审计管理员' } as const;

/**
 * The three administrators (三员) that are missing, with made-up passwords that are shown once and stored nowhere: all of
 * them in an empty system, two after an upgrade from a system that had only the first.
 */
export async function createMissingAdministrators(db: Db, call: Call): Promise<Login[]> {
  const made: Login[] = [];
  for (const role of administratorRoles) {
    if ((await db.transaction().execute((trx) => lockHolders(trx, role))).length > 0) continue;
    const displayName = TITLES[role];
    for (let attempt = 1; attempt <= 20; attempt++) {
      const login = attempt === 1 ? role : `${role}${attempt}`;
      try {
        const { password } = await createUser(
          db,
          { login, displayName, post: displayName, role, regionCode: null },
          call,
        );
        made.push({ login, password, displayName });
        break;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'user.loginTaken') throw error;
      }
    }
  }
  return made;
}
