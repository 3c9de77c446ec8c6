import { MISSING } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { milliOfBytes, milliOfText, NEGATIVE, NOT_A_NUMBER } from './cells.ts';

const milli = (text: string) => {
  const bytes = Buffer.from(`<${text}>`);
  return milliOfBytes(bytes, 1, bytes.length - 1);
};

describe('a concentration cell', () => {
  it.each([
    ['0', 0],
    ['35', 35_000],
    ['35.0', 35_000],
    ['1.25', 1250],
    ['0.805', 805],
    ['.5', 500],
    ['12.', 12_000],
    [' 7 ', 7000],
    ['+7', 7000],
    ['007', 7000],
    ['1e2', 100_000],
    ['2.5E-1', 250],
    ['３５．５', 35_500],
    ['-0', 0],
  ])('reads %s', (text, value) => {
    expect(milli(text)).toBe(value);
  });

  it('rounds what is finer than a thousandth half to even, once (AIR-3.11)', () => {
    expect(milli('0.0005')).toBe(0);
    expect(milli('0.0015')).toBe(2);
    expect(milli('0.00051')).toBe(1);
    expect(milli('12.299999999999999')).toBe(12_300);
    expect(milli('2.4604999999')).toBe(2460);
  });

  it.each([
    '',
    ' ',
    'NA',
    'N/A',
    'n/a',
    'NaN',
    'null',
    'None',
    '—',
    '——',
    '--',
    '-',
    '*',
    '/',
    '-99',
    '-99.0',
    '-999',
    '-9999',
    '-9999.0',
    '缺测',
  ])('takes “%s” as missing, not as zero', (text) => {
    expect(milli(text)).toBe(MISSING);
  });

  it.each(['abc', '1,5', '12 3', '1.2.3', '5µg', '0x10', '.', '+', 'e5', '1e', 'Infinity'])(
    'says that “%s” is no number',
    (text) => {
      expect(milli(text)).toBe(NOT_A_NUMBER);
    },
  );

  it.each(['-1', '-0.001', '-98', '-100', '-99.5', '-1e3'])('says that %s is negative', (text) => {
    expect(milli(text)).toBe(NEGATIVE);
  });

  it('stays far above any limit for numbers of any length', () => {
    expect(milli('99999999999')).toBeGreaterThan(2 ** 31);
    expect(milli('1e300')).toBeGreaterThan(2 ** 31);
    expect(milli('9'.repeat(400))).toBeGreaterThan(2 ** 31);
  });

  it('reads what it writes, fast way and slow way alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (value) => {
        const text = String(value / 1000);
        expect(milli(text)).toBe(value);
        expect(milliOfText(text)).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[-+0-9.eE, ]{0,9}$/), (text) => {
        expect(milli(text)).toBe(milliOfText(text));
      }),
    );
  });
});
