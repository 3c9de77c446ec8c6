import { describe, expect, it } from 'vitest';
import { emptyCells, tileExtent } from './tile-grid.ts';

const at = (column: number, row: number) => ({ tile: { column, row } });

describe('tile grid', () => {
  it('finds the rectangle of the tiles wherever counting starts, and its free cells in reading order', () => {
    const places = [at(1, 1), at(2, 1), at(2, 2), { tile: null }];
    const extent = tileExtent(places);
    expect(extent).toEqual({ left: 1, top: 1, columns: 2, rows: 2 });
    expect(emptyCells(places, extent)).toEqual([{ column: 0, row: 1 }]);
  });

  it('stands without tiles', () => {
    expect(tileExtent([{ tile: null }])).toEqual({ left: 0, top: 0, columns: 1, rows: 1 });
  });
});
