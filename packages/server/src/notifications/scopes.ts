import { type RoleName, roleNames } from '@qingzhang/contract';
import type { Scope } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { type ScopeEntry, scopeFrom } from '../platform/policy.ts';

/** Somebody's post and how far it reaches, as of now. */
export interface PostHolder {
  readonly id: number;
  readonly role: RoleName;
  readonly regionCode: string | null;
  /** Disabled, or still waiting for a role. */
  readonly disabled: boolean;
  readonly scope: Scope;
}

/** The holders of some roles, or some people, by id. */
export async function postHolders(
  db: Db,
  which: { readonly roles: readonly RoleName[] } | { readonly ids: readonly number[] },
): Promise<PostHolder[]> {
  const none = 'roles' in which ? which.roles.length === 0 : which.ids.length === 0;
  if (none) return [];
  const rows = await db
    .selectFrom('app_user as u')
    .leftJoin('user_scope as s', 's.user_id', 'u.id')
    .select(['u.id', 'u.role', 'u.region_code', 'u.disabled', 'u.role_given_at', 's.kind', 's.key'])
    .where((eb) =>
      'roles' in which ? eb('u.role', 'in', which.roles) : eb('u.id', 'in', [...new Set(which.ids)]),
    )
    .orderBy('u.id')
    .execute();
  const people = new Map<number, { row: (typeof rows)[number]; entries: ScopeEntry[] }>();
  for (const row of rows) {
    const person = people.get(row.id) ?? { row, entries: [] };
    people.set(row.id, person);
    if (row.kind !== null && row.key !== null && isScopeKind(row.kind)) {
      person.entries.push({ kind: row.kind, key: row.key });
    }
  }
  return [...people.values()].flatMap(({ row, entries }) => {
    const role = roleNames.find((name) => name === row.role);
    if (role === undefined) return [];
    const scope = scopeFrom(role, row.region_code, entries);
    const disabled = row.disabled || row.role_given_at === null;
    return [{ id: row.id, role, regionCode: row.region_code, disabled, scope }];
  });
}

/** What a notification concerns; null: no place, no program. */
export interface Concern {
  /** The region and those above it. */
  readonly places: readonly string[] | null;
  readonly program: string | null;
}

/** Whether the scope covers what is concerned. */
export function covers({ regions, programs }: Scope, { places, program }: Concern): boolean {
  const here = places === null || regions === 'all' || places.some((code) => regions.includes(code));
  return here && (program === null || programs === 'all' || programs.includes(program));
}

/** Each region with its parent, as `covers` takes them. */
export async function placesOf(
  db: Db,
  codes: readonly string[],
): Promise<(code: string | null) => readonly string[] | null> {
  const rows =
    codes.length === 0
      ? []
      : await db
          .selectFrom('region')
          .select(['code', 'parent_code'])
          .where('code', 'in', [...new Set(codes)])
          .execute();
  const parents = new Map(rows.map((row) => [row.code, row.parent_code]));
  return (code) => {
    if (code === null) return null;
    const parent = parents.get(code) ?? null;
    return parent === null ? [code] : [code, parent];
  };
}

const isScopeKind = (kind: string): kind is ScopeEntry['kind'] =>
  kind === 'region' || kind === 'program' || kind === 'item';
