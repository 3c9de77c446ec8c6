/** 内容像什么: what the cells of a column look like, and how well that fits what they might stand for. */
import { plainCell } from './headings.ts';
import { type RegionBook, siteKey, splitPlace } from './regions.ts';
import { cellText, isEmptyCell, type SheetCell } from './sheet.ts';
import type { MatchTarget, TargetKey } from './targets.ts';
import { plainNumber, readDay, readMonth, readValue } from './values.ts';

/** What a column's cells look like. */
export interface ColumnProfile {
  readonly cells: readonly SheetCell[];
  readonly filled: number;
  readonly empty: number;
  /** Shares of the filled cells. */
  readonly numeric: number;
  readonly whole: number;
  /** Numbers as read, in the order of the cells. */
  readonly numbers: readonly number[];
  /** Cells with a unit behind the number, by unit. */
  readonly units: Readonly<Record<string, number>>;
  readonly fullWidth: number;
  /** Mean length of the texts. */
  readonly length: number;
  /** The first different texts, to show. */
  readonly samples: readonly string[];
}

/** Most cells that are looked at; spread evenly over the column. */
const LOOKED_AT = 1500;

/** Look at a column. */
export function profileColumn(all: readonly (SheetCell | undefined)[]): ColumnProfile {
  const step = Math.max(1, Math.ceil(all.length / LOOKED_AT));
  const cells: SheetCell[] = [];
  let empty = 0;
  for (let i = 0; i < all.length; i += step) {
    const cell = all[i];
    if (cell === undefined || isEmptyCell(cell)) empty++;
    else cells.push(cell);
  }
  const numbers: number[] = [];
  const units: Record<string, number> = {};
  let fullWidth = 0;
  let length = 0;
  const samples: string[] = [];
  for (const cell of cells) {
    const text = cellText(cell);
    const plain = plainCell(text);
    length += [...plain].length;
    if (/[０-９]/u.test(text)) fullWidth++;
    const number = typeof cell === 'number' ? { value: cell, unit: null } : plainNumber(plain);
    if (number !== null) {
      numbers.push(number.value);
      if (number.unit !== null) units[number.unit] = (units[number.unit] ?? 0) + 1;
    }
    if (samples.length < 3 && !samples.includes(text)) samples.push([...text].slice(0, 40).join(''));
  }
  const filled = cells.length;
  return {
    cells,
    filled,
    empty,
    numeric: filled === 0 ? 0 : numbers.length / filled,
    whole: numbers.length === 0 ? 0 : numbers.filter(Number.isInteger).length / numbers.length,
    numbers,
    units,
    fullWidth,
    length: filled === 0 ? 0 : length / filled,
    samples,
  };
}

/** 1, 2, 3 …: a serial number, which starts again at most a few times. */
export function isSerial({ numbers, numeric, whole, filled }: ColumnProfile, step = 1): boolean {
  if (filled < 2 || numeric < 0.9 || whole < 1) return false;
  let ups = 0;
  let breaks = 0;
  for (let i = 1; i < numbers.length; i++) {
    const rise = numbers[i]! - numbers[i - 1]!;
    if (rise >= 1 && rise <= 50 * step) ups++;
    else breaks++;
  }
  return (numbers[0] ?? 0) <= 2 * step && breaks <= 1 + ups * 0.05;
}

/** What is known of the items there are: content to recognise columns by. */
export interface KnownContent {
  readonly regions: RegionBook;
  /** By target: what existing items say there, as `plainCell` (villages as `siteKey`). */
  readonly texts: ReadonlyMap<TargetKey, ReadonlySet<string>>;
  /** By target: the middle of the values there are, to notice a column in another unit. */
  readonly medians: ReadonlyMap<TargetKey, number>;
}

/** How well a content fits, and what speaks for it. `strong`: hardly by chance. */
export interface Fit {
  readonly score: number;
  readonly strong: boolean;
  /** Cells found among existing items, in the book of regions, among the choices. */
  readonly hits: number;
  /** A word written in another way and where it goes: 空气源热泵 → 煤改电. */
  readonly synonym: { readonly from: string; readonly to: string } | null;
}

const share = (count: number, all: number): number => (all === 0 ? 0 : count / all);
const plainFit = (score: number): Fit => ({ score, strong: false, hits: 0, synonym: null });

