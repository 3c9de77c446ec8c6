import type { Explanation } from '@qingzhang/contract';

/** The words of a citation that depend on the language. */
export interface CitationWords {
  readonly known: (moment: string) => string;
  readonly rules: (ids: string) => string;
  readonly separator: string;
}

/**
 * 引用: the figure as it may be put into a letter: what it is, the value, the moment of the data, the edition and
 * clauses, and an address that shows the same figure as it was known at that moment.
 */
export function citation(
  explanation: Explanation,
  address: string,
  moment: string,
  words: CitationWords,
): string {
  const figure = [explanation.value, explanation.unit].filter(Boolean).join(' ');
  const ids = explanation.rules.map(({ id }) => id).join(words.separator);
  return [
    `${explanation.subject} ${explanation.title}: ${figure}`,
    [words.known(moment), explanation.edition, ids === '' ? '' : words.rules(ids)].filter(Boolean).join('; '),
    address,
  ].join('\n');
}

/** The page's address with the question and the moment the answer knew fixed in it. */
export function citedAddress(href: string, key: string, knownAt: string): string {
  const url = new URL(href);
  url.searchParams.set('why', key);
  url.searchParams.set('asOf', knownAt);
  return url.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
}

/** Put a text on the clipboard; false where the browser forbids it (a page without TLS, for one). */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}
