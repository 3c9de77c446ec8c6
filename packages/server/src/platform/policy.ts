import { AppError, type PermissionName, type RoleName } from '@qingzhang/contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Actor, Scope } from './actor.ts';

/** What each of the department's own people may do at least. */
const reads = ['self', 'delegations.own', 'figures.read'] as const;
/** … and who works with programs and tasks. */
const works = [...reads, 'programs.read', 'tasks.read'] as const;

/**
 * Which role holds which permission (DIS-12): the one place that decides it. How far a permission reaches (cities,
 * programs, items) is the actor's scope, which queries take as a condition (`withinScope`).
 */
export const rolePermissions: Readonly<Record<RoleName, readonly PermissionName[]>> = {
  // Three administrators (三员分立): none holds a business permission, none can do another's part.
  // 系统管理员
  admin: ['self', 'users.read', 'users.manage', 'settings.system'],
  // 安全管理员
  security: ['self', 'users.read', 'roles.assign', 'sessions.manage', 'security.policy'],
  // 审计管理员
  auditor: ['self', 'users.read', 'audit.read', 'audit.verify'],

  // 厅领导: the whole province on one screen; notes, notices.
  leader: [
    ...works,
    'tasks.write',
    'notices.issue',
    'meetings.read',
    'papers.read',
    'meetings.drive',
    'meetings.follow',
    'meetings.attend',
    'papers.issue',
    'releases.read',
    'releases.review',
    'releases.publish',
  ],
  // 分管领导、监察专员: own fields and paired cities; approves close-outs there.
  deputy: [
    ...works,
    'items.accept',
    'items.lookBack',
    'tasks.write',
    'notices.issue',
    'meetings.read',
    'papers.read',
    'meetings.drive',
    'meetings.follow',
    'meetings.attend',
    'releases.read',
    'releases.review',
  ],
  // 调度办: everything of the business except a city's own numbers, which it returns and never overwrites.
  dispatch: [
    ...works,
    'intake.read',
    'intake.write',
    'readings.review',
    'targets.write',
    'accounts.close',
    'bulletins.write',
    'settings.write',
    'programs.define',
    'items.assign',
    'items.accept',
    'items.lookBack',
    'items.import',
    'tasks.write',
    'tasks.report',
    'notices.issue',
    'lamps.override',
    'handover',
    'calendar.write',
    'notifications.manage',
    'meetings.read',
    'papers.read',
    'meetings.prepare',
    'meetings.drive',
    'meetings.record',
    'meetings.follow',
    'meetings.attend',
    'papers.draft',
    'papers.write',
    'papers.issue',
    'templates.write',
    'releases.read',
    'releases.write',
    'releases.review',
    'releases.publish',
  ],
  // 业务处室: own programs.
  office: [
    ...works,
    'programs.define',
    'items.assign',
    'items.accept',
    'items.lookBack',
    'items.import',
    'tasks.write',
    'tasks.report',
    'notices.issue',
    'lamps.override',
    'handover',
    'meetings.read',
    'papers.read',
    'meetings.follow',
    'meetings.attend',
    'releases.read',
    'releases.review',
  ],
  // 监测中心: all measurements, no tasks.
  monitoring: [
    ...reads,
    'intake.read',
    'intake.write',
    'readings.review',
    'meetings.read',
    'papers.read',
    'meetings.attend',
  ],
  // 区域监察办: verifies on site in its cities.
  supervision: [
    ...works,
    'items.lookBack',
    'tasks.report',
    'meetings.read',
    'papers.read',
    'meetings.follow',
    'meetings.attend',
  ],
  // 驻厅纪检组: reads, also the audit log.
  discipline: [
    'self',
    'figures.read',
    'programs.read',
    'tasks.read',
    'audit.read',
    'meetings.read',
    'papers.read',
    'meetings.follow',
    'releases.read',
  ],
  // 市局: own city.
  city: [
    ...works,
    'intake.read',
    'intake.write',
    'items.report',
    'items.check',
    'tasks.report',
    'handover',
    'meetings.read',
    'papers.read',
    'papers.draft',
    'meetings.attend',
  ],
  // 县分局: own county.
  county: [...works, 'items.report', 'tasks.report', 'meetings.read', 'papers.read', 'meetings.attend'],
  // 乡镇/村, 企业: own items.
  township: ['self', 'programs.read', 'items.report'],
  firm: ['self', 'programs.read', 'items.report'],
  // 住建、水利、能源、农业农村等部门: measures that they co-lead.
  partner: [...works, 'items.report', 'tasks.report', 'meetings.read', 'papers.read', 'meetings.attend'],
  // 读者
  reader: ['self', 'figures.read'],
};

