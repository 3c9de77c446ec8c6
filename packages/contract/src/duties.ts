import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { permissionNames, roleNames } from './permission.ts';
import { OpenSignIn, User } from './session.ts';

const instant = z.iso.datetime({ offset: true });
const day = z.iso.date();
const text = z.string().trim().min(1).max(80);
const id = z.object({ id: queryInteger });
const lang = z.enum(['zh', 'en']).default('zh');
const login = z
  .string()
  .trim()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,39}$/);

/** Kinds of scope: 区域, 专项, 事项. */
export const scopeKinds = ['region', 'program', 'item'] as const;

/** One entry of a user's scope; the key `*` means all of that kind. */
export const ScopeEntry = z
  .object({
    kind: z.enum(scopeKinds),
    key: z.string().regex(/^(\*|[A-Za-z0-9][A-Za-z0-9._-]{0,79})$/),
  })
  .meta({ id: 'ScopeEntry' });
export type ScopeEntry = z.output<typeof ScopeEntry>;

/** A user as administrators see one. */
export const ManagedUser = User.extend({
  disabled: z.boolean(),
  /** Made by the system administrator, waiting for the security administrator to give a role. */
  awaitingRole: z.boolean(),
  scope: z.array(ScopeEntry),
  secondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  lockedUntil: instant.nullable(),
  lastSignInAt: instant.nullable(),
  createdAt: instant,
}).meta({ id: 'ManagedUser' });
export type ManagedUser = z.output<typeof ManagedUser>;

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  summary: '用户 · users',
  response: z.object({ items: z.array(ManagedUser) }),
  permission: 'users.read',
});

export const usersXlsx = endpoint({
  method: 'GET',
  path: '/api/users.xlsx',
  summary: '用户，表格 · users as a spreadsheet',
  query: z.object({ lang }),
  response: 'file',
  permission: 'users.read',
});

/** A user to be created: without role and scope, which the security administrator gives. */
export const NewUser = z.object({ login, displayName: text, post: text }).meta({ id: 'NewUser' });
export type NewUser = z.output<typeof NewUser>;

export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  summary: '新建用户（待授权） · create a user, who waits for a role; answers the password, this once',
  body: NewUser,
  response: z.object({ user: ManagedUser, password: z.string() }),
  permission: 'users.manage',
});

/** What the system administrator can change of a user; what is left out stays. */
export const UserChange = z
  .object({ displayName: text.optional(), post: text.optional(), disabled: z.boolean().optional() })
  .meta({ id: 'UserChange' });
export type UserChange = z.output<typeof UserChange>;

export const changeUser = endpoint({
  method: 'PATCH',
  path: '/api/users/:id',
  summary: '修改、停用用户 · change or disable a user',
  params: id,
  body: UserChange,
  response: ManagedUser,
  permission: 'users.manage',
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/users/:id/password',
  summary: '重置密码 · a new password, answered this once; ends the user’s sessions',
  params: id,
  response: z.object({ password: z.string() }),
  permission: 'users.manage',
});

/** A role with what goes with it. */
export const RoleAssignment = z
  .object({
    role: z.enum(roleNames),
    /** Needed for city and county users, possible for townships and firms. */
    regionCode: z
      .string()
      .regex(/^\d{6}$/)
      .nullable()
      .default(null),
    scope: z.array(ScopeEntry).max(500).default([]),
  })
  .meta({ id: 'RoleAssignment' });
export type RoleAssignment = z.output<typeof RoleAssignment>;

export const assignRole = endpoint({
  method: 'PUT',
  path: '/api/users/:id/role',
  summary: '授予角色和范围 · give a role and a scope',
  params: id,
  body: RoleAssignment,
  response: ManagedUser,
  permission: 'roles.assign',
});

export const unlockUser = endpoint({
  method: 'POST',
  path: '/api/users/:id/unlock',
  summary: '解除锁定 · unlock',
  params: id,
  response: z.object({}),
  permission: 'sessions.manage',
});

export const removeUserSecondFactor = endpoint({
  method: 'DELETE',
  path: '/api/users/:id/second-factor',
  summary: '清除用户的动态口令（设备遗失） · remove a lost second factor',
  params: id,
  response: z.object({}),
  permission: 'sessions.manage',
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/sessions',
  summary: '登录会话 · sign-ins that last',
  response: z.object({ items: z.array(OpenSignIn) }),
  permission: 'sessions.manage',
});

