import type { Region } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/** All regions of this system's province and of the groups it compares with, by level, then in protocol order. */
export async function listRegions(db: Db): Promise<Array<Region & { managed: boolean }>> {
  const rows = await db
    .selectFrom('region')
    .select([
      'code',
      'level',
      'name',
      'short_name',
      'name_en',
      'parent_code',
      'sort',
      'managed',
      'tile_column',
      'tile_row',
    ])
    .orderBy('sort')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    level: row.level as Region['level'],
    name: row.name,
    shortName: row.short_name,
    nameEn: row.name_en,
    parent: row.parent_code,
    sort: row.sort,
    tile:
      row.tile_column === null || row.tile_row === null
        ? null
        : { column: row.tile_column, row: row.tile_row },
    managed: row.managed,
  }));
}

/** Named groups of cities. */
export async function listGroups(db: Db): Promise<Array<{ code: string; name: string; nameEn: string }>> {
  const rows = await db
    .selectFrom('region_group')
    .select(['code', 'name', 'name_en'])
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ code: row.code, name: row.name, nameEn: row.name_en }));
}

/** Codes of the cities that belonged to a group on any day of a span (AIR-9.3), in protocol order. */
export async function groupMembers(db: Db, group: string, from: string, to: string): Promise<string[]> {
  const rows = await db
    .selectFrom('region_group_member as member')
    .innerJoin('region', 'region.code', 'member.region_code')
    .select('member.region_code')
    .distinct()
    .select('region.sort')
    .where('member.group_code', '=', group)
    .where('member.valid_from', '<=', sql<never>`${to}::date`)
    .where((eb) =>
      eb.or([eb('member.valid_to', 'is', null), eb('member.valid_to', '>=', sql<never>`${from}::date`)]),
    )
    .orderBy('region.sort')
    .execute();
  return rows.map((row) => row.region_code);
}

/** The boundary in force: the last one uploaded. */
export async function currentBoundary(db: Db) {
  return db
    .selectFrom('boundary')
    .select(['id', 'level', 'geojson', 'source', 'approval_no'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
