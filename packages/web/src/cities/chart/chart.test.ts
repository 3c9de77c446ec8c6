import { describe, expect, it } from 'vitest';
import { cityAccount, cityDay, explanation } from '../fixtures/account.ts';
import { calendarBlocks, weekday } from './calendar-layout.ts';
import { allowanceText, balanceMarks, type Curve, curveModel, monthEnds, runs } from './curve-model.ts';
import { dayIndex, daysInYear, yearScale } from './year-scale.ts';

const curve = cityAccount.curve as Curve;

describe('year scale', () => {
  it('gives each day its width and counts leap years', () => {
    expect([daysInYear(2019), daysInYear(2020), daysInYear(1900), daysInYear(2000)]).toEqual([
      365, 366, 365, 366,
    ]);
    const scale = yearScale(2020, 46, 46 + 366 * 2);
    expect(scale.x(-1)).toBe(46);
    expect(scale.x(365)).toBe(46 + 732);
    expect(scale.months[2]?.start).toBe(46 + 60 * 2);
    expect(scale.indexAt(scale.x(181))).toBe(181);
    expect(scale.indexAt(-100)).toBe(0);
    expect(scale.indexAt(9999)).toBe(365);
    expect(dayIndex('2020-03-01')).toBe(60);
  });
});

describe('cumulative curve', () => {
  it('ends each line where its data end', () => {
    const model = curveModel(curve);
    expect(model.end?.[0]).toBe(dayIndex('2020-06-29'));
    expect(model.end?.[1]).toBeCloseTo(6792.6, 1);
    expect(model.lastEnd?.[0]).toBe(180);
    expect(model.daysLeft).toBe(185);
  });

  it('opens the cone from what is spent to the budget and the floor', () => {
    const { cone } = curveModel(curve);
    expect(cone?.top).toBe(14052.5);
    expect(cone?.bottom).toBeCloseTo(6792.6 + 15 * 185, 1);
  });

  it('has no cone when nothing is left, and says by how much it is overdrawn', () => {
    const model = curveModel({ ...curve, budget: 6000, allowance: null });
    expect(model.cone).toBeNull();
    expect(model.overdraft).toBeCloseTo(792.6, 1);
  });

  it('has no cone when the year is over', () => {
    const points = curve.points.map((point) => ({ ...point, spent: point.plan }));
    expect(curveModel({ ...curve, points }).cone).toBeNull();
  });

  it('does not draw across a gap', () => {
    expect(runs([1, 2, null, 4])).toEqual([
      [
        [-1, 0],
        [0, 1],
        [1, 2],
      ],
      [[3, 4]],
    ]);
    expect(runs([null, null])).toEqual([]);
  });

  it('ends last year where a sum stands still for a week, but lets days stand still', () => {
    const silent = curve.points.map((point, index) => ({
      ...point,
      last: index <= 90 ? index + 1 : index < 200 ? 91 : index,
    }));
    expect(curveModel({ ...curve, points: silent }).lastEnd?.[0]).toBe(90);
    expect(curveModel({ ...curve, indicator: 'o3', points: silent }).lastEnd?.[0]).toBe(365);
  });

  it('rounds an allowance down, never up', () => {
    expect([39.2441, 39.2, 39.29, 0].map(allowanceText)).toEqual(['39.2', '39.2', '39.2', '0.0']);
  });

  it('marks the deepest overdraft and the balance now', () => {
    const { worst, now } = balanceMarks(curve);
    expect(worst?.[1]).toBeLessThan(0);
    expect(now?.[0]).toBe(180);
    expect(
      monthEnds(curve)
        .map(({ day }) => day)
        .slice(0, 3),
    ).toEqual(['2020-01-31', '2020-02-29', '2020-03-31']);
  });
});

describe('calendar', () => {
  it('begins weeks on Monday and keeps every day', () => {
    expect(weekday('2020-06-29')).toBe(0);
    const [whole] = calendarBlocks(cityAccount.calendar, 1);
    expect(whole?.days).toHaveLength(366);
    expect(whole?.days[0]).toMatchObject({ column: 0, row: 2 });
    expect(whole?.columns).toBe(53);
    expect(whole?.months).toHaveLength(12);
  });

  it('splits in two halves without losing a day', () => {
    const halves = calendarBlocks(cityAccount.calendar, 2);
    expect(halves.map(({ days }) => days.length)).toEqual([182, 184]);
    expect(halves[1]?.days[0]).toMatchObject({ column: 0, row: weekday('2020-07-01') });
  });
});

it('the fixtures are what the contract promises', () => {
  expect(cityDay.hours).toHaveLength(24);
  expect(explanation.inputs.rows).toHaveLength(6);
});
