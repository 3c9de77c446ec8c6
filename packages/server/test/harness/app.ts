import { type Endpoint, type InputOf, type RoleName, urlOf } from '@qingzhang/contract';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll } from 'vitest';
import { type AppOptions, buildApp } from '../../src/http/app.ts';
import type { ScopeEntry } from '../../src/platform/policy.ts';
import { beginSession } from '../../src/session/service.ts';
import type { TestPlatform } from './platform.ts';
import { createTestUser } from './user.ts';

/** Someone with a session, calling endpoints in memory. */
export interface TestClient {
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<LightMyRequestResponse>;
  /** The user's id; 0 for nobody. */
  readonly id: number;
  readonly cookie: string;
}

export interface TestApp {
  readonly app: FastifyInstance;
  /** Somebody who is not signed in. */
  readonly anonymous: TestClient;
  /** A new user of the role, signed in. City and county users need a region that stands in the database. */
  signedIn(role: RoleName, regionCode?: string, scope?: readonly ScopeEntry[]): Promise<TestClient>;
}

/** The web application over a test platform, without a port. */
export async function createTestApp(platform: TestPlatform, options: AppOptions = {}): Promise<TestApp> {
  const app = await buildApp(platform, options);
  afterAll(() => app.close());

  const client = (cookie: string, id: number): TestClient => ({
    id,
    cookie,
    call: (endpoint, input) => {
      const parts: { params?: unknown; query?: unknown; body?: unknown } = { ...Object(input) };
      return app.inject({
        method: endpoint.method,
        url: urlOf(endpoint, parts),
        headers: cookie === '' ? {} : { cookie },
        ...(parts.body === undefined ? {} : { payload: Object(parts.body) }),
      });
    },
  });

  let users = 0;
  return {
    app,
    anonymous: client('', 0),
    signedIn: async (role, regionCode, scope) => {
      users += 1;
      const { id, login, password } = await createTestUser(
        platform,
        `${role}${users}`,
        role,
        regionCode,
        scope,
      );
      // Not by the route, which lets one address try so often a minute only.
      const origin = { ip: null, agent: 'test' };
      const credentials = { login, password };
      const begun = await beginSession(platform.db, platform.config, credentials, origin, platform.call());
      if (begun.state !== 'open') throw new Error('a test user has no second factor');
      const cookie = `qingzhang_session=${begun.token}`;
      return client(cookie, id);
    },
  };
}
