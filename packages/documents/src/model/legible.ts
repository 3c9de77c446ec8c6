/** What no file can hold: control signs, halves of pairs, two code points that XML forbids. Line breaks and tabs stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML 1.0 forbids
const ILLEGIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu;

/** Text without what no file can hold. */
export const legibleText = (text: string): string => text.replace(ILLEGIBLE, '');

/**
 * A document whose every text can stand in XML, HTML and SVG: words pasted from elsewhere bring control signs along, and one
 * of them would keep the whole file from opening. Answers the very same object where nothing is wrong.
 */
export function legible<T>(value: T): T {
  // Plain data in, plain data of the same shape out: only texts change.
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return legibleText(value);
  if (Array.isArray(value)) {
    const list = value.map(cleaned);
    return list.some((one, at) => one !== value[at]) ? list : value;
  }
  // Pictures and dates are what they are.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const entries = Object.entries(value).map(([key, one]) => [key, cleaned(one), one] as const);
  return entries.some(([, now, was]) => now !== was)
    ? Object.fromEntries(entries.map(([key, now]) => [key, now]))
    : value;
}
