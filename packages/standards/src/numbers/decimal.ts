import { type Fraction, fraction } from './exact.ts';
import { roundHalfEven } from './rounding.ts';

const DECIMAL = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)$/;

/** The exact value of decimal text such as `75.4`, `-0.2`, `.5`; null when the text is no plain decimal number. */
export function parseDecimal(text: string): Fraction | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [whole = '', decimals = ''] = (match[2] ?? '').split('.');
  const digits = BigInt(whole + decimals);
  return fraction(match[1] === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
}

/** The exact value of a decimal literal in code. Throws a RangeError when it is none. */
export function decimal(text: string): Fraction {
  const value = parseDecimal(text);
  if (!value) throw new RangeError(`Not a decimal number: ${text}`);
  return value;
}

const MILLI_DECIMALS = 3;

/** Decimal text as whole thousandths, the unit of a reading (half to even past the third decimal); null when no number. */
export function parseMilli(text: string): number | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [whole = '', decimals = ''] = (match[2] ?? '').split('.');
  if (decimals.length <= MILLI_DECIMALS && whole.length <= 12) {
    const size = Number(whole + decimals.padEnd(MILLI_DECIMALS, '0'));
    return match[1] === '-' && size !== 0 ? -size : size;
  }
  const value = parseDecimal(text);
  return value && roundHalfEven(value, MILLI_DECIMALS);
}
