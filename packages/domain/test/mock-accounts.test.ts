/**
 * The account table drawn for the first page, rebuilt from the public Shanxi hours at 2020-06-30 14:00 with the targets and
 * plans drawn there and the season of 2017. Allowances, present values, days and all lamps agree. The drawn 余 differs by at
 * most 0.23: there the season was not brought to add up to the target over the days that count.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type DaysAccount,
  type MeanAccount,
  type RegionAccounts,
  type RegionInput,
  regionAccounts,
} from '../src/index.ts';
import { dataPresent, drawnCities } from './shanxi.ts';

/** City; today; June; year; good days; failing accounts: as drawn. */
const DRAWN = [
  ['太原', 'tight ≤160 147', 'overdrawn ≤5 17', 'overdrawn ≤50.0 -3.9', 'overdrawn 69 116', 3],
  ['大同', 'safe ≤160 143', 'safe ≤146 13', 'tight ≤32.5 0.1', 'safe 27 158', 0],
  ['朔州', 'tight ≤160 159', 'safe ≤89 29', 'tight ≤36.2 0.6', 'safe 39 146', 0],
  ['忻州', 'tight ≤160 158', 'safe ≤127 15', 'safe ≤41.2 1.2', 'safe 57 128', 0],
  ['吕梁', 'tight ≤160 153', 'impossible — +1.7', 'safe ≤39.2 1.4', 'safe 47 138', 1],
  ['晋中', 'safe ≤160 139', 'overdrawn ≤34 36', 'safe ≤46.2 2.2', 'tight 55 130', 1],
  ['阳泉', 'safe ≤160 133', 'safe ≤155 40', 'safe ≤47.1 2.2', 'overdrawn 58 127', 1],
  ['长治', 'safe ≤160 144', 'safe ≤57 49', 'safe ≤45.6 1.4', 'safe 50 135', 0],
  ['晋城', 'safe ≤160 120', 'overdrawn ≤57 84', 'safe ≤50.8 1.8', 'tight 77 108', 1],
  ['临汾', 'overdrawn ≤152 178', 'safe ≤111 16', 'safe ≤61.3 11.0', 'safe 76 109', 1],
  ['运城', 'overdrawn ≤157 175', 'impossible — +1.4', 'overdrawn ≤49.3 -1.3', 'tight 63 122', 3],
] as const;

if (!dataPresent) console.warn('skipped: the public Shanxi files are not beside this checkout');

describe.skipIf(!dataPresent)('the account table at 2020-06-30 14:00', () => {
  let inputs: RegionInput[];
  beforeAll(() => {
    inputs = drawnCities().inputs;
  });

  function accounts(city: string): RegionAccounts {
    const input = inputs.find((i) => i.region === city);
    if (!input) throw new Error(`no city ${city}`);
    return regionAccounts(input);
  }

  test.each(DRAWN)('%s', (city, today, month, rest, good, failing) => {
    const { day, month: months, yearly, failing: count } = accounts(city);
    const m = months.pm25 as MeanAccount;
    const y = yearly.pm25 as MeanAccount;
    const g = yearly.goodDayShare as DaysAccount;
    expect(day?.lead?.pollutant).toBe('o3');
    expect(`${day?.lamp.state} ≤${day?.lead?.allowance?.brief} ${day?.lead?.present?.text}`).toBe(today);
    const latest = Math.round(m.expected?.value ?? Number.NaN);
    expect(
      `${m.lamp.state} ${m.allowance ? `≤${m.allowance.brief} ${latest}` : `— +${m.overPlan?.text}`}`,
    ).toBe(month);
    expect(m.rest).toEqual({ count: 10, unit: 'hours' });
    const [state, allowance, reserve] = rest.split(' ');
    expect(`${y.lamp.state} ≤${y.allowance?.text}`).toBe(`${state} ${allowance}`);
    expect(Math.abs((y.reserve?.value ?? Number.NaN) - Number(reserve))).toBeLessThan(0.25);
    expect(`${g.lamp.state} ${g.mayExceed} ${g.good?.needed}`).toBe(good);
    expect(count).toBe(failing);
  });

  test('吕梁 PM2.5 of the year, sum by sum (AIR-8.4, AIR-8.1)', () => {
    const y = accounts('吕梁').yearly.pm25 as MeanAccount;
    expect(y.days).toEqual({ calendar: 366, valid: 180, invalid: 1, left: 185, n: 365 });
    expect(y.threshold).toEqual({ text: '38.5', inclusive: true });
    expect([y.settled.usable.budget.text, y.settled.usable.spent.text]).toEqual(['14052.5', '6792.3']);
    expect([y.allowance?.text, y.safeAllowance?.text]).toEqual(['39.2', '38.2']);
    expect(y.expected?.text).toBe('36.8');
    expect(Math.round(y.timeShare * 100)).toBe(49);
    expect(Math.round(y.usedShare * 100)).toBe(48);
    expect(Math.round((y.lamp.room ?? 0) * 100)).toBe(6);
    expect(y.explanation.inputs.map((row) => `${row.valid}/${row.of} ${row.mean} ${row.spent}`)).toEqual([
      '31/31 77.7 2407.4',
      '28/29 42.8 1199.1',
      '31/31 30.0 931.3',
      '30/30 27.6 827.9',
      '31/31 19.2 594.8',
      '29/29 28.7 831.9',
    ]);
  });

  test('吕梁 June: 29 days have spent 101 % of the plan, nothing is left for the last ten hours', () => {
    const m = accounts('吕梁').month.pm25 as MeanAccount;
    expect(m.lamp).toEqual({ state: 'impossible', code: 'evenZeroExceeds', room: null });
    expect([Math.round(m.timeShare * 100), Math.round(m.usedShare * 100)]).toEqual([97, 101]);
  });

  test('吕梁 good days: 140 so far, 138 of 185 needed, 40 of 87 used', () => {
    const g = accounts('吕梁').yearly.goodDayShare as DaysAccount;
    expect(g.good).toEqual({ soFar: 140, needed: 138, neededShare: '74.6', total: 278 });
    expect([g.usedDays, g.budgetDays, g.mayExceed]).toEqual([40, 87, 47]);
    expect(Math.round(g.usedShare * 100)).toBe(46);
  });

  test('in June 2020 the hour of 14:00 counts in the month and the year at once', () => {
    const before = accounts('吕梁').yearly.pm25 as MeanAccount;
    expect(before.live?.usable.spent.value).toBeGreaterThan(before.settled.usable.spent.value);
    // 长治 has spent more today than its allowance: there the running day leads.
    expect((accounts('长治').yearly.pm25 as MeanAccount).basis).toBe('live');
  });
});
