import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayLamp, sayLampReason } from './lamp-words.ts';
import { neededPerDay, plannedPercent, startsOn } from './milestones.ts';
import { countLamps, gapOf, type LampFacts, programLamp, standardLampBands } from './program-lamp.ts';

const heating = {
  start: '2021-04-01',
  milestones: [
    { day: '2021-06-30', percent: 35 },
    { day: '2021-09-30', percent: 70 },
    { day: '2021-10-31', percent: 100 },
  ],
};
const facts = (change: Partial<LampFacts> = {}): LampFacts => ({
  planned: 50,
  actual: 50,
  daysLeft: 60,
  ...change,
});
const lampOf = (change: Partial<LampFacts>) => programLamp(facts(change));

describe('DIS-2.2 the planned path', () => {
  it('runs straight between milestones, not from start to end', () => {
    expect(plannedPercent(heating, '2021-06-30')).toBe(35);
    expect(plannedPercent(heating, '2021-05-16')).toBe(17.5); // 45 of 90 days
    expect(plannedPercent(heating, '2021-08-15')).toBe(52.5); // 46 of 92 days
    // From start to end it would be half by mid-July.
    expect(plannedPercent(heating, '2021-07-16')).toBeCloseTo(35 + (35 * 16) / 92, 6);
  });
  it('is 0 before it begins and stays at its last milestone', () => {
    expect(plannedPercent(heating, '2021-03-31')).toBe(0);
    expect(plannedPercent(heating, '2021-04-01')).toBe(0);
    expect(plannedPercent(heating, '2022-01-01')).toBe(100);
    expect(plannedPercent({ start: null, milestones: heating.milestones }, '2021-06-29')).toBe(0);
    expect(plannedPercent({ start: '2021-04-01', milestones: [] }, '2021-06-29')).toBeNull();
    expect(startsOn(heating)).toBe('2021-04-01');
    expect(startsOn({ start: null, milestones: heating.milestones })).toBe('2021-06-30');
  });
  it('never falls with time when milestones do not', () => {
    const percents = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 });
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2021-06-${String(n).padStart(2, '0')}`);
    fc.assert(
      fc.property(percents, day, day, (levels, one, other) => {
        const milestones = [...levels]
          .sort((a, b) => a - b)
          .map((percent, index) => ({ day: `2021-06-${String(3 + index * 4).padStart(2, '0')}`, percent }));
        const [a, b] = one <= other ? [one, other] : [other, one];
        const path = { start: '2021-06-01', milestones };
        expect(plannedPercent(path, a)!).toBeLessThanOrEqual(plannedPercent(path, b)!);
      }),
    );
  });
  it('tells the pace that is still needed', () => {
    expect(neededPerDay({ target: 100, current: 40 }, '2021-07-23', '2021-08-22')).toBe(2);
    expect(neededPerDay({ target: 100, current: 100 }, '2021-07-23', '2021-07-01')).toBe(0);
    expect(neededPerDay({ target: 100, current: 99 }, '2021-07-23', '2021-07-23')).toBeNull();
  });
});

describe('DIS-2.2 the lamp', () => {
  it('blue from 10 points ahead', () => {
    expect(lampOf({ actual: 60 })).toMatchObject({ lamp: 'blue', reason: { code: 'ahead', points: 10 } });
    expect(lampOf({ actual: 59.9 })).toMatchObject({ lamp: 'green', reason: { code: 'onPlan' } });
  });
  it('green up to 5 points behind while more than 30 days are left; with 30 it is yellow', () => {
    expect(lampOf({ actual: 45, daysLeft: 31 })).toMatchObject({ lamp: 'green', reason: { code: 'calm' } });
    expect(lampOf({ actual: 45, daysLeft: 30 })).toMatchObject({
      lamp: 'yellow',
      reason: { code: 'behindLate' },
    });
    expect(lampOf({ actual: 50, daysLeft: 30 }).lamp).toBe('green');
    expect(lampOf({ actual: 45, daysLeft: null })).toMatchObject({ lamp: 'green', reason: { days: null } });
  });
  it('yellow above 5 and up to 15 points, red above 15', () => {
    expect(lampOf({ actual: 44.9 })).toMatchObject({ lamp: 'yellow', reason: { code: 'behind' } });
    expect(lampOf({ actual: 35 }).lamp).toBe('yellow');
    expect(lampOf({ actual: 34.9 })).toMatchObject({ lamp: 'red', reason: { code: 'farBehind', limit: 15 } });
    expect(lampOf({ actual: null, planned: 16 }).lamp).toBe('red');
  });
  it('yellow within 15 days of the deadline unless close-out is applied for', () => {
    expect(lampOf({ daysLeft: 15 })).toMatchObject({
      lamp: 'yellow',
      reason: { code: 'deadlineNear', days: 15 },
    });
    expect(lampOf({ daysLeft: 16 }).lamp).toBe('green');
    expect(lampOf({ daysLeft: 15, inCloseOut: true }).lamp).toBe('green');
  });
  it('yellow when a report is missing or evidence was rejected', () => {
    expect(lampOf({ reportMissing: '2021-06' }).lamp).toBe('yellow');
    expect(lampOf({ rejected: 1 })).toMatchObject({ lamp: 'yellow', reason: { code: 'rejected', times: 1 } });
    expect(lampOf({ rejected: 0 }).lamp).toBe('green');
    // Being ahead does not excuse a missing report.
    expect(lampOf({ actual: 90, reportMissing: '2021-06' }).lamp).toBe('yellow');
  });
  it('red when overdue, on rebound, and in the second yellow month', () => {
    expect(lampOf({ daysLeft: 0, inCloseOut: true }).lamp).toBe('green');
    expect(lampOf({ daysLeft: -1, inCloseOut: true })).toMatchObject({
      lamp: 'red',
      reason: { code: 'overdue', days: 1 },
    });
    expect(lampOf({ rebound: true, actual: 100 })).toMatchObject({
      lamp: 'red',
      reason: { code: 'rebound' },
    });
    const second = lampOf({ actual: 40, yellowBefore: 1 });
    expect(second).toMatchObject({
      lamp: 'red',
      base: 'yellow',
      reason: { code: 'yellowMonths', months: 2 },
    });
    expect(lampOf({ actual: 50, yellowBefore: 5 }).lamp).toBe('green');
  });
  it('grey before anything else: not applicable, paused, not begun; but what is overdue has begun', () => {
    expect(lampOf({ notApplicable: true, rebound: true, daysLeft: -9 }).lamp).toBe('grey');
    expect(lampOf({ pausedUntil: '2021-08-31', daysLeft: -9 })).toMatchObject({ reason: { code: 'paused' } });
    expect(lampOf({ startsOn: '2021-08-01', actual: 0 })).toMatchObject({ lamp: 'grey' });
    expect(lampOf({ startsOn: '2021-08-01', daysLeft: -1 }).lamp).toBe('red');
  });
  it('closed: blue when early, green otherwise, even after a rebound', () => {
    expect(lampOf({ closed: { daysEarly: 6 } })).toMatchObject({ lamp: 'blue', reason: { days: 6 } });
    expect(lampOf({ closed: { daysEarly: 0 } })).toMatchObject({ lamp: 'green', reason: { code: 'closed' } });
    expect(lampOf({ closed: { daysEarly: -2 }, daysLeft: -2 })).toMatchObject({
      lamp: 'green',
      reason: { code: 'closedLate', days: 2 },
    });
  });
  it('takes its limits from the bands', () => {
    const bands = { ...standardLampBands, farGap: 20, yellowMonths: 3 };
    expect(programLamp(facts({ actual: 32 }), bands).lamp).toBe('yellow');
    expect(programLamp(facts({ actual: 40, yellowBefore: 1 }), bands).lamp).toBe('yellow');
  });

  const anyFacts = fc.record({
    planned: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    actual: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    daysLeft: fc.option(fc.integer({ min: -60, max: 400 })),
    inCloseOut: fc.boolean(),
    rebound: fc.boolean(),
    rejected: fc.integer({ min: 0, max: 3 }),
    reportMissing: fc.option(fc.constant('2021-06')),
    yellowBefore: fc.integer({ min: 0, max: 3 }),
    startsOn: fc.option(fc.constant('2021-08-01')),
    pausedUntil: fc.option(fc.constant('2021-08-31')),
    notApplicable: fc.boolean(),
  });
  const severity = { blue: 0, green: 1, yellow: 2, red: 3, grey: -1 };

  it('is never better with a larger gap (monotone)', () => {
    fc.assert(
      fc.property(anyFacts, fc.double({ min: 0, max: 100, noNaN: true }), (some, other) => {
        const [less, more] = [some.actual ?? 0, other].sort((a, b) => a - b);
        const behind = programLamp({ ...some, actual: less! });
        const ahead = programLamp({ ...some, actual: more! });
        expect(severity[behind.lamp]).toBeGreaterThanOrEqual(severity[ahead.lamp]);
      }),
    );
  });
  it('is never better with fewer days to the deadline', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: -60, max: 400 }), fc.nat(30), (some, days, fewer) => {
        const early = programLamp({ ...some, daysLeft: days });
        const late = programLamp({ ...some, daysLeft: days - fewer });
        if (early.lamp !== 'grey') expect(severity[late.lamp]).toBeGreaterThanOrEqual(severity[early.lamp]);
      }),
    );
  });
  it('always says why, in both languages', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const { lamp, reason } = programLamp(some);
        expect(sayLampReason(reason, 'zh')).not.toMatch(/undefined|NaN|null/u);
        expect(sayLampReason(reason, 'en')).not.toMatch(/undefined|NaN|null/u);
        expect(sayLamp(lamp, 'zh')).toMatch(/^[红黄绿蓝灰]$/u);
      }),
    );
  });
});

it('DIS-2.2 reasons in the words of the board', () => {
  const say = (change: Partial<LampFacts>) => sayLampReason(lampOf(change).reason, 'zh');
  expect(say({ planned: 35, actual: 16.6 })).toBe('落后序时 18.4 点（>15）');
  expect(say({ rebound: true })).toBe('销号后反弹');
  expect(say({ actual: 40, yellowBefore: 1 })).toBe('连续两个月黄灯（落后序时 10.0 点）');
  expect(say({ reportMissing: '2021-06' })).toBe('6月未报');
  expect(say({ rejected: 1 })).toBe('佐证被退 1 次');
  expect(say({ daysLeft: 12 })).toBe('距期限 12 天，未申请销号');
  expect(say({ actual: 48.1, daysLeft: 89 })).toBe('差 1.9 点，余 89 天');
  expect(say({})).toBe('达到序时');
  expect(say({ actual: 67.4 })).toBe('超前 17.4 点');
  expect(say({ closed: { daysEarly: 6 } })).toBe('提前 6 天办结');
  expect(say({ pausedUntil: '2021-08-31' })).toBe('经批准暂停至 8-31，不计分母');
  expect(say({ notApplicable: true })).toBe('本市无此项');
});

it('DIS-2.2 grey never counts in a denominator; the gap is P − A', () => {
  expect(countLamps(['red', 'grey', 'green', 'grey', 'blue'])).toEqual({
    red: 1,
    yellow: 0,
    green: 1,
    blue: 1,
    grey: 2,
    counted: 3,
  });
  expect(gapOf({ planned: 35, actual: 16.6 })).toBe(18.4);
  expect(gapOf({ planned: 35, actual: null })).toBe(35);
  expect(gapOf({ planned: null, actual: 3 })).toBeNull();
});
