/** 检索词: what a text is found by. Two-character pieces of Chinese, words of Latin letters and digits, initials of pinyin. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}+/gu;
const LATIN = /[\p{Script=Latin}\d]+/gu;
/** Longest text that is taken apart; titles and places are far shorter. */
const LONGEST = 400;
/** Longest run whose initials are kept. */
const INITIALS = 40;
/** A Latin word is found from its first three letters on. */
const PREFIX = 3;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().slice(0, LONGEST);
const runsOf = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];

/**
 * The terms of some texts, each once: single characters and pairs of neighbouring ones, Latin words, and for the `named`
 * texts (a title, a place) the initials of every run of Chinese (县城污水 → xcws) in twos and threes.
 */
export function searchTerms(
  texts: readonly (string | null)[],
  named: readonly (string | null)[] = texts,
): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    if (text === null) continue;
    const plain = folded(text);
    for (const word of runsOf(plain, LATIN)) {
      terms.add(word);
      for (let length = PREFIX; length < Math.min(word.length, 12); length += 1)
        terms.add(word.slice(0, length));
    }
    for (const run of runsOf(plain, HAN)) for (const piece of pieces(run)) terms.add(piece);
  }
  for (const text of named) {
    if (text === null) continue;
    for (const run of runsOf(folded(text), HAN)) {
      const initials = pinyin([...run].slice(0, INITIALS).join(''), {
        pattern: 'first',
        toneType: 'none',
        type: 'array',
      })
        .join('')
        .toLowerCase();
      for (const size of [2, 3]) for (const piece of initialPieces(initials, size)) terms.add(piece);
    }
  }
  return [...terms];
}

/** Neighbouring initials, marked so that letters of a Latin word never answer for pinyin. */
function initialPieces(initials: string, size: number): string[] {
  return Array.from(
    { length: Math.max(0, initials.length - size + 1) },
    (_, start) => `~${initials.slice(start, start + size)}`,
  );
}

/** Characters by themselves and in pairs. */
function pieces(run: string): string[] {
  const characters = [...run];
  return characters.flatMap((one, index) => {
    const next = characters[index + 1];
    return next === undefined ? [one] : [one, one + next];
  });
}

/** What of a query an index of terms is asked: all of `must`, and each of `letters`. */
export interface SearchQuery {
  readonly must: readonly string[];
  /** Latin letters: a word of the text or its beginning, or neighbouring initials. */
  readonly letters: readonly string[];
}

/** A query taken apart as texts are; null: nothing that could be looked for. */
export function searchQuery(text: string): SearchQuery | null {
  const plain = folded(text);
  const must = runsOf(plain, HAN).flatMap((run) => {
    const characters = [...run];
    return characters.length === 1 ? characters : pieces(run).filter((piece) => [...piece].length === 2);
  });
  const letters = runsOf(plain, LATIN);
  return must.length + letters.length === 0 ? null : { must, letters };
}

/**
 * The condition on a `text[]` column with a GIN index: every pair of the query's Chinese stands in it, and every run of
 * letters is a word or neighbouring initials. Without anything to look for everything is found.
 */
export function searchCondition(text: string, column: string): RawBuilder<SqlBool> {
  const query = searchQuery(text);
  if (query === null) return sql<SqlBool>`true`;
  const holds = (terms: readonly string[]) => sql<SqlBool>`${sql.ref(column)} @> ${[...terms]}::text[]`;
  const conditions = query.letters.map((word) => {
    const initials = initialPieces(word, Math.min(3, word.length));
    return word.length < 2 ? holds([word]) : sql<SqlBool>`(${holds([word])} or ${holds(initials)})`;
  });
  if (query.must.length > 0) conditions.push(holds(query.must));
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
