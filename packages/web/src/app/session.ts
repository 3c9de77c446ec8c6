import { endpoint, type PermissionName, permissionNames, RegionCode, roleNames } from '@qingzhang/contract';
import { z } from 'zod';
import { useCall } from '../api/use-call.ts';

export const SessionUser = z.object({
  login: z.string(),
  name: z.string(),
  role: z.enum(roleNames),
  region: RegionCode.nullable(),
  permissions: z.array(z.enum(permissionNames)),
});
export type SessionUser = z.infer<typeof SessionUser>;

export const getSession = endpoint({
  method: 'GET',
  path: '/api/session',
  response: SessionUser,
  permission: 'self',
});
export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  body: z.object({ login: z.string(), password: z.string() }),
  response: SessionUser,
  permission: 'public',
});
export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  response: z.unknown(),
  permission: 'self',
});

/** Who is signed in; undefined while unknown. */
export function useSessionUser(): SessionUser | undefined {
  return useCall(getSession, undefined).data;
}

/** Whether the one who is signed in holds a permission; the server decides anyway, this only hides what would fail. */
export function useMay(permission: PermissionName): boolean {
  return useSessionUser()?.permissions.includes(permission) ?? false;
}
