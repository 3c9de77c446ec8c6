/** All SQL of copies. */
import { DocumentOwner, type PaperCopy, type RoleName, roleNames } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import type { CopiedDocument } from './copies.ts';

/** Somebody whom papers can be sent to. */
export interface Reader {
  readonly id: number;
  readonly post: string;
  readonly region: string | null;
}

/** Bureaus and other departments. */
const OUTSIDE: readonly RoleName[] = ['city', 'county', 'partner'];

/** Users whose role reads papers (`inHouse`: of the department), by place in protocol order, then as they were made. */
export async function readersOfPapers(db: Db, inHouse = false): Promise<Reader[]> {
  const roles = roleNames.filter(
    (role) => may({ role }, 'papers.read') && !(inHouse && OUTSIDE.includes(role)),
  );
  const rows = await db
    .selectFrom('app_user as u')
    .leftJoin('region as r', 'r.code', 'u.region_code')
    .select(['u.id', 'u.post', 'u.region_code'])
    .where('u.disabled', '=', false)
    .where('u.role_given_at', 'is not', null)
    .where('u.role', 'in', roles)
    .orderBy(sql`r.sort nulls first`)
    .orderBy('u.id')
    .execute();
  return rows.map(({ id, post, region_code }) => ({ id, post, region: region_code }));
}

/** The department, and each city with its counties, in protocol order. */
export async function regionGroups(
  db: Db,
  people: readonly Reader[],
): Promise<{ name: string; people: number[] }[]> {
  const regions = await listRegions(db);
  const cityOf = (code: string) => {
    const region = regions.find((one) => one.code === code);
    return region?.level === 'county' ? (region.parent ?? code) : code;
  };
  const byCity = Map.groupBy(people, ({ region }) => (region === null ? null : cityOf(region)));
  const province = regions.find(({ level, managed }) => level === 'province' && managed);
  return [
    {
      name: province === undefined ? '—' : `${province.name}本级`,
      people: (byCity.get(null) ?? []).map(({ id }) => id),
    },
    ...regions
      .filter(({ level, managed }) => level === 'city' && managed)
      .map(({ code, name }) => ({ name, people: (byCity.get(code) ?? []).map(({ id }) => id) })),
  ];
}

export async function copiesOf(db: Db, { owner, id }: CopiedDocument): Promise<PaperCopy[]> {
  const rows = await db
    .selectFrom('paper_copy as c')
    .innerJoin('app_user as u', 'u.id', 'c.user_id')
    .select([
      'c.copy_no',
      'u.post',
      'c.user_id',
      'c.sent_at',
      'c.sent_post',
      'c.read_at',
      'c.downloads',
      'c.withdrawn_at',
    ])
    .where('c.owner_kind', '=', owner)
    .where('c.owner_id', '=', id)
    .orderBy('c.copy_no')
    .execute();
  return rows.map((row) => ({
    copyNo: row.copy_no,
    post: row.post,
    userId: row.user_id,
    sentAt: row.sent_at.toISOString(),
    sentPost: row.sent_post,
    readAt: row.read_at?.toISOString() ?? null,
    downloads: row.downloads,
    withdrawn: row.withdrawn_at !== null,
  }));
}

/** Give copies to those who have none; the people who got one now. The caller holds the document. */
export async function addCopies(
  trx: Db,
  call: Call,
  { owner, id }: CopiedDocument,
  people: readonly number[],
): Promise<number[]> {
  const rows = await trx
    .selectFrom('paper_copy')
    .select(['user_id', 'copy_no', 'withdrawn_at'])
    .where('owner_kind', '=', owner)
    .where('owner_id', '=', id)
    .execute();
  const known = new Map(rows.map((row) => [row.user_id, row]));
  const again = people.filter((one) => known.get(one)?.withdrawn_at instanceof Date);
  const fresh = people.filter((one) => !known.has(one));
  const sent = { sent_by: call.actor.id, sent_post: call.actor.post, sent_at: call.at };
  if (again.length > 0) {
    await trx
      .updateTable('paper_copy')
      .set({ ...sent, withdrawn_at: null, read_at: null })
      .where('owner_kind', '=', owner)
      .where('owner_id', '=', id)
      .where('user_id', 'in', again)
      .execute();
  }
  const last = Math.max(0, ...rows.map((row) => row.copy_no));
  if (fresh.length > 0) {
    await trx
      .insertInto('paper_copy')
      .values(
        fresh.map((user_id, index) => ({
          owner_kind: owner,
          owner_id: id,
          user_id,
          copy_no: last + index + 1,
          ...sent,
        })),
      )
      .execute();
  }
  return [...again, ...fresh];
}

