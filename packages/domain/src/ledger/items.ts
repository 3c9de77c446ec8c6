/** 认出事项: which item of the ledger a row speaks of. */
import type { FieldValues, ItemState, ProgramDefinition } from '../programs/definition.ts';
import { likeness, plainCell } from './headings.ts';
import type { RowReading } from './reading.ts';
import { siteKey } from './regions.ts';

/** An item as far as an import needs it. */
export interface KnownItem {
  readonly id: number;
  readonly no: number;
  readonly title: string;
  readonly city: string;
  readonly county: string | null;
  readonly township: string | null;
  readonly site: string | null;
  readonly state: ItemState;
  readonly values: FieldValues;
  /** Values of the last accepted report. */
  readonly previous: FieldValues;
  readonly deadline: string | null;
  readonly nationalDeadline: string | null;
  /** Other base facts by name. */
  readonly facts: Readonly<Record<string, string | number | null>>;
  readonly revision: number;
  /** The latest month it was reported for and not returned, 'YYYY-MM'. */
  readonly reportedFor: string | null;
}

export type ItemFinding =
  | { readonly kind: 'found'; readonly item: KnownItem }
  | { readonly kind: 'several'; readonly items: readonly KnownItem[] }
  | { readonly kind: 'none'; readonly alike: readonly KnownItem[] }
  /** The row does not say which: a part of its name is missing. */
  | { readonly kind: 'nameless'; readonly missing: string };

/** Finds items by number or by what names them within their county. */
export interface ItemIndex {
  readonly byId: ReadonlyMap<number, KnownItem>;
  find(reading: RowReading): ItemFinding;
  /** What the reading would be named, to notice the same item twice in a file; null: nameless. */
  nameOf(reading: RowReading): string | null;
}

/** Make the index. `siteFields`: fields compared as names of villages. */
export function itemIndex(
  definition: ProgramDefinition,
  items: readonly KnownItem[],
  siteFields: ReadonlySet<string>,
): ItemIndex {
  const keyOf = (field: string, text: string) => (siteFields.has(field) ? siteKey(text) : plainCell(text));
  const byId = new Map(items.map((item) => [item.id, item]));
  const byNo = new Map(items.map((item) => [item.no, item]));
  const byName = new Map<string, KnownItem[]>();
  const byArea = new Map<string, KnownItem[]>();
  const push = (map: Map<string, KnownItem[]>, key: string, item: KnownItem) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [item]);
    else list.push(item);
  };
  const saidBy = (item: KnownItem, field: string): string => {
    const value = item.values[field];
    if (value !== undefined && value !== null) return String(value);
    return siteFields.has(field) ? (item.site ?? '') : '';
  };
  for (const item of items) {
    const name = definition.identity.map((field) => keyOf(field, saidBy(item, field))).join('|');
    push(byName, `${item.county ?? item.city}|${name}`, item);
    if (item.county !== null) push(byName, `${item.city}|${name}`, item);
    push(byArea, item.county ?? item.city, item);
  }
  const partsOf = (reading: RowReading): (string | null)[] =>
    definition.identity.map((field) => {
      const value = reading.values.get(field)?.value;
      return value === undefined || value === null || value === '' ? null : keyOf(field, String(value));
    });
  // Files that leave out a part of the name find the item by the others, as long as only one has them.
  const byParts = new Map<string, Map<string, KnownItem[]>>();
  const partial = (area: string, parts: readonly (string | null)[]): readonly KnownItem[] => {
    const mask = parts.map((part) => (part === null ? '0' : '1')).join('');
    let map = byParts.get(mask);
    if (map === undefined) {
      map = new Map();
      for (const item of items) {
        const key = definition.identity
          .map((field, index) => (parts[index] === null ? '' : keyOf(field, saidBy(item, field))))
          .join('|');
        push(map, `${item.county ?? item.city}|${key}`, item);
        if (item.county !== null) push(map, `${item.city}|${key}`, item);
      }
      byParts.set(mask, map);
    }
    return map.get(`${area}|${parts.map((part) => part ?? '').join('|')}`) ?? [];
  };
  return {
    byId,
    nameOf: (reading) => {
      const parts = partsOf(reading);
      return parts.every((part) => part === null)
        ? null
        : `${reading.county ?? reading.city ?? ''}|${parts.map((part) => part ?? '').join('|')}`;
    },
    find: (reading) => {
      if (reading.no !== null) {
        const item = byNo.get(reading.no);
        if (item !== undefined) return { kind: 'found', item };
      }
      const parts = partsOf(reading);
      if (parts.every((part) => part === null))
        return { kind: 'nameless', missing: definition.identity[0] ?? '' };
      const name = parts.map((part) => part ?? '').join('|');
      const area = reading.county ?? reading.city;
      let hits = area === null ? [] : (byName.get(`${area}|${name}`) ?? []);
      if (hits.length === 0 && area !== null && parts.includes(null)) hits = [...partial(area, parts)];
      if (hits.length > 1) hits = narrow(hits, reading);
      if (hits.length === 1) return { kind: 'found', item: hits[0]! };
      if (hits.length > 1) return { kind: 'several', items: hits };
      return { kind: 'none', alike: area === null ? [] : alike(byArea.get(area) ?? [], name) };
    },
  };

  function alike(candidates: readonly KnownItem[], name: string): KnownItem[] {
    if (candidates.length > 3000) return [];
    return candidates
      .map((item) => ({
        item,
        score: likeness(
          definition.identity.map((field) => keyOf(field, saidBy(item, field))).join('|'),
          name,
        ),
      }))
      .filter(({ score }) => score >= 0.4)
      .sort((a, b) => b.score - a.score || a.item.no - b.item.no)
      .slice(0, 5)
      .map(({ item }) => item);
  }
}

/** Of several items of one name, those of the township that the row says: in its column, or in brackets (下河村（北屯）). */
function narrow(hits: readonly KnownItem[], reading: RowReading): KnownItem[] {
  const bracket = /[(（]([^()（）]+)[)）]/u.exec(reading.site ?? '')?.[1];
  const hints = [reading.township, bracket]
    .filter((hint) => hint !== null && hint !== undefined)
    .map((hint) => plainCell(hint));
  if (hints.length === 0) return [...hits];
  const left = hits.filter(({ township }) => {
    const own = plainCell(township ?? '');
    return own !== '' && hints.some((hint) => own.includes(hint) || hint.includes(own));
  });
  return left.length > 0 ? left : [...hits];
}
