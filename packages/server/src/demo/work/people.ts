/** Simulated people (模拟人员) who act in the demonstration's history: accounts that nobody can sign in with. */
import type { RoleName } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { scopeFrom } from '../../platform/policy.ts';

export interface CityPeople {
  /** Reports and applies. */
  readonly reporter: Actor;
  /** Checks on site; another person. */
  readonly checker: Actor;
}

export interface DemoPeople {
  readonly issuer: Actor;
  readonly firstAcceptor: Actor;
  readonly secondAcceptor: Actor;
  readonly city: ReadonlyMap<string, CityPeople>;
}

async function person(
  db: Db,
  at: Date,
  login: string,
  post: string,
  role: RoleName,
  regionCode: string | null,
): Promise<Actor> {
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into app_user (login, display_name, post, role, region_code, password_hash, disabled, created_at)
      values (${login}, ${post}, ${post}, ${role}, ${regionCode}, '!', true, ${at})
      on conflict (login) do nothing returning id
    ) select id from made union all select id from app_user where login = ${login} limit 1`.execute(db);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error(`demo: no account ${login}`);
  const entries = role === 'office' ? [{ kind: 'program', key: '*' } as const] : [];
  return {
    id,
    login,
    displayName: post,
    post,
    role,
    regionCode,
    scope: scopeFrom(role, regionCode, entries),
    actingFor: null,
  };
}

/** Everybody the history needs; harmless to repeat. */
export async function demoPeople(
  db: Db,
  at: Date,
  cities: readonly { readonly code: string; readonly name: string }[],
): Promise<DemoPeople> {
  const city = new Map<string, CityPeople>();
  for (const { code, name } of cities) {
    city.set(code, {
      reporter: await person(db, at, `sim-${code}-1`, `${name}局 · 填报岗`, 'city', code),
      checker: await person(db, at, `sim-${code}-2`, `${name}局 · 核查岗`, 'city', code),
    });
  }
  return {
    issuer: await person(db, at, 'sim-dispatch', '省厅 · 调度办', 'dispatch', null),
    firstAcceptor: await person(db, at, 'sim-office-1', '省厅 · 业务处验收岗', 'office', null),
    secondAcceptor: await person(db, at, 'sim-office-2', '省厅 · 督察办验收岗', 'office', null),
    city,
  };
}
