/**
 * One-to-one assignment of rows to columns with the greatest total worth (Hungarian method, O(n²m)). `worth[i][j]` is
 * what it brings to give column j to row i; a row may stay without when nothing brings more than 0. Returns the column of
 * each row, −1 for none.
 */
export function assign(worth: readonly (readonly number[])[]): number[] {
  const rows = worth.length;
  const columns = worth[0]?.length ?? 0;
  if (rows === 0) return [];
  // Each row gets a column of its own worth 0: "none".
  const width = columns + rows;
  const cost = (i: number, j: number): number => (j < columns ? -(worth[i]![j] ?? 0) : 0);
  const u = new Float64Array(rows + 1);
  const v = new Float64Array(width + 1);
  const match = new Int32Array(width + 1);
  const way = new Int32Array(width + 1);
  for (let i = 1; i <= rows; i++) {
    match[0] = i;
    let j0 = 0;
    const least = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(width + 1);
    do {
      used[j0] = 1;
      const i0 = match[j0]!;
      let delta = Number.POSITIVE_INFINITY;
      let j1 = 0;
      for (let j = 1; j <= width; j++) {
        if (used[j] === 1) continue;
        const reduced = cost(i0 - 1, j - 1) - u[i0]! - v[j]!;
        if (reduced < least[j]!) {
          least[j] = reduced;
          way[j] = j0;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          j1 = j;
        }
      }
      for (let j = 0; j <= width; j++) {
        if (used[j] === 1) {
          u[match[j]!]! += delta;
          v[j]! -= delta;
        } else {
          least[j]! -= delta;
        }
      }
      j0 = j1;
    } while (match[j0] !== 0);
    do {
      const j1 = way[j0]!;
      match[j0] = match[j1]!;
      j0 = j1;
    } while (j0 !== 0);
  }
  const result = new Array<number>(rows).fill(-1);
  for (let j = 1; j <= columns; j++) {
    const i = match[j]!;
    if (i > 0 && (worth[i - 1]![j - 1] ?? 0) > 0) result[i - 1] = j - 1;
  }
  return result;
}
