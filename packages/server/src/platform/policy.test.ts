import {
  administratorRoles,
  isAdministrator,
  type PermissionName,
  permissionNames,
  roleNames,
} from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { type Actor, nobody, personIds, systemActor } from './actor.ts';
import {
  may,
  regionLimit,
  regionScope,
  requireItemScope,
  requireRegion,
  rolePermissions,
  scopeFrom,
  scopeRules,
  seesItem,
  seesRegion,
} from './policy.ts';

const actor = (role: Actor['role'], scope: Partial<Actor['scope']> = {}) => ({
  ...systemActor('cli'),
  role,
  scope: { ...systemActor('cli').scope, ...scope },
});

describe('who may what (DIS-12)', () => {
  it('nobody without a session does anything; whoever has one has an own account', () => {
    for (const role of roleNames) expect(may({ role }, 'self')).toBe(true);
    for (const permission of permissionNames) expect(may(nobody, permission)).toBe(false);
  });

  it('the three administrators hold no business permission and no permission of each other', () => {
    const shared: readonly PermissionName[] = ['self', 'users.read'];
    const business = new Set<PermissionName>(
      roleNames
        .filter((role) => !isAdministrator(role) && role !== 'discipline')
        .flatMap((role) => rolePermissions[role])
        .filter((permission) => permission !== 'self'),
    );
    for (const role of administratorRoles) {
      for (const permission of rolePermissions[role]) {
        expect(business.has(permission), `${role} ${permission}`).toBe(false);
        if (shared.includes(permission)) continue;
        const others = administratorRoles.filter((other) => other !== role);
        for (const other of others) expect(rolePermissions[other]).not.toContain(permission);
      }
      expect(scopeFrom(role, null, [{ kind: 'region', key: '*' }])).toEqual({
        regions: [],
        programs: [],
        items: [],
      });
    }
  });

  it('every permission is held by somebody', () => {
    for (const permission of permissionNames) {
      expect(
        roleNames.some((role) => may({ role }, permission)),
        permission,
      ).toBe(true);
    }
  });

  it('superiors may return but not overwrite: the numbers are the cities’ and counties’ own', () => {
    const fills = roleNames.filter((role) => may({ role }, 'items.report'));
    expect(fills).toEqual(['city', 'county', 'township', 'firm', 'partner']);
    expect(roleNames.filter((role) => may({ role }, 'items.check'))).toEqual(['city']);
    expect(fills.filter((role) => may({ role }, 'items.accept'))).toEqual([]);
  });

  it('a city bureau enters, but decides nothing for others; the discipline group reads and nothing else', () => {
    const forbidden: PermissionName[] = [
      'readings.review',
      'targets.write',
      'accounts.close',
      'users.manage',
      'items.assign',
      'items.accept',
    ];
    for (const permission of forbidden) expect(may({ role: 'city' }, permission)).toBe(false);
    expect(may({ role: 'city' }, 'intake.write')).toBe(true);
    expect(rolePermissions.reader).toEqual(['self', 'figures.read']);
    // Following the record of a meeting is reading it.
    const reads = (one: PermissionName) =>
      one === 'self' || one === 'meetings.follow' || one.endsWith('.read');
    const acts = rolePermissions.discipline.filter((one) => !reads(one));
    expect(acts).toEqual([]);
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

describe('how far (DIS-12)', () => {
  it('bureaus see their own region; offices their programs; deputies their fields and paired cities', () => {
    expect(scopeFrom('city', '141100', [])).toEqual({ regions: ['141100'], programs: 'all', items: 'all' });
    expect(scopeFrom('county', null, []).regions).toEqual([]);
    expect(scopeFrom('office', null, []).programs).toEqual([]);
    const water = { kind: 'program', key: 'black-water' } as const;
    const datong = { kind: 'region', key: '140200' } as const;
    expect(scopeFrom('office', null, [water])).toEqual({
      regions: 'all',
      programs: ['black-water'],
      items: 'all',
    });
    expect(scopeFrom('deputy', null, [])).toEqual({ regions: [], programs: [], items: 'all' });
    expect(scopeFrom('deputy', null, [water])).toMatchObject({ regions: 'all', programs: ['black-water'] });
    expect(scopeFrom('deputy', null, [datong])).toMatchObject({ regions: ['140200'], programs: 'all' });
    expect(scopeFrom('deputy', null, [datong, water])).toMatchObject({
      regions: ['140200'],
      programs: ['black-water'],
    });
    expect(scopeFrom('supervision', null, [{ kind: 'region', key: '*' }])).toMatchObject({ regions: 'all' });
  });

  it('entries that a role cannot have change nothing', () => {
    for (const role of roleNames) {
      const { entries } = scopeRules[role];
      const all = (['region', 'program', 'item'] as const).filter((kind) => !entries.includes(kind));
      const given = all.map((kind) => ({ kind, key: '*' }));
      expect(scopeFrom(role, null, given)).toEqual(scopeFrom(role, null, []));
    }
  });

  it('a township sees its items and nothing else, not even all of them by an asterisk', () => {
    const township = actor('township', scopeFrom('township', '141123', [{ kind: 'item', key: '7' }]));
    const item = { id: 7, program: 'p', city: '141100', county: '141123' };
    expect(seesItem(township, item)).toBe(true);
    expect(seesItem(township, { ...item, id: 8 })).toBe(false);
    expect(() => requireItemScope(township, { ...item, id: 8 })).toThrow(/thing.notFound/);
    expect(scopeFrom('firm', null, [{ kind: 'item', key: '*' }]).items).toEqual([]);
  });

  it('a county is part of its city’s scope, the city is no part of the county’s', () => {
    const city = actor('city', { regions: ['141100'] });
    const county = actor('county', { regions: ['141123'] });
    expect(seesRegion(city, '141100', '141123')).toBe(true);
    expect(seesRegion(city, '140100', '140105')).toBe(false);
    expect(seesRegion(county, '141100', '141123')).toBe(true);
    expect(seesRegion(county, '141100', '141127')).toBe(false);
    expect(seesRegion(county, '141100', null)).toBe(false);
    expect(seesRegion(city, null, null)).toBe(false);
    expect(seesRegion(actor('leader'), null, null)).toBe(true);
    expect(regionScope(county)).toEqual({ cities: [], counties: ['141123'], programs: null, items: null });
  });

  it('four eyes count the deputy and the principal', () => {
    const principal = { id: 1, login: 'a', displayName: 'a', post: 'a' };
    expect(personIds({ id: 2, actingFor: principal })).toEqual([2, 1]);
    expect(personIds({ id: 2, actingFor: null })).toEqual([2]);
    expect(personIds(systemActor('cli'))).toEqual([]);
  });
});
