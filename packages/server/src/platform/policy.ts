import { AppError, type PermissionName, permissionNames, type RoleName } from '@qingzhang/contract';
import type { Actor } from './actor.ts';

/**
 * Which role holds which permission: the one place that decides it. A city bureau enters for its own city only
 * (`requireRegion`) and reads all published figures.
 */
export const rolePermissions: Readonly<Record<RoleName, readonly PermissionName[]>> = {
  // 系统管理员. One person often does everything at first; separate duties (三员分立) come with their own roles.
  admin: permissionNames,
  // 调度办
  dispatch: [
    'self',
    'figures.read',
    'intake.read',
    'intake.write',
    'readings.review',
    'targets.write',
    'accounts.close',
    'bulletins.write',
    'settings.write',
  ],
  // 市局
  city: ['self', 'figures.read', 'intake.read', 'intake.write'],
  // 读者
  reader: ['self', 'figures.read'],
};

/** Whether the actor's role holds the permission. The program itself may do everything. */
export function may(actor: Pick<Actor, 'role'>, permission: PermissionName): boolean {
  if (actor.role === 'system') return true;
  return actor.role !== 'nobody' && rolePermissions[actor.role].includes(permission);
}

/** Refuse unless the actor's role holds the permission. */
export function requirePermission(actor: Actor, permission: PermissionName): void {
  if (!may(actor, permission)) throw new AppError('permission.denied', { permission });
}

/**
 * The city to whose data the actor's acts are limited; null: no limit. Queries take it as a condition, so that the
 * limit holds in the database and not in the page.
 */
export function regionLimit(actor: Pick<Actor, 'role' | 'regionCode'>): string | null {
  // A city user without a city (never written by our services) is limited to a city that does not exist.
  return actor.role === 'city' ? (actor.regionCode ?? '000000') : null;
}

/** Refuse a city bureau that acts for another city than its own. */
export function requireRegion(actor: Pick<Actor, 'role' | 'regionCode'>, cityCode: string): void {
  const limit = regionLimit(actor);
  if (limit !== null && limit !== cityCode) {
    throw new AppError('permission.otherRegion', { region: cityCode, own: limit });
  }
}
