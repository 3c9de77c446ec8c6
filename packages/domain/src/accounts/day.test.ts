import { type Exact, forEachPollutant, type PerPollutant } from '@qingzhang/standards';
import { describe, expect, test } from 'vitest';
import { dayAccount, overshoot, pollutantDay } from './day.ts';
import type { RunningDay } from './year-to-date.ts';

const LIMITS: PerPollutant<string> = { so2: '150', no2: '80', pm10: '150', pm25: '75', co: '4', o3: '160' };
const ex = (num: number, den = 1): Exact => ({ num, den });
const running = (hour: number, hours: Partial<PerPollutant<(Exact | null)[]>>): RunningDay => ({
  hour,
  hours: forEachPollutant((p) => hours[p] ?? []),
});

describe('hours to day, mean pollutants (AIR-8.2)', () => {
  const fourteen = Array.from({ length: 14 }, () => ex(82));

  test('EX-27: 14 hours at 82.0 leave 66.3 by T* (exclusive 66.4) and 65.2 by T', () => {
    const day = pollutantDay('pm25', '75', running(14, { pm25: fourteen }));
    expect(day.allowance).toMatchObject({ exact: '332/5', text: '66.3', brief: '66', inclusive: false });
    expect(day.safeAllowance?.text).toBe('65.2');
    expect(day.lamp).toMatchObject({ state: 'overdrawn', code: 'paceExceeds' });
    expect(overshoot(day)).toBeCloseTo(82 / 66.4 - 1, 12);
  });

  test('a day already above whatever follows is impossible, and lost', () => {
    const account = dayAccount(running(20, { pm25: Array.from({ length: 20 }, () => ex(92)) }), LIMITS);
    expect(account.lamp).toMatchObject({ state: 'impossible', code: 'evenZeroExceeds' });
    expect(account.lost).toBe(true);
    expect(account.lead?.allowance).toBeNull();
  });

  test('fewer than 20 hours possible: no lamp, and says why (AIR-3.3)', () => {
    const hours = Array.from({ length: 14 }, (_, i) => (i < 5 ? null : ex(40)));
    const day = pollutantDay('pm25', '75', running(14, { pm25: hours }));
    expect(day.willBeInvalid).toBe(true);
    expect(day.lamp).toEqual({ state: 'none', code: 'dayInvalid', room: null });
  });

  test('four missing hours are dropped from both sides of the sum', () => {
    const hours = Array.from({ length: 14 }, (_, i) => (i < 4 ? null : ex(80)));
    // (75.5 × 20 − 800) / 10 = 71, exclusive: 70.9
    expect(pollutantDay('pm25', '75', running(14, { pm25: hours })).allowance?.text).toBe('70.9');
  });

  test('CO keeps one decimal more than it is published with', () => {
    const day = pollutantDay('co', '4', running(12, { co: Array.from({ length: 12 }, () => ex(35, 10)) }));
    // (4.05 × 24 − 42) / 12 = 4.6
    expect(day.allowance).toMatchObject({ text: '4.60', brief: '4.6', inclusive: true });
  });
});

describe('hours to day, ozone by its windows (AIR-8.3)', () => {
  test('EX-28: hours 11–14 sum 689 leave 148.75 in window 11–18, giving exactly 160.5', () => {
    const hours = [...Array.from({ length: 10 }, () => ex(60)), ex(160), ex(170), ex(178), ex(181)];
    const day = pollutantDay('o3', '160', running(14, { o3: hours }));
    expect(day.allowance).toMatchObject({ exact: '595/4', text: '148.7', brief: '148', inclusive: true });
    expect(day.explanation.values).toMatchObject({
      window: '11–18',
      budget: '1284.0',
      spent: '689.0',
      left: '4',
    });
  });

  test('a complete window above T* loses the day whatever follows', () => {
    const hours = [...Array.from({ length: 8 }, () => ex(50)), ...Array.from({ length: 8 }, () => ex(170))];
    const day = pollutantDay('o3', '160', running(16, { o3: hours }));
    expect(day.lamp.state).toBe('impossible');
    expect(day.allowance).toBeNull();
  });

  test('a quiet day may reach the threshold itself in the windows to come', () => {
    const day = pollutantDay('o3', '160', running(14, { o3: Array.from({ length: 14 }, () => ex(60)) }));
    expect(day.allowance).toMatchObject({ text: '160.5', brief: '160' });
    expect(day.lamp.state).toBe('safe');
  });

  test('the last hour is bound by the window that ends at 24:00 (AIR-3.5)', () => {
    const day = pollutantDay('o3', '160', running(23, { o3: Array.from({ length: 23 }, () => ex(150)) }));
    // 8 × 160.5 − 7 × 150
    expect(day.allowance?.text).toBe('234.0');
  });

  test('present 147 is tight, 144 safe: the band is 10 % of the allowance', () => {
    const at = (last: number) =>
      pollutantDay('o3', '160', running(14, { o3: [...Array.from({ length: 13 }, () => ex(60)), ex(last)] }))
        .lamp.state;
    expect([at(144), at(145), at(160), at(161)]).toEqual(['safe', 'tight', 'tight', 'overdrawn']);
  });
});

test('the worst pollutant leads, by lamp first and then by the share it takes', () => {
  const hours = (v: number) => Array.from({ length: 14 }, () => ex(v));
  const account = dayAccount(running(14, { pm25: hours(60), o3: hours(150), so2: hours(10) }), LIMITS);
  expect(account.lead?.pollutant).toBe('o3');
  expect(account.lamp.state).toBe('tight');
  expect(account.timeShare).toBeCloseTo(14 / 24, 12);
});
