import { AppError, type RoleName, type ScopeEntry, type SecurityPolicy } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';
import type { Login } from '../session/login.ts';
import { checkPassword } from '../session/password.ts';
import { findUserByLogin } from '../session/queries.ts';
import { securityPolicy } from '../session/security-policy.ts';
import { createUser, hasUsers } from '../session/users.ts';
import { demoState } from './plan.ts';

/** Known on purpose: a demonstration has nothing to protect, and says so when it starts. */
const DEMO_PASSWORD = 'qingzhang-demo';

interface DemoUser {
  readonly login: string;
  readonly displayName: string;
  readonly post: string;
  readonly role: RoleName;
  readonly regionCode?: string;
  readonly scope?: readonly ScopeEntry[];
}

const allPrograms: readonly ScopeEntry[] = [{ kind: 'program', key: '*' }];
const regions = (...keys: string[]): ScopeEntry[] => keys.map((key) => ({ kind: 'region', key }));

const USERS: readonly DemoUser[] = [
  { login: 'diaodu', displayName: '省厅调度员', post: '省厅 · 调度员', role: 'dispatch' },
  { login: 'tingzhang', displayName: '厅长', post: '省厅 · 厅长', role: 'leader' },
  {
    login: 'fenguan',
    displayName: '分管大气副厅长',
    post: '省厅 · 分管大气副厅长',
    role: 'deputy',
    scope: [...allPrograms, ...regions('141100', '140200', '140100')],
  },
  {
    login: 'fenguan2',
    displayName: '分管水和土壤农村副厅长',
    post: '省厅 · 分管水和土壤农村副厅长',
    role: 'deputy',
    scope: allPrograms,
  },
  {
    login: 'bangongshi',
    displayName: '办公室',
    post: '省厅 · 办公室主任',
    role: 'office',
    scope: allPrograms,
  },
  {
    login: 'xuanjiao',
    displayName: '宣传教育处',
    post: '省厅 · 宣教处',
    role: 'office',
    scope: allPrograms,
  },
  {
    login: 'ducha',
    displayName: '督察办',
    post: '省厅 · 督察办',
    role: 'office',
    scope: allPrograms,
  },
  {
    login: 'shuichu',
    displayName: '水生态环境处',
    post: '省厅 · 水处',
    role: 'office',
    scope: allPrograms,
  },
  {
    login: 'chuli',
    displayName: '土壤农村处',
    post: '省厅 · 土壤农村处',
    role: 'office',
    scope: allPrograms,
  },
  { login: 'jiance', displayName: '监测中心', post: '监测与应急保障中心', role: 'monitoring' },
  {
    login: 'jiancha',
    displayName: '汾河流域监察办',
    post: '区域监察办 · 汾河流域',
    role: 'supervision',
    scope: regions('140100', '140800', '141000', '140700', '141100', '140900'),
  },
  { login: 'jijian', displayName: '驻厅纪检组', post: '驻厅纪检监察组', role: 'discipline' },
  {
    login: 'lvliang',
    displayName: '吕梁市局',
    post: '吕梁市局 · 调度员',
    role: 'city',
    regionCode: '141100',
  },
  {
    login: 'lvliang2',
    displayName: '吕梁市局核查员',
    post: '吕梁市局 · 核查员',
    role: 'city',
    regionCode: '141100',
  },
  {
    login: 'datong',
    displayName: '大同市局',
    post: '大同市局 · 调度员',
    role: 'city',
    regionCode: '140200',
  },
  {
    login: 'taiyuan',
    displayName: '太原市局',
    post: '太原市局 · 调度员',
    role: 'city',
    regionCode: '140100',
  },
  {
    login: 'shuozhou',
    displayName: '朔州市局',
    post: '朔州市局 · 调度员',
    role: 'city',
    regionCode: '140600',
  },
  {
    login: 'xinzhou',
    displayName: '忻州市局',
    post: '忻州市局 · 调度员',
    role: 'city',
    regionCode: '140900',
  },
  {
    login: 'jinzhong',
    displayName: '晋中市局',
    post: '晋中市局 · 调度员',
    role: 'city',
    regionCode: '140700',
  },
  {
    login: 'yangquan',
    displayName: '阳泉市局',
    post: '阳泉市局 · 调度员',
    role: 'city',
    regionCode: '140300',
  },
  {
    login: 'changzhi',
    displayName: '长治市局',
    post: '长治市局 · 调度员',
    role: 'city',
    regionCode: '140400',
  },
  {
    login: 'jincheng',
    displayName: '晋城市局',
    post: '晋城市局 · 调度员',
    role: 'city',
    regionCode: '140500',
  },
  {
    login: 'linfen',
    displayName: '临汾市局',
    post: '临汾市局 · 调度员',
    role: 'city',
    regionCode: '141000',
  },
  {
    login: 'yuncheng',
    displayName: '运城市局',
    post: '运城市局 · 调度员',
    role: 'city',
    regionCode: '140800',
  },
  {
    login: 'xingxian',
    displayName: '兴县分局',
    post: '吕梁市局兴县分局 · 填报员',
    role: 'county',
    regionCode: '141123',
  },
  { login: 'admin', displayName: '系统管理员', post: '系统管理员', role: 'admin' },
  { login: 'security', displayName: '安全管理员', post: '安全管理员', role: 'security' },
  { login: 'auditor', displayName: '审计管理员', post: '审计管理员', role: 'auditor' },
];

/**
 * The demonstration's security policy: one known password for everybody, shared by many, never too old. Written down as a
 * setting that anybody sees, and only into a system of simulated data (模拟数据).
 */
const DEMO_POLICY: SecurityPolicy = {
  ...securityPolicy.standard,
  password: { minLength: 8, classes: 2, history: 0, maxAgeDays: 0 },
  session: { idleMinutes: 720, hours: 12, concurrent: 0 },
};

/** The demonstration's logins; one that exists stays as it is. */
export async function createDemoUsers(db: Db, call: Call): Promise<Login[]> {
  if ((await readSetting(db, demoState)) === null)
    throw new Error('demo users belong to simulated data only');
  if (!(await hasUsers(db))) await writeSetting(db, securityPolicy, DEMO_POLICY, call);
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
  const known = await Promise.all(
    USERS.map(async ({ login, displayName }) => {
      const user = await findUserByLogin(db, login);
      const open =
        user !== null && !user.disabled && (await checkPassword(DEMO_PASSWORD, user.password_hash));
      return open ? [{ login, displayName, password: DEMO_PASSWORD }] : [];
    }),
  );
  return known.flat();
}
