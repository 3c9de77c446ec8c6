/** What must hold for any data: an allowance kept keeps the target, one unit more does not, and the scales agree. */
import {
  add,
  compare,
  decimal,
  divide,
  type Exact,
  fixedHalfEven,
  forEachPollutant,
  fraction,
  mean,
  percentile,
  sum,
} from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysInYear } from '../calendar.ts';
import { parseExact, times } from '../numbers/ratio.ts';
import { meanPlan, planned, planTotal, statedPlan } from '../plans/seasonal-plan.ts';
import { meetsTarget, thresholdOf } from '../targets/threshold.ts';
import { pollutantDay } from './day.ts';
import { goodDaysAccount, goodDaysNeeded } from './good-days.ts';
import { countedPlan, meanAccount } from './mean-account.ts';
import { constantLevel, mayExceedDays } from './percentile-account.ts';
import { monthThreshold } from './region-accounts.ts';
import { monthSpan, type YearToDate, yearSpan } from './year-to-date.ts';

const milli = (value: number): Exact => ({ num: value, den: 1000 });
const level = fc.integer({ min: 0, max: 200_000 });
const day = fc.oneof(
  { weight: 12, arbitrary: level.map(milli) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const target = fc.integer({ min: 15, max: 120 }).map(String);

function ytdOf(pm25: (Exact | null)[], year = 2021): YearToDate {
  return {
    year,
    days: forEachPollutant((p) => (p === 'pm25' ? pm25 : pm25.map(() => null))),
    aqi: pm25.map((v) => (v === null ? null : Math.round(v.num / 1000))),
  };
}

/** The published value meets the target: rounded, then compared. */
const published = (value: { num: bigint; den: bigint }, goal: string) =>
  compare(decimal(fixedHalfEven(value, 0)), decimal(goal)) <= 0;

describe('means', () => {
  test('a year: the allowance kept to the end meets the target as published, one unit more misses it', () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 364 }), target, (days, goal) => {
        const ytd = ytdOf(days);
        const account = meanAccount({
          ytd,
          pollutant: 'pm25',
          scale: 'year',
          span: yearSpan(2021),
          threshold: thresholdOf(goal, 0),
          plan: meanPlan(2021, decimal(goal), null),
        });
        const left = 365 - days.length;
        const known = sum(days.filter((d): d is Exact => d !== null));
        const result = (rest: string) =>
          divide(add(known, times(decimal(rest), left)), fraction(account.days.n));
        if (account.allowance === null) {
          expect(published(result('0'), goal)).toBe(false);
        } else {
          const more = fixedHalfEven(add(decimal(account.allowance.text), decimal('0.1')), 1);
          // Below one unit of room even 0.0 may be too much only when nothing is left, which is null.
          expect(published(result(account.allowance.text), goal)).toBe(true);
          expect(published(result(more), goal)).toBe(false);
        }
        if (account.allowance && account.safeAllowance) {
          expect(account.safeAllowance.value).toBeLessThan(account.allowance.value);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('spending more never leaves more, and never improves the lamp', () => {
    const order = ['safe', 'tight', 'overdrawn', 'impossible'];
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 30, maxLength: 200 }),
        fc.nat(199),
        fc.integer({ min: 1, max: 90_000 }),
        target,
        (days, at, extra, goal) => {
          const account = (list: number[]) =>
            meanAccount({
              ytd: ytdOf(list.map(milli)),
              pollutant: 'pm25',
              scale: 'year',
              span: yearSpan(2021),
              threshold: thresholdOf(goal, 0),
              plan: meanPlan(2021, decimal(goal), null),
            });
          const before = account(days);
          const after = account(days.map((v, i) => (i === at % days.length ? v + extra : v)));
          expect(after.allowance?.value ?? -1).toBeLessThanOrEqual(before.allowance?.value ?? -1);
          expect(order.indexOf(after.lamp.state)).toBeGreaterThanOrEqual(order.indexOf(before.lamp.state));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('hours, day, month and year interlock: the month allowance kept in every hour left meets the month exactly', () => {
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 151, maxLength: 180 }),
        fc.array(fc.oneof({ weight: 15, arbitrary: level }, { weight: 1, arbitrary: fc.constant(null) }), {
          minLength: 1,
          maxLength: 23,
        }),
        target,
        (settled, hours, goal) => {
          const ytd: YearToDate = {
            ...ytdOf(settled.map(milli)),
            today: {
              hour: hours.length,
              hours: forEachPollutant((p) =>
                p === 'pm25' ? hours.map((h) => (h === null ? null : milli(h))) : [],
              ),
            },
          };
          const span = monthSpan(2021, 6);
          const threshold = thresholdOf(goal, 0);
          const account = meanAccount({
            ytd,
            pollutant: 'pm25',
            scale: 'month',
            span,
            threshold,
            plan: meanPlan(2021, decimal(goal), null),
            settings: { safePercent: 10, safeYearPercent: 5, paceDays: 7, basis: 'live' },
          });
          if (!account.allowance || account.live === null) return;
          const x = parseExact(account.allowance.exact);
          const known = hours.filter((h): h is number => h !== null).map(milli);
          const left = 24 - hours.length;
          const valid = known.length + left >= 20;
          const today = valid ? mean([...known, ...Array.from({ length: left }, () => x)]) : null;
          const rest = span.to - settled.length - 1;
          const days = [
            ...settled.slice(span.from).map(milli),
            ...(today ? [today] : []),
            ...Array.from({ length: rest }, () => x),
          ];
          const month = mean(days);
          expect(month && compare(month, threshold.usable.value)).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('prudent: never promises more than the hours of today leave, nor credit before the day is settled', () => {
    fc.assert(
      fc.property(
        fc.array(level, { minLength: 20, maxLength: 170 }),
        fc.array(level, { minLength: 1, maxLength: 23 }),
        target,
        (settled, hours, goal) => {
          const ytd: YearToDate = {
            ...ytdOf(settled.map(milli)),
            today: {
              hour: hours.length,
              hours: forEachPollutant((p) => (p === 'pm25' ? hours.map(milli) : [])),
            },
          };
          const account = meanAccount({
            ytd,
            pollutant: 'pm25',
            scale: 'year',
            span: yearSpan(2021),
            threshold: thresholdOf(goal, 0),
            plan: meanPlan(2021, decimal(goal), null),
          });
          const both = [
            account.settled.usable.allowance?.value ?? -1,
            account.live?.usable.allowance?.value ?? -1,
          ];
          expect(account.allowance?.value ?? -1).toBe(Math.min(...both));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('hours of a day', () => {
  test('the PM2.5 allowance kept in every hour left keeps the day within its limit, 0.1 more does not', () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 23 }), (hours) => {
        const running = { hour: hours.length, hours: forEachPollutant(() => hours.map(milli)) };
        const { allowance } = pollutantDay('pm25', '75', running);
        const left = 24 - hours.length;
        const result = (rest: string) =>
          mean([...hours.map(milli), ...Array.from({ length: left }, () => decimal(rest))]) ?? fraction(0);
        if (allowance === null) expect(published(result('0'), '75')).toBe(false);
        else {
          expect(published(result(allowance.text), '75')).toBe(true);
          expect(
            published(result(fixedHalfEven(add(decimal(allowance.text), decimal('0.1')), 1)), '75'),
          ).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('ozone: the allowance keeps all windows to come, 0.1 more breaks one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 180_000 }), { minLength: 1, maxLength: 23 }),
        (hours) => {
          const running = { hour: hours.length, hours: forEachPollutant(() => hours.map(milli)) };
          const { allowance } = pollutantDay('o3', '160', running);
          const worst = (rest: string) => {
            const all = [
              ...hours.map(milli),
              ...Array.from({ length: 24 - hours.length }, () => decimal(rest)),
            ];
            const windows = Array.from({ length: 17 }, (_, i) => mean(all.slice(i, i + 8)) ?? fraction(0));
            return windows.reduce((top, w) => (compare(w, top) > 0 ? w : top));
          };
          if (allowance === null) expect(published(worst('0'), '160')).toBe(false);
          else {
            expect(published(worst(allowance.text), '160')).toBe(true);
            expect(
              published(worst(fixedHalfEven(add(decimal(allowance.text), decimal('0.1')), 1)), '160'),
            ).toBe(false);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('budgets of days', () => {
  test('good days: with as many exceeding as may, the share is met; with one more it is not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 364 }),
        fc.integer({ min: 100, max: 999 }),
        (good, tenths) => {
          const goal = (tenths / 10).toFixed(1);
          const ytd = { ...ytdOf([]), aqi: good.map((g) => (g ? 80 : 120)) };
          const account = goodDaysAccount({
            ytd,
            scale: 'year',
            span: yearSpan(2021),
            target: goal,
            history: null,
          });
          const left = 365 - good.length;
          const so = good.filter(Boolean).length;
          const meets = (exceeding: number) =>
            compare(decimal(fixedHalfEven(fraction(100 * (so + left - exceeding), 365), 1)), decimal(goal)) >=
            0;
          if (account.mayExceed < 0) expect(meets(0)).toBe(false);
          else {
            expect(meets(account.mayExceed)).toBe(true);
            if (account.mayExceed < left) expect(meets(account.mayExceed + 1)).toBe(false);
          }
          expect(account.budgetDays - account.usedDays).toBe(
            account.mayExceed === left ? account.budgetDays - account.usedDays : account.mayExceed,
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  test('the least number of good days is least', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 }), fc.integer({ min: 0, max: 1000 }), (n, tenths) => {
        const { usable, safe } = goodDaysNeeded(n, (tenths / 10).toFixed(1));
        const share = (g: number) => Number(fixedHalfEven(fraction(100 * g, n), 1)) * 10;
        expect(Math.round(share(usable))).toBeGreaterThanOrEqual(tenths);
        if (usable > 0) expect(Math.round(share(usable - 1))).toBeLessThan(tenths);
        expect(safe).toBeGreaterThanOrEqual(usable);
      }),
    );
  });

  test('percentiles: as many free days as may and a level at its bound meet the target, one more or a bit more does not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 20_000, max: 260_000 }), { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 1, max: 120 }),
        (values, left) => {
          const known = values.map(milli).sort(compare);
          const { usable, safe } = thresholdOf('160', 0);
          const far = milli(10_000_000);
          const result = (m: number) =>
            percentile(
              [
                ...known,
                ...Array.from({ length: m }, () => far),
                ...Array.from({ length: left - m }, () => safe.value),
              ],
              90,
            );
          const m = mayExceedDays(known, left, safe.value, usable, 90);
          if (m >= 0) expect(published(result(m)!, '160')).toBe(true);
          if (m < left) expect(published(result(m + 1)!, '160')).toBe(false);
          const bound = constantLevel(known, left, usable, 90);
          const at = (x: { num: bigint; den: bigint }) =>
            percentile([...known, ...Array.from({ length: left }, () => x)], 90)!;
          if (bound === null) expect(published(at(fraction(0)), '160')).toBe(false);
          else if (bound === 'unlimited') expect(published(at(fraction(10_000)), '160')).toBe(true);
          else {
            expect(compare(at(bound.value), usable.value)).toBe(0);
            expect(published(at(add(bound.value, fraction(1, 1000))), '160')).toBe(false);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('plans', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 12, maxLength: 12 });

  test('a plan in season averages exactly to its target, and the path over the days that count to target × N', () => {
    fc.assert(
      fc.property(
        shape,
        target,
        fc.integer({ min: 2019, max: 2024 }),
        fc.array(day, { maxLength: 360 }),
        (monthly, goal, year, days) => {
          const plan = meanPlan(year, decimal(goal), {
            label: '2017',
            monthly: monthly.map((v) => fraction(v)),
          });
          expect(plan.source).toBe('history');
          expect(compare(planTotal(plan), times(decimal(goal), daysInYear(year)))).toBe(0);
          const ytd = ytdOf(days, year);
          const counted = countedPlan(ytd, 'pm25', plan, decimal(goal));
          let total = planned(counted, { from: days.length, to: daysInYear(year) });
          for (const [i, value] of days.entries())
            if (value) total = add(total, planned(counted, { from: i, to: i + 1 }));
          const n = days.filter((d) => d !== null).length + daysInYear(year) - days.length;
          expect(compare(total, times(decimal(goal), n))).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('twelve derived months kept to their bound are the year kept to its bound', () => {
    fc.assert(
      fc.property(shape, target, (monthly, value) => {
        const goal = {
          region: '140100',
          year: 2021,
          indicator: 'pm25',
          value,
          monthly: null,
          document: '示例',
          version: 1,
        } as const;
        const plan = meanPlan(2021, decimal(value), {
          label: '2017',
          monthly: monthly.map((v) => fraction(v)),
        });
        const total = sum(
          monthly.map((_, i) => {
            const { from, to } = monthSpan(2021, i + 1);
            return times(monthThreshold(goal, i + 1, plan).usable.value, to - from);
          }),
        );
        const year = divide(total, fraction(365));
        expect(compare(year, thresholdOf(value, 0).usable.value)).toBe(0);
      }),
    );
  });

  test('without twelve months of history the plan is flat and says why', () => {
    const half = {
      label: '2019',
      monthly: Array.from({ length: 12 }, (_, i) => (i < 6 ? fraction(50) : null)),
    };
    expect(meanPlan(2020, fraction(38), half)).toMatchObject({
      source: 'flat',
      flatBecause: 'historyIncomplete',
    });
    expect(meanPlan(2020, fraction(38), null)).toMatchObject({ source: 'flat', flatBecause: 'noHistory' });
    expect(() => statedPlan(2020, [fraction(1)])).toThrow(RangeError);
  });

  test('T* is the largest value that is published as the target', () => {
    fc.assert(
      fc.property(target, fc.integer({ min: -2000, max: 2000 }), (goal, offset) => {
        const value = add(decimal(goal), fraction(offset, 1000));
        expect(meetsTarget(value, thresholdOf(goal, 0))).toBe(published(value, goal));
      }),
    );
  });
});
