import { type ColumnShape, createHourColumns, type HourColumns, MISSING, POLLUTANTS } from '../index.ts';

/** Test data: readings that like ties (whole and half units), extremes and gaps of every density, by a seed. */
export function randomHours(shape: ColumnShape, seed: number): HourColumns {
  let state = seed | 1;
  const random = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const columns = createHourColumns(shape);
  for (const [item, pollutant] of POLLUTANTS.entries()) {
    const values = columns.values[pollutant];
    let [gap, level, unit] = [0, 100, 1000];
    for (let cell = 0; cell < values.length; cell++) {
      if (cell % 24 === 0) {
        gap = [0, 0, 0, 1, 2, 3, 4, 12, 24][random(9)]!;
        level = [3, 40, 100, 170, 400, 900][random(random(3) === 0 ? 6 : 4)]!;
        unit = [1000, 500, 100, 1][random(4)]!;
        if (item === 4) [level, unit] = [Math.ceil(level / 40), Math.max(1, unit / 10)];
      }
      const absent = random(24) < gap;
      const steps = Math.max(1, Math.floor((level * 1000) / unit));
      values[cell] = absent ? (random(2) === 0 ? MISSING : -1) : random(steps) * unit;
    }
  }
  return columns;
}