/** Permissions that a deputy never takes over from the principal: what concerns the own account. */
export const personalPermissions: readonly PermissionName[] = ['delegations.own'];

/** Kinds of scope. */
export type ScopeKind = 'region' | 'program' | 'item';

/** How the scope of a role is made up. */
export interface ScopeRule {
  /** What the role has without any entry: `own` is the user's own city or county. */
  readonly regions: 'all' | 'own' | 'none';
  readonly programs: 'all' | 'none';
  readonly items: 'all' | 'none';
  /** Kinds that the security administrator may enter for the role; an entry narrows `all` and fills `none`. */
  readonly entries: readonly ScopeKind[];
}

/** Which scope a role has, and what can be entered for it. */
export const scopeRules: Readonly<Record<RoleName, ScopeRule>> = {
  admin: { regions: 'none', programs: 'none', items: 'none', entries: [] },
  security: { regions: 'none', programs: 'none', items: 'none', entries: [] },
  auditor: { regions: 'none', programs: 'none', items: 'none', entries: [] },
  leader: { regions: 'all', programs: 'all', items: 'all', entries: [] },
  // Fields and paired cities: with entries of one kind alone the other is unlimited (see `scopeFrom`).
  deputy: { regions: 'none', programs: 'none', items: 'all', entries: ['region', 'program'] },
  dispatch: { regions: 'all', programs: 'all', items: 'all', entries: [] },
  office: { regions: 'all', programs: 'none', items: 'all', entries: ['program', 'region'] },
  monitoring: { regions: 'all', programs: 'none', items: 'none', entries: [] },
  supervision: { regions: 'none', programs: 'all', items: 'all', entries: ['region', 'program'] },
  discipline: { regions: 'all', programs: 'all', items: 'all', entries: [] },
  city: { regions: 'own', programs: 'all', items: 'all', entries: ['program'] },
  county: { regions: 'own', programs: 'all', items: 'all', entries: ['program'] },
  township: { regions: 'own', programs: 'all', items: 'none', entries: ['item'] },
  firm: { regions: 'own', programs: 'all', items: 'none', entries: ['item'] },
  partner: { regions: 'none', programs: 'none', items: 'all', entries: ['region', 'program'] },
  reader: { regions: 'all', programs: 'none', items: 'none', entries: [] },
};

/** One entry of a user's scope; the key `*` means all of that kind. */
export interface ScopeEntry {
  readonly kind: ScopeKind;
  readonly key: string;
}

/** A user's scope, from the role, the own region and what security entered. */
export function scopeFrom(role: RoleName, regionCode: string | null, entries: readonly ScopeEntry[]): Scope {
  const rule = scopeRules[role];
  const keys = (kind: ScopeKind): 'all' | readonly string[] => {
    const own = entries.filter((entry) => entry.kind === kind).map((entry) => entry.key);
    return own.includes('*') ? 'all' : own;
  };
  const entered = (kind: ScopeKind) =>
    rule.entries.includes(kind) && entries.some((entry) => entry.kind === kind);
  // Deputies and partners: fields in all cities, all fields in paired cities, or these fields in these cities.
  const either = rule.regions === 'none' && rule.programs === 'none' && rule.entries.length > 0;
  const without = (kind: 'region' | 'program', other: 'region' | 'program') => {
    const standard = kind === 'region' ? rule.regions : rule.programs;
    if (standard === 'own') return regionCode === null ? [] : [regionCode];
    return standard === 'all' || (either && entered(other)) ? 'all' : [];
  };
  const items = keys('item');
  return {
    regions: entered('region') ? keys('region') : without('region', 'program'),
    programs: entered('program') ? keys('program') : without('program', 'region'),
    items: !entered('item') ? (rule.items === 'all' ? 'all' : []) : items === 'all' ? [] : items.map(Number),
  };
}

/** What somebody of the role may do; what concerns the own account alone is nobody else's to use. */
export function permissionsOf(actor: {
  readonly role: RoleName;
  readonly actingFor: Actor['actingFor'];
}): readonly PermissionName[] {
  const all = rolePermissions[actor.role];
  return actor.actingFor === null ? all : all.filter((one) => !personalPermissions.includes(one));
}