/** How well a column's content fits a target, 0–1; a column without content fits nothing and speaks against nothing. */
export function contentFit(profile: ColumnProfile, target: MatchTarget, known: KnownContent): Fit {
  const { cells, filled } = profile;
  if (filled === 0) return plainFit(0.5);
  const strong = (hits: number): Fit => {
    const part = share(hits, filled);
    return { score: part, strong: part >= 0.6, hits, synonym: null };
  };
  switch (target.type) {
    case 'integer':
    case 'number': {
      const inside = profile.numbers.filter(
        (value) =>
          value >= (target.min ?? Number.NEGATIVE_INFINITY) &&
          value <= (target.max ?? Number.POSITIVE_INFINITY),
      ).length;
      const whole = target.type === 'integer' ? profile.whole : 1;
      return plainFit(profile.numeric * (0.5 + 0.25 * share(inside, profile.numbers.length) + 0.25 * whole));
    }
    case 'no': {
      const numbers = known.texts.get(target.key);
      if (profile.numeric < 0.9 || profile.whole < 1) return plainFit(0);
      return strong(cells.filter((cell) => numbers?.has(plainCell(cellText(cell))) ?? false).length);
    }
    case 'city':
    case 'county': {
      const level = target.type;
      return strong(
        cells.filter((cell) => known.regions.find(cellText(cell), level).kind !== 'unknown').length,
      );
    }
    case 'place': {
      const sites = known.texts.get('base:site');
      const parts = cells.map((cell) => splitPlace(cellText(cell)));
      const split = parts.filter((part) => part !== null).length;
      const hits = parts.filter((part) => part !== null && sites?.has(siteKey(part.site))).length;
      return { score: share(split, filled), strong: share(split, filled) >= 0.7, hits, synonym: null };
    }
    case 'choice':
    case 'yesNo': {
      let hits = 0;
      let synonym: Fit['synonym'] = null;
      const field = { type: target.type, unit: null, choices: target.choices };
      for (const cell of cells) {
        const read = readValue(field, cell);
        if (!('value' in read) || read.value === null) continue;
        hits++;
        if (read.synonym !== undefined && synonym === null)
          synonym = { from: cellText(cell), to: read.synonym };
      }
      // Ones and zeros are numbers before they are answers.
      if (target.type === 'yesNo' && profile.numeric > 0.5) return plainFit(0.2);
      return { ...strong(hits), synonym };
    }
    case 'date':
      return dates(cells, profile, (cell) => readDay(cell) !== null);
    case 'month':
      return dates(cells, profile, (cell) => readMonth(cell) !== null);
    default: {
      const own = known.texts.get(target.key);
      const words = 1 - profile.numeric;
      if (own !== undefined && own.size > 0) {
        const key = target.type === 'site' ? siteKey : plainCell;
        const hits = cells.filter((cell) => own.has(key(cellText(cell)))).length;
        if (share(hits, filled) >= 0.3) return { ...strong(hits), score: 0.5 + share(hits, filled) / 2 };
      }
      const long =
        target.type === 'longText' ? Math.min(1, profile.length / 16) : profile.length > 40 ? 0.5 : 1;
      return plainFit(words * (0.55 + 0.05 * long));
    }
  }
}

function dates(
  cells: readonly SheetCell[],
  profile: ColumnProfile,
  reads: (cell: SheetCell) => boolean,
): Fit {
  const hits = cells.filter(reads).length;
  const part = share(hits, cells.length);
  // Plain numbers may be days by chance.
  const chance = profile.numeric > 0.5 && cells.every((cell) => typeof cell === 'number');
  return { score: chance ? part * 0.4 : part, strong: !chance && part >= 0.7, hits, synonym: null };
}

/** The middle value; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** A span in which a column's ordinary values lie, and what stands far above it as if written in a unit 10,000 times smaller. */
export interface UnitScale {
  readonly low: number;
  readonly high: number;
  isOutlier(value: number): boolean;
}

/**
 * Whether single numbers of a column were written in the smaller unit (212000 among 5 to 98: 元 for 万元): more than
 * 300 times the middle and, divided by 10,000, of its size. Null where the numbers say nothing (fewer than 5).
 */
export function scaleOf(numbers: readonly number[], usual: number | null = null): UnitScale | null {
  const positive = numbers.filter((value) => value > 0);
  const middle = usual ?? (positive.length >= 5 ? median(positive) : null);
  if (middle === null || middle <= 0) return null;
  const isOutlier = (value: number) =>
    value > middle * 300 && value / 10_000 >= middle / 60 && value / 10_000 <= middle * 60;
  const ordinary = positive.filter((value) => !isOutlier(value));
  const sorted = [...ordinary].sort((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? middle;
  return { low: at(0.02), high: at(0.98), isOutlier };
}
