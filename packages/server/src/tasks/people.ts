/** Whom a task can be given to: shown by post. */
import { AppError, type RoleName, roleNames } from '@qingzhang/contract';
import type { Db } from '../platform/database/transaction.ts';
import { rolePermissions, type ScopeEntry, scopeFrom, seesRegion } from '../platform/policy.ts';

export interface TaskPersonRow {
  readonly id: number;
  readonly post: string;
  readonly role: RoleName;
  readonly region: string | null;
  /** Whether the task's place and program lie in the person's scope. */
  readonly sees: (city: string | null, county: string | null, program?: string | null) => boolean;
}

/** Everybody who can report on tasks and is not disabled, in order of post. */
export async function taskPeople(db: Db, ids?: readonly number[]): Promise<TaskPersonRow[]> {
  let query = db
    .selectFrom('app_user as u')
    .leftJoin('user_scope as s', 's.user_id', 'u.id')
    .select(['u.id', 'u.post', 'u.role', 'u.region_code', 's.kind', 's.key'])
    .where('u.disabled', '=', false)
    .orderBy('u.region_code')
    .orderBy('u.id');
  if (ids !== undefined) query = query.where('u.id', 'in', ids.length === 0 ? [0] : [...ids]);
  const people = new Map<number, Omit<TaskPersonRow, 'sees'> & { entries: ScopeEntry[] }>();
  for (const row of await query.execute()) {
    const role = roleNames.find((name) => name === row.role);
    if (role === undefined || !rolePermissions[role].includes('tasks.report')) continue;
    const person = people.get(row.id) ?? {
      id: row.id,
      post: row.post,
      role,
      region: row.region_code,
      entries: [],
    };
    people.set(row.id, person);
    const kind = (['region', 'program', 'item'] as const).find((one) => one === row.kind);
    if (kind !== undefined && row.key !== null) person.entries.push({ kind, key: row.key });
  }
  return [...people.values()].map(({ entries, ...person }) => {
    const scope = scopeFrom(person.role, person.region, entries);
    return {
      ...person,
      sees: (city, county, program = null) =>
        (city === null ? scope.regions === 'all' : seesRegion({ scope }, city, county)) &&
        (program === null || scope.programs === 'all' || scope.programs.includes(program)),
    };
  });
}

/** Refuse an owner who cannot see the task or cannot report on it. */
export async function requireOwner(
  db: Db,
  id: number,
  place: { readonly city: string | null; readonly county: string | null; readonly program: string | null },
): Promise<TaskPersonRow> {
  const [person] = await taskPeople(db, [id]);
  if (person === undefined || !person.sees(place.city, place.county, place.program)) {
    throw new AppError('thing.invalid', { what: 'owner', reason: 'cannot see this task' });
  }
  return person;
}
