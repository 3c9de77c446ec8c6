/** Names of regions and programs as sentences say them. */
import type { Lang } from '@qingzhang/contract';
import type { Db } from '../../platform/database/transaction.ts';
import { readPrograms } from '../../programs/board/programs.ts';

/** 太原 · 清洁取暖; an unknown key shows itself. */
export interface Names {
  region(code: string, lang: Lang): string;
  program(key: string | null, lang: Lang): string;
}

export async function namesOf(db: Db): Promise<Names> {
  const [regions, programs] = await Promise.all([
    db.selectFrom('region').select(['code', 'short_name', 'name_en']).where('managed', '=', true).execute(),
    readPrograms(db),
  ]);
  const byCode = new Map(regions.map((one) => [one.code, { zh: one.short_name, en: one.name_en }]));
  const byKey = new Map(programs.map(({ key, definition }) => [key, definition.shortName]));
  return {
    region: (code, lang) => byCode.get(code)?.[lang] ?? code,
    program: (key, lang) => (key === null ? '' : (byKey.get(key)?.[lang] ?? key)),
  };
}
