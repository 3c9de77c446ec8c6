import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { createUser, FAILURES_ALLOWED, LOCK_MINUTES } from './service.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db, clock } = platform;
const { app, anonymous, signedIn } = await createTestApp(platform);
const admin = await signedIn('admin');

beforeAll(async () => {
  const common = { short_name: '市', name_en: 'City', sort: 1 };
  await db
    .insertInto('region')
    .values([
      { code: '140000', level: 'province', name: '某省', ...common },
      { code: '140100', level: 'city', name: '甲市', parent_code: '140000', ...common },
      { code: '410100', level: 'city', name: '外省市', managed: false, ...common },
    ])
    .execute();
});

let number = 0;
async function newUser() {
  number += 1;
  const login = `person${number}`;
  const password = `secret-${login}`;
  const input = {
    login,
    password,
    displayName: login,
    post: '岗位',
    role: 'reader',
    regionCode: null,
  } as const;
  const { user } = await createUser(db, input, platform.call());
  return { id: user.id, login, password };
}
const signIn = (login: string, password: string) =>
  anonymous.call(contract.signIn, { body: { login, password } });
const actions = async (id: number) =>
  (
    await db
      .selectFrom('audit_log')
      .select('action')
      .where('object_type', '=', 'user')
      .where('object_id', '=', String(id))
      .orderBy('id')
      .execute()
  ).map((row) => row.action);

describe('signing in', () => {
  it('gives a cookie that no script reads, and stores neither password nor token', async () => {
    const { login, password, id } = await newUser();
    const response = await signIn(login, password);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      user: { login, role: 'reader' },
      permissions: ['self', 'figures.read'],
    });
    const [cookie] = response.cookies;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const { rows } = await platform.database.pool.query(
      `select row_to_json(s)::text as text from session s union all select row_to_json(u)::text from app_user u
       union all select row_to_json(a)::text from audit_log a`,
    );
    const everything = JSON.stringify(rows);
    expect(everything).toContain(login);
    expect(everything).not.toContain(password);
    expect(everything).not.toContain(cookie?.value);
    expect(await actions(id)).toEqual(['user.create', 'session.begin']);
  });

  it('says the same for a wrong password and an unknown login', async () => {
    const { login } = await newUser();
    for (const response of [await signIn(login, 'wrong'), await signIn('nobody-of-that-name', 'wrong')]) {
      expect(response.statusCode).toBe(401);
      expect(response.json()).toMatchObject({ code: 'session.wrongPassword', params: {} });
    }
  });

  it(`locks after ${FAILURES_ALLOWED} wrong passwords for ${LOCK_MINUTES} minutes, also for the right one`, async () => {
    const { login, password, id } = await newUser();
    for (let i = 1; i < FAILURES_ALLOWED; i++) expect((await signIn(login, 'wrong')).statusCode).toBe(401);
    expect((await signIn(login, 'wrong')).statusCode).toBe(423);
    clock.advance(5 * 60_000);
    const still = await signIn(login, password);
    expect(still.json()).toMatchObject({ code: 'session.locked', params: { minutes: LOCK_MINUTES - 5 } });
    clock.advance(10 * 60_000 + 1);
    // After the lock the count begins anew: one more mistake does not lock again.
    expect((await signIn(login, 'wrong')).statusCode).toBe(401);
    expect((await signIn(login, password)).statusCode).toBe(200);
    expect(await actions(id)).toContain('session.lock');
  });

  it('ends by itself, later the more it is used, and at once by signing out', async () => {
    const hour = 3_600_000;
    const me = await signedIn('reader');
    clock.advance(11 * hour);
    expect((await me.call(contract.currentSession, {})).statusCode).toBe(200);
    clock.advance(11 * hour);
    expect((await me.call(contract.currentSession, {})).statusCode).toBe(200);
    clock.advance(12 * hour + 1);
    expect((await me.call(contract.currentSession, {})).statusCode).toBe(401);

    const other = await signedIn('reader');
    expect((await other.call(contract.signOut, {})).statusCode).toBe(200);
    expect((await other.call(contract.currentSession, {})).statusCode).toBe(401);
  });
});