export const sessionsXlsx = endpoint({
  method: 'GET',
  path: '/api/sessions.xlsx',
  summary: '登录会话，表格 · sign-ins as a spreadsheet',
  query: z.object({ lang }),
  response: 'file',
  permission: 'sessions.manage',
});

export const endOneSession = endpoint({
  method: 'DELETE',
  path: '/api/sessions/:id',
  summary: '结束一个登录 · end one sign-in',
  params: id,
  response: z.object({}),
  permission: 'sessions.manage',
});

export const endUserSessions = endpoint({
  method: 'DELETE',
  path: '/api/users/:id/sessions',
  summary: '结束用户的全部登录 · end all of a user’s sign-ins',
  params: id,
  response: z.object({}),
  permission: 'sessions.manage',
});

/** Who can do what (谁能做什么), from the policy itself. */
export const PolicyMatrix = z
  .object({
    permissions: z.array(z.enum(permissionNames)),
    roles: z.array(
      z.object({
        role: z.enum(roleNames),
        permissions: z.array(z.enum(permissionNames)),
        scope: z.object({
          regions: z.enum(['all', 'own', 'none']),
          programs: z.enum(['all', 'none']),
          items: z.enum(['all', 'none']),
          entries: z.array(z.enum(scopeKinds)),
        }),
      }),
    ),
  })
  .meta({ id: 'PolicyMatrix' });
export type PolicyMatrix = z.output<typeof PolicyMatrix>;

export const getPolicy = endpoint({
  method: 'GET',
  path: '/api/policy',
  summary: '谁能做什么 · who can do what',
  response: PolicyMatrix,
  permission: 'self',
});

export const policyXlsx = endpoint({
  method: 'GET',
  path: '/api/policy.xlsx',
  summary: '谁能做什么，表格 · who can do what as a spreadsheet',
  query: z.object({ lang }),
  response: 'file',
  permission: 'self',
});

const whole = (min: number, max: number) => z.number().int().min(min).max(max);

/** The rules for passwords, lock-out, sessions and the second factor (GB/T 22239—2019, 8.1.4.1). */
export const SecurityPolicy = z
  .object({
    password: z.object({
      minLength: whole(6, 64),
      /** Of upper case, lower case, digits and other signs, so many kinds at least. */
      classes: whole(1, 4),
      /** Not one of the last so many. */
      history: whole(0, 24),
      /** 0: never too old. */
      maxAgeDays: whole(0, 3650),
    }),
    lock: z.object({ failures: whole(1, 100), minutes: whole(1, 1440) }),
    session: z.object({
      idleMinutes: whole(1, 43_200),
      /** Longest a sign-in lasts, however much it is used. */
      hours: whole(1, 720),
      /** Sign-ins of one person at a time; the oldest ends. 0: any number. */
      concurrent: whole(0, 1000),
    }),
    /** Roles that cannot go without a second factor. */
    secondFactorRoles: z.array(z.enum(roleNames)),
  })
  .meta({ id: 'SecurityPolicy' });
export type SecurityPolicy = z.output<typeof SecurityPolicy>;

export const getSecurityPolicy = endpoint({
  method: 'GET',
  path: '/api/security-policy',
  summary: '安全策略 · the security policy',
  response: SecurityPolicy,
  permission: 'security.policy',
});

export const putSecurityPolicy = endpoint({
  method: 'PUT',
  path: '/api/security-policy',
  summary: '修改安全策略 · change the security policy',
  body: SecurityPolicy,
  response: SecurityPolicy,
  permission: 'security.policy',
});

/** Somebody may act for somebody (代办授权). */
export const Delegation = z
  .object({
    id: z.number().int(),
    principal: z.object({
      id: z.number().int(),
      login: z.string(),
      displayName: z.string(),
      post: z.string(),
    }),
    deputy: z.object({ id: z.number().int(), login: z.string(), displayName: z.string(), post: z.string() }),
    from: instant,
    to: instant,
    reason: z.string(),
    createdBy: z.string(),
    createdAt: instant,
    endedAt: instant.nullable(),
    state: z.enum(['coming', 'active', 'over', 'ended']),
  })
  .meta({ id: 'Delegation' });
export type Delegation = z.output<typeof Delegation>;

