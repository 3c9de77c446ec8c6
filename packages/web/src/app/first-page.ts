import type { PermissionName } from '@qingzhang/contract';

/** Where those begin who may not read figures; null: with the situation, as everybody else. */
export function firstPage(
  permissions: readonly PermissionName[],
): '/admin/users' | '/admin/security' | '/admin/audit' | '/account' | null {
  if (permissions.includes('figures.read')) return null;
  if (permissions.includes('users.manage')) return '/admin/users';
  if (permissions.includes('roles.assign')) return '/admin/security';
  if (permissions.includes('audit.read')) return '/admin/audit';
  return '/account';
}
