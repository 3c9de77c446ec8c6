/** A paragraph of a page. */
export interface HtmlLine {
  readonly text: string;
  readonly heading: boolean;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The paragraphs of a document as this package draws it (see html/official.ts), as plain words. Styles, drawings and tables
 * are left out, and so are head, signature, record and attachments: a row of a table is no sentence. Nothing of the markup gets through.
 */
export function htmlLines(html: string): HtmlLine[] {
  const lines: HtmlLine[] = [];
  const prose = html
    .replace(/<(style|script|svg|table|figure|header|footer)\b[\s\S]*?<\/\1>/giu, '')
    // Badges, boxed statements, units, notes, the list of attachments, the signature; attachments end the paper.
    .replace(/<p class="qz-(?:badges|notice|unit|note)"[\s\S]*?<\/p>/giu, '')
    .replace(/<div class="qz-(?:attached|sign)"[\s\S]*?<\/div>(?:<\/div>)?/giu, '')
    .replace(/<section class="qz-attachment[\s\S]*$/iu, '');
  for (const block of prose.split(/<(?=(?:p|h[1-6]|li|header|footer|section|div)\b)/iu)) {
    const heading = /^h[1-6]\b/iu.test(block);
    const opened = block.indexOf('>');
    const inner = /^(?:p|h[1-6]|li|header|footer|section|div)\b/iu.test(block)
      ? block.slice(opened + 1)
      : block;
    const text = inner
      .replace(/<br\s*\/?>/giu, '')
      .replace(/<[^>]*>/gu, '')
      .replace(/&(#\d+|#x[\da-f]+|\w+);/giu, (whole, name: string) => entity(name) ?? whole)
      .replace(/\s+/gu, ' ')
      .trim();
    if (text !== '') lines.push({ text, heading });
  }
  return lines;
}

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
