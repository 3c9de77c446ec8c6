/** Who acts in the demonstration's meetings (模拟人员): the accounts that anybody can sign in with. */
import { roleNames } from '@qingzhang/contract';
import type { Actor, Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { type ScopeEntry, scopeFrom } from '../../platform/policy.ts';

/** Acts of somebody at a moment. */
export interface Cast {
  /** By login. */
  by(login: string, at: Date): Call;
  /** The bureau's liaison of a city. */
  city(code: string, at: Date): Call;
  readonly id: (login: string) => number;
}

/** The accounts as actors. */
export async function castOf(db: Db): Promise<Cast> {
  const rows = await db
    .selectFrom('app_user as u')
    .leftJoin('user_scope as s', 's.user_id', 'u.id')
    .select(['u.id', 'u.login', 'u.display_name', 'u.post', 'u.role', 'u.region_code', 's.kind', 's.key'])
    .where('u.disabled', '=', false)
    .orderBy('u.id')
    .execute();
  const actors = new Map<string, Actor>();
  for (const [login, own] of Map.groupBy(rows, (row) => row.login)) {
    const [row] = own;
    const role = roleNames.find((name) => name === row?.role);
    if (row === undefined || role === undefined) continue;
    const entries = own.flatMap(({ kind, key }): ScopeEntry[] => {
      const known = (['region', 'program', 'item'] as const).find((one) => one === kind);
      return known === undefined || key === null ? [] : [{ kind: known, key }];
    });
    actors.set(login, {
      id: row.id,
      login,
      displayName: row.display_name,
      post: row.post,
      role,
      regionCode: row.region_code,
      scope: scopeFrom(role, row.region_code, entries),
      actingFor: null,
    });
  }
  const required = (found: Actor | undefined, what: string): Actor => {
    if (found === undefined) throw new Error(`demo: no account for ${what}`);
    return found;
  };
  const call = (actor: Actor, at: Date): Call => ({ actor, requestId: null, at });
  return {
    by: (login, at) => call(required(actors.get(login), login), at),
    city: (code, at) =>
      call(
        required(
          [...actors.values()].find(({ role, regionCode }) => role === 'city' && regionCode === code),
          code,
        ),
        at,
      ),
    id: (login) => required(actors.get(login), login).id ?? 0,
  };
}
