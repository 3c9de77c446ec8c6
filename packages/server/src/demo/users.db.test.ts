import { administratorRoles, isAdministrator } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { loadProvincePreset } from '../intake/presets.ts';
import { writeSetting } from '../platform/settings/settings.ts';
import { readSecurityPolicy, securityPolicy } from '../session/security-policy.ts';
import { beginSession } from '../session/service.ts';
import { listUsers } from '../session/users.ts';
import { demoState, planDemo } from './plan.ts';
import { createDemoUsers, knownDemoLogins } from './users.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db, config } = platform;
await loadProvincePreset(db, '140000');

it('are made only into simulated data, and relax the policy only there', async () => {
  await expect(createDemoUsers(db, platform.call())).rejects.toThrow(/simulated/);
  expect(await readSecurityPolicy(db)).toEqual(securityPolicy.standard);
  await writeSetting(db, demoState, planDemo(platform.clock.now()).state, platform.call());
  const logins = await createDemoUsers(db, platform.call());
  expect((await readSecurityPolicy(db)).password.maxAgeDays).toBe(0);
  expect(await knownDemoLogins(db)).toEqual(logins);
});

it('sign in at once with the password everybody knows, the three administrators and all kinds of people', async () => {
  const logins = await knownDemoLogins(db);
  for (const { login, password } of logins) {
    const origin = { ip: null, agent: null };
    const step = await beginSession(db, config, { login, password }, origin, platform.call());
    expect(step, login).toMatchObject({ state: 'open', session: { must: [] } });
  }
  const users = await listUsers(db);
  for (const role of administratorRoles) expect(users.filter((one) => one.role === role)).toHaveLength(1);
  // Everybody with a scope of their own sees something.
  for (const { login, role, scope, regionCode } of users) {
    const own = isAdministrator(role) || scope.length > 0 || regionCode !== null;
    const whole = ['dispatch', 'leader', 'monitoring', 'discipline'].includes(role);
    expect(own || whole, login).toBe(true);
  }
  // Four eyes in one city, and two acceptors of the province.
  expect(users.filter((one) => one.role === 'city' && one.regionCode === '141100')).toHaveLength(2);
  expect(users.filter((one) => one.role === 'office').length).toBeGreaterThanOrEqual(2);
});