/** Whether the copy stood until now; null: there is none. */
export async function withdraw(
  trx: Db,
  at: Date,
  { owner, id }: CopiedDocument,
  userId: number,
): Promise<boolean | null> {
  const row = await trx
    .selectFrom('paper_copy')
    .select(['id', 'withdrawn_at'])
    .where('owner_kind', '=', owner)
    .where('owner_id', '=', id)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.withdrawn_at !== null) return false;
  await trx.updateTable('paper_copy').set({ withdrawn_at: at }).where('id', '=', row.id).execute();
  return true;
}

/** Count an opening; the people for whom it was the first. */
export async function opened(
  trx: Db,
  at: Date,
  { owner, id }: CopiedDocument,
  people: readonly number[],
  download: boolean,
): Promise<number[]> {
  const rows = await trx
    .selectFrom('paper_copy')
    .select(['id', 'user_id', 'read_at'])
    .where('owner_kind', '=', owner)
    .where('owner_id', '=', id)
    .where('user_id', 'in', people)
    .where('withdrawn_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const first = rows.filter(({ read_at }) => read_at === null);
  if (rows.length === 0 || (first.length === 0 && !download)) return [];
  await trx
    .updateTable('paper_copy')
    .set({
      read_at: sql`coalesce(read_at, ${at})`,
      downloads: sql`downloads + ${download ? 1 : 0}`,
    })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return first.map(({ user_id }) => user_id);
}

/** The copy of one of these people; their own before the principal's. */
export async function ownCopy(
  db: Db,
  { owner, id }: CopiedDocument,
  people: readonly number[],
): Promise<{ copyNo: number } | null> {
  if (people.length === 0) return null;
  const rows = await db
    .selectFrom('paper_copy')
    .select(['user_id', 'copy_no'])
    .where('owner_kind', '=', owner)
    .where('owner_id', '=', id)
    .where('user_id', 'in', people)
    .where('withdrawn_at', 'is', null)
    .execute();
  const row = rows.find(({ user_id }) => user_id === people[0]) ?? rows[0];
  return row === undefined ? null : { copyNo: row.copy_no };
}

/** Copies out and opened, by document. */
export async function copyCounts(
  db: Db,
  owner: DocumentOwner,
  ids: readonly number[],
): Promise<ReadonlyMap<number, { sent: number; read: number }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('paper_copy')
    .select(['owner_id', sql<number>`count(*)::int`.as('sent'), sql<number>`count(read_at)::int`.as('read')])
    .where('owner_kind', '=', owner)
    .where('owner_id', 'in', ids)
    .where('withdrawn_at', 'is', null)
    .groupBy('owner_id')
    .execute();
  return new Map(rows.map(({ owner_id, sent, read }) => [owner_id, { sent, read }]));
}

/** So many papers stand in the list of what one received. */
const MOST_RECEIVED = 500;

export async function received(
  db: Db,
  people: readonly number[],
): Promise<(CopiedDocument & { copyNo: number; sentAt: Date; readAt: Date | null })[]> {
  if (people.length === 0) return [];
  const rows = await db
    .selectFrom('paper_copy')
    .select(['owner_kind', 'owner_id', 'copy_no', 'sent_at', 'read_at'])
    .where('user_id', 'in', people)
    .where('withdrawn_at', 'is', null)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_RECEIVED)
    .execute();
  return rows.map((row) => ({
    owner: DocumentOwner.parse(row.owner_kind),
    id: row.owner_id,
    copyNo: row.copy_no,
    sentAt: row.sent_at,
    readAt: row.read_at,
  }));
}
