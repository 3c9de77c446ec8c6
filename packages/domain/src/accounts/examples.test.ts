/** Worked examples EX-29 … EX-31 and the rules around them, by table. */
import { type Exact, forEachPollutant, fraction, type PerPollutant, percentile } from '@qingzhang/standards';
import { describe, expect, test } from 'vitest';
import { meanPlan, statedPlan } from '../plans/seasonal-plan.ts';
import { thresholdOf } from '../targets/threshold.ts';
import { goodDaysAccount, goodDaysNeeded, heavyDaysAccount } from './good-days.ts';
import { meanAccount } from './mean-account.ts';
import { freeDays, percentileAccount } from './percentile-account.ts';
import { monthSpan, type YearToDate, yearSpan } from './year-to-date.ts';

const day = (value: number): Exact => ({ num: Math.round(value * 1000), den: 1000 });
const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** A year with one pollutant's days and AQI; other pollutants empty. */
function ytdOf(
  year: number,
  days: Partial<PerPollutant<(Exact | null)[]>>,
  aqi: (number | null)[],
): YearToDate {
  return { year, days: forEachPollutant((p) => days[p] ?? repeat(aqi.length, null)), aqi };
}

describe('days to month and year, means (AIR-8.4)', () => {
  const june = (first: number[]) =>
    meanAccount({
      ytd: ytdOf(
        2021,
        { pm25: [...repeat(151, day(30)), ...first.map(day)] },
        repeat(151 + first.length, 60),
      ),
      pollutant: 'pm25',
      scale: 'month',
      span: monthSpan(2021, 6),
      threshold: thresholdOf('28', 0),
      plan: statedPlan(2021, repeat(12, fraction(28))),
    });

  test('EX-29: 21 days at 30.0 of a month planned at 28 leave 25.0 by T* and 23.3 by T', () => {
    const account = june(repeat(21, 30));
    expect(account.allowance).toMatchObject({ exact: '25', text: '25.0', inclusive: true });
    expect(account.safeAllowance?.text).toBe('23.3');
    expect(account.lamp).toMatchObject({ state: 'overdrawn', code: 'paceExceeds' });
  });

  test.each([
    [22, 'safe'],
    [22.5, 'safe'],
    [22.6, 'tight'],
    [25, 'tight'],
    [25.1, 'overdrawn'],
  ])('the last seven days at %f make the month %s', (level, state) => {
    // The first fourteen days make up for it, so that the allowance stays 25.0.
    const account = june([...repeat(14, (630 - 7 * level) / 14), ...repeat(7, level)]);
    expect(account.allowance?.text).toMatch(/^2(4\.9|5\.0)$/);
    expect(account.lamp.state).toBe(state);
  });

  test('a month whose plan is spent is impossible even with nothing in the rest', () => {
    expect(june(repeat(29, 29.5)).lamp).toMatchObject({ state: 'impossible', code: 'evenZeroExceeds' });
  });

  test('a finished month has met or missed its plan', () => {
    expect(june(repeat(30, 28.5)).lamp.code).toBe('met');
    expect(june(repeat(30, 28.501)).lamp.code).toBe('missed');
  });

  test('fewer than 27 valid days possible: no lamp (AIR-3.18)', () => {
    const ytd = ytdOf(2021, { pm25: [...repeat(151, day(30)), ...repeat(4, null)] }, repeat(155, null));
    const account = meanAccount({
      ytd,
      pollutant: 'pm25',
      scale: 'month',
      span: monthSpan(2021, 6),
      threshold: thresholdOf('28', 0),
      plan: meanPlan(2021, fraction(28), null),
    });
    expect(account.lamp).toEqual({ state: 'none', code: 'periodInvalid', room: null });
  });
});

