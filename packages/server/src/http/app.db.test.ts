import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { AppError, endpoint } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { buildApp } from './app.ts';
import { areaRoutes } from './areas.ts';
import { type AreaRoutes, route } from './route.ts';

const platform = await createTestPlatform();

const strict = endpoint({
  method: 'POST',
  path: '/api/test/strict',
  body: z.object({ n: z.number() }),
  response: z.object({ doubled: z.number() }),
  permission: 'targets.write',
});
const broken = endpoint({
  method: 'GET',
  path: '/api/test/broken',
  response: z.object({}),
  permission: 'self',
});
const named = endpoint({
  method: 'GET',
  path: '/api/test/named',
  response: z.object({}),
  permission: 'self',
});
const file = endpoint({ method: 'GET', path: '/api/test/file', response: 'file', permission: 'self' });

const testRoutes: AreaRoutes = (app) => {
  route(app, strict, ({ body }) => ({ doubled: body.n === 13 ? Number.NaN : body.n * 2 }));
  route(app, broken, () => {
    throw new Error('the secret reason');
  });
  route(app, named, () => {
    throw new AppError('thing.notFound', { what: 'x', id: 7 });
  });
  route(app, file, () => ({ name: '通报 "六月".docx', mime: 'application/octet-stream', content: 'inhalt' }));
};

const pages = mkdtempSync(join(tmpdir(), 'qz-pages-'));
mkdirSync(join(pages, 'assets'));
writeFileSync(join(pages, 'index.html'), '<!doctype html><title>青账</title>');
writeFileSync(join(pages, 'assets', 'a-1.js'), 'export {};');
writeFileSync(join(pages, 'assets', 'a-1.js.gz'), gzipSync('export {};'));

const { app, anonymous, signedIn } = await createTestApp(platform, {
  areas: [...areaRoutes, testRoutes],
  pages,
});
const dispatch = await signedIn('dispatch');
const reader = await signedIn('reader');

describe('no route is open by accident', () => {
  it('a route without a permission does not start', async () => {
    const careless: AreaRoutes = (instance) => {
      instance.get('/api/careless', async () => 'all of it');
    };
    await expect(buildApp(platform, { areas: [careless] })).rejects.toThrow(
      /careless declares no permission/,
    );
  });

  it('every route under /api answers 401 without a session, but those of signing in', async () => {
    const routes = new Map<string, string[]>();
    const walker: AreaRoutes = (instance, all) => {
      instance.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.set(`${one} ${url}`, [one, url]);
      });
      for (const area of areaRoutes) area(instance, all);
    };
    const walked = await buildApp(platform, { areas: [walker] });
    const open: string[] = [];
    for (const [name, [method, url]] of routes) {
      if (!url?.startsWith('/api/')) continue;
      const response = await walked.inject({
        method:
          method === 'POST'
            ? 'POST'
            : method === 'PUT'
              ? 'PUT'
              : method === 'PATCH'
                ? 'PATCH'
                : method === 'DELETE'
                  ? 'DELETE'
                  : 'GET',
        url: url.replace(/:\w+/g, '140100'),
      });
      if (response.statusCode !== 401) open.push(name);
    }
    await walked.close();
    expect(routes.size).toBeGreaterThan(8);
    expect(open.sort()).toEqual([
      // A venue's screen without an account: the link is the secret.
      'GET /api/screens/:token',
      'GET /api/screens/:token/events',
      'GET /api/screens/:token/pages',
      'GET /api/session/oidc/callback',
      'GET /api/session/options',
      'HEAD /api/screens/:token',
      'HEAD /api/screens/:token/events',
      'HEAD /api/screens/:token/pages',
      'HEAD /api/session/oidc/callback',
      'HEAD /api/session/options',
      'POST /api/screens/:token/seen',
      'POST /api/session',
      'POST /api/session/oidc',
      'POST /api/session/second-step',
    ]);
  });

  it('refuses a role without the permission, before reading the body', async () => {
    const response = await reader.call(strict, { body: { n: 1 } });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({
      code: 'permission.denied',
      params: { permission: 'targets.write' },
    });
    expect((await dispatch.call(strict, { body: { n: 21 } })).json()).toEqual({ doubled: 42 });
    expect((await anonymous.call(strict, { body: { n: 1 } })).json()).toMatchObject({
      code: 'session.required',
    });
  });
});

