import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AreaRoutes } from '../http/route.ts';
import { route } from '../http/route.ts';
import {
  clearSessionCookie,
  passingCookie,
  setPassingCookie,
  setSessionCookie,
  takePassingCookie,
} from '../http/session-cookie.ts';
import { auditRoutes } from './audit-routes.ts';
import * as delegations from './delegations.ts';
import { dutiesRoutes } from './duties-routes.ts';
import * as oidc from './oidc.ts';
import { changeOwnPassword } from './own-password.ts';
import { checkPassword } from './password.ts';
import { endSessions, findUserByLogin, type UserRow } from './queries.ts';
import * as factor from './second-factor.ts';
import { readSecurityPolicy } from './security-policy.ts';
import * as service from './service.ts';

/** So many tries a minute of one address. */
const FEW = { rateLimit: { max: 30, timeWindow: 60_000 } };

/** Signing in and out, the own account; users, roles, sessions, delegations, the audit log. */
export const sessionRoutes: AreaRoutes = (app, platform) => {
  const { db, config } = platform;

  route(app, contract.signInOptions, async () => {
    const { minLength, classes, history } = (await readSecurityPolicy(db)).password;
    return {
      oidc: config.oidc === null ? null : { name: config.oidc.name },
      password: { minLength, classes, history },
    };
  });

  /** In, or on to the second step; either way the browser keeps what goes with it. */
  const take = (step: service.FirstStep, request: FastifyRequest, reply: FastifyReply) => {
    if (step.state === 'open') {
      setSessionCookie(config, request, reply, step.token);
      return { session: step.session, secondFactor: false };
    }
    setPassingCookie('step', config, request, reply, step.step);
    return { session: null, secondFactor: true };
  };

  route(
    app,
    contract.signIn,
    async ({ body, call, request, reply }) =>
      take(await service.beginSession(db, config, body, originOf(request), call), request, reply),
    FEW,
  );

  route(
    app,
    contract.signInSecond,
    async ({ body, call, request, reply }) => {
      const step = passingCookie('step', request);
      const input = { step, code: body.code };
      const { token, session } = await service.passSecondStep(db, config, input, originOf(request), call);
      takePassingCookie('step', config, request, reply);
      setSessionCookie(config, request, reply, token);
      return session;
    },
    FEW,
  );

  route(
    app,
    contract.startOidc,
    async ({ body, call, request, reply }) => {
      const { url, state } = await oidc.startOidc(db, config.oidc, ownOrigin(request), body.to, call);
      setPassingCookie('oidc', config, request, reply, state);
      return { url };
    },
    FEW,
  );

  // Answers the browser itself, not a page's script: a redirect, also with what went wrong.
  app.get(
    oidc.OIDC_CALLBACK,
    { config: { permission: 'public', rateLimit: FEW.rateLimit }, schema: { hide: true } },
    async (request, reply) => {
      const call = { actor: request.actor, requestId: request.id, at: request.at };
      const kept = takePassingCookie('oidc', config, request, reply);
      const at = request.url.indexOf('?');
      const search = at < 0 ? '' : request.url.slice(at);
      const answer = { origin: ownOrigin(request), search, kept };
      try {
        const { step, next } = await oidc.finishOidc(db, config, answer, originOf(request), call);
        const { secondFactor } = take(step, request, reply);
        const second = `/sign-in?${new URLSearchParams({ to: next, step: 'code' })}`;
        return reply.redirect(secondFactor ? second : next);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        platform.log.warn({ requestId: request.id, code: error.code, params: error.params }, 'oidc');
        const login = error.params.login;
        const facts = { problem: error.code, ...(typeof login === 'string' ? { login } : {}) };
        return reply.redirect(`/sign-in?${new URLSearchParams(facts)}`);
      }
    },
  );

  route(app, contract.currentSession, async ({ session }) => service.sessionOf(required(session)));

  route(app, contract.signOut, async ({ session, call, request, reply }) => {
    await service.endSession(db, required(session).tokenHash, call);
    clearSessionCookie(config, request, reply);
    return {};
  });

  route(
    app,
    contract.changePassword,
    async ({ session, body, call, request }) => {
      await changeOwnPassword(db, required(session), body, originOf(request), call);
      return {};
    },
    { rateLimit: { max: 10, timeWindow: 60_000 } },
  );

  route(app, contract.listOwnSessions, async ({ session, call }) => {
    const { userId, id } = required(session);
    return { items: await service.listSessions(db, call.at, { userId, current: id }) };
  });
  route(app, contract.endOwnSession, async ({ session, params, call }) => {
    await service.revokeSession(db, params.id, required(session).userId, call);
    return {};
  });
  route(app, contract.endOtherSessions, async ({ session }) => {
    await endSessions(db, required(session).userId, required(session).tokenHash);
    return {};
  });

  /** The person at the keyboard, whomever they act for. */
  const self = async (session: service.OpenSession | null): Promise<UserRow> => {
    const user = await findUserByLogin(db, required(session).actor.login);
    if (user === null) throw new AppError('session.required');
    return user;
  };

  route(app, contract.getSecondFactor, async ({ session }) => {
    const user = await self(session);
    const { secondFactorRoles } = required(session).policy;
    return factor.secondFactorOf(db, user, secondFactorRoles.includes(user.role));
  });
  route(
    app,
    contract.setUpSecondFactor,
    async ({ session, body, request, call }) => {
      const user = await self(session);
      if (!(await checkPassword(body.password, user.password_hash))) {
        await service.fail(db, user, required(session).policy, 'password', originOf(request), call);
        throw new AppError('session.wrongPassword');
      }
      return factor.setUp(db, config, user);
    },
    FEW,
  );
  route(
    app,
    contract.confirmSecondFactor,
    async ({ session, body, call }) => ({
      recoveryCodes: await factor.confirm(
        db,
        config,
        await self(session),
        body.code,
        required(session).tokenHash,
        call,
      ),
    }),
    FEW,
  );
  route(
    app,
    contract.removeSecondFactor,
    async ({ session, body, call, request }) => {
      const user = await self(session);
      if (user.totp_since === null) throw new AppError('user.secondFactorNone');
      if (!(await factor.checkCode(db, config, user, body.code, call.at))) {
        await service.fail(db, user, required(session).policy, 'code', originOf(request), call);
        throw new AppError('session.wrongCode');
      }
      await factor.remove(db, user.id, call);
      return {};
    },
    FEW,
  );

  route(app, contract.actFor, async ({ session, body, call, request }) => {
    await delegations.actFor(db, required(session), body.delegation, call);
    const token = request.cookies.qingzhang_session ?? '';
    return service.sessionOf(required(await service.openSession(db, config, token, call.at)));
  });

  route(app, contract.listOwnDelegations, async ({ session, call }) => ({
    items: await delegations.listDelegations(db, call.at, required(session).userId),
  }));
  route(app, contract.createDelegation, ({ body, actor, call }) =>
    delegations.createDelegation(db, { ...body, principal: actor.login }, call),
  );
  route(app, contract.endOwnDelegation, ({ session, params, call }) =>
    delegations.endDelegation(db, params.id, required(session).userId, call),
  );

  dutiesRoutes(app, platform);
  auditRoutes(app, platform);

  /** The address under which the browser knows us. */
  function ownOrigin(request: FastifyRequest): string {
    return config.publicUrl ?? `${request.protocol}://${request.host}`;
  }
};

function originOf(request: FastifyRequest): service.Origin {
  return { ip: request.ip, agent: request.headers['user-agent'] ?? null };
}

/** The guard has let nobody through without a session; this only says so to the compiler. */
function required(session: service.OpenSession | null): service.OpenSession {
  if (session === null) throw new AppError('session.required');
  return session;
}
