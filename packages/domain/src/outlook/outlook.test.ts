import { type Exact, forEachPollutant, STANDARDS } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RegionInput } from '../accounts/region-accounts.ts';
import { regionAccounts } from '../accounts/region-accounts.ts';
import { meanPlan } from '../plans/seasonal-plan.ts';
import type { Indicator } from '../targets/indicator.ts';
import { bottomLine, changeOf, signed } from './bottom-line.ts';
import { cumulative } from './cumulative.ts';
import { expectedDays, whatIf } from './what-if.ts';

const milli = (value: number): Exact => ({ num: Math.round(value * 1000), den: 1000 });

describe('the bottom line (DIS-3.6)', () => {
  const rows = [
    { region: '大同', indicator: 'index', now: '5.23', last: '5.20' },
    { region: '大同', indicator: 'o3', now: '154', last: '152' },
    { region: '大同', indicator: 'pm10', now: '86', last: '82' },
    { region: '大同', indicator: 'co', now: '3.3', last: '2.9' },
    { region: '忻州', indicator: 'pm25', now: '54', last: '53' },
    { region: '吕梁', indicator: 'pm10', now: '99', last: '96' },
    { region: '阳泉', indicator: 'o3', now: '192', last: '180' },
    { region: '吕梁', indicator: 'pm25', now: '38', last: '47' },
    { region: '忻州', indicator: 'goodDays', now: '112', last: '106' },
    { region: '临汾', indicator: 'co', now: null, last: '2.0' },
  ] as const;

  test('the drawn list: relatively worst first, from published values (AIR-4.10)', () => {
    expect(bottomLine(rows).map((c) => `${c.region} ${c.indicator} ${c.last}→${c.now} ${c.percent}`)).toEqual(
      [
        '大同 co 2.9→3.3 +13.8',
        '阳泉 o3 180→192 +6.7',
        '大同 pm10 82→86 +4.9',
        '吕梁 pm10 96→99 +3.1',
        '忻州 pm25 53→54 +1.9',
        '大同 o3 152→154 +1.3',
        '大同 index 5.20→5.23 +0.6',
      ],
    );
  });

  test('EX-24 and the sense of fewer good days', () => {
    const index = (now: string, last: string) => changeOf({ region: 'x', indicator: 'index', now, last });
    expect([
      index('4.87', '5.62')?.percent,
      index('5.11', '5.11')?.percent,
      index('4.45', '4.44')?.percent,
    ]).toEqual(['-13.3', '0.0', '+0.2']);
    expect(changeOf({ region: 'x', indicator: 'goodDays', now: '100', last: '101' })?.sense).toBe('worse');
    expect(changeOf({ region: 'x', indicator: 'heavyDays', now: '1', last: '0' })).toMatchObject({
      sense: 'worse',
      percent: null,
    });
    expect(signed('-0.0')).toBe('0.0');
  });
});

function inputOf(values: number[], targets: Partial<Record<Indicator, string>>): RegionInput {
  const column = values.map(milli);
  return {
    region: '140100',
    standard: STANDARDS['2012'],
    ytd: {
      year: 2021,
      aqi: values.map(() => 80),
      days: forEachPollutant((p) => (p === 'co' ? column.map(() => milli(1)) : column)),
    },
    targets: Object.entries(targets).map(([indicator, value]) => ({
      region: '140100',
      year: 2021,
      indicator: indicator as Indicator,
      value,
      monthly: null,
      document: '示例',
      version: 1,
    })),
  };
}

describe('what-if', () => {
  test('one value, one a week, one a day; the last one holds', () => {
    const text = (days: (Exact | null)[]) => days.map((d) => d && d.num / 1000);
    expect(text(expectedDays({ kind: 'constant', value: 30 }, 2))).toEqual([30, 30]);
    expect(text(expectedDays({ kind: 'weekly', values: [10, 20] }, 16))).toEqual([
      ...Array(7).fill(10),
      ...Array(9).fill(20),
    ]);
    expect(text(expectedDays({ kind: 'daily', values: [10, null, 30] }, 4))).toEqual([10, null, 30, 30]);
  });

  test('higher expectations never make a better year', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 200, maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (values, x) => {
          const input = inputOf(values, { pm25: '38', goodDayShare: '70.0', index: '5.00' });
          const low = whatIf(input, { expected: { pm25: { kind: 'constant', value: x } } });
          const high = whatIf(input, { expected: { pm25: { kind: 'constant', value: x + 20 } } });
          expect(Number(high.year.pm25)).toBeGreaterThanOrEqual(Number(low.year.pm25));
          expect(Number(high.yearIndex)).toBeGreaterThanOrEqual(Number(low.yearIndex));
          expect(high.goodDays.days).toBeLessThanOrEqual(low.goodDays.days);
        },
      ),
      { numRuns: 25 },
    );
  });
});

test('the composite index: room, what it is worth, and the lamp (AIR-8.7)', () => {
  const account = regionAccounts(inputOf(Array(180).fill(35), { index: '5.00' })).yearly.index;
  if (account?.kind !== 'index') throw new Error('no index');
  // 35/60 + 35/40 + 35/70 + 35/35 + 1/4 + 35/160
  expect(account.current?.text).toBe('3.43');
  expect(account.lamp.state).toBe('safe');
  const room = account.room?.value ?? 0;
  expect(account.worth.find((w) => w.indicator === 'pm25')?.value.value).toBeCloseTo(room * 35, 9);
  expect(regionAccounts(inputOf(Array(180).fill(80), { index: '5.00' })).yearly.index?.lamp.state).toBe(
    'overdrawn',
  );
  expect(regionAccounts(inputOf(Array(340).fill(80), { index: '5.00' })).yearly.index?.lamp.state).toBe(
    'impossible',
  );
});

test('the cumulative curve: spent + balance = plan every day, a gap adds to neither', () => {
  const days = [milli(40), null, milli(20)];
  const ytd = { year: 2021, aqi: [80, null, 60], days: forEachPollutant(() => days) };
  const curve = cumulative(ytd, 'pm25', '30', meanPlan(2021, { num: 30, den: 1 }, null), null, 10);
  expect(curve.days.slice(0, 4).map((d) => [d.spent, d.plan, d.balance])).toEqual([
    [40, 30, -10],
    [40, 30, -10],
    [60, 60, 0],
    [null, 90, null],
  ]);
  expect(curve.deepest).toEqual({ day: '2021-01-01', balance: -10 });
  expect(curve.budget).toBe(30.5 * 364);
  expect(curve.cone?.lower).toBe(60 + 10 * 362);
});
