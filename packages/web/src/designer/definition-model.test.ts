import type { Field, Term } from '@qingzhang/domain';
import { describe, expect, it } from 'vitest';
import { progressBy, progressOf, sharedFields, shareOf } from './definition-model.ts';

const number = (key: string): Field => ({
  ...{ key, name: { zh: key, en: key }, type: 'integer', unit: null },
  ...{ source: 'reported', required: 'never' },
});
const fields = [number('planned'), number('done')];

describe('by what an item counts as far done', () => {
  it.each<[string, Term | undefined, string]>([
    ['nothing', undefined, 'measures'],
    ['a field', { field: 'percent' }, 'percent'],
    ['a share of two fields', shareOf('done', 'planned'), 'share'],
    ['a share that is no percentage', { ratio: [{ field: 'done' }, { field: 'planned' }] }, 'other'],
    [
      'a share of sums',
      { times: [{ ratio: [{ sum: [{ field: 'a' }, { field: 'b' }] }, { field: 'c' }] }, { constant: 100 }] },
      'other',
    ],
  ])('is read from %s', (_, term, kind) => {
    expect(progressBy(term)).toBe(kind);
  });

  it('picked anew it is what was picked; a formula of one’s own stays until another is picked', () => {
    for (const kind of ['measures', 'share', 'percent'] as const) {
      expect(progressBy(progressOf(kind, fields, undefined))).toBe(kind);
    }
    const share = progressOf('share', fields, undefined);
    expect(share && sharedFields(share)).toEqual({ done: 'done', planned: 'planned' });
    const own: Term = { minus: [{ constant: 100 }, { field: 'done' }] };
    expect(progressOf('other', fields, own)).toBe(own);
  });
});
