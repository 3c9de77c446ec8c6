import { POLLUTANTS } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whatIfBase as base } from '../fixtures/account.ts';
import {
  daysOf,
  levelled,
  outlook,
  recentMean,
  regionInput,
  scaled,
  startingPlan,
  weeksOf,
  withWeek,
} from './model.ts';

const input = regionInput(base);
const start = startingPlan(base, 'last');
const resultOf = (plan: typeof start) =>
  outlook(base, input, plan).outcomes.find(({ target }) => target.indicator === 'pm25');

describe('what-if in the browser', () => {
  it('has weeks from the running day to 31 December', () => {
    const weeks = weeksOf(base);
    expect(weeks[0]).toEqual({ from: '2020-06-30', to: '2020-07-06', days: 7 });
    expect(weeks.at(-1)?.to).toBe('2020-12-31');
    expect(weeks.reduce((sum, { days }) => sum + days, 0)).toBe(185);
  });

  it('keeps the year when the rest is at the allowance (AIR-8.4), and breaks it just above', () => {
    const at = (value: number) => resultOf({ ...start, pm25: start.pm25.map(() => value) });
    expect(at(39.2)).toMatchObject({ year: '38', meetsYear: true });
    expect(at(39.4)?.meetsYear).toBe(false);
  });

  it('says that the month is lost already, whatever comes', () => {
    expect(resultOf(levelled(start, 'pm25', 0))?.meetsMonth).toBe(false);
  });

  it('gives each week the mean that was set, whatever the shape of its days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 400 }), (week, value) => {
        const plan = withWeek(start, 'pm25', week, value);
        const days = daysOf(base, 'pm25', plan.pm25).slice(week * 7, week * 7 + 7);
        expect(days.reduce((sum, day) => sum + day, 0) / days.length).toBeCloseTo(value, 6);
      }),
    );
  });

  it('never gets better when a week gets worse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 200 }), (week, more) => {
        const before = Number(resultOf(start)?.year);
        const after = Number(resultOf(withWeek(start, 'pm25', week, (start.pm25[week] ?? 0) + more))?.year);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  it('starts from last year, or from the last thirty days', () => {
    expect(start.pm25[0]).toBeCloseTo(26, 0);
    expect(startingPlan(base, 'recent').pm25[0]).toBeCloseTo(recentMean(base, 'pm25'), 0);
  });

  it('changes only what it was asked to', () => {
    const less = scaled(start, 'pm25', 0.9);
    for (const pollutant of POLLUTANTS.filter((one) => one !== 'pm25')) {
      expect(less[pollutant]).toEqual(start[pollutant]);
    }
    expect(withWeek(start, 'pm25', 3, -5).pm25[3]).toBe(0);
  });
});
