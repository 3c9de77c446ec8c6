import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as contract from '@qingzhang/contract';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { ownPath } from './oidc.ts';
import { createUser } from './users.ts';

/** The other system: a real provider on the loopback, whose users are whoever the test says. */
const server: Server = createServer();
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const { port } = server.address() as AddressInfo;
const issuer = `http://127.0.0.1:${port}`;

const platform = await createTestPlatform({
  now: new Date().toISOString(),
  config: {
    oidc: {
      issuer,
      clientId: 'qingzhang',
      clientSecret: 'a-secret-of-the-test',
      claim: 'preferred_username',
      scope: 'openid profile',
      name: '统一身份认证',
    },
  },
});
const { app } = await createTestApp(platform);
const OURS = 'http://localhost';

beforeAll(async () => {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'qingzhang',
        client_secret: 'a-secret-of-the-test',
        redirect_uris: [`${OURS}/api/session/oidc/callback`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: `sub-${id}`, preferred_username: id }),
    }),
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: true } },
  });
  server.on('request', provider.callback());
  for (const login of ['zhangsan', 'disabled']) {
    const person = { login, displayName: login, post: login, role: 'dispatch' as const };
    await createUser(platform.db, { ...person, password: 'Never-used-26' }, platform.call());
  }
  await platform.db.updateTable('app_user').set({ disabled: true }).where('login', '=', 'disabled').execute();
});

const cookieOf = (cookies: readonly { name: string; value: string }[]) =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

/** A browser at the provider: keeps its cookies, fills in its two forms, stops when it is sent back to us. */
async function signInThere(url: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  let request: { url: string; body?: URLSearchParams } = { url };
  for (let hop = 0; hop < 12; hop++) {
    const response = await fetch(request.url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
      ...(request.body === undefined ? {} : { method: 'POST', body: request.body }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    if (location !== null) {
      const to = new URL(location, issuer);
      if (to.origin === OURS) return `${to.pathname}${to.search}`;
      request = { url: to.href };
      continue;
    }
    const page = await response.text();
    const action = /action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(page.slice(0, 500));
    const fields = prompt === 'login' ? { prompt, login, password: 'x' } : { prompt };
    request = { url: new URL(action, issuer).href, body: new URLSearchParams(fields) };
  }
  throw new Error('the provider never sent us back');
}

async function start(to = '/ranking') {
  const response = await app.inject({
    method: contract.startOidc.method,
    url: contract.startOidc.path,
    headers: { host: 'localhost' },
    payload: { to },
  });
  expect(response.statusCode, response.body).toBe(200);
  return { url: String(response.json().url), cookie: cookieOf(response.cookies) };
}
const back = (url: string, cookie: string) => app.inject({ url, headers: { cookie, host: 'localhost' } });

it('asks with code flow, PKCE, state and nonce', async () => {
  const { url } = await start();
  const query = Object.fromEntries(new URL(url).searchParams);
  expect(query).toMatchObject({
    client_id: 'qingzhang',
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${OURS}/api/session/oidc/callback`,
  });
  expect(query.state?.length).toBeGreaterThan(30);
  expect(query.nonce?.length).toBeGreaterThan(30);
});

it('signs in the local user of that login, with that user’s own role, and leads on', async () => {
  const { url, cookie } = await start();
  const answer = await back(await signInThere(url, 'zhangsan'), cookie);
  expect(answer.statusCode).toBe(302);
  expect(answer.headers.location).toBe('/ranking');
  const session = cookieOf(answer.cookies.filter(({ value }) => value !== ''));
  const me = await app.inject({ url: '/api/session', headers: { cookie: session } });
  expect(me.json()).toMatchObject({ user: { login: 'zhangsan', role: 'dispatch' }, must: [] });
});

it('makes no user and lets nobody in who may not', async () => {
  for (const [login, problem] of [
    ['stranger', 'session.oidcUnknown'],
    ['disabled', 'session.disabled'],
  ] as const) {
    const { url, cookie } = await start();
    const answer = await back(await signInThere(url, login), cookie);
    expect(answer.headers.location).toContain(`/sign-in?problem=${problem}`);
    expect(answer.cookies.find(({ name }) => name === 'qingzhang_session')).toBeUndefined();
  }
  const logins = await platform.db.selectFrom('app_user').select('login').execute();
  expect(logins.map(({ login }) => login)).not.toContain('stranger');
});

it('takes an answer once, and only in the browser that asked', async () => {
  const { url, cookie } = await start();
  const answer = await signInThere(url, 'zhangsan');
  const failed = '/sign-in?problem=session.oidcFailed';
  expect((await back(answer, '')).headers.location).toBe(failed);
  expect((await back(answer, (await start()).cookie)).headers.location).toBe(failed);
  expect((await back(answer, cookie)).headers.location).toBe('/ranking');
  expect((await back(answer, cookie)).headers.location).toBe(failed);
  const forged = answer.replace(/code=[^&]+/, 'code=forged');
  expect((await back(forged, cookie)).headers.location).toBe(failed);
});

it('asks those with a second factor for it, here as there', async () => {
  await platform.db
    .updateTable('app_user')
    .set({ totp_since: platform.clock.now(), totp_secret: 'v1.x.x.x' })
    .where('login', '=', 'zhangsan')
    .execute();
  const { url, cookie } = await start();
  const answer = await back(await signInThere(url, 'zhangsan'), cookie);
  expect(answer.headers.location).toBe('/sign-in?to=%2Franking&step=code');
  expect(answer.cookies.map(({ name }) => name)).toContain('qingzhang_step');
  expect(answer.cookies.map(({ name }) => name)).not.toContain('qingzhang_session');
});

it.each([
  ['/ranking?period=2026-05', '/ranking?period=2026-05'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\r\nset-cookie: x', '/'],
  ['/api/session/oidc/callback', '/'],
])('after %j leads to %s: only to pages of ours', (to, leads) => {
  expect(ownPath(to)).toBe(leads);
});
