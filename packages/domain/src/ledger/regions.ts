/** 县区名: regions as they are written in spreadsheets, found in the book of regions. */
import { plainCell } from './headings.ts';

/** A city or county as the book holds it. */
export interface LedgerRegion {
  readonly code: string;
  readonly level: 'city' | 'county';
  readonly name: string;
  readonly shortName: string;
  /** The city of a county. */
  readonly parent: string | null;
}

/** What a name stands for. */
export type RegionFinding =
  | { readonly kind: 'found'; readonly region: LedgerRegion }
  | { readonly kind: 'several'; readonly regions: readonly LedgerRegion[] }
  | { readonly kind: 'unknown' };

/** Regions by any of the ways people write them. */
export interface RegionBook {
  readonly byCode: ReadonlyMap<string, LedgerRegion>;
  /** `within`: the city a county must lie in, where it is known. */
  find(text: string, level: 'city' | 'county', within?: string | null): RegionFinding;
}

/** 大同市 → 大同, 阳高县 → 阳高; names of two signs (城区, 郊区) stay. */
function short(name: string): string {
  return [...name].length > 2 ? name.replace(/(自治县|市|县|区|盟|地区)$/u, '') : name;
}

/** Make the book; names are compared without spaces, brackets and with or without 市县区. */
export function regionBook(regions: readonly LedgerRegion[]): RegionBook {
  const names = { city: new Map<string, LedgerRegion[]>(), county: new Map<string, LedgerRegion[]>() };
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const enter = (region: LedgerRegion, name: string) => {
    const list = names[region.level].get(name);
    if (list === undefined) names[region.level].set(name, [region]);
    else if (!list.includes(region)) list.push(region);
  };
  for (const region of regions) {
    const full = plainCell(region.name);
    for (const name of [full, short(full), plainCell(region.shortName), region.code]) enter(region, name);
    const city = region.parent === null ? undefined : byCode.get(region.parent);
    if (city !== undefined) {
      for (const head of [plainCell(city.name), short(plainCell(city.name))]) {
        for (const tail of [full, short(full)]) enter(region, head + tail);
      }
    }
  }
  const seen = new Map<string, RegionFinding>();
  const lookUp = (text: string, level: 'city' | 'county', within: string | null): RegionFinding => {
    const plain = plainCell(text)
      .replace(/[()（）]/gu, '')
      .replace(/^\p{L}{2,3}省(?=.{2})/u, '')
      .replace(/(人民政府|政府|生态环境(分)?局|分局)$/u, '');
    const hits = names[level].get(plain) ?? names[level].get(short(plain)) ?? [];
    const inside =
      within === null ? hits : hits.filter((region) => region.parent === within || region.code === within);
    const chosen = inside.length > 0 ? inside : hits;
    // A full name decides between 城区 of one city and 城 of another.
    const exact = chosen.filter((region) => plainCell(region.name) === plain);
    const left = exact.length === 1 ? exact : chosen;
    if (left.length === 0) return { kind: 'unknown' };
    return left.length === 1 ? { kind: 'found', region: left[0]! } : { kind: 'several', regions: left };
  };
  return {
    byCode,
    find: (text, level, within = null) => {
      const key = `${level}|${within ?? ''}|${text}`;
      let finding = seen.get(key);
      if (finding === undefined) {
        finding = lookUp(text, level, within);
        if (seen.size < 50_000) seen.set(key, finding);
      }
      return finding;
    },
  };
}

/** 乡镇村 in one cell, taken apart: 南关乡前营村 → 南关乡 + 前营村; null where no township's name ends in it. */
export function splitPlace(text: string): { readonly township: string; readonly site: string } | null {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '');
  const parted = /^(.{1,9}?(?:街道办事处|办事处|街道|乡|镇|苏木))[-—·/、,]?(.{1,30})$/u.exec(plain);
  if (parted?.[1] !== undefined && parted[2] !== undefined) return { township: parted[1], site: parted[2] };
  const spaced = /^(\S{2,10})[\s\-—·/]+(\S{2,30})$/u.exec(text.normalize('NFKC').trim());
  if (spaced?.[1] !== undefined && spaced[2] !== undefined) return { township: spaced[1], site: spaced[2] };
  return null;
}

/** A village's name as it is compared: 前营村, 前营村委会, 前营 are one. */
export function siteKey(text: string): string {
  const plain = plainCell(text).replace(/[()（）].*$/u, '');
  const bare = plain.replace(/(村民委员会|居民委员会|村委会|居委会|社区|行政村|村)$/u, '');
  return bare === '' ? plain : bare;
}
