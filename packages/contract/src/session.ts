import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { permissionNames, roleNames } from './permission.ts';

const instant = z.iso.datetime({ offset: true });
const password = z.string().max(200);

/** One person who may sign in (用户). */
export const User = z
  .object({
    id: z.number().int(),
    login: z.string(),
    displayName: z.string(),
    /** What others see instead of a name (岗位). */
    post: z.string(),
    role: z.enum(roleNames),
    /** The city or county of a bureau's user; null for the others. */
    regionCode: z.string().nullable(),
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

/** How far somebody sees (管辖范围). */
export const ScopeView = z
  .object({
    regions: z.union([z.literal('all'), z.array(z.string())]),
    programs: z.union([z.literal('all'), z.array(z.string())]),
    items: z.union([z.literal('all'), z.array(z.number().int())]),
  })
  .meta({ id: 'ScopeView' });
export type ScopeView = z.output<typeof ScopeView>;

/** What the person has to do before anything else is answered. */
export const sessionDuties = ['changePassword', 'secondFactor'] as const;

/** The signed-in person, and what they may do. While acting for somebody, `user` has that person's role and region. */
export const Session = z
  .object({
    user: User,
    permissions: z.array(z.enum(permissionNames)),
    scope: ScopeView,
    /** For whom (代办); null: for oneself. */
    actingFor: z
      .object({
        delegation: z.number().int(),
        id: z.number().int(),
        displayName: z.string(),
        post: z.string(),
      })
      .nullable(),
    must: z.array(z.enum(sessionDuties)),
    expiresAt: instant,
  })
  .meta({ id: 'Session' });
export type Session = z.output<typeof Session>;

/** After the first step: either in, or a code is asked for. */
export const SignedIn = z
  .object({ session: Session.nullable(), secondFactor: z.boolean() })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.output<typeof SignedIn>;

/** What the sign-in page and password forms need to know beforehand. */
export const signInOptions = endpoint({
  method: 'GET',
  path: '/api/session/options',
  summary: '登录方式与口令要求 · ways to sign in, rules for passwords',
  response: z.object({
    /** The name of the other system whose accounts are accepted (统一身份认证). */
    oidc: z.object({ name: z.string() }).nullable(),
    password: z.object({ minLength: z.number().int(), classes: z.number().int(), history: z.number().int() }),
  }),
  permission: 'public',
});

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: '登录 · sign in',
  body: z.object({ login: z.string().trim().max(80), password }),
  response: SignedIn,
  permission: 'public',
});

/** A six-digit code or a recovery code. */
const code = z.string().trim().min(6).max(40);

export const signInSecond = endpoint({
  method: 'POST',
  path: '/api/session/second-step',
  summary: '登录第二步：动态口令 · second step of signing in',
  body: z.object({ code }),
  response: Session,
  permission: 'public',
});

export const startOidc = endpoint({
  method: 'POST',
  path: '/api/session/oidc',
  summary: '统一身份认证登录 · sign in by another system: where to go',
  body: z.object({ to: z.string().max(2000).default('/') }),
  response: z.object({ url: z.string() }),
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

/** One sign-in that lasts (登录会话). */
export const OpenSignIn = z
  .object({
    id: z.number().int(),
    userId: z.number().int(),
    login: z.string(),
    post: z.string(),
    method: z.enum(['password', 'oidc']),
    secondFactor: z.boolean(),
    ip: z.string().nullable(),
    /** What the browser says of itself. */
    agent: z.string().nullable(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
    /** The session that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'OpenSignIn' });
export type OpenSignIn = z.output<typeof OpenSignIn>;

export const listOwnSessions = endpoint({
  method: 'GET',
  path: '/api/session/list',
  summary: '本人的登录 · the own sign-ins',
  response: z.object({ items: z.array(OpenSignIn) }),
  permission: 'self',
});

export const endOwnSession = endpoint({
  method: 'DELETE',
  path: '/api/session/list/:id',
  summary: '结束本人的一个登录 · end one of the own sign-ins',
  params: z.object({ id: queryInteger }),
  response: z.object({}),
  permission: 'self',
});

export const endOtherSessions = endpoint({
  method: 'DELETE',
  path: '/api/session/list',
  summary: '结束本人的其他登录 · end all other own sign-ins',
  response: z.object({}),
  permission: 'self',
});

/** The own second factor (动态口令). */
export const SecondFactor = z
  .object({
    active: z.boolean(),
    since: instant.nullable(),
    /** Recovery codes not used yet. */
    recoveryLeft: z.number().int(),
    /** Whether the role must have one. */
    required: z.boolean(),
  })
  .meta({ id: 'SecondFactor' });
export type SecondFactor = z.output<typeof SecondFactor>;

export const getSecondFactor = endpoint({
  method: 'GET',
  path: '/api/session/second-factor',
  summary: '本人的动态口令 · the own second factor',
  response: SecondFactor,
  permission: 'self',
});

export const setUpSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor',
  summary: '开始启用动态口令：密钥与二维码 · begin: secret and QR code, shown this once',
  body: z.object({ password }),
  response: z.object({ secret: z.string(), uri: z.string(), svg: z.string() }),
  permission: 'self',
});

export const confirmSecondFactor = endpoint({
  method: 'PUT',
  path: '/api/session/second-factor',
  summary: '验证并启用动态口令 · confirm; answers the recovery codes, this once',
  body: z.object({ code }),
  response: z.object({ recoveryCodes: z.array(z.string()) }),
  permission: 'self',
});

export const removeSecondFactor = endpoint({
  method: 'POST',
  path: '/api/session/second-factor/removal',
  summary: '停用动态口令 · remove the second factor',
  body: z.object({ code }),
  response: z.object({}),
  permission: 'self',
});

export const actFor = endpoint({
  method: 'PUT',
  path: '/api/session/acting-for',
  summary: '代办、回到本人 · act for somebody, or for oneself again',
  body: z.object({ delegation: z.number().int().nullable() }),
  response: Session,
  permission: 'self',
});
