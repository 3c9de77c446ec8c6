/** 取值: what a cell says, read as the type of its field. Empty is not 0; a unit is changed only where it is written. */
import type { Choice, Field, FieldValue } from '../programs/definition.ts';
import { plainCell, trailingUnit } from './headings.ts';
import { cellText, isEmptyCell, type SheetCell } from './sheet.ts';

/** How a cell could not be read. */
export type ValueFault =
  | {
      readonly code:
        | 'number.unreadable'
        | 'number.whole'
        | 'date.unreadable'
        | 'choice.unknown'
        | 'yesNo.unreadable';
    }
  | { readonly code: 'number.unit'; readonly unit: string }
  | { readonly code: 'number.range'; readonly min: number | null; readonly max: number | null }
  | { readonly code: 'text.long'; readonly limit: number };

/** A cell read: its value, and what was tidied on the way; or why not. */
export type ReadValue =
  | {
      readonly value: FieldValue;
      /** A unit behind the number that was taken off. */
      readonly unit?: string;
      /** Full-width digits, thousands separators. */
      readonly tidied?: true;
      /** A choice written in other words. */
      readonly synonym?: string;
    }
  | { readonly fault: ValueFault };

/** How the numbers of a column are to be taken. */
export interface ReadOptions {
  /** What to multiply by: 元 in a column of 万元 is 0.0001. */
  readonly factor?: number;
  /** What people's words stand for in this file: written → choice key. */
  readonly words?: Readonly<Record<string, string>>;
}

/** The part of a field that reading needs. */
export type ReadField = Pick<Field, 'type' | 'unit' | 'min' | 'max' | 'maxLength' | 'decimals' | 'choices'>;

/** Families of units in which one is so many of another; written units are converted exactly, unwritten never. */
const FAMILIES: readonly Readonly<Record<string, number>>[] = [
  { 元: 1, 千元: 1000, 万元: 10_000, 亿元: 100_000_000 },
  { 户: 1, 万户: 10_000 },
  { 人: 1, 万人: 10_000 },
  { m: 1, 米: 1, km: 1000, 公里: 1000, 千米: 1000 },
  { kg: 1, 公斤: 1, 千克: 1, 吨: 1000, t: 1000, 万吨: 10_000_000 },
  { m2: 1, 平方米: 1, 万平方米: 10_000, km2: 1_000_000, 平方公里: 1_000_000, 公顷: 10_000 },
  { m3: 1, 立方米: 1, 万立方米: 10_000 },
  { 度: 1, 千瓦时: 1, 万千瓦时: 10_000 },
];

/** How many of `to` one of `from` is; null where they do not measure the same. Equal units: 1. */
export function unitFactor(from: string, to: string): number | null {
  if (from === to) return 1;
  for (const family of FAMILIES) {
    const a = family[from];
    const b = family[to];
    if (a !== undefined && b !== undefined) return a / b;
  }
  return null;
}

/** Other units of the same kind, for choosing: 万元 → 元, 千元, 亿元. */
export function relatedUnits(unit: string): readonly string[] {
  const family = FAMILIES.find((one) => unit in one);
  return family === undefined ? [] : Object.keys(family).filter((one) => one !== unit);
}

/** Signs with which people say "nothing here". */
const NOTHING = /^(\/|\\|-+|—+|–+|无|空|暂无|未填|未报|n\/?a|null|#n\/a)$/u;

/** A cell read as a field's value; null: nothing is filled in. */
export function readValue(
  field: ReadField,
  cell: SheetCell | undefined,
  options: ReadOptions = {},
): ReadValue {
  if (isEmptyCell(cell) || cell === undefined || cell === null) return { value: null };
  const plain = plainCell(cellText(cell));
  switch (field.type) {
    case 'integer':
    case 'number':
      return NOTHING.test(plain) ? { value: null } : readNumber(field, cell, plain, options);
    case 'date':
      return NOTHING.test(plain) ? { value: null } : dated(readDay(cell));
    case 'month':
      return NOTHING.test(plain) ? { value: null } : dated(readMonth(cell));
    case 'yesNo':
      return readYesNo(cell, plain);
    case 'choice':
      return NOTHING.test(plain) && !(field.choices ?? []).some((one) => plainCell(one.name.zh) === plain)
        ? { value: null }
        : readChoice(field, plain, options.words ?? {});
    default:
      return readText(field, cell);
  }
}

function readText(field: ReadField, cell: SheetCell): ReadValue {
  const text = cellText(cell);
  const limit = field.maxLength ?? (field.type === 'longText' ? 4000 : 200);
  return [...text].length > limit ? { fault: { code: 'text.long', limit } } : { value: text };
}

const dated = (day: string | null): ReadValue =>
  day === null ? { fault: { code: 'date.unreadable' } } : { value: day };

/** Seven decimals: what a spreadsheet keeps as 21.200000000000003 was written as 21.2. */
const tidy = (value: number): number => Math.round(value * 1e7) / 1e7;

/** A number and the unit behind it, of any way of writing it; null where it is none. */
export function plainNumber(text: string): { readonly value: number; readonly unit: string | null } | null {
  let rest = text.replace(/^(约|大约|共|≈|¥|¥)/u, '');
  const unit = /^[-+]?[\d.,]+$/.test(rest) ? null : trailingUnit(rest);
  if (unit !== null) rest = rest.slice(0, -unit.length);
  if (/^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(rest)) rest = rest.replaceAll(',', '');
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/.test(rest)) return null;
  const value = Number(rest);
  return Number.isFinite(value) ? { value, unit } : null;
}