describe('what changes something must come from our own pages', () => {
  const ask = (headers: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/api/test/strict',
      payload: { n: 1 },
      headers: { cookie: dispatch.cookie, host: 'qz.example', ...headers },
    });

  it.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://other.qz.example' }, 403],
    [{ origin: 'http://qz.example' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://qz.example' }, 200],
    [{}, 200],
  ])('%o → %i', async (headers, status) => {
    expect((await ask(headers)).statusCode).toBe(status);
  });

  it('takes no body in a form that other sites can send unasked', async () => {
    const headers = { cookie: dispatch.cookie, 'content-type': 'text/plain' };
    const response = await app.inject({
      method: 'POST',
      url: '/api/test/strict',
      payload: '{"n":1}',
      headers,
    });
    expect(response.statusCode).toBe(415);
  });
});

describe('errors carry a code, facts and the request’s number', () => {
  it('a request that does not fit says where', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/test/strict',
      payload: { n: 'one' },
      headers: { cookie: dispatch.cookie },
    });
    expect(response.statusCode).toBe(400);
    const body = response.json();
    expect(body).toMatchObject({ code: 'request.invalid', params: { issues: [{ path: 'body.n' }] } });
    expect(body.requestId).toBe(response.headers['x-request-id']);
  });

  it('a named failure keeps its name; an unnamed one shows only its number', async () => {
    expect((await reader.call(named, {})).json()).toMatchObject({
      code: 'thing.notFound',
      params: { what: 'x', id: 7 },
    });
    const response = await reader.call(broken, {});
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ code: 'internal', params: {} });
    expect(response.body).not.toContain('secret');
  });

  it('an answer that breaks its own promise does not leave', async () => {
    expect((await dispatch.call(strict, { body: { n: 13 } })).json()).toMatchObject({ code: 'internal' });
  });

  it('unknown addresses under /api are JSON, elsewhere the page that finds its way', async () => {
    const api = await app.inject('/api/nothing/here?x=1');
    expect(api.statusCode).toBe(404);
    expect(api.json()).toMatchObject({ code: 'request.notFound', params: { path: '/api/nothing/here' } });
    const page = await app.inject('/city/140100');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('青账');
    expect(page.headers['cache-control']).toBe('no-cache');
  });
});

it('many tries to sign in from one address in a minute are turned away', async () => {
  const answers = [];
  for (let i = 0; i < 35; i++)
    answers.push(await app.inject({ method: 'POST', url: '/api/session', payload: {} }));
  expect(answers[0]?.statusCode).toBe(400);
  expect(answers.at(-1)?.statusCode).toBe(429);
  expect(answers.at(-1)?.json()).toMatchObject({ code: 'request.tooMany', params: { seconds: 60 } });
  expect(answers.filter((answer) => answer.statusCode === 429).length).toBeGreaterThanOrEqual(5);
});

it('downloads carry their Chinese name, pages their policy, assets their long life', async () => {
  const download = await reader.call(file, {});
  expect(download.body).toBe('inhalt');
  expect(download.headers['content-disposition']).toContain("filename*=UTF-8''%E9%80%9A%E6%8A%A5%20%22");
  const page = await app.inject('/');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect(page.headers['content-security-policy']).not.toContain('http');
  expect(page.headers['strict-transport-security']).toBeUndefined();
  expect((await app.inject('/assets/a-1.js')).headers['cache-control']).toContain('immutable');
  const compressed = await app.inject({ url: '/assets/a-1.js', headers: { 'accept-encoding': 'gzip' } });
  expect(compressed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': expect.stringContaining('javascript'),
  });
  expect(gunzipSync(compressed.rawPayload).toString()).toBe('export {};');
  expect((await app.inject('/..%2f..%2fpackage.json')).body).not.toContain('qingzhang-workspace');
});

it('describes itself as OpenAPI to who is signed in', async () => {
  const response = await app.inject({ url: '/api/openapi.json', headers: { cookie: reader.cookie } });
  expect(response.statusCode).toBe(200);
  const { paths, components } = response.json();
  expect(Object.keys(paths)).toContain('/api/users/{id}');
  expect(Object.keys(components.schemas)).toContain('Session');
});