describe('good and heavy days (AIR-8.6)', () => {
  const half = ytdOf(2021, {}, [...repeat(118, 80), ...repeat(63, 130)]);
  const input = { ytd: half, scale: 'year' as const, span: yearSpan(2021), history: null };

  test('EX-30: 118 good of 181, target 72.0 % of 365: 263 needed, 145 of 184 left (78.8 %), 39 may exceed', () => {
    expect(goodDaysNeeded(365, '72.0')).toEqual({ usable: 263, safe: 263 });
    const account = goodDaysAccount({ ...input, target: '72.0' });
    expect(account.good).toEqual({ soFar: 118, needed: 145, neededShare: '78.8', total: 263 });
    expect([account.days.left, account.mayExceed]).toEqual([184, 39]);
    expect(account.explanation.values).toMatchObject({ share: '72.1', below: '71.8' });
  });

  test('a day already lost at this hour counts at once', () => {
    const running = { ...half, today: { hour: 20, hours: forEachPollutant(() => []) } };
    expect(goodDaysAccount({ ...input, ytd: running, target: '72.0', todayLost: true }).mayExceed).toBe(38);
  });

  test.each([
    ['49.0', 'safe'],
    ['80.0', 'overdrawn'],
    ['83.0', 'impossible'],
  ])('target %s %% is %s', (target, state) => {
    expect(goodDaysAccount({ ...input, target }).lamp.state).toBe(state);
  });

  test('a share that is reached already is secured', () => {
    expect(goodDaysAccount({ ...input, target: '32.0' }).lamp.code).toBe('secured');
  });

  test('heavy days: none allowed and none so far is safe, one is impossible', () => {
    expect(heavyDaysAccount({ ...input, target: '0' }).lamp.code).toBe('noneAllowed');
    const one = ytdOf(2021, {}, [...repeat(180, 80), 230]);
    expect(heavyDaysAccount({ ...input, ytd: one, target: '0' }).lamp.state).toBe('impossible');
    expect(heavyDaysAccount({ ...input, ytd: one, target: '5' })).toMatchObject({
      usedDays: 1,
      mayExceed: 4,
    });
    expect(heavyDaysAccount({ ...input, ytd: one, target: '1' }).lamp.state).toBe('overdrawn');
  });
});

describe('percentile targets (AIR-8.5)', () => {
  test.each([
    [365, 90, 36],
    [30, 90, 2],
    [31, 90, 3],
    [365, 95, 18],
    [1, 90, 0],
  ])('of %i days at p = %i %% the top %i are free', (n, percent, free) => {
    expect(freeDays(n, percent)).toBe(free);
  });

  const year = (values: number[]) =>
    percentileAccount({
      ytd: ytdOf(2021, { o3: values.map(day) }, repeat(values.length, 100)),
      pollutant: 'o3',
      scale: 'year',
      span: yearSpan(2021),
      target: '160',
      history: null,
    });

  test('EX-31: 36 days at 200, then 162, then 158: P90 160.4 meets; with 163 it is 161.0 and fails', () => {
    const days = (next: number) => [...repeat(36, 200), next, 158, ...repeat(327, 100)];
    expect(year(days(162)).soFar?.text).toBe('160.4');
    expect(year(days(162)).lamp.code).toBe('met');
    expect(year(days(163)).lamp.code).toBe('missed');
  });

  test('the days left that may exceed, and the constant level of the rest, are exact', () => {
    const account = year([...repeat(30, 200), ...repeat(320, 100)]);
    expect([account.budgetDays, account.usedDays, account.mayExceed]).toEqual([36, 30, 6]);
    expect(account.unlimited).toBe(false);
    // Fifteen more days at 160.5 make ranks 320…335 of 365; k = 328.6 lies among them.
    expect(account.allowance).toMatchObject({ text: '160.5', inclusive: true });
    const at = (level: number) =>
      percentile([...repeat(30, day(200)), ...repeat(320, day(100)), ...repeat(15, day(level))], 90);
    expect(at(160.5)).toEqual(fraction(321, 2));
  });

  test('no level matters when the free days cover the rest; nothing helps when they are spent', () => {
    expect(year([...repeat(20, 200), ...repeat(330, 100)]).unlimited).toBe(true);
    expect(year([...repeat(40, 200), ...repeat(300, 100)]).lamp.state).toBe('impossible');
  });
});
