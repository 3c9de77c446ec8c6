import type { ItemPage } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { drawnLoops, handedOver, middleOf, reachedIndex } from './path-layout.ts';

type Step = ItemPage['steps'][number];
const step = (state: Step['state'], status: Step['status']): Step => ({
  state,
  status,
  on: null,
  until: null,
  post: null,
  days: null,
  remark: null,
});
const steps = [
  step('draft', 'passed'),
  step('issued', 'passed'),
  step('working', 'passed'),
  step('applied', 'passed'),
  step('cityCheck', 'passed'),
  step('acceptance', 'current'),
  step('notice', 'ahead'),
  step('closed', 'ahead'),
];

describe('the state path', () => {
  it('draws loops between the same steps once, with their count and the last reason', () => {
    const loops = [
      { from: 'cityCheck' as const, to: 'working' as const, on: '2021-07-01', reason: '第二次' },
      { from: 'cityCheck' as const, to: 'working' as const, on: '2021-06-28', reason: '第一次' },
    ];
    expect(drawnLoops(steps, loops)).toEqual([
      { kind: 'returned', from: 4, to: 2, count: 2, on: '2021-07-01', reason: '第二次' },
    ]);
  });

  it('draws a rebound from the close-out back, and nothing that would not go back', () => {
    const rebound = {
      from: 'lookBack' as const,
      to: 'reopened' as const,
      on: '2022-02-01',
      reason: '又溢流',
    };
    expect(drawnLoops([...steps, step('lookBack', 'passed')], [rebound])).toMatchObject([
      { kind: 'rebound', from: 8, to: 2, count: 1 },
    ]);
    expect(
      drawnLoops([step('working', 'current')], [{ ...rebound, from: 'extension', to: 'working' }]),
    ).toEqual([]);
  });

  it('knows how far the path is walked and where a step stands', () => {
    expect(reachedIndex(steps)).toBe(5);
    expect(reachedIndex(steps.map((one) => ({ ...one, status: 'passed' as const })))).toBe(7);
    expect(middleOf(0, 8)).toBeCloseTo(6.25);
    expect(middleOf(7, 8)).toBeCloseTo(93.75);
  });

  it('knows where the post beside a step is who handed the item over, not who has it', () => {
    const states = [...new Set(steps.map(({ state }) => state))];
    expect(states.filter(handedOver)).toEqual(
      states.filter((state) => ['issued', 'applied', 'cityCheck', 'acceptance'].includes(state)),
    );
    expect(handedOver('cityCheck')).toBe(true);
    expect(handedOver('working')).toBe(false);
  });
});
