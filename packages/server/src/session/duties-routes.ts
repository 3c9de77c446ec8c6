import * as contract from '@qingzhang/contract';
import type { AreaRoutes } from '../http/route.ts';
import { route } from '../http/route.ts';
import { rolePermissions, scopeRules } from '../platform/policy.ts';
import { writeSetting } from '../platform/settings/settings.ts';
import * as delegations from './delegations.ts';
import { remove } from './second-factor.ts';
import { readSecurityPolicy, securityPolicy } from './security-policy.ts';
import * as service from './service.ts';
import * as users from './users.ts';
import { delegationsXlsx, policyXlsx, sessionsXlsx, usersXlsx } from './xlsx.ts';

/** Users (system administrator), roles, sessions, policy and delegations (security administrator). */
export const dutiesRoutes: AreaRoutes = (app, { db }) => {
  route(app, contract.listUsers, async () => ({ items: await users.listUsers(db) }));
  route(app, contract.usersXlsx, async ({ query }) => usersXlsx(await users.listUsers(db), query.lang));
  route(app, contract.createUser, ({ body, call }) => users.createUser(db, body, call));
  route(app, contract.changeUser, ({ params, body, call }) => users.changeUser(db, params.id, body, call));
  route(app, contract.resetPassword, ({ params, call }) => users.resetPassword(db, params.id, call));

  route(app, contract.assignRole, ({ params, body, call }) => users.assignRole(db, params.id, body, call));
  route(app, contract.unlockUser, async ({ params, call }) => {
    await users.unlockUser(db, params.id, call);
    return {};
  });
  route(app, contract.removeUserSecondFactor, async ({ params, call }) => {
    await remove(db, params.id, call);
    return {};
  });
  route(app, contract.listSessions, async ({ session, call }) => ({
    items: await service.listSessions(db, call.at, session === null ? {} : { current: session.id }),
  }));
  route(app, contract.sessionsXlsx, async ({ query, call }) =>
    sessionsXlsx(await service.listSessions(db, call.at, {}), query.lang),
  );
  route(app, contract.endOneSession, async ({ params, call }) => {
    await service.revokeSession(db, params.id, null, call);
    return {};
  });
  route(app, contract.endUserSessions, async ({ params, call }) => {
    await users.endUserSessions(db, params.id, call);
    return {};
  });

  route(app, contract.getPolicy, () => policyMatrix());
  route(app, contract.policyXlsx, ({ query }) => policyXlsx(policyMatrix(), query.lang));
  route(app, contract.getSecurityPolicy, () => readSecurityPolicy(db));
  route(app, contract.putSecurityPolicy, ({ body, call }) => writeSetting(db, securityPolicy, body, call));

  route(app, contract.listDelegations, async ({ call }) => ({
    items: await delegations.listDelegations(db, call.at, null),
  }));
  route(app, contract.delegationsXlsx, async ({ query, call }) =>
    delegationsXlsx(await delegations.listDelegations(db, call.at, null), query.lang),
  );
  route(app, contract.createDelegationFor, ({ body, call }) => delegations.createDelegation(db, body, call));
  route(app, contract.endDelegation, ({ params, call }) =>
    delegations.endDelegation(db, params.id, null, call),
  );
};

/** Who can do what (谁能做什么), read off the policy module. */
export function policyMatrix(): contract.PolicyMatrix {
  return {
    permissions: [...contract.permissionNames],
    roles: contract.roleNames.map((role) => ({
      role,
      permissions: [...rolePermissions[role]],
      scope: { ...scopeRules[role], entries: [...scopeRules[role].entries] },
    })),
  };
}
