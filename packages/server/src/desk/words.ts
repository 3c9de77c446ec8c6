/** Small words of the desk, Chinese and English side by side. */
import type { Lang } from '@qingzhang/contract';
import { type ItemLampReason, sayItemLampReason } from '@qingzhang/domain';
import type { Db } from '../platform/database/transaction.ts';

/** A lamp's reason as it is stored, and a lamp set by hand. */
export interface StoredLamp {
  readonly lamp_reason: ItemLampReason;
  readonly lamp_override: { readonly reason: string; readonly confirmed: unknown } | null;
}

/** Why the lamp shows what it shows: the reason of who set it by hand, once confirmed; else the rule's. */
export function lampWords({ lamp_reason, lamp_override }: StoredLamp, lang: Lang): string {
  if (lamp_override !== null && lamp_override.confirmed !== null) return lamp_override.reason;
  return 'code' in lamp_reason ? sayItemLampReason(lamp_reason, lang) : '';
}

/** Names of places: 吕梁市 岚县, Lanxian, Lüliang. */
export type PlaceNames = (city: string | null, county: string | null) => string;

/** Names of all regions, once an answer. */
export async function readPlaceNames(db: Db, lang: Lang): Promise<PlaceNames> {
  const rows = await db.selectFrom('region').select(['code', 'name', 'name_en']).execute();
  const names = new Map(rows.map((row) => [row.code, lang === 'zh' ? row.name : row.name_en]));
  const name = (code: string | null) => (code === null ? '' : (names.get(code) ?? code));
  return (city, county) =>
    lang === 'zh'
      ? [name(city), name(county)].filter(Boolean).join(' ')
      : [name(county), name(city)].filter(Boolean).join(', ');
}
