/** 到市: the cities that a recorder names, one after another, with whatever stands between them. */
import type { RecorderWords } from './recorder-line.ts';

type Cities = Pick<RecorderWords, 'cities'>;

/** A word that holds names of cities and what separates them, and nothing else. */
interface CityWord {
  /** In protocol order, each once. */
  readonly codes: readonly string[];
  /** 和朔州: goes on from a city before it. */
  readonly follows: boolean;
  /** 大同和: says that one more city comes. */
  readonly awaits: boolean;
}

const MARK = /^[、，,;；/／]/u;
/** Words that may also begin or end a sentence's own part: 大同 和周边地区. */
const AND = /^(?:以及|和|与|及)/u;
/** 各市, 全省各市, 各设区市, 11市, 十一个市: the number must be that of all cities. */
const EVERY =
  /^(?:(?:全省)?(?:各(?:设区|地级|地)?市局?|(?<n>\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:设区|地级)?市)|全省|全部|all(?![a-z]))/iu;
const LATIN = /^[a-z]/i;

/** How many cities a word says where it says nothing else: 4市, 十一个市. Null: it says none. */
export function citiesCounted(word: string): number | null {
  const found = EVERY.exec(word);
  const n = found?.groups?.n;
  return n === undefined || found?.[0].length !== word.length ? null : numberOf(n);
}

function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  const digit = (sign: string) => (sign === '' ? 0 : '一二三四五六七八九'.indexOf(sign) + 1);
  const [tens = '', ones = ''] = text.split('十');
  return text.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 + digit(ones) : digit(text);
}

/** Read a word of a line, as 大同, dt、xz, 吕梁、阳泉和忻州, 各市. Null: something in it is neither a city nor a separator. */
export function readCityWord(word: string, words: Cities): CityWord | null {
  const tokens = tokensOf(word, words);
  if (tokens === null || tokens.every(({ codes }) => codes === null)) return null;
  const named = new Set(tokens.flatMap(({ codes }) => codes ?? []));
  const [first, last] = [tokens[0], tokens.at(-1)];
  return {
    codes: words.cities.flatMap(({ code }) => (named.has(code) ? [code] : [])),
    follows: first?.codes === null,
    awaits: last?.codes === null && AND.test(last.text),
  };
}

/** A separator that stands alone between two cities: 大同 和 朔州. */
export const isCitySeparator = (word: string): boolean =>
  tokensOf(word, { cities: [] })?.every(({ codes }) => codes === null) ?? false;

/** Read a whole text that should name cities and nothing else: 大同 吕梁, dt和ll, 各市. Null: it names something else. */
export function readCityList(text: string, words: Cities): string[] | null {
  const tokens = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => tokensOf(word, words));
  if (tokens.some((one) => one === null)) return null;
  const named = new Set(tokens.flatMap((one) => one ?? []).flatMap(({ codes }) => codes ?? []));
  return named.size === 0 ? null : words.cities.flatMap(({ code }) => (named.has(code) ? [code] : []));
}

interface Token {
  readonly text: string;
  /** Null: a separator. */
  readonly codes: readonly string[] | null;
}

/** The word from its beginning to its end as names and separators; a longer name is tried before a shorter one. */
function tokensOf(word: string, { cities }: Cities): Token[] | null {
  const names = cities
    .flatMap(({ code, names: own }) => own.map((name) => ({ name, code })))
    .filter(({ name }) => name !== '')
    .sort((a, b) => b.name.length - a.name.length);
  const small = word.toLowerCase();
  const hopeless = new Set<number>();
  const walk = (at: number): Token[] | null => {
    if (at === small.length) return [];
    if (hopeless.has(at)) return null;
    for (const token of nextTokens(small, at)) {
      const rest = walk(at + token.text.length);
      if (rest !== null) return [token, ...rest];
    }
    hopeless.add(at);
    return null;
  };
  return walk(0);

  function nextTokens(text: string, at: number): Token[] {
    const rest = text.slice(at);
    const found: Token[] = names
      .filter(({ name }) => rest.startsWith(name) && standsAlone(text, at, name))
      .map(({ name, code }) => ({ text: name, codes: [code] }));
    const every = EVERY.exec(rest);
    const n = every?.groups?.n;
    if (every !== null && (n === undefined || numberOf(n) === cities.length))
      found.push({ text: every[0], codes: cities.map(({ code }) => code) });
    const separator = MARK.exec(rest) ?? AND.exec(rest);
    if (separator !== null) found.push({ text: separator[0], codes: null });
    return found;
  }
}

/** Latin names are whole words: dt is not the beginning of dtx. */
const standsAlone = (text: string, at: number, name: string): boolean =>
  !LATIN.test(name) ||
  (!LATIN.test(text.slice(at + name.length)) && !LATIN.test(text.slice(Math.max(0, at - 1), at)));
