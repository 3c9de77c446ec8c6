import { currentSession, type PermissionName, type Session } from '@qingzhang/contract';
import { useCall } from '../api/use-call.ts';

/** Who is signed in and what they may do; undefined while unknown. */
export function useSession(): Session | undefined {
  return useCall(currentSession, undefined).data;
}

/** Whether the one who is signed in holds a permission; the server decides anyway, this only hides what would fail. */
export function useMay(permission: PermissionName): boolean {
  return useSession()?.permissions.includes(permission) ?? false;
}
