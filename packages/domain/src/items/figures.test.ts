import { describe, expect, it } from 'vitest';
import type { Alarm, DebtRule } from '../programs/definition.ts';
import { alarmsOn, itemFigures, owed } from './figures.ts';
import { type ItemLampFacts, itemLamp, sayItemLampReason } from './item-lamp.ts';
import { missingReport, reportDueOn, reportMonthOf } from './reporting.ts';

const quantity: DebtRule = {
  by: 'quantity',
  unit: '户',
  planned: { field: 'planned' },
  done: { field: 'done' },
};
const items: DebtRule = { by: 'items', unit: '项' };
const measure = { due: '2026-05-01', doneOn: null, planned: null, done: null, weight: 1 };

describe('DIS-2.2, DIS-3.2: how far an item is', () => {
  it('a quantity counts as reported; without a plan it is unknown, never zero', () => {
    const values = { planned: 400, done: 310 };
    expect(itemFigures(quantity, { values, state: 'working', measures: [] })).toEqual({
      planned: 400,
      done: 310,
      progress: 77.5,
    });
    expect(itemFigures(quantity, { values: { done: 5 }, state: 'working', measures: [] })).toEqual({
      planned: null,
      done: 5,
      progress: null,
    });
    expect(
      itemFigures(quantity, { values: { planned: 4, done: 9 }, state: 'working', measures: [] }).progress,
    ).toBe(100);
  });

  it('an item by itself is done when it is closed; its measures show the way, never 100', () => {
    const measures = [
      { ...measure, doneOn: '2026-04-30' },
      { ...measure, planned: 12.4, done: 6.2 },
    ];
    expect(itemFigures(items, { values: {}, state: 'working', measures })).toEqual({
      planned: 1,
      done: 0,
      progress: 75,
    });
    const all = [{ ...measure, doneOn: '2026-04-30' }];
    expect(itemFigures(items, { values: {}, state: 'working', measures: all }).progress).toBe(99.9);
    expect(itemFigures(items, { values: {}, state: 'closed', measures: all }).progress).toBe(100);
  });

  it('an item is as far as is reported of it where the definition says so: one truth, whatever its list of measures says', () => {
    const share = (done: string, planned: string) =>
      ({ times: [{ ratio: [{ field: done }, { field: planned }] }, { constant: 100 }] }) as const;
    const reported: DebtRule = { ...items, progress: share('did', 'all') };
    const progress = (values: Record<string, number>, state: 'working' | 'closed' = 'working') =>
      itemFigures(reported, { values, state, measures: [{ ...measure, doneOn: '2026-04-30' }, measure] })
        .progress;
    expect(progress({ all: 3, did: 0 })).toBe(0);
    expect(progress({ all: 3, did: 1 })).toBe(33.3);
    expect(progress({ all: 3, did: 3 })).toBe(99.9);
    expect(progress({ all: 3, did: 3 }, 'closed')).toBe(100);
    // Nothing reported yet: the list speaks.
    expect(progress({ all: 3 })).toBe(50);
  });

  it('长期坚持 never shows 100 %', () => {
    const values = { planned: 4, done: 4 };
    expect(itemFigures(quantity, { values, state: 'standing', measures: [] }).progress).toBe(99.9);
    expect(itemFigures(items, { values, state: 'standing', measures: [] }).done).toBe(0);
  });

  it('DIS-3.5: what is owed', () => {
    expect(owed(items, { planned: 1, done: 0, state: 'draft' })).toBe(0);
    expect(owed(items, { planned: 1, done: 0, state: 'notice' })).toBe(1);
    expect(owed(items, { planned: 1, done: 1, state: 'closed' })).toBe(0);
    expect(owed(quantity, { planned: 400, done: 310, state: 'working' })).toBe(90);
    expect(owed(quantity, { planned: 400, done: 410, state: 'working' })).toBe(0);
    expect(owed(quantity, { planned: null, done: 3, state: 'working' })).toBe(0);
  });
});

const removed: Alarm = {
  key: 'cold',
  name: { zh: '先破后立', en: 'removed before heat runs' },
  when: { op: 'gt', left: { field: 'removed' }, right: { field: 'running' } },
  severity: 'red',
  amount: { minus: [{ field: 'removed' }, { field: 'running' }] },
  unit: '户',
};

