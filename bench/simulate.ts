/**
 * How fast the simulator makes 26 months of a province and writes them as plain CSV. Prints rows a second; one row is
 * one station and hour with six pollutants.
 *
 *   node bench/simulate.ts [--json]
 */

import { DEMO_SEED, Province, shanxiProfile, shanxiStations, toCsv } from '@qingzhang/simulator';
import { dayNumber, hourIndex } from '@qingzhang/standards';

const FIRST = '2024-10-01';
const LAST = '2026-11-30';

interface Result {
  readonly name: string;
  readonly rows: number;
  readonly seconds: number;
  readonly rowsPerSecond: number;
}

function measure(name: string, run: () => number): Result {
  const start = performance.now();
  const rows = run();
  const seconds = (performance.now() - start) / 1000;
  return { name, rows, seconds, rowsPerSecond: Math.round(rows / seconds) };
}

const province = () => new Province({ seed: DEMO_SEED, stations: shanxiStations, profile: shanxiProfile });
const from = hourIndex(FIRST, 1);
const to = hourIndex(LAST, 24);

const results = [
  measure('readings in order of time', () => {
    let rows = 0;
    let sum = 0;
    for (const reading of province().history(FIRST, to)) {
      rows++;
      sum += reading.pm25;
    }
    if (sum === 0) throw new Error('nothing was simulated');
    return rows;
  }),
  measure('columns, station by station', () => {
    const p = province();
    let rows = 0;
    for (const s of shanxiStations) rows += p.stationHours(s.code, from, to).length;
    return rows;
  }),
  measure('readings as plain CSV', () => {
    let lines = -1;
    for (const piece of toCsv(province().history(FIRST, to))) lines += piece.split('\n').length - 1;
    return lines;
  }),
  (() => {
    const rows = [...province().history('2026-06-01', hourIndex('2026-08-31', 24))];
    return measure('plain CSV writer alone', () => {
      let bytes = 0;
      for (const piece of toCsv(rows)) bytes += Buffer.byteLength(piece);
      if (bytes < rows.length * 30) throw new Error('the CSV is too short');
      return rows.length;
    });
  })(),
];

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(results));
} else {
  const days = dayNumber(LAST) - dayNumber(FIRST) + 1;
  console.log(`simulate: ${shanxiStations.length} stations × ${days} days, seed ${DEMO_SEED}`);
  for (const r of results) {
    console.log(
      `  ${r.name.padEnd(30)} ${String(r.rows).padStart(9)} rows  ${r.seconds.toFixed(2).padStart(6)} s  ${String(r.rowsPerSecond).padStart(9)} rows/s`,
    );
  }
}