function readNumber(field: ReadField, cell: SheetCell, plain: string, options: ReadOptions): ReadValue {
  const read = typeof cell === 'number' ? { value: cell, unit: null } : plainNumber(plain);
  if (read === null || typeof cell === 'boolean') return { fault: { code: 'number.unreadable' } };
  let factor = options.factor ?? 1;
  if (read.unit !== null && read.unit !== field.unit) {
    const known = field.unit === null ? null : unitFactor(read.unit, field.unit);
    // 3口 in a column without a unit is 3; 3吨 in a column of 户 is a mistake.
    if (known === null && field.unit !== null && read.unit !== '%') {
      return { fault: { code: 'number.unit', unit: read.unit } };
    }
    factor = known ?? 1;
  } else if (read.unit !== null) {
    factor = 1;
  }
  const value = tidy(read.value * factor);
  if (field.type === 'integer' && !Number.isInteger(value)) return { fault: { code: 'number.whole' } };
  if ((field.min !== undefined && value < field.min) || (field.max !== undefined && value > field.max)) {
    return { fault: { code: 'number.range', min: field.min ?? null, max: field.max ?? null } };
  }
  return {
    value,
    ...(read.unit === null ? {} : { unit: read.unit }),
    ...(typeof cell === 'string' && cell.trim() !== String(read.value) ? { tidied: true as const } : {}),
  };
}

function readYesNo(cell: SheetCell, plain: string): ReadValue {
  if (typeof cell === 'boolean') return { value: cell };
  if (/^(是|有|已|对|√|✓|✔|1|y|yes|true|已.{0,4}|完成)$/u.test(plain)) return { value: true };
  if (/^(否|无|未|没有|不是|×|✕|✗|x|0|n|no|false|未.{0,4})$/u.test(plain)) return { value: false };
  return NOTHING.test(plain) ? { value: null } : { fault: { code: 'yesNo.unreadable' } };
}

/** Words of choices as they are compared, once a list. */
interface ChoiceWords {
  readonly names: ReadonlyMap<string, string>;
  readonly also: ReadonlyMap<string, Choice>;
  readonly inside: readonly { readonly choice: Choice; readonly words: readonly string[] }[];
  /** What was read before: the same few words stand in thousands of rows. */
  readonly seen: Map<string, ReadValue>;
}
const choiceWords = new WeakMap<readonly Choice[], ChoiceWords>();

function wordsOf(choices: readonly Choice[]): ChoiceWords {
  const known = choiceWords.get(choices);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  const also = new Map<string, Choice>();
  for (const { key, name } of [...choices].reverse()) {
    for (const word of [key, name.zh, name.en]) names.set(plainCell(word), key);
  }
  for (const choice of [...choices].reverse())
    for (const word of choice.also ?? []) also.set(plainCell(word), choice);
  const inside = choices.map((choice) => ({
    choice,
    words: [choice.name.zh, ...(choice.also ?? [])].filter((word) => [...word].length >= 2).map(plainCell),
  }));
  const words = { names, also, inside, seen: new Map<string, ReadValue>() };
  choiceWords.set(choices, words);
  return words;
}

const NONE: readonly Choice[] = [];

function readChoice(field: ReadField, plain: string, own: Readonly<Record<string, string>>): ReadValue {
  const choices = field.choices ?? NONE;
  const said = own[plain];
  if (said !== undefined && choices.some(({ key }) => key === said)) return { value: said };
  const words = wordsOf(choices);
  const before = words.seen.get(plain);
  if (before !== undefined) return before;
  const read = readChoiceWord(words, plain);
  if (words.seen.size < 5000) words.seen.set(plain, read);
  return read;
}

