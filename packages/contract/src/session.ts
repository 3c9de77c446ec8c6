import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { permissionNames, roleNames } from './permission.ts';

const instant = z.iso.datetime({ offset: true });

/** Fewest characters of a password. */
export const PASSWORD_MIN_LENGTH = 8;

/** One person who may sign in (用户). */
export const User = z
  .object({
    id: z.number().int(),
    login: z.string(),
    displayName: z.string(),
    /** What others see instead of a name (岗位). */
    post: z.string(),
    role: z.enum(roleNames),
    /** The city of a city bureau's user; null for the others. */
    regionCode: z.string().nullable(),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

/** The signed-in person, and what they may do. */
export const Session = z
  .object({ user: User, permissions: z.array(z.enum(permissionNames)), expiresAt: instant })
  .meta({ id: 'Session' });
export type Session = z.output<typeof Session>;

/** A user as administrators see one. */
export const ManagedUser = User.extend({
  disabled: z.boolean(),
  lockedUntil: instant.nullable(),
  createdAt: instant,
}).meta({ id: 'ManagedUser' });
export type ManagedUser = z.output<typeof ManagedUser>;

const login = z
  .string()
  .trim()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{1,39}$/);
const text = z.string().trim().min(1).max(80);
const password = z.string().max(200);
const userId = z.object({ id: queryInteger });

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: '登录 · sign in',
  body: z.object({ login: z.string().trim().max(80), password }),
  response: Session,
  permission: 'public',
});

export const currentSession = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: '当前登录 · who is signed in',
  response: Session,
  permission: 'self',
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: '退出 · sign out',
  response: z.object({}),
  permission: 'self',
});

/** Ends the person's other sessions. */
export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/session/password',
  summary: '修改密码 · change the own password',
  body: z.object({ current: password, next: password }),
  response: z.object({}),
  permission: 'self',
});

export const listUsers = endpoint({
  method: 'GET',
  path: '/api/users',
  summary: '用户 · users',
  response: z.object({ items: z.array(ManagedUser) }),
  permission: 'users.manage',
});

/** A user to be created; the password is made up where none is given. */
export const NewUser = z
  .object({
    login,
    displayName: text,
    post: text,
    role: z.enum(roleNames),
    regionCode: z
      .string()
      .regex(/^\d{6}$/)
      .nullable()
      .default(null),
    password: password.optional(),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.output<typeof NewUser>;

export const createUser = endpoint({
  method: 'POST',
  path: '/api/users',
  summary: '新建用户 · create a user; answers the password, this once',
  body: NewUser,
  response: z.object({ user: ManagedUser, password: z.string() }),
  permission: 'users.manage',
});

/** What can be changed of a user; what is left out stays. */
export const UserChange = z
  .object({
    displayName: text.optional(),
    post: text.optional(),
    role: z.enum(roleNames).optional(),
    regionCode: z
      .string()
      .regex(/^\d{6}$/)
      .nullable()
      .optional(),
    disabled: z.boolean().optional(),
  })
  .meta({ id: 'UserChange' });
export type UserChange = z.output<typeof UserChange>;

export const changeUser = endpoint({
  method: 'PATCH',
  path: '/api/users/:id',
  summary: '修改、停用用户 · change or disable a user',
  params: userId,
  body: UserChange,
  response: ManagedUser,
  permission: 'users.manage',
});

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/users/:id/password',
  summary: '重置密码 · a new password, answered this once; ends the user’s sessions and lock',
  params: userId,
  response: z.object({ password: z.string() }),
  permission: 'users.manage',
});

/** One line of the audit log (审计日志). */
export const AuditLine = z
  .object({
    id: z.number().int(),
    at: instant,
    actor: z.string(),
    action: z.string(),
    objectType: z.string(),
    objectId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditLine' });
export type AuditLine = z.output<typeof AuditLine>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: '审计日志，新的在前 · the audit log, newest first',
  query: z.object({
    objectType: z.string().max(80).optional(),
    objectId: z.string().max(200).optional(),
    cursor: queryInteger.optional(),
    limit: queryInteger.pipe(z.number().min(1).max(200)).default(50),
  }),
  response: pageOf(AuditLine),
  permission: 'audit.read',
});
