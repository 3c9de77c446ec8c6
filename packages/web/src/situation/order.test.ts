import { describe, expect, it } from 'vitest';
import { situation } from '../dev/fixture-situation.ts';
import { nextSort, ordered } from './order.ts';

const names = (codes: readonly { region: string }[]) =>
  codes.map(({ region }) => region.slice(2, 4)).join(' ');
const protocol = names(situation.rows);

describe('order of the account table', () => {
  it('is protocol order unless a ranking is asked for', () => {
    expect(names(ordered(situation.rows, undefined))).toBe(protocol);
    expect(protocol).toBe('01 02 06 09 11 07 03 04 05 10 08');
  });

  it('puts the worst lamp first and keeps protocol order among equals', () => {
    expect(names(ordered(situation.rows, 'month'))).toBe('11 08 01 07 05 02 06 09 03 04 10');
  });

  it('ranks figures best first by state, and the greatest improvement first by change', () => {
    expect(names(ordered(situation.rows, 'index')).slice(0, 5)).toBe('11 02');
    expect(names(ordered(situation.rows, 'index-change')).slice(0, 5)).toBe('10 11');
    expect(names(ordered(situation.rows, 'index-change')).slice(-2)).toBe('02');
    expect(names(ordered(situation.rows, 'goodDays')).slice(0, 5), 'more good days are better').toBe('02 11');
  });

  it('puts what has no value last, whichever way is better', () => {
    const [first, ...rest] = situation.rows;
    if (!first) throw new Error('the fixture has rows');
    const gone = { text: null, why: null };
    const without = {
      ...first,
      stats: {
        ...first.stats,
        index: { ...first.stats.index, figure: gone },
        goodDays: { ...first.stats.goodDays, figure: gone },
      },
    };
    expect(ordered([without, ...rest], 'index').at(-1)).toBe(without);
    expect(ordered([without, ...rest], 'goodDays').at(-1)).toBe(without);
  });

  it('goes round: state, change, protocol for figures; worst first, protocol for accounts', () => {
    expect(nextSort('index', undefined)).toBe('index');
    expect(nextSort('index', 'index')).toBe('index-change');
    expect(nextSort('index', 'index-change')).toBeUndefined();
    expect(nextSort('today', 'index')).toBe('today');
    expect(nextSort('today', 'today')).toBeUndefined();
  });
});
