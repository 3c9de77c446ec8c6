import { describe, expect, it } from 'vitest';
import { orderedTable } from './table-order.ts';

const rows = [
  { name: 'a', rank: 2, changeRank: null },
  { name: 'b', rank: null, changeRank: 1 },
  { name: 'c', rank: 1, changeRank: 3 },
  { name: 'd', rank: 2, changeRank: 1 },
];
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join('');

describe('order of the full table', () => {
  it('stands in protocol order unless asked', () => {
    expect(orderedTable(rows, 'protocol')).toBe(rows);
  });

  it('goes by rank, ties in protocol order, what is not ranked last', () => {
    expect(names(orderedTable(rows, 'state'))).toBe('cadb');
    expect(names(orderedTable(rows, 'change'))).toBe('bdca');
  });
});
