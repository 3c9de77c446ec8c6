import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actualPace, monthBefore, monthsBetween, neededPace, pathEnd } from './pace.ts';

describe('要 n 户/天 (mock decision 1)', () => {
  const heating = { day: '2021-06-30', deadline: '2021-10-20' };
  it('rounds up over calendar days to the deadline milestone', () => {
    // 大同: 246,000 planned, 40,836 installed, 112 days left → 1,831.8
    expect(neededPace({ plan: 246_000, done: 40_836, ...heating })).toEqual({
      need: 1832,
      per: 'day',
      days: 112,
    });
    expect(neededPace({ plan: 919_300, done: 272_800, ...heating })?.need).toBe(5773);
  });
  it('tells small counts by week or month', () => {
    expect(neededPace({ plan: 82, done: 59, day: '2021-06-30', deadline: '2021-12-31' })).toEqual({
      need: 4,
      per: 'month',
      days: 184,
    });
    expect(neededPace({ plan: 400, done: 59, day: '2021-06-30', deadline: '2021-12-31' })?.per).toBe('week');
  });
  it('is silent where nothing is left, no date stands, or the date has passed', () => {
    expect(neededPace({ plan: 10, done: 10, ...heating })).toBeNull();
    expect(neededPace({ plan: null, done: 1, ...heating })).toBeNull();
    expect(neededPace({ plan: 10, done: 1, day: '2021-06-30', deadline: null })).toBeNull();
    expect(neededPace({ plan: 10, done: 1, day: '2021-10-20', deadline: '2021-10-20' })).toBeNull();
  });
  it('reaches the plan when kept, and one less does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.nat(1e6),
        fc.integer({ min: 1, max: 400 }),
        (plan, done, days) => {
          const deadline = new Date(Date.UTC(2021, 5, 30) + days * 86_400_000).toISOString().slice(0, 10);
          const pace = neededPace({ plan, done, day: '2021-06-30', deadline });
          if (pace === null) {
            expect(done).toBeGreaterThanOrEqual(plan);
            return;
          }
          const span = { day: 1, week: 7, month: 30 }[pace.per];
          expect(done + (pace.need / span) * days).toBeGreaterThanOrEqual(plan - 1e-6);
          expect(done + ((pace.need - 1) / span) * days).toBeLessThan(plan + 1e-6);
        },
      ),
    );
  });
  it('holds last month against it', () => {
    expect(actualPace(19_926, 40_836, 30, 'day')).toBe(697);
    expect(actualPace(null, 40_836, 30, 'day')).toBeNull();
    expect(actualPace(59, 50, 30, 'month')).toBe(-9);
  });
  it('ends where the highest share is first reached', () => {
    expect(
      pathEnd([
        { day: '2021-10-20', share: 100 },
        { day: '2021-04-01', share: 0 },
        { day: '2021-12-31', share: 100 },
      ]),
    ).toBe('2021-10-20');
    expect(pathEnd([])).toBeNull();
  });
});

describe('months', () => {
  it('counts them over the turn of a year', () => {
    expect(monthsBetween('2021-11', '2022-02')).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
    expect(monthsBetween('2022-02', '2021-11')).toEqual([]);
    expect(monthBefore('2022-01')).toBe('2021-12');
  });
});
