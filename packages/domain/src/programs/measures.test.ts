import { describe, expect, it } from 'vitest';
import type { MeasureRule } from './definition.ts';
import { aggregateValue, measureValue } from './measures.ts';
import type { ItemFacts } from './terms.ts';

const item = (values: ItemFacts['values'], state: ItemFacts['state'] = 'working'): ItemFacts => ({
  values,
  state,
});
const ratio: MeasureRule = {
  kind: 'ratio',
  done: { sum: { field: 'done' } },
  planned: { sum: { field: 'planned' } },
};

describe('measures over items', () => {
  it('counts items for which something holds, never drafts', () => {
    const items = [item({}, 'closed'), item({}, 'working'), item({}, 'draft')];
    expect(aggregateValue({ count: 'all' }, items)).toBe(2);
    expect(aggregateValue({ count: { state: ['closed', 'draft'] } }, items)).toBe(1);
    expect(aggregateValue({ count: 'all' }, [])).toBe(0);
  });
  it('sums what is known; nothing known is unknown, not zero', () => {
    expect(
      aggregateValue({ sum: { field: 'done' } }, [item({ done: 0.1 }), item({ done: 0.2 }), item({})]),
    ).toBe(0.3);
    expect(aggregateValue({ sum: { field: 'done' } }, [item({})])).toBeNull();
  });
  it('a ratio is percent of sums, not a mean of percents', () => {
    const items = [item({ done: 1, planned: 1 }), item({ done: 0, planned: 99 })];
    expect(measureValue({ of: ratio }, items)).toBe(1);
    expect(measureValue({ of: ratio }, [item({ done: 3, planned: 0 })])).toBeNull();
    expect(measureValue({ of: ratio }, [item({ planned: 4 })])).toBe(0);
  });
  it('DIS-4.2: works are weighed, each up to its plan, without a plan left out', () => {
    const part = (key: string, weight: number) => ({
      name: { zh: key, en: key },
      unit: 'm',
      weight,
      done: { sum: { field: `${key}Done` } },
      planned: { sum: { field: `${key}Planned` } },
    });
    const of: MeasureRule = { kind: 'weighted', parts: [part('a', 3), part('b', 1), part('c', 5)] };
    const items = [item({ aDone: 5, aPlanned: 10, bDone: 30, bPlanned: 10, cDone: 7 })];
    expect(measureValue({ of }, items)).toBe(62.5);
    expect(measureValue({ of }, [item({ cDone: 7 })])).toBeNull();
  });
});
