import type { RejectCode } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import { putRegions, type RegionRow } from './presets.ts';
import type { Register, RegisterReject, RegisterResult, RegisterRow } from './register-file.ts';

/**
 * 行政区划登记. Columns: code, level (province, city, county), name, short_name, name_en, parent, sort, managed (Y/N),
 * tile_column, tile_row. A region that is there already takes the file's values.
 */
export const regionRegister: Register = {
  kind: 'regions',
  columns: {
    code: ['code', 'adcode', '代码', '行政区划代码'],
    level: ['level', '级别'],
    name: ['name', '名称'],
    shortName: ['short_name', '简称'],
    nameEn: ['name_en', '英文名'],
    parent: ['parent', 'parent_code', 'parent_adcode', '上级代码'],
    sort: ['sort', '顺序'],
    managed: ['managed', '管辖'],
    tileColumn: ['tile_column'],
    tileRow: ['tile_row'],
  },
  required: ['code', 'level', 'name'],
  put: putRegionFile,
};

async function putRegionFile(trx: Db, rows: readonly RegisterRow[]): Promise<RegisterResult> {
  const known = await sql<{ code: string }>`select code from region`.execute(trx);
  const codes = new Set(known.rows.map((row) => row.code));
  const own = new Set(rows.map((row) => row.cells.code ?? ''));
  const rejects: RegisterReject[] = [];
  const regions: RegionRow[] = [];
  for (const [index, row] of rows.entries()) {
    const { cells } = row;
    const refuse = (column: string, code: RejectCode) =>
      rejects.push({ row, column, code, params: { value: cells[column] ?? '' } });
    const code = cells.code ?? '';
    const level = cells.level;
    const parent = cells.parent || null;
    const sort = cells.sort ? Number(cells.sort) : index;
    const tile =
      cells.tileColumn && cells.tileRow
        ? { column: Number(cells.tileColumn), row: Number(cells.tileRow) }
        : null;
    if (!/^\d{6}$/.test(code)) refuse('code', 'register.code');
    else if (level !== 'province' && level !== 'city' && level !== 'county')
      refuse('level', 'register.level');
    else if (!cells.name) refuse('name', 'register.name');
    else if (parent !== null && !codes.has(parent) && !own.has(parent)) refuse('parent', 'register.parent');
    else if (!Number.isInteger(sort)) refuse('sort', 'register.number');
    else if (tile && !(Number.isInteger(tile.column) && Number.isInteger(tile.row)))
      refuse('tileColumn', 'register.number');
    else {
      const { name, shortName, nameEn, managed } = cells;
      regions.push({
        code,
        level,
        name,
        shortName: shortName || name,
        nameEn: nameEn || name,
        parent,
        sort,
        managed: !/^(n|no|false|0|否)$/i.test(managed ?? ''),
        tile,
      });
    }
  }
  const added = await putRegions(trx, regions, 'update');
  return { new: added, same: 0, revised: regions.length - added, rejects, notes: [] };
}
