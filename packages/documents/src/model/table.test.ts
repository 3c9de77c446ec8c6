import { describe, expect, it } from 'vitest';
import {
  checkTable,
  decimalInsets,
  placeCells,
  placeHeader,
  type TableBlock,
  TableShapeError,
  wordScale,
} from './table.ts';

const table: TableBlock = {
  kind: 'table',
  id: 't',
  columns: [
    { key: 'a', width: 1, align: 'center' },
    { key: 'b', width: 1, align: 'decimal' },
    { key: 'c', width: 1, align: 'decimal' },
  ],
  header: [
    [
      { text: 'A', rowSpan: 2 },
      { text: 'B', colSpan: 2 },
    ],
    [{ text: 'B1' }, { text: 'B2' }],
  ],
  rows: [{ cells: [{ text: 'x' }, { text: '5.02' }, { text: '100' }] }],
};

describe('table header', () => {
  it('places spanning cells on the grid', () => {
    expect(placeHeader(table).map((cell) => [cell.text, cell.row, cell.column])).toEqual([
      ['A', 0, 0],
      ['B', 0, 1],
      ['B1', 1, 1],
      ['B2', 1, 2],
    ]);
  });

  it('refuses spans and rows that do not fit the columns', () => {
    expect(() => checkTable({ ...table, header: [[{ text: 'A' }]] })).toThrow(TableShapeError);
    expect(() => checkTable({ ...table, header: [[{ text: 'A', colSpan: 4 }]] })).toThrow(TableShapeError);
    expect(() => checkTable({ ...table, rows: [{ cells: [{ text: 'x' }] }] })).toThrow(TableShapeError);
  });
});

describe('alignment', () => {
  it('puts decimal points under each other', () => {
    const [short, long, whole] = decimalInsets([{ text: '9.5' }, { text: '10.25' }, { text: '7' }], 8);
    // One digit less behind the point is one digit width further from the edge; none, the point as well.
    expect(short! - long!).toBeCloseTo(0.53);
    expect(whole! - long!).toBeCloseTo(0.28 + 2 * 0.53);
  });

  it('centres words in a column of figures and sets long ones smaller', () => {
    const places = placeCells(
      { ...table, rows: [{ cells: [{ text: 'x' }, { text: '数据无效' }, { text: '1' }] }] },
      40,
      10.5,
      2,
    );
    expect(places[0]?.[1]).toMatchObject({ align: 'center' });
    expect(places[0]?.[1]?.scale).toBeLessThan(1);
    expect(wordScale('未参评', 10)).toBe(1);
    expect(wordScale('很长很长很长的一句话', 2)).toBe(0.7);
    // A sentence in a wide column takes several lines in its own size.
    expect(wordScale('很长很长很长的一句话'.repeat(3), 14)).toBe(1);
    expect(wordScale('很长很长很长的一句话', 9)).toBeGreaterThan(0.7);
  });
});
