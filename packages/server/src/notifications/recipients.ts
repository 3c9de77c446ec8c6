import type { RecipientKind, RoleName } from '@qingzhang/contract';
import type { Db } from '../platform/database/transaction.ts';
import { covers, placesOf, postHolders } from './scopes.ts';

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
      .where('role_given_at', 'is not', null)
      .orderBy('id')
      .execute();
    for (const { id } of rows) ids.add(id);
  }
  const region = query.region ?? null;
  const places = await placesOf(db, region === null ? [] : [region]);
  const concern = { places: places(region), program: query.program ?? null };
  for (const holder of await postHolders(db, { roles: query.roles ?? [] })) {
    if (!holder.disabled && covers(holder.scope, concern)) ids.add(holder.id);
  }
  return [...ids].sort((a, b) => a - b).map((userId) => ({ userId, as }));
}
