import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { createMissingAdministrators } from './administrators.ts';
import { securityPolicy } from './security-policy.ts';
import { createUser, listUsers } from './users.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db, clock } = platform;
const { app, anonymous, signedIn } = await createTestApp(platform);
const [admin, security] = [await signedIn('admin'), await signedIn('security')];

beforeAll(async () => {
  const common = { short_name: '市', name_en: 'City', sort: 1 };
  await db
    .insertInto('region')
    .values([
      { code: '140000', level: 'province', name: '某省', ...common },
      { code: '140100', level: 'city', name: '甲市', parent_code: '140000', ...common },
      { code: '140105', level: 'county', name: '甲县', parent_code: '140100', ...common },
      { code: '410100', level: 'city', name: '外省市', managed: false, ...common },
    ])
    .execute();
});

const signIn = (login: string, password: string) =>
  anonymous.call(contract.signIn, { body: { login, password } });
const cookieOf = (response: { cookies: readonly { name: string; value: string }[] }) =>
  response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

let number = 0;
async function made(): Promise<{ id: number; login: string; password: string }> {
  number += 1;
  const login = `new${number}`;
  const body = { login, displayName: '某人', post: '监测科' };
  const created = await admin.call(contract.createUser, { body });
  expect(created.statusCode).toBe(200);
  const { user, password } = created.json();
  return { id: user.id, login, password };
}
const assign = (by: TestClient, id: number, body: object) =>
  by.call(contract.assignRole, { params: { id }, body: { role: 'reader', ...body } });

describe('three administrators (三员分立)', () => {
  it('one creates, another gives the role; until then nobody gets in', async () => {
    const { id, login, password } = await made();
    expect((await signIn(login, password)).json()).toMatchObject({ code: 'session.awaitingRole' });
    expect((await assign(admin, id, { role: 'dispatch' })).statusCode).toBe(403);
    const body = { login: 'sneak', displayName: 'x', post: 'x' };
    expect((await security.call(contract.createUser, { body })).statusCode).toBe(403);

    const city = await assign(security, id, { role: 'city', regionCode: '140100' });
    expect(city.json()).toMatchObject({ role: 'city', regionCode: '140100', awaitingRole: false });
    const entered = await signIn(login, password);
    expect(entered.json()).toMatchObject({ session: { must: ['changePassword'], permissions: ['self'] } });
  });

  it('nobody changes the own role, and none of the three manages another’s password', async () => {
    expect((await assign(security, security.id, { role: 'dispatch' })).json()).toMatchObject({
      code: 'user.ownRole',
    });
    const reset = await admin.call(contract.resetPassword, { params: { id: security.id } });
    expect(reset.json()).toMatchObject({ code: 'user.administratorsApart', params: { role: 'security' } });
  });

  it('the last of each kind cannot be disabled nor given another role', async () => {
    const off = (id: number) => admin.call(contract.changeUser, { params: { id }, body: { disabled: true } });
    expect((await off(admin.id)).json()).toMatchObject({ code: 'user.lastAdministrator' });
    expect((await off(security.id)).json()).toMatchObject({
      code: 'user.lastAdministrator',
      params: { role: 'security' },
    });
    expect((await assign(security, admin.id, { role: 'reader' })).json()).toMatchObject({
      code: 'user.lastAdministrator',
    });
    const second = await signedIn('admin');
    expect((await off(second.id)).statusCode).toBe(200);
  });

  it('makes those that are missing, once', async () => {
    const call = platform.call();
    const first = await createMissingAdministrators(db, call);
    expect(first.map(({ login }) => login)).toEqual(['auditor']);
    expect(await createMissingAdministrators(db, call)).toEqual([]);
    expect((await listUsers(db)).find(({ login }) => login === 'auditor')).toMatchObject({
      role: 'auditor',
      mustChangePassword: true,
    });
  });

  it('disables and resets; the new password has to be changed before anything else', async () => {
    const { id, login, password } = await made();
    await assign(security, id, { role: 'dispatch' });
    const change = (disabled: boolean) =>
      admin.call(contract.changeUser, { params: { id }, body: { disabled } });
    expect((await change(true)).json().disabled).toBe(true);
    expect((await signIn(login, password)).json()).toMatchObject({ code: 'session.disabled' });
    expect((await signIn(login, 'wrong')).json()).toMatchObject({ code: 'session.wrongPassword' });
    await change(false);
    const reset = (await admin.call(contract.resetPassword, { params: { id } })).json();
    expect((await signIn(login, password)).statusCode).toBe(401);
    const cookie = cookieOf(await signIn(login, reset.password));
    const get = () => app.inject({ url: '/api/users.xlsx', headers: { cookie } });
    expect((await get()).json()).toMatchObject({
      code: 'session.mustFirst',
      params: { must: 'changePassword' },
    });
    const next = 'Quite-another-9';
    const changed = await app.inject({
      method: 'PUT',
      url: '/api/session/password',
      headers: { cookie },
      payload: { current: reset.password, next },
    });
    expect(changed.statusCode).toBe(200);
    expect((await get()).json()).toMatchObject({ code: 'permission.denied' });
    const log = JSON.stringify(await db.selectFrom('audit_log').selectAll().execute());
    expect(log).not.toContain(reset.password);
    expect(log).not.toContain(next);
  });

  it('exports the users as a spreadsheet, and writes down who took it', async () => {
    const file = await admin.call(contract.usersXlsx, { query: {} });
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const line = await db
      .selectFrom('audit_log')
      .select(['actor_id', 'object_id', 'detail'])
      .where('action', '=', 'file.export')
      .executeTakeFirstOrThrow();
    expect(line).toMatchObject({
      actor_id: admin.id,
      object_id: '/api/users.xlsx',
      detail: { name: '用户.xlsx' },
    });
  });
});

