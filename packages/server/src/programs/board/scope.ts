import type { Actor } from '../../platform/actor.ts';
import { regionScope } from '../../platform/policy.ts';

/** What of a board somebody sees: all cities, some cities, some counties, or only named items. */
export interface BoardScope {
  /** Null: every city. */
  readonly cities: readonly string[] | null;
  /** Single counties (a county's branch). */
  readonly counties: readonly string[];
  /** Null: not limited to items. */
  readonly items: readonly number[] | null;
  readonly programs: readonly string[] | null;
}

/** The actor's scope as boards take it. */
export function boardScope(actor: Pick<Actor, 'scope'>): BoardScope {
  const { cities, counties, items, programs } = regionScope(actor);
  return {
    cities: items === null ? cities : [],
    counties: items === null ? (counties ?? []) : [],
    items,
    programs,
  };
}

/** Whether the whole province is seen: only then its own tile and everybody's rank are shown (DIS-12). */
export function seesProvince(scope: BoardScope): boolean {
  return scope.cities === null && scope.items === null;
}

/** Whether a program lies in the scope. */
export function seesProgram(scope: BoardScope, key: string): boolean {
  return scope.programs === null || scope.programs.includes(key);
}
