import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as contract from '@qingzhang/contract';
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { seal, unseal } from './secret-box.ts';
import { securityPolicy } from './security-policy.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db, clock, config } = platform;
const { app, anonymous, signedIn } = await createTestApp(platform);
const security = await signedIn('security');
const password = 'Test-password-2026';

const cookieOf = (response: { cookies: readonly { name: string; value: string }[] }) =>
  response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
const loginOf = async (who: TestClient): Promise<string> =>
  (await who.call(contract.currentSession, {})).json().user.login;
const next = () => clock.advance(30_000);
const codeOf = (secret: string, shift = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock.now().getTime() + shift });

/** Someone with an active second factor. */
async function withFactor() {
  next();
  const me = await signedIn('reader');
  const login = await loginOf(me);
  const begun = (await me.call(contract.setUpSecondFactor, { body: { password } })).json();
  const confirmed = await me.call(contract.confirmSecondFactor, { body: { code: codeOf(begun.secret) } });
  expect(confirmed.statusCode).toBe(200);
  next();
  return {
    me,
    login,
    secret: String(begun.secret),
    recoveryCodes: confirmed.json().recoveryCodes as string[],
  };
}
const first = (login: string) => anonymous.call(contract.signIn, { body: { login, password } });
const second = (cookie: string, code: string) =>
  app.inject({ method: 'POST', url: '/api/session/second-step', headers: { cookie }, payload: { code } });

describe('the second factor (TOTP)', () => {
  it('is set up with the password, a QR code and a first code; then signing in takes two steps', async () => {
    const me = await signedIn('reader');
    const login = await loginOf(me);
    const wrong = await me.call(contract.setUpSecondFactor, { body: { password: 'wrong' } });
    expect(wrong.json()).toMatchObject({ code: 'session.wrongPassword' });
    const begun = (await me.call(contract.setUpSecondFactor, { body: { password } })).json();
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\//);
    expect(begun.svg).toContain('<svg');
    // Begun only: it is not asked for yet.
    expect((await first(login)).json()).toMatchObject({ secondFactor: false });
    const bad = codeOf(begun.secret) === '000000' ? '111111' : '000000';
    expect((await me.call(contract.confirmSecondFactor, { body: { code: bad } })).statusCode).toBe(401);
    const { recoveryCodes } = (
      await me.call(contract.confirmSecondFactor, { body: { code: codeOf(begun.secret) } })
    ).json();
    expect(recoveryCodes).toHaveLength(10);
    next();

    const step = await first(login);
    expect(step.json()).toEqual({ session: null, secondFactor: true });
    expect(step.cookies.map(({ name }) => name)).toEqual(['qingzhang_step']);
    const half = await app.inject({ url: '/api/session', headers: { cookie: cookieOf(step) } });
    expect(half.statusCode).toBe(401);
    const entered = await second(cookieOf(step), codeOf(begun.secret));
    expect(entered.json()).toMatchObject({ user: { login } });
    expect((await second(cookieOf(step), codeOf(begun.secret))).json().code).toBe('session.stepOver');
  });

  it('takes each code once, also at two sign-ins in the same half minute', async () => {
    const { login, secret } = await withFactor();
    const [a, b] = [cookieOf(await first(login)), cookieOf(await first(login))];
    const code = codeOf(secret);
    const answers = await Promise.all([second(a, code), second(b, code)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401]);
    // An older one still within the window is over, too.
    expect((await second(b, codeOf(secret, -30_000))).statusCode).toBe(401);
    next();
    expect((await second(b, codeOf(secret))).statusCode).toBe(200);
  });

  it('counts wrong codes like wrong passwords, and ends a step that takes too long', async () => {
    const { login, secret } = await withFactor();
    const cookie = cookieOf(await first(login));
    const bad = ['000000', '111111'].find((code) => code !== codeOf(secret)) ?? '';
    for (let n = 1; n < securityPolicy.standard.lock.failures; n++) {
      expect((await second(cookie, bad)).json().code).toBe('session.wrongCode');
    }
    expect((await second(cookie, bad)).json().code).toBe('session.locked');
    expect((await second(cookie, codeOf(secret))).json().code).toBe('session.locked');
    clock.advance(16 * 60_000);
    expect((await second(cookie, codeOf(secret))).json().code).toBe('session.stepOver');
  });

  it('a recovery code opens once, however it is written', async () => {
    const { login, recoveryCodes } = await withFactor();
    const [code = ''] = recoveryCodes;
    const written = code.replaceAll('-', ' ').toLowerCase();
    const enter = async () => (await second(cookieOf(await first(login)), written)).statusCode;
    expect(await enter()).toBe(200);
    expect(await enter()).toBe(401);
  });

  it('is taken away with a code, or by security after a loss; both are written down', async () => {
    const one = await withFactor();
    expect((await one.me.call(contract.setUpSecondFactor, { body: { password } })).statusCode).toBe(409);
    expect((await one.me.call(contract.removeSecondFactor, { body: { code: '000000' } })).statusCode).toBe(
      401,
    );
    const code = codeOf(one.secret);
    expect((await one.me.call(contract.removeSecondFactor, { body: { code } })).statusCode).toBe(200);
    expect((await first(one.login)).json()).toMatchObject({ secondFactor: false });

    const two = await withFactor();
    const removed = await security.call(contract.removeUserSecondFactor, { params: { id: two.me.id } });
    expect(removed.json()).toEqual({});
    const lines = await db
      .selectFrom('audit_log')
      .select('actor_login')
      .where('action', '=', 'user.removeSecondFactor')
      .orderBy('id')
      .execute();
    expect(lines.map((line) => line.actor_login)).toEqual([one.login, await loginOf(security)]);
  });

  it('lies sealed in the database, under a key that only the owner of the data directory reads', async () => {
    const { secret, login } = await withFactor();
    const { rows } = await platform.database.pool.query(
      `select row_to_json(u)::text as text from app_user u union all select row_to_json(r)::text from recovery_code r`,
    );
    expect(JSON.stringify(rows)).toContain(login);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const path = join(config.data, 'keys', 'second-factor.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toHaveLength(32);
    const sealed = seal(config, 'user:1', Buffer.from('secret'));
    expect(unseal(config, 'user:1', sealed).toString()).toBe('secret');
    expect(() => unseal(config, 'user:2', sealed)).toThrow();
    expect(() => unseal(config, 'user:1', `${sealed.slice(0, -2)}AA`)).toThrow();
  });
});
