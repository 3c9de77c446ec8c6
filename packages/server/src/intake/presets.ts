import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError } from '@qingzhang/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import { type Db, transaction } from '../platform/database/transaction.ts';

const code = z.string().regex(/^\d{6}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const named = { code, name: z.string().min(1), nameEn: z.string().min(1) };

const Preset = z.object({
  province: z.object({ ...named, shortName: z.string() }),
  /** In protocol order (规定顺序). */
  cities: z.array(
    z.object({
      ...named,
      shortName: z.string(),
      tile: z.object({ column: z.number().int(), row: z.number().int() }),
      counties: z.array(z.object(named)),
    }),
  ),
});

const Groups = z.object({
  /** Cities of other provinces that groups need; not managed here. */
  cities: z.array(z.object({ ...named, shortName: z.string() })),
  groups: z.array(
    z.object({
      ...named,
      code: z.string(),
      source: z.string(),
      members: z.array(z.object({ from: day, to: day.nullable(), cities: z.array(code) })),
    }),
  ),
});

const directory = new URL('../../presets/', import.meta.url);
/** Regions of other provinces sort after all of the own. */
const FOREIGN_SORT = 1_000_000;

/** One region as it is registered. */
export interface RegionRow {
  code: string;
  level: 'province' | 'city' | 'county';
  name: string;
  shortName: string;
  nameEn: string;
  parent: string | null;
  sort: number;
  managed: boolean;
  tile: { column: number; row: number } | null;
}

/** Names of the province presets that come with the program. */
export async function presetNames(): Promise<string[]> {
  const files = await readdir(fileURLToPath(directory));
  return files
    .filter((file) => file.endsWith('.json') && file !== 'groups.json')
    .map((file) => file.slice(0, -5));
}

/**
 * Registers a province with its cities and counties, and the named groups of cities with their members by date
 * (AIR-9.1 … AIR-9.3). Harmless to repeat: what is there keeps what an operator changed.
 * `preset` is the name of a file in `presets/` (shanxi) or the province's code (140000).
 */
export async function loadProvincePreset(db: Db, preset: string): Promise<{ added: number }> {
  const { province, cities } = await readPreset(preset);
  const { cities: foreign, groups } = Groups.parse(await readJson('groups.json'));
  const regions: RegionRow[] = [
    { ...province, level: 'province', parent: null, sort: 0, managed: true, tile: null },
    ...cities.map(
      (city, index): RegionRow => ({
        ...city,
        level: 'city',
        parent: province.code,
        sort: (index + 1) * 1000,
        managed: true,
      }),
    ),
    ...cities.flatMap((city, index) =>
      city.counties.map(
        (county, n): RegionRow => ({
          ...county,
          shortName: shortCountyName(county.name),
          level: 'county',
          parent: city.code,
          sort: (index + 1) * 1000 + n + 1,
          managed: true,
          tile: null,
        }),
      ),
    ),
    ...foreign.map(
      (city, index): RegionRow => ({
        ...city,
        level: 'city',
        parent: null,
        sort: FOREIGN_SORT + index,
        managed: false,
        tile: null,
      }),
    ),
  ];
  return transaction(db, async (trx) => {
    const added = await putRegions(trx, regions, 'keep');
    for (const group of groups) {
      await sql`insert into region_group (code, name, name_en) values (${group.code}, ${group.name}, ${group.nameEn})
                on conflict do nothing`.execute(trx);
      for (const { from, to, cities: members } of group.members) {
        await sql`insert into region_group_member (group_code, region_code, valid_from, valid_to)
                  select ${group.code}, code, ${from}::date, ${to}::date from region where code = any(${members})
                  on conflict do nothing`.execute(trx);
      }
    }
    return { added };
  });
}

/** Registers the configured province in a database that has no region yet. */
export async function ensureProvince(db: Db, preset: string): Promise<void> {
  const { rows } = await sql`select from region limit 1`.execute(db);
  if (rows.length === 0) await loadProvincePreset(db, preset);
}

/** Writes regions, parents before children; returns how many are new. */
export async function putRegions(
  db: Db,
  regions: readonly RegionRow[],
  known: 'keep' | 'update',
): Promise<number> {
  const order = { province: 0, city: 1, county: 2 };
  let added = 0;
  for (const region of [...regions].sort((a, b) => order[a.level] - order[b.level])) {
    const { tile } = region;
    const update = sql`do update set level = excluded.level, name = excluded.name, short_name = excluded.short_name,
      name_en = excluded.name_en, parent_code = excluded.parent_code, sort = excluded.sort, managed = excluded.managed,
      tile_column = excluded.tile_column, tile_row = excluded.tile_row`;
    const { rows } = await sql<{ fresh: boolean }>`
      insert into region (code, level, name, short_name, name_en, parent_code, sort, managed, tile_column, tile_row)
      values (${region.code}, ${region.level}, ${region.name}, ${region.shortName}, ${region.nameEn}, ${region.parent},
              ${region.sort}, ${region.managed}, ${tile?.column ?? null}, ${tile?.row ?? null})
      on conflict (code) ${known === 'keep' ? sql`do nothing` : update} returning (xmax = 0) as fresh`.execute(
      db,
    );
    if (rows[0]?.fresh) added++;
  }
  return added;
}

async function readPreset(preset: string): Promise<z.output<typeof Preset>> {
  const names = await presetNames();
  if (names.includes(preset)) return Preset.parse(await readJson(`${preset}.json`));
  for (const name of names) {
    const parsed = Preset.parse(await readJson(`${name}.json`));
    if (parsed.province.code === preset) return parsed;
  }
  throw new AppError('thing.notFound', { what: 'province preset', id: preset });
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(file, directory), 'utf8'));
}

/** 小店区 → 小店, but 城区 and 应县 stay: one character is no name. */
function shortCountyName(name: string): string {
  return name.length > 2 ? name.slice(0, -1) : name;
}
