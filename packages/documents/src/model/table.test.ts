import { describe, expect, it } from 'vitest';
import {
  breakable,
  checkTable,
  decimalInsets,
  placeCells,
  placeHeader,
  standsWhole,
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
    // Sentences in one wide column keep one size, however many lines each needs.
    expect(wordScale('很长的一句话'.repeat(3), 15)).toBe(1);
    expect(wordScale('很长很长很长的一句话'.repeat(3), 14)).toBe(1);
    expect(wordScale('很长很长很长的一句话', 9)).toBeGreaterThan(0.7);
  });
});

describe('tables of long cells', () => {
  const table = (cells: readonly string[], align: 'left' | 'decimal' = 'left'): TableBlock => ({
    kind: 'table',
    id: 't',
    columns: [{ key: 'a', width: 1, align }],
    header: [[{ text: '甲' }]],
    rows: cells.map((value) => ({ cells: [{ text: value }] })),
  });

  it('stand whole only as long as their lines fit a page', () => {
    expect(standsWhole(table(['测'.repeat(30), '测']), 50, 10, 2)).toBe(true);
    expect(standsWhole(table(['测'.repeat(600)]), 50, 10, 2)).toBe(false);
    expect(standsWhole(table(Array.from({ length: 25 }, () => '测')), 50, 10, 2)).toBe(false);
  });

  it('figures wider than their column are all set smaller alike', () => {
    const places = placeCells(table(['1,234,567.89', '1.5'], 'decimal'), 15, 10, 2).flat();
    expect(places[0]!.scale).toBeLessThan(1);
    expect(places[0]!.scale).toBe(places[1]!.scale);
    expect(placeCells(table(['12.5'], 'decimal'), 15, 10, 2)[0]![0]!.scale).toBe(1);
  });

  it('words without a place to break get one, others are left alone', () => {
    expect(breakable('https://example.org/a-long-address-without-end', 8)).toContain('\u200b');
    expect(breakable('落后序时进度18.4个百分点', 3)).toBe('落后序时进度18.4个百分点');
    expect(breakable('https://example.org/a', 40)).toBe('https://example.org/a');
  });
});