describe('roles and scopes', () => {
  it.each([
    ['a city user without a city', { role: 'city' }],
    ['a city that is not managed here', { role: 'city', regionCode: '410100' }],
    ['a county as a city', { role: 'city', regionCode: '140105' }],
    ['a city as a county', { role: 'county', regionCode: '140100' }],
    ['a dispatch office with a city', { role: 'dispatch', regionCode: '140100' }],
  ])('refuses %s', async (_, body) => {
    const { id } = await made();
    expect((await assign(security, id, body)).json()).toMatchObject({ code: 'user.regionInvalid' });
  });

  it.each([
    ['a scope the role cannot have', { role: 'dispatch', scope: [{ kind: 'program', key: 'x' }] }],
    ['a region that is not here', { role: 'supervision', scope: [{ kind: 'region', key: '999999' }] }],
    ['all items', { role: 'firm', scope: [{ kind: 'item', key: '*' }] }],
  ])('refuses %s', async (_, body) => {
    const { id } = await made();
    expect((await assign(security, id, body)).json()).toMatchObject({ code: 'user.scopeInvalid' });
  });

  it('hold from the next request on, also in sessions that last', async () => {
    const office = await signedIn('office', undefined, [{ kind: 'program', key: 'heating' }]);
    const scope = async () => (await office.call(contract.currentSession, {})).json().scope;
    expect(await scope()).toEqual({ regions: 'all', programs: ['heating'], items: 'all' });
    await assign(security, office.id, {
      role: 'office',
      scope: [
        { kind: 'program', key: 'water' },
        { kind: 'region', key: '140100' },
      ],
    });
    expect(await scope()).toEqual({ regions: ['140100'], programs: ['water'], items: 'all' });
  });

  it('are readable as a matrix by everybody who is signed in', async () => {
    const reader = await signedIn('reader');
    const { roles } = (await reader.call(contract.getPolicy, {})).json();
    expect(roles).toHaveLength(contract.roleNames.length);
    expect((await reader.call(contract.policyXlsx, { query: {} })).statusCode).toBe(200);
  });
});

