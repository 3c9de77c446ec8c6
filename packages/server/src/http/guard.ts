import { AppError } from '@qingzhang/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { nobody } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { requirePermission } from '../platform/policy.ts';
import { openSession } from '../session/service.ts';
import { sessionToken } from './session-cookie.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Nothing is open by accident: a route without a permission does not start, one with a permission answers only to
 * a session whose role holds it, and what changes anything must come from our own pages.
 */
export function installGuard(app: FastifyInstance, platform: Platform): void {
  app.addHook('onRoute', (routeOptions) => {
    if (routeOptions.config?.permission === undefined) {
      throw new Error(`route ${String(routeOptions.method)} ${routeOptions.url} declares no permission`);
    }
  });

  app.decorateRequest('session', null);
  app.decorateRequest('actor', { getter: () => nobody });
  app.decorateRequest('at', { getter: () => platform.clock.now() });

  app.addHook('onRequest', async (request) => {
    Object.defineProperty(request, 'at', { value: platform.clock.now() });
    if (request.is404) return;
    if (!READS.has(request.method)) requireOwnOrigin(request);
    const permission = request.routeOptions.config.permission;
    if (permission === 'public') return;
    if (permission === undefined) throw new Error(`route ${request.url} declares no permission`);

    const token = sessionToken(request);
    const session =
      token === null ? null : await openSession(platform.db, platform.config, token, request.at);
    if (session === null) throw new AppError('session.required');
    request.session = session;
    Object.defineProperty(request, 'actor', { value: session.actor });
    requirePermission(session.actor, permission);
  });
}

/**
 * Refuse a change asked for by another site's page. Browsers say where a request comes from; programs that do not
 * (curl, scripts) carry no foreign cookie either.
 */
function requireOwnOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new AppError('request.foreignOrigin');
    return;
  }
  const { origin } = request.headers;
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  if (host !== request.host) throw new AppError('request.foreignOrigin');
}
