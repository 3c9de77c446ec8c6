/**
 * The parts of a line of the record as they are typed one by one: short names in, exact values out. The line as a whole is
 * read by the domain (`readRecorderLine`); here is what a sentence names without being typed in parts.
 */
import type { RecordMeasure } from '@qingzhang/contract';
import { type RecorderWords, readCityList, readRecorderLine } from '@qingzhang/domain';

/** 大同 吕梁, dt ll, 大同和吕梁, 各市, in protocol order. Null: the words name something that is no city. */
export const readCities = (text: string, words: RecorderWords): string[] | null => readCityList(text, words);

/** 各市要…, 除大同外各市都要…: a sentence that speaks to all cities, but for those it leaves out. */
const TO_ALL = /^(?:除(?<but>[^，。；]{1,40}?)(?:以外|之外|外)，?)?(?:全省)?各(?:设区|地)?市(?!的|局)/u;

/** Cities that a sentence names by a Chinese name, in protocol order. */
export function citiesIn(text: string, { cities }: RecorderWords): string[] {
  const named = (said: string) =>
    cities.filter(({ names }) => names.some((name) => HAN.test(name) && said.includes(name)));
  const all = TO_ALL.exec(text);
  const meant =
    all === null ? named(text) : cities.filter((city) => !named(all.groups?.but ?? '').includes(city));
  return meant.map(({ code }) => code);
}
const HAN = /\p{Script=Han}/u;

/** A program by a name, or by a part of one that no other has. */
export function readProgram(text: string, { programs }: RecorderWords): string | null {
  const word = text.trim().toLowerCase();
  const exact = programs.find(({ names }) => names.includes(word));
  if (exact !== undefined) return exact.key;
  const near = programs.filter(({ names }) => names.some((name) => name.includes(word)));
  return near.length === 1 ? (near[0]?.key ?? null) : null;
}

/** The one program that a sentence names. */
export function programIn(text: string, { programs }: RecorderWords): string | null {
  const plain = text.toLowerCase();
  const named = programs.filter(({ names }) => names.some((name) => HAN.test(name) && plain.includes(name)));
  return named.length === 1 ? (named[0]?.key ?? null) : null;
}

/** 0930, 9月30日前, 月底. Null: no such day. */
export function readDeadline(text: string, words: RecorderWords): string | null {
  return readRecorderLine(`时限:${text.replace(/\s+/g, '')}`, words).line.deadline;
}

/** A day by which something is to be done, if a sentence names exactly one. */
export function dayIn(text: string, words: RecorderWords): string | null {
  const found =
    text.match(/(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末)(?:之前|以前|前)|\d{1,2}月底|年底前?/g) ?? [];
  const days = new Set(found.map((one) => readDeadline(one, words)).filter((day) => day !== null));
  return days.size === 1 ? ([...days][0] ?? null) : null;
}

/** 安装户数≥226320户, 整改率≥70%; any other words are a measure in words. Null: none. */
export function readMeasure(
  text: string,
  program: string | null,
  words: RecorderWords,
): RecordMeasure | null {
  const said = text.trim();
  if (said === '') return null;
  const name = words.programs.find(({ key }) => key === program)?.names[0]?.replace(/\s+/g, '');
  const { line } = readRecorderLine(`${name ?? ''} 衡量:${said.replace(/\s+/g, '')}`, words);
  return line.measure?.kind === 'figure' ? { ...line.measure } : { kind: 'text', text: said.slice(0, 400) };
}