describe('DIS-2.2: the lamp of an item', () => {
  const facts: ItemLampFacts = {
    state: 'working',
    today: '2026-06-15',
    progress: 40,
    startOn: null,
    deadline: '2026-12-31',
    closedOn: null,
    pauseUntil: null,
    reboundCount: 0,
    rejected: 0,
    reportMissing: null,
    yellowBefore: 0,
    alarms: [],
    measures: [],
    milestones: [
      { day: '2026-01-01', percent: 0 },
      { day: '2026-06-15', percent: 50 },
      { day: '2026-12-31', percent: 100 },
    ],
  };
  const by = { debt: quantity, alarms: [removed] };
  const lamp = (change: Partial<ItemLampFacts> = {}, debt: DebtRule = quantity) => {
    const { lamp: color, reason } = itemLamp({ ...by, debt }, { ...facts, ...change });
    return `${color} ${sayItemLampReason(reason, 'zh')}`;
  };

  it('quantities by the program’s path, other items by their own measures', () => {
    expect(lamp()).toBe('yellow 落后序时 10.0 点');
    expect(lamp({ progress: 30 })).toBe('red 落后序时 20.0 点（>15）');
    expect(lamp({ progress: 30 }, items)).toBe('green 期限内办理');
    const measures = [
      { due: '2026-06-01', weight: 1 },
      { due: '2026-12-01', weight: 1 },
    ];
    // 14 of 183 days after the first half was due: 53.8 % planned.
    expect(lamp({ measures, progress: 50 }, items)).toBe('green 差 3.8 点，余 199 天');
    expect(lamp({ measures, progress: 0 }, items)).toMatch(/^red 落后序时/);
  });

  it('an alarm sets it red at once, named with its amount', () => {
    const on = alarmsOn([removed], {
      values: { removed: 300, running: 120 },
      state: 'working',
      overdue: false,
    });
    expect(on).toEqual([{ key: 'cold', severity: 'red', amount: 180 }]);
    expect(lamp({ progress: 90, alarms: on })).toBe('red 先破后立 180 户');
    expect(alarmsOn([removed], { values: { removed: 300 }, state: 'working', overdue: false })).toEqual([]);
  });

  it('rebound red, paused grey, closed by its deadline, applied not nagged', () => {
    expect(lamp({ reboundCount: 1, progress: 90 })).toBe('red 销号后反弹');
    expect(lamp({ pauseUntil: '2026-07-01' })).toMatch(/^grey/);
    expect(lamp({ pauseUntil: '2026-06-14' })).toMatch(/^yellow/);
    expect(lamp({ state: 'closed', closedOn: '2026-12-01', reboundCount: 1 })).toBe('blue 提前 30 天办结');
    expect(lamp({ state: 'cityCheck', deadline: '2026-06-20', progress: 60 })).toMatch(/^green|^blue/);
    expect(lamp({ state: 'working', deadline: '2026-06-20', progress: 60 })).toMatch(/^yellow 距期限 5 天/);
  });
});

describe('DIS-14.3: which month is asked', () => {
  const reporting = { every: 'month', dueDay: 5, people: 1 } as const;
  const item = { state: 'working', openedOn: '2026-03-02', reportMonth: null, pauseUntil: null } as const;
  it('a month is due in the month after it', () => {
    expect(reportDueOn(reporting, '2026-06')).toBe('2026-07-05');
    expect(reportDueOn({ dueDay: 31 }, '2026-01')).toBe('2026-02-28');
    expect(reportDueOn(reporting, '2026-12')).toBe('2027-01-05');
  });
  it('files a report under no month before the one in which the item was opened', () => {
    expect(reportMonthOf({ openedOn: '2026-11-24' }, '2026-10')).toBe('2026-11');
    expect(reportMonthOf({ openedOn: '2026-10-31' }, '2026-10')).toBe('2026-10');
    expect(reportMonthOf({ openedOn: '2026-01-06' }, '2026-10')).toBe('2026-10');
  });
  it('says the latest month that is missing', () => {
    expect(missingReport(reporting, item, '2026-06-05')).toBe('2026-04');
    expect(missingReport(reporting, item, '2026-06-06')).toBe('2026-05');
    expect(missingReport(reporting, { ...item, reportMonth: '2026-05' }, '2026-06-25')).toBeNull();
    expect(missingReport(reporting, { ...item, openedOn: '2026-06-01' }, '2026-06-25')).toBeNull();
    expect(missingReport(reporting, { ...item, state: 'notice' }, '2026-06-25')).toBeNull();
    expect(missingReport(reporting, { ...item, pauseUntil: '2026-07-01' }, '2026-06-25')).toBeNull();
    expect(missingReport({ ...reporting, every: 'none' }, item, '2026-06-25')).toBeNull();
  });
});
