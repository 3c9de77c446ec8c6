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
  /** Read the calendar of meetings, a meeting's agenda, venues, stage; one's own bureau's part of them. */
  'meetings.read',
  /** Prepare meetings: dates, agenda, venues, checklist, screen pages. */
  'meetings.prepare',
  /** Drive the stage: pages, clock, opening and end. */
  'meetings.drive',
  /** Record what is said, settle commitments. */
  'meetings.record',
  /** Read the record. */
  'meetings.follow',
  /** Name who attends at one's own venue, ask leave, sign in. */
  'meetings.attend',
  /** Read papers sent to one, and those of one's own city. */
  'papers.read',
  /** Edit documents that are one's own to write: a bureau its speech, the office everything. */
  'papers.draft',
  /** Make, edit, freeze and distribute papers. */
  'papers.write',
  /** Issue minutes, letters and notices under a number. */
  'papers.issue',
  /** Change templates and numbering. */
  'templates.write',
  /** Read releases before they are out. */
  'releases.read',
  /** Draft and edit releases. */
  'releases.write',
  /** Review and proof-read releases. */
  'releases.review',
  /** Publish, correct and withdraw what the public sees. */
  'releases.publish',
  /** Change business settings: bands, policies, names, boundaries. */
  'settings.write',
  /** Read programs, their items, evidence and progress, within the own scope. */
  'programs.read',
  /** Define programs: columns, steps, lamps, close-out rules. */
  'programs.define',
  /** Issue items, extend them, change what the province or the nation has fixed. */
  'items.assign',
  /** Fill an item's report, apply for close-out. */
  'items.report',
  /** The city's check of an application (市级核查): pass or return. */
  'items.check',
  /** The province's acceptance (省级验收): accept with four eyes, or return. */
  'items.accept',
  /** Look back at closed items (回头看); report a rebound. */
  'items.lookBack',
  /** Issue items from a spreadsheet. */
  'items.import',
  /** Read tasks within the own scope. */
  'tasks.read',
  /** Create and split tasks, change them. */
  'tasks.write',
  /** Report on tasks of one's own unit. */
  'tasks.report',
  /** Issue supervision notices (督办单, 提醒函 …). */
  'notices.issue',
  /** Set a lamp by hand, with a reason and four eyes. */
  'lamps.override',
  /** Hand over all items and tasks of a person in one step. */
  'handover',
  /** Change the work calendar. */
  'calendar.write',
  /** See and retry deliveries of notifications, change their channels. */
  'notifications.manage',
  /** Let somebody act for oneself (代办), and act for somebody. */
  'delegations.own',
  /** Create, disable and reset users. */
  'users.manage',
  /** Read the list of users. */
  'users.read',
  /** Change the system's settings: mail server, sign-in by another system. */
  'settings.system',
  /** Give users their role and scope. */
  'roles.assign',
  /** See and end anybody's sessions, unlock accounts, remove a lost second factor. */
  'sessions.manage',
  /** Change the security policy: passwords, lock-out, sessions, second factor. */
  'security.policy',
  /** Read the audit log. */
  'audit.read',
  /** Check the audit log's chain. */
  'audit.verify',
] as const;

/** One permission name. */
export type PermissionName = (typeof permissionNames)[number];

/**
 * The roles (角色, DIS-12): 系统管理员, 安全管理员, 审计管理员, 厅领导, 分管领导/监察专员, 调度办, 业务处室, 监测中心, 区域监察办,
 * 驻厅纪检组, 市局, 县分局, 乡镇/村, 企业, 住建水利等部门, 读者.
 */
export const roleNames = [
  'admin',
  'security',
  'auditor',
  'leader',
  'deputy',
  'dispatch',
  'office',
  'monitoring',
  'supervision',
  'discipline',
  'city',
  'county',
  'township',
  'firm',
  'partner',
  'reader',
] as const;

/** One role name. */
export type RoleName = (typeof roleNames)[number];

/** The three administrators (三员): each exists once at least, none holds a business permission. */
export const administratorRoles = ['admin', 'security', 'auditor'] as const satisfies readonly RoleName[];

/** Whether the role is one of the three administrators. */
export function isAdministrator(role: string): role is (typeof administratorRoles)[number] {
  return administratorRoles.some((one) => one === role);
}
