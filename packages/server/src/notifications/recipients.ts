import { type RecipientKind, type RoleName, roleNames } from '@qingzhang/contract';
import type { Db } from '../platform/database/transaction.ts';
import { type ScopeEntry, scopeFrom } from '../platform/policy.ts';

/** Somebody to be told. */
export interface Recipient {
  readonly userId: number;
  readonly as: RecipientKind;
}

/** Whom to tell: by post, never by name (岗位). Everything given must fit. */
export interface RecipientQuery {
  /** Roles, any of them; not needed where `userIds` names people. */
  readonly roles?: readonly RoleName[];
  /** The city or county concerned: people whose scope covers it. */
  readonly region?: string | null;
  /** The program concerned: people whose scope covers it. */
  readonly program?: string | null;
  /** These people, as far as they are not disabled; region and program are not asked of them. */
  readonly userIds?: readonly number[];
  /** Responsible unless said. */
  readonly as?: RecipientKind;
}

/**
 * The people in a post, by the same scopes that decide what they see: nobody is told of what they may not open. With
 * `region` a county, its city's bureau is in the post too where `roles` says `city`.
 */
export async function recipientsOf(db: Db, query: RecipientQuery): Promise<Recipient[]> {
  const as = query.as ?? 'responsible';
  const named = query.userIds ?? [];
  const ids = new Set<number>();
  if (named.length > 0) {
    const rows = await db
      .selectFrom('app_user')
      .select('id')
      .where('id', 'in', named)
      .where('disabled', '=', false)
      .orderBy('id')
      .execute();
    for (const { id } of rows) ids.add(id);
  }
  const { roles = [] } = query;
  if (roles.length > 0) {
    const places = await placesOf(db, query.region ?? null);
    for (const user of await usersOf(db, roles)) {
      const scope = scopeFrom(user.role, user.regionCode, user.entries);
      const here =
        places === null || scope.regions === 'all' || scope.regions.some((code) => places.includes(code));
      const field =
        query.program === undefined ||
        query.program === null ||
        scope.programs === 'all' ||
        scope.programs.includes(query.program);
      if (here && field) ids.add(user.id);
    }
  }
  return [...ids].sort((a, b) => a - b).map((userId) => ({ userId, as }));
}

/** The region and those above it; null: no region asked. */
async function placesOf(db: Db, region: string | null): Promise<readonly string[] | null> {
  if (region === null) return null;
  const row = await db
    .selectFrom('region')
    .select('parent_code')
    .where('code', '=', region)
    .executeTakeFirst();
  const parent = row?.parent_code ?? null;
  return parent === null ? [region] : [region, parent];
}

interface RoleUser {
  readonly id: number;
  readonly role: RoleName;
  readonly regionCode: string | null;
  readonly entries: readonly ScopeEntry[];
}

async function usersOf(db: Db, roles: readonly RoleName[]): Promise<RoleUser[]> {
  const rows = await db
    .selectFrom('app_user as u')
    .leftJoin('user_scope as s', 's.user_id', 'u.id')
    .select(['u.id', 'u.role', 'u.region_code', 's.kind', 's.key'])
    .where('u.role', 'in', roles)
    .where('u.disabled', '=', false)
    .orderBy('u.id')
    .execute();
  const users = new Map<number, RoleUser & { entries: ScopeEntry[] }>();
  for (const row of rows) {
    const role = roleNames.find((name) => name === row.role);
    if (role === undefined) continue;
    const user = users.get(row.id) ?? { id: row.id, role, regionCode: row.region_code, entries: [] };
    users.set(row.id, user);
    if (row.kind !== null && row.key !== null && isScopeKind(row.kind)) {
      user.entries.push({ kind: row.kind, key: row.key });
    }
  }
  return [...users.values()];
}

const isScopeKind = (kind: string): kind is ScopeEntry['kind'] =>
  kind === 'region' || kind === 'program' || kind === 'item';
