/** 查事项: words as the index keeps them, without an extension of the database: pairs of neighbouring characters, Latin words. */

const CHINESE = /\p{Script=Han}/u;

/** The terms of a text: every two neighbouring Chinese characters, every Latin word or number, lower case; each once. */
export function searchTerms(...texts: readonly (string | null)[]): string[] {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const run of runsOf(text ?? '')) {
      if (!CHINESE.test(run)) terms.add(run);
      else for (let i = 0; i + 1 < run.length; i += 1) terms.add(run.slice(i, i + 2));
    }
  }
  return [...terms].slice(0, 2000);
}

/** What a question asks for; a single Chinese character finds nothing by the index and is left to the text itself. */
export function askedTerms(question: string): { readonly terms: string[]; readonly plain: string[] } {
  const runs = runsOf(question);
  return {
    terms: searchTerms(question),
    plain: runs.filter((run) => run.length === 1 && CHINESE.test(run)),
  };
}

function runsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .match(/\p{Script=Han}+|[\p{L}\p{N}][\p{L}\p{N}.-]*/gu)
      ?.flatMap(apart) ?? []
  );
}

/** `K612裸露` is a Latin word and a Chinese run. */
function apart(run: string): string[] {
  return run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];
}
