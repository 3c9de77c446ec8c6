/** Where the words looked for stand in a text. Pure. */

export type Marked = { text: string; hit: boolean }[];

/** The words of a question: runs of Chinese, Latin words and numbers; long ones first, so that they win where they overlap. */
export function wordsOf(question: string): string[] {
  const plain = question.normalize('NFKC').toLowerCase();
  const words = plain.match(/\p{Script=Han}+|[\p{Script=Latin}\d]+/gu) ?? [];
  return [...new Set(words)].sort((a, b) => b.length - a.length);
}

/** A text in pieces: what was looked for, and what stands between. Nothing found: one piece. */
export function marked(text: string, words: readonly string[]): Marked {
  const lower = text.toLowerCase();
  const hits: { from: number; to: number }[] = [];
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + word.length)) {
      const to = at + word.length;
      if (!hits.some((one) => at < one.to && to > one.from)) hits.push({ from: at, to });
    }
  }
  const pieces: Marked = [];
  let end = 0;
  for (const { from, to } of hits.sort((a, b) => a.from - b.from)) {
    if (from > end) pieces.push({ text: text.slice(end, from), hit: false });
    pieces.push({ text: text.slice(from, to), hit: true });
    end = to;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ text: text.slice(end), hit: false });
  return pieces;
}

const BEFORE = 14;
const AFTER = 40;

/** The words around the first hit in one of the texts; null: none of them holds it. */
export function excerptOf(texts: readonly (string | null)[], words: readonly string[]): Marked | null {
  for (const text of texts) {
    if (text === null) continue;
    const lower = text.toLowerCase();
    const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((index) => index !== -1));
    if (!Number.isFinite(at)) continue;
    const from = Math.max(0, at - BEFORE);
    const to = Math.min(text.length, at + AFTER);
    const cut = `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
    return marked(cut.replaceAll('\n', ' '), words);
  }
  return null;
}
