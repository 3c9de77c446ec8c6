import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../platform/config/config.ts';

const NAME = 'qingzhang_session';
const STEP = 'qingzhang_step';
const OIDC = 'qingzhang_oidc';
/** Seconds that a sign-in under way is remembered. */
const UNDER_WAY = 600;

type CookieConfig = Pick<Config, 'secureCookies' | 'sessionHours'>;

function options(config: CookieConfig, request: FastifyRequest) {
  const secure =
    config.secureCookies === 'auto' ? request.protocol === 'https' : config.secureCookies === 'true';
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

/** Hand the browser its token: no script reads it, no other site's form sends it. Ends with the browser. */
export function setSessionCookie(
  config: CookieConfig,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  reply.setCookie(NAME, token, options(config, request));
}

export function clearSessionCookie(config: CookieConfig, request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(NAME, options(config, request));
}

/** The token that the request carries, if any. */
export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[NAME] ?? null;
}

/** Between the two steps of signing in, and while another system is asked: bound to this browser. */
export function setPassingCookie(
  kind: 'step' | 'oidc',
  config: CookieConfig,
  request: FastifyRequest,
  reply: FastifyReply,
  value: string,
): void {
  const name = kind === 'step' ? STEP : OIDC;
  reply.setCookie(name, value, { ...options(config, request), path: '/api/session', maxAge: UNDER_WAY });
}

/** Read what was remembered for the sign-in under way, and forget it. */
export function takePassingCookie(
  kind: 'step' | 'oidc',
  config: CookieConfig,
  request: FastifyRequest,
  reply: FastifyReply,
): string | null {
  const name = kind === 'step' ? STEP : OIDC;
  reply.clearCookie(name, { ...options(config, request), path: '/api/session' });
  return request.cookies[name] ?? null;
}

/** Read what was remembered for the sign-in under way: a wrong code may be tried again. */
export function passingCookie(kind: 'step' | 'oidc', request: FastifyRequest): string | null {
  return request.cookies[kind === 'step' ? STEP : OIDC] ?? null;
}
