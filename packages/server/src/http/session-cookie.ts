import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../platform/config/config.ts';

const NAME = 'qingzhang_session';

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
