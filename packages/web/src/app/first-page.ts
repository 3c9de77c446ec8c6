import type { PermissionName, RoleName } from '@qingzhang/contract';

/** Where somebody begins: counties, villages and firms with their desk, who may not read figures elsewhere; null: the situation. */
export function firstPage(
  permissions: readonly PermissionName[],
  role: RoleName,
): '/today' | '/admin/users' | '/admin/security' | '/admin/audit' | '/account' | null {
  if (['county', 'township', 'firm'].includes(role)) return '/today';
  if (permissions.includes('figures.read')) return null;
  if (permissions.includes('users.manage')) return '/admin/users';
  if (permissions.includes('roles.assign')) return '/admin/security';
  if (permissions.includes('audit.read')) return '/admin/audit';
  return '/account';
}