describe('passwords (GB/T 22239—2019, 8.1.4.1)', () => {
  const change = (who: TestClient, current: string, next: string) =>
    who.call(contract.changePassword, { body: { current, next } });

  it('are none of the last five', async () => {
    const me = await signedIn('reader');
    let current = 'Test-password-2026';
    expect((await change(me, current, current)).json()).toMatchObject({ code: 'user.weakPassword' });
    for (const n of [1, 2, 3, 4, 5]) {
      const next = `Another-one-${n}`;
      expect((await change(me, current, next)).statusCode).toBe(200);
      current = next;
    }
    expect((await change(me, current, 'Another-one-1')).statusCode).toBe(400);
    expect((await change(me, current, 'Test-password-2026')).statusCode).toBe(200);
  });

  it('grow old: after ninety days a change comes before everything else', async () => {
    const login = 'old';
    const password = 'Ninety-days-1';
    await createUser(
      db,
      { login, password, displayName: login, post: login, role: 'reader' },
      { ...platform.call(), at: new Date(clock.now().getTime() - 91 * 86_400_000) },
    );
    expect((await signIn(login, password)).json()).toMatchObject({ session: { must: ['changePassword'] } });
  });

  it('follow the policy that the security administrator sets, which is written down', async () => {
    const policy = structuredClone(securityPolicy.standard);
    policy.password.minLength = 12;
    policy.secondFactorRoles = ['auditor'];
    expect((await security.call(contract.putSecurityPolicy, { body: policy })).statusCode).toBe(200);
    expect((await anonymous.call(contract.signInOptions, {})).json().password.minLength).toBe(12);
    expect((await admin.call(contract.putSecurityPolicy, { body: policy })).statusCode).toBe(403);
    const auditor = await signedIn('auditor');
    expect((await auditor.call(contract.currentSession, {})).json().must).toEqual(['secondFactor']);
    expect((await auditor.call(contract.listAudit, { query: {} })).json()).toMatchObject({
      code: 'session.mustFirst',
    });
    await security.call(contract.putSecurityPolicy, { body: securityPolicy.standard });
    const { items } = (await auditor.call(contract.listAudit, { query: { action: 'setting.' } })).json();
    expect(items).toHaveLength(2);
  });
});

describe('sessions', () => {
  it('are listed and ended, the own by everybody, all by security', async () => {
    const [me, other] = [await signedIn('reader'), await signedIn('reader')];
    const own = (await me.call(contract.listOwnSessions, {})).json().items;
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ current: true, userId: me.id, method: 'password' });
    const all = (await security.call(contract.listSessions, {})).json().items;
    const theirs = all.find(({ userId }: { userId: number }) => userId === other.id);
    const params = { id: theirs.id };
    expect((await me.call(contract.endOwnSession, { params })).statusCode).toBe(404);
    expect((await me.call(contract.endOneSession, { params })).statusCode).toBe(403);
    expect((await security.call(contract.endOneSession, { params })).statusCode).toBe(200);
    expect((await other.call(contract.currentSession, {})).statusCode).toBe(401);
    expect(JSON.stringify(all)).not.toContain('token');
    expect((await security.call(contract.sessionsXlsx, { query: {} })).statusCode).toBe(200);
  });

  it('are so many at a time and no more: the one not used longest ends', async () => {
    await createUser(
      db,
      { login: 'many', password: 'Test-password-2026', displayName: 'm', post: 'm', role: 'reader' },
      platform.call(),
    );
    const cookies: string[] = [];
    for (let n = 0; n <= securityPolicy.standard.session.concurrent; n++) {
      cookies.push(cookieOf(await signIn('many', 'Test-password-2026')));
      clock.advance(1000);
    }
    const status = await Promise.all(
      cookies.map(
        async (cookie) => (await app.inject({ url: '/api/session', headers: { cookie } })).statusCode,
      ),
    );
    expect(status).toEqual([401, ...cookies.slice(1).map(() => 200)]);
  });

  it('a locked account is opened by security; every refusal is written down with its address', async () => {
    const user = await signedIn('reader');
    const { login } = (await user.call(contract.currentSession, {})).json().user;
    for (let n = 0; n < securityPolicy.standard.lock.failures; n++) await signIn(login, 'wrong');
    expect((await signIn(login, 'Test-password-2026')).statusCode).toBe(423);
    expect((await security.call(contract.unlockUser, { params: { id: user.id } })).statusCode).toBe(200);
    expect((await signIn(login, 'Test-password-2026')).statusCode).toBe(200);
    const lines = await db
      .selectFrom('audit_log')
      .select(['action', 'detail'])
      .where('object_id', '=', String(user.id))
      .where('action', 'in', ['session.refuse', 'session.lock', 'user.unlock'])
      .orderBy('id')
      .execute();
    expect(lines.map(({ action }) => action)).toEqual([
      ...Array(5).fill('session.refuse'),
      'session.lock',
      'session.refuse',
      'user.unlock',
    ]);
    expect(lines[0]?.detail).toMatchObject({ reason: 'password', ip: '127.0.0.1' });
    expect(lines[6]?.detail).toMatchObject({ reason: 'locked' });
  });
});

