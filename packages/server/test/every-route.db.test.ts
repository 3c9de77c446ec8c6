import * as contract from '@qingzhang/contract';
import {
  type Endpoint,
  type PermissionName,
  permissionNames,
  type RoleName,
  roleNames,
  urlOf,
} from '@qingzhang/contract';
import exceljs from 'exceljs';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { areaRoutes } from '../src/http/areas.ts';
import type { AreaRoutes } from '../src/http/route.ts';
import { loadProvincePreset } from '../src/intake/presets.ts';
import { may, type ScopeEntry, scopeRules } from '../src/platform/policy.ts';
import {
  bodies,
  entryOf,
  type ForeignParams,
  foreignPlaces,
  HOME,
  queries,
  streams,
  TELL,
  wider,
} from './foreign-objects.ts';
import { createTestApp, type TestClient } from './harness/app.ts';
import { createTestPlatform } from './harness/platform.ts';
import { sampleOf } from './sample.ts';

// Every route × every role × a foreign region and program: what is not expressly allowed is refused.

interface Route {
  readonly method: string;
  readonly url: string;
  readonly permission: PermissionName | 'public';
}

const found: Route[] = [];
/** Not an area: writes down what the areas after it register. */
const collect: AreaRoutes = (app) => {
  app.addHook('onRoute', ({ method, url, config }) => {
    const permission = config?.permission;
    if (permission === undefined) throw new Error(`${url} declares no permission`);
    for (const one of [method].flat()) if (one !== 'HEAD') found.push({ method: one, url, permission });
  });
};

const platform = await createTestPlatform({ now: '2026-06-15T10:20:00+08:00' });
await loadProvincePreset(platform.db, '140000');
const { app, anonymous, signedIn } = await createTestApp(platform, { areas: [collect, ...areaRoutes] });
const routes = found.filter(({ url }) => url.startsWith('/api/'));
afterAll(() => app.close());

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' &&
  value !== null &&
  'path' in value &&
  'permission' in value &&
  'response' in value;
const endpoints = new Map(
  Object.values<unknown>({ ...contract })
    .filter(isEndpoint)
    .map((one) => [`${one.method} ${one.path}`, one]),
);

/**
 * Open to everybody, also without a session: to sign in; and a venue's screen by its link alone (a secret of the hall, told
 * once): the stage of one meeting and its pages until the meeting is followed up, and nothing else.
 */
const PUBLIC = [
  'GET /api/screens/:token',
  'GET /api/screens/:token/events',
  'GET /api/screens/:token/pages',
  'GET /api/session/oidc/callback',
  'GET /api/session/options',
  'POST /api/screens/:token/seen',
  'POST /api/session',
  'POST /api/session/oidc',
  'POST /api/session/second-step',
];

/**
 * The public's pages (公开页): nobody has an account there. They read the tables of what is published and nothing else, answer
 * 404 until the office opens them, and take one form, a request for a correction, five times an hour.
 */
const PUBLIC_PAGES = [
  'GET /public',
  'GET /public/bulletins',
  'GET /public/feed.xml',
  'GET /public/news',
  'GET /public/p/:slug',
  'GET /public/p/:slug/:format',
  'GET /public/p/:slug/request',
  'GET /public/rankings',
  'POST /public/p/:slug/request',
];

const ask = (who: TestClient, { method, url }: Pick<Route, 'method' | 'url'>) =>
  app.inject({
    method: method as 'GET',
    url,
    ...(who.cookie === '' ? {} : { headers: { cookie: who.cookie } }),
  });

/** Any value for any parameter: the guard refuses before it looks. */
const filled = (url: string) => url.replace(/:\w+/g, '1');

