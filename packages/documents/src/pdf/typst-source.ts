import type { Inline } from '../model/inline.ts';
import { splitFormulas } from '../model/words.ts';

/** A Typst string literal; control characters other than line breaks are dropped, so no text can become code. */
export function typstString(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\r', '')
    .replaceAll('\n', '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '');
  return `"${escaped}"`;
}

/** Text as a Typst expression, formulas such as PM2.5 with lowered figures. */
export function typstText(value: string): string {
  const parts = splitFormulas(value).map((part) =>
    part.sub ? `lowered(${typstString(part.text)})` : typstString(part.text),
  );
  if (parts.length === 0) return '""';
  return parts.length === 1 ? parts[0]! : `(${parts.join(' + ')})`;
}

/** Inline runs as one Typst expression. */
export function typstRuns(runs: readonly Inline[]): string {
  return runs.length === 0 ? '""' : `(${runs.map(typstRun).join(' + ')})`;
}

function typstRun(run: Inline): string {
  switch (run.kind) {
    case 'text':
      return run.bold ? `strong(${typstText(run.text)})` : typstText(run.text);
    case 'figure': {
      const words = typstText(run.text + (run.unit ?? ''));
      return run.bold ? `strong(${words})` : words;
    }
    case 'badge':
      return `badge(${typstString(run.text)})`;
  }
}

/** A list of strings as a Typst array (a single element keeps its comma). */
export function typstArray(items: readonly string[]): string {
  return `(${items.map((item) => `${item},`).join(' ')})`;
}

/** 'YYYY-MM-DD' as a Typst date, the only date inside the file: same input, same bytes. */
export function typstDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `datetime(year: ${year}, month: ${month}, day: ${date})`;
}
