/** What tests of this area (and of those after it) begin with: two cities, people in posts, and looking at messages. */
import type { RoleName, SubjectType } from '@qingzhang/contract';
import type { Db } from '../platform/database/transaction.ts';

/** A province with two cities and a county of each. */
export async function addRegions(db: Db): Promise<void> {
  const regions = [
    ['140000', 'province', '山西省', null],
    ['140100', 'city', '太原市', '140000'],
    ['140200', 'city', '大同市', '140000'],
    ['140105', 'county', '小店区', '140100'],
    ['140213', 'county', '平城区', '140200'],
  ] as const;
  await db
    .insertInto('region')
    .values(
      regions.map(([code, level, name, parent], sort) => ({
        code,
        level,
        name,
        short_name: name.slice(0, 2),
        name_en: code,
        parent_code: parent,
        sort,
      })),
    )
    .onConflict((conflict) => conflict.column('code').doNothing())
    .execute();
}

/** Somebody in a post, who cannot sign in. */
export async function addUser(
  db: Db,
  user: {
    readonly role: RoleName;
    readonly post: string;
    readonly region?: string;
    readonly scopes?: readonly (readonly [kind: 'region' | 'program' | 'item', key: string])[];
  },
): Promise<number> {
  const { id } = await db
    .insertInto('app_user')
    .values({
      login: `u-${user.role}-${crypto.randomUUID().slice(0, 8)}`,
      display_name: user.post,
      post: user.post,
      role: user.role,
      region_code: user.region ?? null,
      password_hash: '!',
      created_at: new Date('2026-01-01T00:00:00+08:00'),
      role_given_at: new Date('2026-01-01T00:00:00+08:00'),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const [kind, key] of user.scopes ?? []) {
    await db.insertInto('user_scope').values({ user_id: id, kind, key }).execute();
  }
  return id;
}

/** The messages about something, oldest and responsible first. */
export function messagesOf(db: Db, type: SubjectType, id: string | number) {
  return db
    .selectFrom('message as m')
    .innerJoin('notification as n', 'n.id', 'm.notification_id')
    .selectAll('m')
    .select(['n.kind', 'n.params', 'n.link', 'n.urgency'])
    .where('n.subject_type', '=', type)
    .where('n.subject_id', '=', String(id))
    .orderBy('n.id')
    .orderBy('m.visible_from')
    .orderBy('m.user_id')
    .execute();
}
