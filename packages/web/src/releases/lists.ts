/** The lists of the rules as lines of text. Pure. */

export interface Phrase {
  readonly wrong: string;
  readonly right: string;
}

/** One a line: 错误 → 正确. */
export const phrasesText = (phrases: readonly Phrase[]): string =>
  phrases.map(({ wrong, right }) => `${wrong} → ${right}`).join('\n');

/** Lines read back; `bad`: those that are no pair. Arrows are written in many ways. */
export function phrasesOf(text: string): {
  readonly phrases: readonly Phrase[];
  readonly bad: readonly string[];
} {
  const phrases: Phrase[] = [];
  const bad: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [wrong = '', right = '', more] = line.split(/\s*(?:→|->|=>|－>)\s*/u);
    if (wrong === '' || right === '' || more !== undefined) bad.push(line);
    else phrases.push({ wrong, right });
  }
  return { phrases, bad };
}

/** Words, one a line or separated by marks, each once. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,，、;；]+/u)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];
