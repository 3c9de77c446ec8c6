import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grouped } from '../words/digits.ts';
import { doubtOf, type PaceStanding, type Promised, sayDoubt, sayShortAmount } from './pace-check.ts';

/** 大同清洁取暖，6月底已装 4.08 万户，6 月每天 697 户。 */
const standing: PaceStanding = {
  day: '2021-06-30',
  done: 40_800,
  unit: '户',
  actualPerDay: 697,
  plan: 246_000,
  deadline: '2021-10-20',
};
const promised: Promised = {
  target: 226_300,
  unit: '户',
  deadline: '2021-09-30',
  pace: { value: 1900, per: 'day', from: '2021-07-25', unit: '户' },
  today: '2021-07-24',
};

describe('算不平', () => {
  it('what is done, what is done until the pace begins, and the pace: 照此只到 18.67 万户', () => {
    // 40,800 + 24 × 697 + 68 × 1,900 = 186,728; (226,300 − 57,528) ÷ 68 = 2,481.9
    const doubt = doubtOf(promised, standing);
    expect(doubt).toEqual({ kind: 'short', reaches: 186_728, need: 2482, per: 'day', unit: '户' });
    expect(doubt && sayDoubt(doubt, 'zh')).toBe('照此只到 18.67 万户，每天须 2,482 户');
    expect(doubt && sayDoubt(doubt, 'en')).toBe('At this pace 186,728 户 only; 2,482 户 a day are needed');
  });

  it.each<[string, Partial<Promised>, string | null]>([
    ['just enough', { pace: { value: 2482, per: 'day', from: '2021-07-25', unit: '户' } }, null],
    ['one too few', { pace: { value: 2481, per: 'day', from: '2021-07-25', unit: '户' } }, 'short'],
    ['a pace a week', { pace: { value: 2482 * 7, per: 'week', from: '2021-07-25', unit: '户' } }, null],
    ['from now on is the next day', { pace: { value: 2482, per: 'day', from: null, unit: '户' } }, null],
    ['no pace said', { pace: null }, null],
    ['a pace of something else', { pace: { value: 1, per: 'day', from: null, unit: '台' } }, null],
    ['another unit', { unit: '%' }, null],
    ['less than is done', { target: 40_000, pace: null }, 'done'],
    ['later than the program allows', { deadline: '2021-11-30', pace: null }, 'late'],
    [
      'a pace that begins after the deadline',
      { pace: { value: 1, per: 'day', from: '2021-10-05', unit: '户' } },
      null,
    ],
  ])('%s', (_, patch, kind) => {
    expect(doubtOf({ ...promised, ...patch }, standing)?.kind ?? null).toBe(kind);
  });

  it('the pace that is asked for is enough, and one less is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50_000, max: 900_000 }),
        fc.integer({ min: 1, max: 500 }),
        (target, value) => {
          const at = (n: number) =>
            doubtOf(
              { ...promised, target, pace: { value: n, per: 'day', from: '2021-07-25', unit: '户' } },
              standing,
            );
          const doubt = at(value);
          if (doubt?.kind !== 'short') return;
          expect(at(doubt.need)?.kind).not.toBe('short');
          expect(at(doubt.need - 1)?.kind).toBe('short');
        },
      ),
    );
  });
});

it('amounts are said as in the hall', () => {
  expect(sayShortAmount(205_200, '户', 'zh')).toBe('20.52 万户');
  expect(sayShortAmount(9800, '户', 'zh')).toBe('9,800 户');
  expect(sayShortAmount(20.52, '万户', 'zh')).toBe('20.52 万户');
  expect(grouped(1832)).toBe('1,832');
  expect(grouped(1234567.5)).toBe('1,234,567.5');
});
