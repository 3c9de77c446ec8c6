import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { securityPolicy } from './security-policy.ts';
import { createUser } from './users.ts';

const { failures: FAILURES_ALLOWED, minutes: LOCK_MINUTES } = securityPolicy.standard.lock;

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db, clock } = platform;
const { app, anonymous, signedIn } = await createTestApp(platform);

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
  const password = 'Only-for-2026';
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
      secondFactor: false,
      session: { user: { login, role: 'reader' }, permissions: ['self', 'figures.read'], must: [] },
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

  it('ends by itself when idle, at the latest after some hours, and at once by signing out', async () => {
    const { idleMinutes, hours } = securityPolicy.standard.session;
    const me = await signedIn('reader');
    const asked = async () => (await me.call(contract.currentSession, {})).statusCode;
    clock.advance((idleMinutes - 1) * 60_000);
    expect(await asked()).toBe(200);
    clock.advance((idleMinutes - 1) * 60_000);
    expect(await asked()).toBe(200);
    clock.advance(idleMinutes * 60_000 + 1);
    expect(await asked()).toBe(401);

    const busy = await signedIn('reader');
    const status: number[] = [];
    for (let half = 1; half <= hours * 2; half++) {
      status.push((await busy.call(contract.currentSession, {})).statusCode);
      clock.advance(30 * 60_000);
    }
    expect(new Set(status)).toEqual(new Set([200]));
    expect((await busy.call(contract.currentSession, {})).statusCode).toBe(401);

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
  expect((await change({ current: 'wrong', next: 'Long enough 1' })).json()).toMatchObject({
    code: 'session.wrongPassword',
  });
  expect((await change({ current: password, next: 'short' })).json()).toMatchObject({
    code: 'user.weakPassword',
  });
  expect((await change({ current: password, next: 'Long enough 1' })).statusCode).toBe(200);
  const session = (cookie: string | undefined) => app.inject({ url: '/api/session', headers: { cookie } });
  expect((await session(here)).statusCode).toBe(200);
  expect((await session(there)).statusCode).toBe(401);
  expect((await signIn(login, password)).statusCode).toBe(401);
  expect((await signIn(login, 'Long enough 1')).statusCode).toBe(200);
});
