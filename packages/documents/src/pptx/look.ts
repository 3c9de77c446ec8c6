import type { DeckLamp, DeckTone, DeckVerdict } from '../model/deck.ts';
import { legibleText } from '../model/legible.ts';
import { PROGRAM_INK } from '../model/statement.ts';
import { widthEm } from '../model/table.ts';
import { titleLines } from '../model/words.ts';

/** Colours without #, as the file format writes them. */
export const COLOR = {
  ink: '15181C',
  ink2: '424951',
  ink3: '626A73',
  axis: '8B939B',
  rule: 'DDE2E6',
  ground: 'FFFFFF',
  soft: 'F3F5F6',
  good: '2A7757',
  warn: '935600',
  bad: 'BF2418',
  badSoft: 'FBE9E7',
  warnSoft: 'FDF3DC',
} as const;

/**
 * The typeface every desk with Office or WPS has. A file of slides has no list of substitutes: where the face is missing,
 * the program takes the system's sans-serif (Noto Sans CJK on Linux); sizes leave room for it.
 */
export const FACE = '微软雅黑';

/** The slide in inches, 16:9, and where its parts stand. */
export const SLIDE = {
  width: 13.333,
  height: 7.5,
  left: 0.55,
  right: 0.55,
  title: 0.42,
  body: 1.42,
  foot: 6.92,
} as const;

export const TONE_INK: Readonly<Record<DeckTone, string>> = {
  plain: COLOR.ink,
  quiet: COLOR.ink3,
  strong: COLOR.ink,
  good: COLOR.good,
  warn: COLOR.warn,
  bad: COLOR.bad,
};

export const TONE_FILL: Readonly<Record<DeckTone, string>> = {
  plain: 'E9ECEF',
  quiet: COLOR.soft,
  strong: 'CDD3D8',
  good: 'DCEBE4',
  warn: COLOR.warnSoft,
  bad: COLOR.badSoft,
};

export const LAMP: Readonly<Record<DeckLamp, { fill: string; ink: string; word: string }>> = {
  blue: { fill: PROGRAM_INK.blue.slice(1), ink: 'FFFFFF', word: '蓝' },
  green: { fill: PROGRAM_INK.green.slice(1), ink: 'FFFFFF', word: '绿' },
  yellow: { fill: PROGRAM_INK.yellow.slice(1), ink: COLOR.ink, word: '黄' },
  red: { fill: PROGRAM_INK.red.slice(1), ink: 'FFFFFF', word: '红' },
  grey: { fill: PROGRAM_INK.grey.slice(1), ink: 'FFFFFF', word: '灰' },
};

export const VERDICT: Readonly<Record<DeckVerdict, { mark: string; ink: string }>> = {
  kept: { mark: '●', ink: COLOR.good },
  late: { mark: '▲', ink: COLOR.warn },
  broken: { mark: '×', ink: COLOR.bad },
  open: { mark: '○', ink: COLOR.ink2 },
};

/** Text that the file can hold. */
export function clean(value: string): string {
  return legibleText(value);
}

/** How many lines a text takes in a box `inches` wide at `pt` points. */
export function lineCount(value: string, inches: number, pt: number): number {
  return value
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((widthEm(line) * 1.05 * pt) / 72 / inches)), 0);
}

/** The largest of the sizes at which a text keeps to so many lines; the smallest where none does. */
export function fitSize(value: string, inches: number, sizes: readonly number[], lines: number): number {
  return sizes.find((pt) => lineCount(value, inches, pt) <= lines) ?? sizes.at(-1)!;
}

/** A title in lines by meaning, as runs; on one line where it fits. */
export function titleRuns(
  title: string,
  inches: number,
  pt: number,
): { text: string; options: { breakLine: boolean } }[] {
  const words = clean(title);
  const lines =
    lineCount(words, inches, pt) <= 1 ? [words] : titleLines(words, Math.floor((inches * 72) / pt / 1.05));
  return lines.map((text, i) => ({ text, options: { breakLine: i < lines.length - 1 } }));
}

/** Line height in inches. */
export function lineHeight(pt: number): number {
  return (pt * 1.32) / 72;
}
