/** Where the tiles of a schematic map lie, and where notes may stand between them. */
interface Tiled {
  readonly tile: { readonly column: number; readonly row: number } | null;
}
export interface TileExtent {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/** The rectangle of columns and rows that the tiles fill. */
export function tileExtent(places: readonly Tiled[]): TileExtent {
  const tiles = places.flatMap(({ tile }) => (tile ? [tile] : []));
  if (tiles.length === 0) return { left: 0, top: 0, columns: 1, rows: 1 };
  const columns = tiles.map(({ column }) => column);
  const rows = tiles.map(({ row }) => row);
  const left = Math.min(...columns);
  const top = Math.min(...rows);
  return { left, top, columns: Math.max(...columns) - left + 1, rows: Math.max(...rows) - top + 1 };
}

/** Cells of the rectangle without a tile, row by row, counted from its corner. */
export function emptyCells(places: readonly Tiled[], extent: TileExtent): { column: number; row: number }[] {
  const taken = new Set(places.map(({ tile }) => tile && `${tile.column},${tile.row}`));
  const cells: { column: number; row: number }[] = [];
  for (let row = 0; row < extent.rows; row += 1) {
    for (let column = 0; column < extent.columns; column += 1) {
      if (!taken.has(`${column + extent.left},${row + extent.top}`)) cells.push({ column, row });
    }
  }
  return cells;
}
