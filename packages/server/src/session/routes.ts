import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { AreaRoutes } from '../http/route.ts';
import { route } from '../http/route.ts';
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.ts';
import * as service from './service.ts';

/** Signing in and out, the own password, users, the audit log. */
export const sessionRoutes: AreaRoutes = (app, platform) => {
  const { db, config } = platform;

  route(
    app,
    contract.signIn,
    async ({ body, call, request, reply }) => {
      const origin = { ip: request.ip, agent: request.headers['user-agent'] ?? null };
      const { token, session } = await service.beginSession(db, config, body, origin, call);
      setSessionCookie(config, request, reply, token);
      return session;
    },
    { rateLimit: { max: 30, timeWindow: 60_000 } },
  );

  route(app, contract.currentSession, async ({ session }) =>
    service.sessionOf(required(session).actor, required(session).expiresAt),
  );

  route(app, contract.signOut, async ({ session, call, request, reply }) => {
    await service.endSession(db, required(session).tokenHash, call);
    clearSessionCookie(config, request, reply);
    return {};
  });

  route(
    app,
    contract.changePassword,
    async ({ session, body, call }) => {
      await service.changeOwnPassword(db, required(session), body, call);
      return {};
    },
    { rateLimit: { max: 10, timeWindow: 60_000 } },
  );

  route(app, contract.listUsers, async () => ({ items: await service.listUsers(db) }));
  route(app, contract.createUser, ({ body, call }) => service.createUser(db, body, call));
  route(app, contract.changeUser, ({ params, body, call }) => service.changeUser(db, params.id, body, call));
  route(app, contract.resetPassword, ({ params, call }) => service.resetPassword(db, params.id, call));
  route(app, contract.listAudit, ({ query }) => service.listAudit(db, query));
};

/** The guard has let nobody through without a session; this only says so to the compiler. */
function required(session: service.OpenSession | null): service.OpenSession {
  if (session === null) throw new AppError('session.required');
  return session;
}
