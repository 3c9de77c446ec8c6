import { type PermissionName, permissionNames, roleNames } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { nobody, systemActor } from './actor.ts';
import { may, regionLimit, requireRegion, rolePermissions } from './policy.ts';

describe('who may what', () => {
  it('everybody with a session reads the published figures; nobody without one does anything', () => {
    for (const role of roleNames) expect(may({ role }, 'figures.read')).toBe(true);
    for (const permission of permissionNames) expect(may(nobody, permission)).toBe(false);
  });

  it('a city bureau enters, but decides nothing for others', () => {
    const forbidden: PermissionName[] = [
      'readings.review',
      'targets.write',
      'accounts.close',
      'users.manage',
    ];
    for (const permission of forbidden) expect(may({ role: 'city' }, permission)).toBe(false);
    expect(may({ role: 'city' }, 'intake.write')).toBe(true);
    expect(rolePermissions.reader).toEqual(['self', 'figures.read']);
  });

  it('a city bureau is limited to its own city, others are not', () => {
    const city = { role: 'city', regionCode: '140100' } as const;
    expect(() => requireRegion(city, '140100')).not.toThrow();
    expect(() => requireRegion(city, '140200')).toThrow(/permission.otherRegion/);
    expect(() => requireRegion({ role: 'city', regionCode: null }, '140200')).toThrow();
    expect(() => requireRegion(systemActor('cli'), '140200')).not.toThrow();
    expect(regionLimit({ role: 'dispatch', regionCode: null })).toBeNull();
  });
});
