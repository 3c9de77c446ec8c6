import type { Day } from '@qingzhang/standards';
import type { EvaluatedDay } from './air-days.ts';

/** The evaluated days of one region in one year, by day; absent days are undefined. */
export type RegionYear = ReadonlyMap<Day, EvaluatedDay>;

interface Kept {
  readonly from: Day;
  readonly to: Day;
  readonly result: unknown;
}

/** What was computed from a region's year, kept beside it: gone with it, or carried on where its days stayed the same. */
const keptBeside = new WeakMap<RegionYear, Map<string, Kept>>();

/** A result computed from the days `from` … `to` of a region's year; computed once for each key. */
export function kept<T>(days: RegionYear, key: string, span: { from: Day; to: Day }, compute: () => T): T {
  const results = keptBeside.get(days) ?? new Map<string, Kept>();
  keptBeside.set(days, results);
  const known = results.get(key);
  // The key names the computation, so a kept result has its type.
  if (known !== undefined) return known.result as T;
  const result = compute();
  results.set(key, { from: span.from, to: span.to, result });
  return result;
}

/** Takes over to a year read anew what was computed from days that are still the same objects. */
export function carryOver(before: RegionYear, after: RegionYear): void {
  const results = keptBeside.get(before);
  if (results === undefined) return;
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (day) => before.get(day) !== after.get(day),
  );
  const carried = [...results].filter(([, { from, to }]) => !changed.some((day) => day >= from && day <= to));
  keptBeside.set(after, new Map(carried));
}
