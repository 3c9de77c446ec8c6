import { AppError, type RoleName } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { readSetting } from '../platform/settings/settings.ts';
import type { Login } from '../session/login.ts';
import { checkPassword } from '../session/password.ts';
import { findUserByLogin } from '../session/queries.ts';
import { createUser } from '../session/service.ts';
import { demoState } from './plan.ts';

/** Known on purpose: a demonstration has nothing to protect, and says so when it starts. */
const DEMO_PASSWORD = 'qingzhang-demo';

interface DemoUser {
  readonly login: string;
  readonly displayName: string;
  readonly post: string;
  readonly role: RoleName;
  readonly regionCode: string | null;
}

const USERS: readonly DemoUser[] = [
  { login: 'diaodu', displayName: '省厅调度员', post: '省厅 · 调度员', role: 'dispatch', regionCode: null },
  {
    login: 'lvliang',
    displayName: '吕梁市局',
    post: '吕梁市局 · 调度员',
    role: 'city',
    regionCode: '141100',
  },
  { login: 'admin', displayName: '系统管理员', post: '系统管理员', role: 'admin', regionCode: null },
];

/** The demonstration's logins; one that exists stays as it is. */
export async function createDemoUsers(db: Db, call: Call): Promise<Login[]> {
  for (const user of USERS) {
    try {
      await createUser(db, { ...user, password: DEMO_PASSWORD }, call);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'user.loginTaken') throw error;
    }
  }
  return USERS.map(({ login, displayName }) => ({ login, displayName, password: DEMO_PASSWORD }));
}

/** The demonstration's logins that still have the password everybody knows: said at every start. */
export async function knownDemoLogins(db: Db): Promise<Login[]> {
  if ((await readSetting(db, demoState)) === null) return [];
  const known: Login[] = [];
  for (const { login, displayName } of USERS) {
    const user = await findUserByLogin(db, login);
    if (user === null || user.disabled || !(await checkPassword(DEMO_PASSWORD, user.password_hash))) continue;
    known.push({ login, displayName, password: DEMO_PASSWORD });
  }
  return known;
}
