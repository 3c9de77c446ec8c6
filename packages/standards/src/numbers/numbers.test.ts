import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apportion,
  ceil,
  compare,
  decimal,
  fixedHalfEven,
  fraction,
  isWithin,
  largestMeeting,
  mean,
  parseDecimal,
  parseMilli,
  percentChange,
  percentile,
  roundHalfEven,
  roundRatio,
  subtract,
  sum,
  toExact,
  toNumber,
} from '../index.ts';

/** Half-even rounding of decimal text by its digits: what GB/T 8170 says, without arithmetic. */
function roundDigits(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', rest = ''] = text.replace('-', '').split('.');
  const [first = '0', others] = [rest[0], rest.slice(1)];
  const exactHalf = first === '5' && /^0*$/.test(others);
  const up = exactHalf ? BigInt(whole) % 2n === 1n : first >= '5';
  const size = BigInt(whole) + (up ? 1n : 0n);
  return negative ? -size : size;
}

const decimals = fc
  .tuple(fc.boolean(), fc.nat(99_999), fc.nat(99_999), fc.integer({ min: 0, max: 5 }))
  .map(
    ([negative, whole, part, digits]) =>
      `${negative ? '-' : ''}${whole}.${`${part}`.padStart(5, '0').slice(0, digits) || '5'}`,
  );

describe('AIR-3.11 half to even', () => {
  test.each([
    ['2.345', 2, '2.34'],
    ['2.355', 2, '2.36'],
    ['34.5', 0, '34'],
    ['35.5', 0, '36'],
    ['2.3450001', 2, '2.35'],
    ['-2.5', 0, '-2'],
    ['-3.5', 0, '-4'],
    ['-0.04', 1, '0.0'],
    ['0.05', 1, '0.0'],
    ['0.15', 1, '0.2'],
    ['1234567.885', 2, '1234567.88'],
  ])('AIR-3.15 %s to %i decimals is %s', (text, to, expected) => {
    expect(fixedHalfEven(decimal(text), to)).toBe(expected);
  });

  test('equals rounding by digits, for both forms of a number', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        const value = decimal(text);
        expect(BigInt(roundHalfEven(value, 0))).toBe(roundDigits(text));
        const exact = toExact(value);
        if (exact) expect(roundHalfEven(exact, 0)).toBe(roundHalfEven(value, 0));
      }),
    );
  });

  test('roundRatio equals it for every pair of safe whole numbers, next to a tie too', () => {
    const den = fc.integer({ min: 1, max: 2 ** 31 });
    fc.assert(
      fc.property(den, fc.nat(2 ** 20), fc.integer({ min: -2, max: 2 }), (d, whole, off) => {
        const num = Math.max(0, whole * d + Math.floor(d / 2) + off);
        expect(roundRatio(num, d)).toBe(roundHalfEven(fraction(num, d), 0));
      }),
      { numRuns: 2000 },
    );
  });

  test('ceil keeps whole numbers and lifts the rest (AIR-2.7)', () => {
    expect(['55', '55.0001', '-1.5', '0'].map((text) => ceil(decimal(text)))).toEqual([55, 56, -1, 0]);
  });
});

test('AIR-3.14 the bound of a limit is exactly where rounding starts to exceed it', () => {
  fc.assert(
    fc.property(
      fc.nat(300),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: -3, max: 3 }),
      (limit, places, off) => {
        const bound = largestMeeting(limit, places);
        const near = fraction(BigInt(bound.value.num) * 1000n + BigInt(off), BigInt(bound.value.den) * 1000n);
        expect(isWithin(near, bound)).toBe(roundHalfEven(near, places) <= limit);
      },
    ),
  );
});

describe('exact arithmetic', () => {
  const rational = fc
    .tuple(fc.integer(), fc.integer({ min: 1, max: 1e9 }))
    .map(([num, den]) => ({ num, den }));

  test('sum and mean do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(rational, { minLength: 1, maxLength: 12 }), (values) => {
        expect(sum([...values].reverse())).toEqual(sum(values));
        expect(
          compare(mean(values)!, fraction(sum(values).num, sum(values).den * BigInt(values.length))),
        ).toBe(0);
      }),
    );
  });

  test('toNumber is within an ulp or two, however large the fraction', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 60n), fc.bigInt(1n, 10n ** 60n), (num, den) => {
        const value = toNumber({ num, den });
        const scaled = (num * 10n ** 80n) / den;
        expect(Math.abs(value / (Number(scaled) / 1e80) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  test('compare orders like subtraction', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        const { num } = subtract(a, b);
        expect(compare(a, b)).toBe(num < 0n ? -1 : num > 0n ? 1 : 0);
      }),
    );
  });

  test('a fraction needs a denominator', () => {
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(fraction(3, -6)).toEqual({ num: -1n, den: 2n });
  });
});

describe('decimal text', () => {
  test.each(['', ' ', '1,5', '1e3', '—', 'NA', '1.2.3', '--1', '.', '0x10'])('%j is no number', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  test('readings are thousandths, half to even past the third decimal', () => {
    expect(['12', '0.0005', '0.0015', '-0.1', '.5', '7.', '+3'].map(parseMilli)).toEqual([
      12_000, 0, 2, -100, 500, 7000, 3000,
    ]);
  });
});

test('parseMilli equals rounding the exact value, short text and long', () => {
  fc.assert(
    fc.property(decimals, fc.nat(999_999), (text, more) => {
      for (const form of [text, `${text}${more}`, text.split('.')[0] ?? '']) {
        expect(parseMilli(form)).toBe(roundHalfEven(decimal(form), 3));
      }
    }),
  );
});

describe('AIR-3.16 percentile', () => {
  test('lies between its neighbours and equals the definition with k as a fraction', () => {
    const values = fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.constantFrom(90, 95, 98), (list, percent) => {
        const sorted = [...list].sort((a, b) => a - b);
        const steps = (sorted.length - 1) * percent;
        const [low, rest] = [Math.floor(steps / 100), steps % 100];
        const expected = fraction(sorted[low]! * (100 - rest) + (sorted[low + 1] ?? 0) * rest, 100);
        expect(
          percentile(
            list.map((value) => fraction(value)),
            percent,
          ),
        ).toEqual(expected);
      }),
    );
  });

  test('of nothing is nothing', () => {
    expect(percentile([], 90)).toBeNull();
  });
});

test('AIR-4.10 change against zero is no number', () => {
  expect(percentChange(5, 0)).toBeNull();
});

test('apportion: whole parts add up to the total', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (weights) => {
        const total = Math.round(weights.reduce((a, b) => a + b, 0)) || 0;
        const parts = apportion(total, weights);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [index, part] of parts.entries())
          expect(Math.abs(part - weights[index]!)).toBeLessThanOrEqual(2);
      },
    ),
  );
});