function readChoiceWord({ names, also, inside }: ChoiceWords, plain: string): ReadValue {
  const named = names.get(plain);
  if (named !== undefined) return { value: named };
  const other = also.get(plain);
  if (other !== undefined) return { value: other.key, synonym: other.name.zh };
  // 煤改电工程 says 煤改电; but only if it says no other choice as well.
  const within = inside.filter(({ words }) => words.some((word) => plain.includes(word)));
  const only = within.length === 1 ? within[0]?.choice : undefined;
  return only === undefined
    ? { fault: { code: 'choice.unknown' } }
    : { value: only.key, synonym: only.name.zh };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Days of a month of the Gregorian calendar. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function day(year: number, month: number, date: number): string | null {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || date < 1 || date > daysIn(year, month))
    return null;
  return `${year}-${two(month)}-${two(date)}`;
}

/** A spreadsheet's serial number of a day (1900 system) as a day; null outside 1990–2100. */
export function serialDay(serial: number): string | null {
  if (!Number.isFinite(serial) || serial < 32_874 || serial > 73_415) return null;
  // Civil date from a count of days (Hinnant); 25569 is 1970-01-01.
  const z = Math.floor(serial) - 25_569 + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return day(yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - Math.floor((153 * mp + 2) / 5) + 1);
}

/**
 * A day of any way of writing it; a deadline said as a month or year (2020年12月底前, 2020年底) is its last day. Null:
 * not a day.
 */
export function readDay(cell: SheetCell): string | null {
  if (typeof cell === 'number') {
    const packed = /^(20\d\d)(\d\d)(\d\d)$/.exec(String(cell));
    return packed ? day(Number(packed[1]), Number(packed[2]), Number(packed[3])) : serialDay(cell);
  }
  if (typeof cell !== 'string') return null;
  const text = plainCell(cell).replace(/^(截至|截止|至|到)/u, '');
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(前|之前|止)?(t?\d{1,2}:\d\d.*)?$/u.exec(text);
  if (full) return day(Number(full[1]), Number(full[2]), Number(full[3]));
  const packed = /^(20\d\d)(\d\d)(\d\d)$/.exec(text);
  if (packed) return day(Number(packed[1]), Number(packed[2]), Number(packed[3]));
  const month = /^(\d{4})[-/.年](\d{1,2})月?(份)?(底|末|底前|末前|前)?$/u.exec(text);
  if (month) {
    const [year, number] = [Number(month[1]), Number(month[2])];
    return number < 1 || number > 12 ? null : day(year, number, daysIn(year, number));
  }
  const year = /^(\d{4})年?(底|末|底前|末前|年底|年底前|内)$/u.exec(text);
  return year ? day(Number(year[1]), 12, 31) : null;
}

/** A month of any way of writing it, 'YYYY-MM'; null: not a month. */
export function readMonth(cell: SheetCell): string | null {
  if (typeof cell === 'string') {
    const found = /^(\d{4})[-/.年]?(\d{1,2})月?(份|底|底前)?$/u.exec(plainCell(cell));
    if (found) {
      const whole = day(Number(found[1]), Number(found[2]), 1);
      if (whole !== null) return whole.slice(0, 7);
    }
  }
  if (typeof cell === 'number' && /^20\d{4}$/.test(String(cell))) {
    const text = String(cell);
    return day(Number(text.slice(0, 4)), Number(text.slice(4)), 1)?.slice(0, 7) ?? null;
  }
  return readDay(cell)?.slice(0, 7) ?? null;
}

/** A value as it stands in our own spreadsheets: `readValue(field, formatValue(field, x))` is x. */
export function formatValue(field: ReadField, value: FieldValue | undefined): SheetCell {
  if (value === undefined || value === null || value === '') return null;
  if (field.type === 'yesNo') return typeof value === 'boolean' ? (value ? '是' : '否') : null;
  if (field.type === 'choice') {
    return (field.choices ?? []).find(({ key }) => key === value)?.name.zh ?? String(value);
  }
  return typeof value === 'boolean' ? null : value;
}

/** Whether two values say the same; nothing said is null, '' or undefined alike. */
export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  const left = a === undefined || a === '' ? null : a;
  const right = b === undefined || b === '' ? null : b;
  if (typeof left === 'number' && typeof right === 'number') return tidy(left) === tidy(right);
  if (typeof left === 'string' && typeof right === 'string') return left.trim() === right.trim();
  return left === right;
}
