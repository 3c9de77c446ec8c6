import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HallStage, hallPages } from './hall-pages.ts';

const page = (key: string, agendaItem: number | null) => ({ key, agendaItem, cover: key === 'cover' });
const stage = (more: Partial<HallStage> = {}): HallStage => ({
  state: 'live',
  pages: [
    page('cover', 1),
    page('air', 2),
    page('work', 2),
    page('promises', 3),
    page('speak.a', 41),
    page('speak.b', 42),
    page('comments', 51),
    page('demands', 6),
    page('by-hand', null),
    page('bulletin', 2),
  ],
  agenda: [1, 2, 3, 4, 41, 42, 5, 51, 6].map((id) => ({ id })),
  page: 'cover',
  item: 1,
  shown: new Set(),
  ahead: 1,
  ...more,
});
const open = (more: Partial<HallStage> = {}) => [...hallPages(stage(more))].sort();

describe('what a hall may load', () => {
  it('is the cover before the opening, whatever is rehearsed', () => {
    for (const state of ['planned', 'preparing', 'ready'] as const)
      expect(open({ state, page: 'demands', shown: new Set(['work']) })).toEqual(['cover']);
  });
  it('is the agenda up to the item that is on, and the next item that has pages', () => {
    expect(open()).toEqual(['air', 'bulletin', 'cover', 'work']);
    expect(open({ item: 2, page: 'work' })).toEqual(['air', 'bulletin', 'cover', 'promises', 'work']);
    // 项 4 自己没有页：下一项是它的第一位发言人。
    expect(open({ item: 3, page: 'promises' })).toContain('speak.a');
    expect(open({ item: 41, page: 'speak.a' })).toContain('speak.b');
    expect(open({ item: 41, page: 'speak.a' })).not.toContain('comments');
    expect(open({ item: 41, page: 'speak.a' })).not.toContain('demands');
  });
  it('with a jump: the page, its item and the next; nothing of what lies between', () => {
    expect(open({ page: 'comments' })).toEqual(
      ['air', 'bulletin', 'comments', 'cover', 'demands', 'speak.b', 'work'].sort(),
    );
    expect(open({ page: 'comments' })).not.toContain('promises');
  });
  it('what halls have seen stays readable, also after the end; nothing else does then', () => {
    expect(open({ shown: new Set(['demands']) })).toContain('demands');
    for (const state of ['ended', 'followed'] as const)
      expect(open({ state, item: 6, page: 'demands', shown: new Set(['air', 'demands']) })).toEqual([
        'air',
        'cover',
        'demands',
      ]);
  });
  it('a page of no item opens beside the one on show only', () => {
    expect(open({ item: 6, page: 'comments' })).not.toContain('by-hand');
    expect(open({ item: 6, page: 'demands' })).toContain('by-hand');
    expect(open({ item: 6, page: 'demands', ahead: 0 })).not.toContain('by-hand');
  });
  it('nothing beforehand where that is the rule', () => {
    expect(open({ ahead: 0 })).toEqual(['cover']);
  });
  it('always holds what is on show, and grows with what is open beforehand', () => {
    const one = stage();
    fc.assert(
      fc.property(
        fc.constantFrom(...one.pages.map(({ key }) => key)),
        fc.constantFrom(null, ...one.agenda.map(({ id }) => id)),
        fc.subarray(one.pages.map(({ key }) => key)),
        fc.nat(4),
        (key, item, shown, ahead) => {
          const asked = { page: key, item, shown: new Set(shown) };
          const less = hallPages(stage({ ...asked, ahead }));
          const more = hallPages(stage({ ...asked, ahead: ahead + 1 }));
          for (const needed of [key, ...shown, 'cover']) expect(less.has(needed)).toBe(true);
          for (const kept of less) expect(more.has(kept)).toBe(true);
        },
      ),
    );
  });
});
