/**
 * The names of the permissions (权限): what a route can ask of the one who calls it. Which role holds which
 * stands in one place, the server's `platform/policy.ts`.
 */
export const permissionNames = [
  /** Any signed-in person, for what concerns only themselves (own account, own password). */
  'self',
  /** Read all published figures: regions, readings, evaluations, rankings, accounts, bulletins. */
  'figures.read',
  /** Read imports and their rejected rows. */
  'intake.read',
  /** Import readings, stations; mend rejected rows. A city bureau: its own city only. */
  'intake.write',
  /** Exclude readings: dust events, invalidations by a reviewer. */
  'readings.review',
  /** Set binding targets and monthly plans. */
  'targets.write',
  /** Close a month or reopen the making of its documents. */
  'accounts.close',
  /** Make bulletins. */
  'bulletins.write',
  /** Change settings: bands, policies, names, boundaries. */
  'settings.write',
  /** Create, disable and reset users. */
  'users.manage',
  /** Read the audit trail. */
  'audit.read',
] as const;

/** One permission name. */
export type PermissionName = (typeof permissionNames)[number];

/** The roles (角色): 系统管理员, 调度办, 市局, 读者. */
export const roleNames = ['admin', 'dispatch', 'city', 'reader'] as const;

/** One role name. */
export type RoleName = (typeof roleNames)[number];