describe('who has no session', () => {
  it('reaches what signing in needs, and nothing else', () => {
    const open = routes.filter(({ permission }) => permission === 'public');
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(PUBLIC);
  });

  it('reads the public’s pages under /public, and there alone', () => {
    const pages = found.filter(({ url, permission }) => permission === 'public' && !url.startsWith('/api/'));
    const own = pages.filter(({ url }) => url !== '/' && url !== '/*');
    expect(own.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(PUBLIC_PAGES);
  });

  it('is sent to sign in by every other route', async () => {
    for (const route of routes.filter(({ permission }) => permission !== 'public')) {
      const response = await ask(anonymous, { ...route, url: filled(route.url) });
      expect(response.statusCode, `${route.method} ${route.url}`).toBe(401);
    }
  });
});

describe('every route', () => {
  it('asks for a permission that exists and that somebody holds', () => {
    for (const { permission, url } of routes) {
      if (permission === 'public') continue;
      expect(permissionNames, url).toContain(permission);
      expect(
        roleNames.some((role) => may({ role }, permission)),
        url,
      ).toBe(true);
    }
    expect(routes.length).toBeGreaterThan(80);
  });

  it.each(roleNames)('refuses %s what the role does not hold', async (role) => {
    const who = await person(role);
    for (const route of routes) {
      const { permission } = route;
      if (permission === 'public' || may({ role }, permission)) continue;
      const response = await ask(who, { ...route, url: filled(route.url) });
      const say = `${role}: ${route.method} ${route.url} → ${response.statusCode}`;
      expect(response.statusCode, say).toBe(403);
      expect(response.json(), say).toMatchObject({ code: 'permission.denied', params: { permission } });
    }
  });
});

/** Roles whose scope is less than everything: bureaus, and those for whom security enters one. */
const scoped = roleNames.filter(
  (role) => scopeRules[role].entries.length > 0 || scopeRules[role].regions === 'own',
);

const people = new Map<RoleName, Promise<TestClient>>();
function person(role: RoleName): Promise<TestClient> {
  const known = people.get(role) ?? signedIn(role, regionOf(role), scopeOf(role));
  people.set(role, known);
  return known;
}
function regionOf(role: RoleName): string | undefined {
  if (role === 'city') return HOME.city;
  return scopeRules[role].regions === 'own' ? HOME.county : undefined;
}
function scopeOf(role: RoleName): ScopeEntry[] {
  const { regions, programs, entries } = scopeRules[role];
  const scope: ScopeEntry[] = [];
  if (regions === 'none' && entries.includes('region')) scope.push({ kind: 'region', key: HOME.city });
  if (entries.includes('program') && (programs === 'none' || role === 'deputy'))
    scope.push({ kind: 'program', key: HOME.program });
  return scope;
}

const made = new Map<string, Promise<ForeignParams>>();
/** Everything that is foreign, once. */
function foreign(start: string): Promise<ForeignParams> {
  const entry = foreignPlaces[start];
  if (entry === undefined || entry.kind === 'open') return Promise.resolve({});
  const known = made.get(start) ?? entry.make(platform);
  made.set(start, known);
  return known;
}
const startOf = (path: string) => {
  const entry = entryOf(path);
  return (
    Object.keys(foreignPlaces).find((start) => foreignPlaces[start] === entry && path.startsWith(start)) ?? ''
  );
};

/** As a browser would send it, with a body that fits the schema. */
async function send(who: TestClient, route: Route, params: ForeignParams): Promise<LightMyRequestResponse> {
  const key = `${route.method} ${route.url}`;
  const endpoint = endpoints.get(key);
  if (endpoint === undefined) throw new Error(`${key} is not in the contract`);
  const names = [...route.url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const rest = endpoint.params === undefined ? {} : Object(sampleOf(endpoint.params));
  const all = Object.fromEntries(names.map((name) => [name, params[name] ?? rest[name] ?? 1]));
  const query = queries[route.url] ?? (endpoint.query === undefined ? {} : sampleOf(endpoint.query));
  if (query === undefined) throw new Error(`${key}: add a query to foreign-objects.ts`);
  const headers: Record<string, string> = { cookie: who.cookie };
  let payload: string | undefined;
  if (endpoint.body === 'upload') {
    headers['content-type'] = 'multipart/form-data; boundary=walk';
    payload =
      '--walk\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\ncontent-type: text/csv\r\n\r\na,b\r\n--walk--\r\n';
  } else if (endpoint.body !== undefined) {
    const body = bodies[key] ?? sampleOf(endpoint.body);
    if (body === undefined) throw new Error(`${key}: add a body to foreign-objects.ts`);
    headers['content-type'] = 'application/json';
    payload = JSON.stringify(body);
  }
  return app.inject({
    method: route.method as 'GET',
    url: urlOf(endpoint, { params: all, query }),
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
}

/** The words of an answer, also of a spreadsheet. */
async function wordsOf(response: LightMyRequestResponse): Promise<string> {
  if (!String(response.headers['content-type']).includes('spreadsheetml')) return response.body;
  const book = new exceljs.Workbook();
  const copy = new ArrayBuffer(response.rawPayload.length);
  new Uint8Array(copy).set(response.rawPayload);
  await book.xlsx.load(copy);
  return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
}

const refused = (response: LightMyRequestResponse) => [403, 404].includes(response.statusCode);

describe('every address with parameters', () => {
  const placed = routes.filter(({ url, permission }) => url.includes(':') && permission !== 'public');

  it.each([...new Set(placed.map(({ url }) => url))])('%s is known to foreign-objects.ts', (url) => {
    const help = `add ${url} (or its beginning) to foreignPlaces in packages/server/test/foreign-objects.ts`;
    expect(entryOf(url), help).toBeDefined();
  });

  const cases = placed.flatMap((route) => {
    const entry = entryOf(route.url);
    if (entry === undefined || entry.kind === 'open') return [];
    const { permission } = route;
    return scoped
      .filter((role) => permission !== 'public' && may({ role }, permission))
      .filter((role) => entry.kind !== 'object' || entry.notFor?.[role] === undefined)
      .map((role): [RoleName, string, string, Route] => [role, route.method, route.url, route]);
  });

  it.each(cases)('%s of elsewhere is refused: %s %s', async (role, _method, _url, route) => {
    const entry = entryOf(route.url);
    const response = await send(await person(role), route, await foreign(startOf(route.url)));
    const say = `${response.statusCode} ${response.body.slice(0, 300)}`;
    const also = entry?.kind === 'program' ? (entry.alsoRefuses ?? []) : [];
    // An empty list of another program tells nothing; nobody changes anything in it.
    const changes = route.method !== 'GET' && scopeOf(role).some(({ kind }) => kind === 'program');
    const out = refused(response) || also.includes(response.statusCode);
    if (entry?.kind === 'object' || changes) expect(out, say).toBe(true);
    else if (!out) {
      expect(response.statusCode, say).toBe(200);
      expect(await wordsOf(response)).not.toContain(TELL);
    }
  });
});

describe('every list and export', () => {
  const lists = routes.filter(
    ({ method, url, permission }) =>
      method === 'GET' && !url.includes(':') && permission !== 'public' && !streams.has(url),
  );
  const cases = lists
    .filter(({ method, url }) => endpoints.has(`${method} ${url}`))
    .flatMap((route) =>
      scoped
        .filter((role) => route.permission !== 'public' && may({ role }, route.permission))
        .filter((role) => wider[route.url]?.[role] === undefined)
        .map((role): [RoleName, string, Route] => [role, route.url, route]),
    );

  it.each(cases)('shows %s nothing of elsewhere: %s', async (role, _url, route) => {
    for (const start of Object.keys(foreignPlaces)) await foreign(start);
    const response = await send(await person(role), route, {});
    const say = `${response.statusCode} ${response.body.slice(0, 300)}`;
    expect(response.statusCode, say).toBeLessThan(500);
    expect(response.statusCode, `${route.url}: add a query to foreign-objects.ts; ${say}`).not.toBe(400);
    expect(await wordsOf(response)).not.toContain(TELL);
  });
});

describe('the walk is not blind', () => {
  const objects = Object.entries(foreignPlaces).flatMap(([start, { kind }]) => {
    const route = routes.find(({ method, url }) => method === 'GET' && url === start);
    const { permission } = route ?? {};
    const sees = permission !== undefined && permission !== 'public' && may({ role: 'dispatch' }, permission);
    return kind === 'object' && route !== undefined && sees ? [[start, route] as const] : [];
  });

  it.each(objects)('%s is there for who may see it', async (start, route) => {
    const response = await send(await person('dispatch'), route, await foreign(start));
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
    expect(await wordsOf(response)).toContain(TELL);
  });

  it.each([
    '/api/imports',
    '/api/imports.xlsx',
    '/api/tasks',
    '/api/tasks.xlsx',
    '/api/notices',
    '/api/search',
    '/api/programs/:key/items',
    '/api/programs/:key/items.xlsx',
    '/api/programs/:key/places',
  ])('%s shows the mark to who may see it', async (url) => {
    const route = routes.find((one) => one.method === 'GET' && one.url === url);
    if (route === undefined) return expect(endpoints.has(`GET ${url}`)).toBe(true);
    for (const start of Object.keys(foreignPlaces)) await foreign(start);
    const response = await send(await person('dispatch'), route, await foreign(startOf(url)));
    expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
    expect(await wordsOf(response)).toContain(TELL);
  });
});
