import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupDigits, grouped, sayCount } from './digits.ts';

it('thousands stand apart, decimals and signs stay', () => {
  expect(['0', '999', '1000', '-1234567', '12345.60', '−12528'].map(groupDigits)).toEqual([
    '0',
    '999',
    '1,000',
    '-1,234,567',
    '12,345.60',
    '−12,528',
  ]);
  expect([grouped(1832.005), grouped(0.1 + 0.2), grouped(2.123456, 6)]).toEqual([
    '1,832.01',
    '0.3',
    '2.123456',
  ]);
  expect([sayCount(1832), sayCount(4.46), sayCount(1831.96)]).toEqual(['1,832', '4.5', '1,832.0']);
});

it('read back without the commas it is the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (value) => {
      expect(Number(grouped(value).replaceAll(',', ''))).toBe(value);
      expect(Number(sayCount(value).replaceAll(',', ''))).toBe(value);
    }),
  );
});