describe('acting for somebody (代办)', () => {
  const days = { from: '2026-06-15', to: '2026-06-20', reason: '出差' };
  const loginOf = async (who: TestClient): Promise<string> =>
    (await who.call(contract.currentSession, {})).json().user.login;

  it('gives the principal’s role and scope, keeps the own name, and writes down both', async () => {
    const [principal, deputy] = [await signedIn('city', '140100'), await signedIn('county', '140105')];
    const body = { deputy: await loginOf(deputy), ...days };
    const created = await principal.call(contract.createDelegation, { body });
    expect(created.json()).toMatchObject({ state: 'active', deputy: { id: deputy.id } });
    const delegation = created.json().id;
    const acting = await deputy.call(contract.actFor, { body: { delegation } });
    expect(acting.json()).toMatchObject({
      user: { id: deputy.id, role: 'city', regionCode: '140100' },
      scope: { regions: ['140100'] },
      actingFor: { id: principal.id },
    });
    expect(acting.json().permissions).toContain('items.check');
    // What was lent is not passed on.
    expect((await deputy.call(contract.createDelegation, { body })).statusCode).toBe(403);
    await deputy.call(contract.policyXlsx, { query: {} });
    const line = await db
      .selectFrom('audit_log')
      .select(['actor_id', 'acting_for_id', 'acting_for_login'])
      .where('action', '=', 'file.export')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(line).toEqual({
      actor_id: deputy.id,
      acting_for_id: principal.id,
      acting_for_login: await loginOf(principal),
    });

    await principal.call(contract.endOwnDelegation, { params: { id: delegation } });
    const after = (await deputy.call(contract.currentSession, {})).json();
    expect(after).toMatchObject({ user: { role: 'county' }, actingFor: null });
    expect((await deputy.call(contract.actFor, { body: { delegation } })).statusCode).toBe(404);
  });

  it('nobody else can use it, it ends by itself, and no administrator takes part', async () => {
    const [leader, deputy, third] = [
      await signedIn('leader'),
      await signedIn('dispatch'),
      await signedIn('dispatch'),
    ];
    const body = { deputy: await loginOf(deputy), ...days };
    const { id } = (await leader.call(contract.createDelegation, { body })).json();
    expect((await third.call(contract.actFor, { body: { delegation: id } })).statusCode).toBe(404);
    expect((await third.call(contract.endOwnDelegation, { params: { id } })).statusCode).toBe(404);
    const bad = (wrong: object) => leader.call(contract.createDelegation, { body: { ...body, ...wrong } });
    expect((await bad({ deputy: await loginOf(leader) })).statusCode).toBe(400);
    expect((await bad({ deputy: await loginOf(security) })).statusCode).toBe(400);
    expect((await bad({ to: '2026-12-31' })).statusCode).toBe(400);
    expect((await bad({ from: '2026-06-01', to: '2026-06-14' })).statusCode).toBe(400);
    expect((await security.call(contract.createDelegation, { body })).statusCode).toBe(403);
    const grounds = { ...body, principal: await loginOf(leader) };
    expect((await security.call(contract.createDelegationFor, { body: grounds })).statusCode).toBe(200);
    expect((await security.call(contract.delegationsXlsx, { query: {} })).statusCode).toBe(200);
    await deputy.call(contract.actFor, { body: { delegation: id } });
    await db.updateTable('delegation').set({ valid_to: clock.now() }).where('id', '=', id).execute();
    expect((await deputy.call(contract.currentSession, {})).json().actingFor).toBeNull();
  });
});
