const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** Chinese numeral for 1–99, as headings use it: 一, 十, 十一, 二十. */
export function chineseNumeral(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 99) throw new RangeError(`heading number ${n} is not within 1–99`);
  const tens = Math.trunc(n / 10);
  const ones = n % 10;
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens]}十`;
  return head + (ones === 0 ? '' : DIGITS[ones]);
}

/** The number of a heading with its mark: 1 一、, 2 （一）, 3 1. (DIS-7.4). */
export function headingNumber(level: 1 | 2 | 3, n: number): string {
  if (level === 1) return `${chineseNumeral(n)}、`;
  return level === 2 ? `（${chineseNumeral(n)}）` : `${n}.`;
}

/** '2020-07-17' → 2020年7月17日: Arabic digits, no leading zero (DIS-7.4). */
export function officialDate(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  if (!match) throw new RangeError(`'${day}' is not a day of the form YYYY-MM-DD`);
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日`;
}

/** 机关代字, year and number → 某环发〔2020〕12号: six-cornered brackets, no leading zero, no 第 (DIS-7.4). */
export function documentNumber(agency: string, year: number, n: number): string {
  return `${agency}〔${year}〕${n}号`;
}

/**
 * Breaks a title into lines by meaning: `phrases` are never split; the lines come out as even as they can, the
 * longest not above `maxChars`, and no line is a lone short word (DIS-7.4: trapezoid or diamond).
 */
export function breakTitle(phrases: readonly string[], maxChars = 19): string[] {
  const lengths = phrases.map((p) => [...p].length);
  const total = lengths.reduce((a, b) => a + b, 0);
  if (total <= maxChars) return [phrases.join('')];
  for (let lines = 2; lines <= phrases.length; lines++) {
    const best = bestSplit(lengths, lines, maxChars);
    if (best) {
      const bounds = [0, ...best, phrases.length];
      return bounds.slice(1).map((end, i) => phrases.slice(bounds[i], end).join(''));
    }
  }
  return [...phrases];
}

function bestSplit(lengths: readonly number[], lines: number, maxChars: number): number[] | null {
  let best: { cuts: number[]; cost: number } | null = null;
  const visit = (from: number, cuts: number[]): void => {
    if (cuts.length === lines - 1) {
      const bounds = [0, ...cuts, lengths.length];
      const widths = bounds
        .slice(1)
        .map((end, i) => lengths.slice(bounds[i], end).reduce((a, b) => a + b, 0));
      const longest = Math.max(...widths);
      if (longest > maxChars) return;
      const cost = longest - Math.min(...widths);
      if (!best || cost < best.cost) best = { cuts, cost };
      return;
    }
    for (let cut = from; cut < lengths.length; cut++) visit(cut + 1, [...cuts, cut]);
  };
  visit(1, []);
  return (best as { cuts: number[] } | null)?.cuts ?? null;
}

export interface ChemPart {
  readonly text: string;
  readonly sub: boolean;
}

const FORMULA =
  /(?<![A-Za-z0-9])(PM)(2\.5|10)(?![\d.])|(?<![A-Za-z0-9])(SO|NO)(2)(?![\d.])|(?<![A-Za-z0-9])(O)(3)(?![\d.])/gu;

/** Splits text so that PM2.5, PM10, SO2, NO2 and O3 can be set with their figures lowered; the letters stay the same. */
export function splitFormulas(value: string): ChemPart[] {
  const parts: ChemPart[] = [];
  let at = 0;
  for (const match of value.matchAll(FORMULA)) {
    const base = match[1] ?? match[3] ?? match[5] ?? '';
    const lowered = match[2] ?? match[4] ?? match[6] ?? '';
    const head = value.slice(at, match.index) + base;
    parts.push({ text: head, sub: false }, { text: lowered, sub: true });
    at = match.index + base.length + lowered.length;
  }
  if (at < value.length) parts.push({ text: value.slice(at), sub: false });
  return parts;
}

/** A title typed by hand in lines by meaning: at line breaks where there are some, else between words, as even as can be. */
export function titleLines(title: string, maxChars = 19): string[] {
  const typed = title.split(/\s*\n\s*/u).filter((line) => line !== '');
  if (typed.length > 1) return typed;
  const phrases = titlePhrases(typed[0] ?? '').flatMap((phrase) => chunks(phrase, maxChars));
  // The even split looks at every way to cut: beyond three lines the words simply fill line after line.
  if ([...title].length <= maxChars * 3) {
    const lines = breakTitle(phrases, maxChars);
    // Breaks after marks and 的 read better, as long as they cost no line.
    const byMeaning = breakTitle(clauses(phrases), maxChars);
    const fits = byMeaning.length <= lines.length && byMeaning.every((line) => [...line].length <= maxChars);
    return fits ? byMeaning : lines;
  }
  const lines: string[] = [];
  for (const phrase of phrases) {
    const last = lines.at(-1);
    if (last !== undefined && [...last, ...phrase].length <= maxChars)
      lines[lines.length - 1] = last + phrase;
    else lines.push(phrase);
  }
  return lines;
}

/** Words joined up to a mark, a 的, a year or month, or a word that joins. */
function clauses(words: readonly string[]): string[] {
  const result: string[] = [];
  for (const word of words) {
    const last = result.at(-1);
    const closed = last === undefined || /[、，：；的年月]$/u.test(last) || /^[和及与暨]/u.test(word);
    if (closed) result.push(word);
    else result[result.length - 1] = last + word;
  }
  return result;
}

function chunks(phrase: string, size: number): string[] {
  const letters = [...phrase];
  return Array.from({ length: Math.ceil(letters.length / size) }, (_, i) =>
    letters.slice(i * size, (i + 1) * size).join(''),
  );
}

/** Words of a title that may begin a line: never a mark, a particle or what belongs to the number before it. */
function titlePhrases(title: string): string[] {
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)].map(
    (part) => part.segment,
  );
  const phrases: string[] = [];
  for (const word of words) {
    const last = phrases.at(-1);
    const opens = last !== undefined && /[（《〔“]$/u.test(last);
    const joins =
      /^[\p{P}\s]/u.test(word) && !/^[（《〔“]/u.test(word)
        ? true
        : /^[的了和及与等年月日期号]$/u.test(word) || (/^\p{L}/u.test(word) && /\d$/u.test(last ?? ''));
    if (last !== undefined && (opens || joins)) phrases[phrases.length - 1] = last + word;
    else phrases.push(word);
  }
  return phrases;
}