const delegationList = z.object({ items: z.array(Delegation) });

/** Days are whole Beijing days, the last included. */
const delegationDraft = z.object({
  deputy: login,
  from: day,
  to: day,
  reason: z.string().trim().min(2).max(200),
});

export const listOwnDelegations = endpoint({
  method: 'GET',
  path: '/api/delegations/own',
  summary: '本人有关的代办授权 · delegations by and to oneself',
  response: delegationList,
  permission: 'delegations.own',
});

export const createDelegation = endpoint({
  method: 'POST',
  path: '/api/delegations',
  summary: '委托他人代办 · let somebody act for oneself',
  body: delegationDraft,
  response: Delegation,
  permission: 'delegations.own',
});

export const endOwnDelegation = endpoint({
  method: 'DELETE',
  path: '/api/delegations/own/:id',
  summary: '结束代办授权 · end a delegation by or to oneself',
  params: id,
  response: Delegation,
  permission: 'delegations.own',
});

export const listDelegations = endpoint({
  method: 'GET',
  path: '/api/delegations',
  summary: '代办授权 · delegations',
  response: delegationList,
  permission: 'roles.assign',
});

export const delegationsXlsx = endpoint({
  method: 'GET',
  path: '/api/delegations.xlsx',
  summary: '代办授权，表格 · delegations as a spreadsheet',
  query: z.object({ lang }),
  response: 'file',
  permission: 'roles.assign',
});

export const createDelegationFor = endpoint({
  method: 'POST',
  path: '/api/delegations/for',
  summary: '依书面依据代为授权 · delegate for somebody on written grounds',
  body: delegationDraft.extend({ principal: login }),
  response: Delegation,
  permission: 'roles.assign',
});

export const endDelegation = endpoint({
  method: 'DELETE',
  path: '/api/delegations/:id',
  summary: '结束任一代办授权 · end any delegation',
  params: id,
  response: Delegation,
  permission: 'roles.assign',
});

/** One line of the audit log (审计日志). */
export const AuditLine = z
  .object({
    id: z.number().int(),
    at: instant,
    actor: z.string(),
    /** For whom the actor acted (代办). */
    actingFor: z.string().nullable(),
    action: z.string(),
    objectType: z.string(),
    objectId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditLine' });
export type AuditLine = z.output<typeof AuditLine>;

const auditFilter = {
  /** The login of the actor, or of the one acted for. */
  actor: z.string().trim().max(80).optional(),
  /** An action or how it begins: `user.` */
  action: z.string().trim().max(80).optional(),
  objectType: z.string().trim().max(80).optional(),
  objectId: z.string().trim().max(200).optional(),
  from: day.optional(),
  to: day.optional(),
};

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: '审计日志，新的在前 · the audit log, newest first',
  query: z.object({
    ...auditFilter,
    cursor: queryInteger.optional(),
    limit: queryInteger.pipe(z.number().min(1).max(200)).default(50),
  }),
  response: pageOf(AuditLine),
  permission: 'audit.read',
});

export const auditXlsx = endpoint({
  method: 'GET',
  path: '/api/audit.xlsx',
  summary: '审计日志，表格 · the audit log as a spreadsheet',
  query: z.object({ ...auditFilter, lang }),
  response: 'file',
  permission: 'audit.read',
});

/** What breaks the chain: a row was changed, is gone, its link does not fit the one before, or it was never linked. */
export const auditProblems = ['changedRow', 'missingRow', 'brokenLink', 'unchainedRow', 'headMoved'] as const;

/** What a check of the audit log's chain found. */
export const AuditVerification = z
  .object({
    ok: z.boolean(),
    /** Links checked. */
    checked: z.number().int(),
    head: z.object({ seq: z.number().int(), hash: z.string() }),
    /** The first that is wrong. */
    problem: z
      .object({
        kind: z.enum(auditProblems),
        seq: z.number().int().nullable(),
        auditId: z.number().int().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.output<typeof AuditVerification>;

export const verifyAudit = endpoint({
  method: 'POST',
  path: '/api/audit/verification',
  summary: '校验审计日志的散列链 · check the audit log’s chain',
  body: z.object({
    /** A head noted earlier and kept outside: the chain must still have it. */
    expect: z
      .object({ seq: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) })
      .nullable()
      .default(null),
  }),
  response: AuditVerification,
  permission: 'audit.verify',
});
