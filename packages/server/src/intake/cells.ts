import { MISSING } from '@qingzhang/standards';

/** What a cell that is no concentration turns into. Real values are never negative, so the codes cannot clash. */
export const NOT_A_NUMBER = -1;
export const NEGATIVE = -2;

/** Cell texts that say "no value" (缺测), compared after trimming, full-width folding and lower-casing. */
const missingMarks = new Set([
  '',
  '-',
  '--',
  '---',
  '—',
  '——',
  '–',
  '*',
  '/',
  '\\',
  'na',
  'n/a',
  'nan',
  'null',
  'none',
  'nil',
  '缺测',
  '无',
  '无效',
]);

/** Numbers that instruments and exports write for "no value": -99, -999, -9999, in thousandths. */
const missingNumbers = new Set([-99_000, -999_000, -9_999_000, -99_999_000]);

const DOT = 46;
const SPACE = 32;

/**
 * A concentration cell as whole thousandths of its unit. Empty cells and missing marks give `MISSING`, texts
 * `NOT_A_NUMBER`, numbers below zero (other than the missing marks) `NEGATIVE`. More than three decimals are rounded
 * half to even, once (AIR-3.11).
 */
export function milliOfBytes(bytes: Buffer, from: number, to: number): number {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === SPACE) start++;
  while (end > start && bytes[end - 1] === SPACE) end--;
  if (start === end) return MISSING;
  let whole = 0;
  let i = start;
  for (; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) break;
    whole = whole * 10 + digit;
  }
  const digits = i - start;
  if (digits > 0 && digits <= 9) {
    if (i === end) return whole * 1000;
    if (bytes[i] === DOT && end - i <= 4) {
      let fraction = 0;
      let scale = 1000;
      for (i++; i < end; i++) {
        const digit = bytes[i]! - 48;
        if (digit < 0 || digit > 9) break;
        fraction = fraction * 10 + digit;
        scale /= 10;
      }
      if (i === end) return whole * 1000 + fraction * scale;
    }
  }
  return milliOfText(bytes.toString('utf8', start, end));
}

/** The same for a text: the way of everything unusual (marks, signs, exponents, full-width digits). */
export function milliOfText(raw: string): number {
  const text = raw.normalize('NFKC').trim().toLowerCase();
  if (missingMarks.has(text)) return MISSING;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return NOT_A_NUMBER;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return NOT_A_NUMBER;
  const value = scaledHalfEven(whole + fraction, fraction.length - Number(exponent) - 3);
  if (sign !== '-' || value === 0) return value;
  return missingNumbers.has(-value) ? MISSING : NEGATIVE;
}

/** `digits / 10^drop` rounded half to even; values past any physical size stay large but finite. */
function scaledHalfEven(digits: string, drop: number): number {
  if (drop <= 0) return Math.min(Number(digits + '0'.repeat(Math.min(-drop, 30))), Number.MAX_SAFE_INTEGER);
  const padded = digits.padStart(drop + 1, '0');
  const kept = Number(padded.slice(0, -drop));
  const rest = padded.slice(-drop);
  const half = `5${'0'.repeat(drop - 1)}`;
  const up = rest > half || (rest === half && kept % 2 === 1);
  return Math.min(up ? kept + 1 : kept, Number.MAX_SAFE_INTEGER);
}