/** Whether the actor's role holds the permission. The program itself may do everything. */
export function may(
  actor: Pick<Actor, 'role'> & { readonly actingFor?: Actor['actingFor'] },
  permission: PermissionName,
): boolean {
  const { role, actingFor = null } = actor;
  if (role === 'system') return true;
  return role !== 'nobody' && permissionsOf({ role, actingFor }).includes(permission);
}

/** Refuse unless the actor's role holds the permission. */
export function requirePermission(actor: Actor, permission: PermissionName): void {
  if (!may(actor, permission)) throw new AppError('permission.denied', { permission });
}

/** Whether the place lies in the actor's regions; `countyCode` null: a matter of the whole city. */
export function seesRegion(
  actor: Pick<Actor, 'scope'>,
  cityCode: string | null,
  countyCode: string | null,
): boolean {
  const { regions } = actor.scope;
  if (regions === 'all') return true;
  return [cityCode, countyCode].some((code) => code !== null && regions.includes(code));
}

/** What an item is known by when its visibility is asked. */
export interface ItemPlace {
  readonly id: number;
  readonly program: string;
  /** Null: a matter of the whole province. */
  readonly city: string | null;
  readonly county: string | null;
}

/** Whether the item lies in the actor's scope; the same rule as `withinScope`. */
export function seesItem(actor: Pick<Actor, 'scope'>, item: ItemPlace): boolean {
  const { programs, items } = actor.scope;
  if (programs !== 'all' && !programs.includes(item.program)) return false;
  if (items !== 'all') return items.includes(item.id);
  return seesRegion(actor, item.city, item.county);
}

/** Refuse an item outside the actor's scope as if it were not there: whether it exists is nobody's business. */
export function requireItemScope(actor: Pick<Actor, 'scope'>, item: ItemPlace): void {
  if (!seesItem(actor, item)) throw new AppError('thing.notFound', { what: 'item', id: item.id });
}

/** A scope as queries take it; null: no limit of that kind. */
export interface RegionScope {
  /** Both null: no limit; else a row belongs to one of the cities or to one of the counties. */
  readonly cities: readonly string[] | null;
  readonly counties: readonly string[] | null;
  readonly programs: readonly string[] | null;
  readonly items: readonly number[] | null;
}

/** The actor's scope for queries. */
export function regionScope(actor: Pick<Actor, 'scope'>): RegionScope {
  const { regions, programs, items } = actor.scope;
  const limited = regions === 'all' ? null : regions;
  return {
    cities: limited?.filter((code) => code.endsWith('00')) ?? null,
    counties: limited?.filter((code) => !code.endsWith('00')) ?? null,
    programs: programs === 'all' ? null : programs,
    items: items === 'all' ? null : items,
  };
}

/** The columns (`table.column`) that place a row; what a table does not have is left out. */
export interface ScopeColumns {
  readonly city?: string;
  readonly county?: string;
  readonly program?: string;
  readonly item?: string;
}

/**
 * The condition that keeps a query within a scope: `.where(withinScope(regionScope(actor), { city: 'item.city_code', … }))`
 * or `where ${withinScope(…)}` in plain SQL. A limit that the columns cannot express lets nothing through, except that a
 * row without a program (a task, a notice) is limited by its place alone where no `program` column is named.
 */
export function withinScope(scope: RegionScope, columns: ScopeColumns): RawBuilder<SqlBool> {
  const conditions: RawBuilder<SqlBool>[] = [];
  const oneOf = (column: string, keys: readonly (string | number)[]) =>
    keys.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`${sql.ref(column)} = any(${[...keys]})`;
  if (scope.programs !== null && columns.program !== undefined) {
    conditions.push(oneOf(columns.program, scope.programs));
  }
  if (scope.items !== null) {
    conditions.push(columns.item === undefined ? sql<SqlBool>`false` : oneOf(columns.item, scope.items));
  } else if (scope.cities !== null || scope.counties !== null) {
    const places: RawBuilder<SqlBool>[] = [];
    if (columns.city !== undefined) places.push(oneOf(columns.city, scope.cities ?? []));
    if (columns.county !== undefined) places.push(oneOf(columns.county, scope.counties ?? []));
    conditions.push(
      places.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(places, sql` or `)})`,
    );
  }
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/**
 * The city to whose readings and imports the actor's acts are limited; null: no limit. Queries take it as a condition, so
 * that the limit holds in the database and not in the page. Published figures are everybody's who may read figures.
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
