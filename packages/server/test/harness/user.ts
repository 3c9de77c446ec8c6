import type { RoleName } from '@qingzhang/contract';
import { type ScopeEntry, scopeRules } from '../../src/platform/policy.ts';
import { createUser } from '../../src/session/users.ts';
import type { TestPlatform } from './platform.ts';

/** A user for a test. */
export interface TestUser {
  readonly id: number;
  readonly login: string;
  readonly password: string;
}

/**
 * A new user of the role. Without a scope, roles that live by entries (office, deputy, supervision, partner) get all
 * regions and programs; townships and firms have no items until given some.
 */
export async function createTestUser(
  platform: TestPlatform,
  login: string,
  role: RoleName,
  regionCode: string | undefined,
  scope?: readonly ScopeEntry[],
): Promise<TestUser> {
  const password = 'Test-password-2026';
  const { user } = await createUser(
    platform.db,
    {
      login,
      displayName: login,
      post: login,
      role,
      regionCode: regionCode ?? null,
      scope: scope ?? standardScope(role),
      password,
    },
    platform.call(),
  );
  return { id: user.id, login, password };
}

function standardScope(role: RoleName): ScopeEntry[] {
  const { regions, programs, entries } = scopeRules[role];
  return entries
    .filter(
      (kind) => (kind === 'region' && regions === 'none') || (kind === 'program' && programs === 'none'),
    )
    .map((kind) => ({ kind, key: '*' }));
}
