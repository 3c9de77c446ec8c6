import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeReplan, secondsLate, type TimedItem } from './replan.ts';

const item = (
  id: number,
  kind: string,
  minutes: number,
  state: TimedItem['state'] = 'waiting',
  used = 0,
): TimedItem => ({
  id,
  kind,
  minutes,
  used,
  state,
});

describe('把时间追回来', () => {
  it('late by two minutes: two of six leaders give one each, the cities keep theirs', () => {
    const items = [
      item(1, 'bulletin', 15, 'over', 17 * 60),
      item(2, 'pledge', 4, 'running', 100),
      item(3, 'pledge', 4),
      ...[4, 5, 6, 7, 8, 9].map((id) => item(id, 'comments', 5)),
      item(10, 'requirements', 30),
    ];
    expect(secondsLate(items)).toBe(120);
    expect(proposeReplan(items)).toEqual({ late: 2, back: 2, minutes: { 4: 4, 5: 4 } });
  });

  it.each<[string, TimedItem[]]>([
    ['in time', [item(1, 'bulletin', 15, 'over', 900), item(2, 'comments', 5)]],
    [
      'what was saved makes up',
      [item(1, 'opening', 5, 'over', 60), item(2, 'bulletin', 15, 'over', 1100), item(3, 'comments', 5)],
    ],
    ['nobody is left to give', [item(1, 'bulletin', 15, 'over', 2000), item(2, 'comments', 1)]],
    [
      'a speaker still within the own time',
      [item(1, 'bulletin', 15, 'running', 899), item(2, 'comments', 5)],
    ],
  ])('%s: nothing to propose', (_, items) => {
    expect(proposeReplan(items)).toBeNull();
  });

  it('nobody is cut below half, nothing is given back that was not lost, who has begun keeps the own time', () => {
    const one = fc.record({
      kind: fc.constantFrom('comments', 'pledge', 'requirements', 'opening'),
      minutes: fc.integer({ min: 0, max: 40 }),
      used: fc.integer({ min: 0, max: 4000 }),
      state: fc.constantFrom<TimedItem['state']>('waiting', 'running', 'over'),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (list) => {
        const items = list.map((facts, id) => ({ ...facts, id }));
        const plan = proposeReplan(items);
        if (plan === null) return;
        expect(plan.back).toBeLessThanOrEqual(plan.late);
        let given = 0;
        for (const [id, minutes] of Object.entries(plan.minutes)) {
          const was = items[Number(id)];
          expect(was?.state).toBe('waiting');
          expect(minutes).toBeGreaterThanOrEqual(Math.max(1, Math.ceil((was?.minutes ?? 0) / 2)));
          given += (was?.minutes ?? 0) - minutes;
        }
        expect(given).toBe(plan.back);
      }),
    );
  });
});
