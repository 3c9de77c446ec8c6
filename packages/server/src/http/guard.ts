import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { nobody } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import type { Platform } from '../platform/platform.ts';
import { requirePermission } from '../platform/policy.ts';
import { openSession } from '../session/service.ts';
import { sessionToken } from './session-cookie.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What answers while a password has to be changed or a second factor set up, and nothing else. */
const DUTY_ROUTES = new Set(
  [
    contract.currentSession,
    contract.signOut,
    contract.changePassword,
    contract.getSecondFactor,
    contract.setUpSecondFactor,
    contract.confirmSecondFactor,
  ].map(({ method, path }) => `${method} ${path}`),
);

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
    const [must] = session.must;
    if (must !== undefined && !DUTY_ROUTES.has(`${request.method} ${request.routeOptions.url}`)) {
      throw new AppError('session.mustFirst', { must });
    }
    requirePermission(session.actor, permission);
  });

  // What leaves as a file is written down with who took it (DIS-10.2); a preview in the page is no export.
  app.addHook('onSend', async (request, reply) => {
    const disposition = reply.getHeader('content-disposition');
    if (reply.statusCode !== 200 || typeof disposition !== 'string') return;
    if (!disposition.startsWith('attachment') || request.session === null) return;
    const call = { actor: request.actor, requestId: request.id, at: request.at };
    const [path, query] = request.url.split('?', 2);
    const detail = { name: fileName(disposition), query: query ?? null };
    await audit(platform.db, call, {
      action: 'file.export',
      objectType: 'file',
      objectId: path ?? '',
      detail,
    });
  });
}

function fileName(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  return encoded === undefined ? '' : decodeURIComponent(encoded);
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