it('changing the password needs the old one, ends the other sessions and keeps this one', async () => {
  const { login, password } = await newUser();
  const [here, there] = [await signIn(login, password), await signIn(login, password)].map((response) =>
    response.cookies.map(({ name, value }) => `${name}=${value}`).join(''),
  );
  const change = (body: object) =>
    app.inject({ method: 'PUT', url: '/api/session/password', headers: { cookie: here }, payload: body });
  expect((await change({ current: 'wrong', next: 'long enough' })).json()).toMatchObject({
    code: 'session.wrongPassword',
  });
  expect((await change({ current: password, next: 'short' })).json()).toMatchObject({
    code: 'user.weakPassword',
  });
  expect((await change({ current: password, next: 'long enough' })).statusCode).toBe(200);
  const session = (cookie: string | undefined) => app.inject({ url: '/api/session', headers: { cookie } });
  expect((await session(here)).statusCode).toBe(200);
  expect((await session(there)).statusCode).toBe(401);
  expect((await signIn(login, password)).statusCode).toBe(401);
  expect((await signIn(login, 'long enough')).statusCode).toBe(200);
});

describe('administrators', () => {
  // Sessions have run out by the clock's moves above.
  const user = { displayName: '某人', post: '监测科', role: 'city', regionCode: '140100' } as const;

  it('create users with a made-up password, list, disable, reset', async () => {
    const me = await signedIn('admin');
    const created = await me.call(contract.createUser, { body: { login: 'taiyuan', ...user } });
    expect(created.statusCode).toBe(200);
    const { password, user: made } = created.json();
    expect((await signIn('taiyuan', password)).json()).toMatchObject({ user: { regionCode: '140100' } });
    expect((await me.call(contract.listUsers, {})).json().items).toContainEqual(made);

    const params = { id: made.id };
    expect((await me.call(contract.changeUser, { params, body: { disabled: true } })).json().disabled).toBe(
      true,
    );
    expect((await signIn('taiyuan', password)).json()).toMatchObject({ code: 'session.disabled' });
    expect((await signIn('taiyuan', 'wrong')).json()).toMatchObject({ code: 'session.wrongPassword' });
    await me.call(contract.changeUser, { params, body: { disabled: false } });
    const reset = (await me.call(contract.resetPassword, { params })).json();
    expect((await signIn('taiyuan', password)).statusCode).toBe(401);
    expect((await signIn('taiyuan', reset.password)).statusCode).toBe(200);

    const log = await me.call(contract.listAudit, {
      query: { objectType: 'user', objectId: String(made.id) },
    });
    expect(log.json().items.map((line: { action: string }) => line.action)).toEqual([
      'session.begin',
      'user.resetPassword',
      'user.change',
      'user.change',
      'session.begin',
      'user.create',
    ]);
    expect(log.body).not.toContain(reset.password);
  });

  it.each([
    ['a city user without a city', { role: 'city', regionCode: null }],
    ['a city that is not managed here', { role: 'city', regionCode: '410100' }],
    ['a province as a city', { role: 'city', regionCode: '140000' }],
    ['a dispatch office with a city', { role: 'dispatch', regionCode: '140100' }],
  ] as const)('cannot create %s', async (_, wrong) => {
    const me = await signedIn('admin');
    const response = await me.call(contract.createUser, { body: { login: 'wrong', ...user, ...wrong } });
    expect(response.json()).toMatchObject({
      code: 'user.regionInvalid',
      params: { region: wrong.regionCode },
    });
  });

  it('cannot take a login twice, nor remove the last administrator', async () => {
    const me = await signedIn('admin');
    await me.call(contract.createUser, { body: { login: 'twice', ...user } });
    expect((await me.call(contract.createUser, { body: { login: 'twice', ...user } })).statusCode).toBe(409);
    const { items } = (await me.call(contract.listUsers, {})).json();
    const ids = items
      .filter((one: { role: string }) => one.role === 'admin')
      .map((one: { id: number }) => one.id);
    const answers = [];
    // The one who asks last disables themselves; only that is refused.
    const self = (await me.call(contract.currentSession, {})).json().user.id;
    for (const id of [...ids.filter((id: number) => id !== self), self]) {
      answers.push(
        (await me.call(contract.changeUser, { params: { id }, body: { disabled: true } })).statusCode,
      );
    }
    expect(answers.at(-1)).toBe(409);
    expect(new Set(answers.slice(0, -1))).toEqual(new Set([200]));
  });

  it('nobody else may', async () => {
    const me = await signedIn('dispatch');
    expect((await me.call(contract.listUsers, {})).statusCode).toBe(403);
    expect((await admin.call(contract.listUsers, {})).statusCode).toBe(401);
  });
});
