/** Who may chair or speak: by post. */
import type { RoleName } from '@qingzhang/contract';
import type { Db } from '../../platform/database/transaction.ts';

const SPEAKING: readonly RoleName[] = [
  'leader',
  'deputy',
  'discipline',
  'dispatch',
  'office',
  'monitoring',
  'supervision',
  'partner',
  'city',
];

/** Leaders first, then the house, then the bureaus in protocol order. */
export async function meetingPeople(db: Db) {
  const rows = await db
    .selectFrom('app_user as u')
    .leftJoin('region as r', 'r.code', 'u.region_code')
    .select(['u.id', 'u.post', 'u.role', 'u.region_code as city', 'r.sort'])
    .where('u.disabled', '=', false)
    .where('u.role_given_at', 'is not', null)
    .where('u.role', 'in', SPEAKING)
    .orderBy('u.id')
    .execute();
  const places = new Map<string, number>(SPEAKING.map((role, index) => [role, index]));
  const order = (role: string) => places.get(role) ?? places.size;
  return [...rows]
    .sort((a, b) => order(a.role) - order(b.role) || (a.sort ?? 0) - (b.sort ?? 0) || a.id - b.id)
    .map(({ id, post, role, city }) => ({ id, post, role, city }));
}
