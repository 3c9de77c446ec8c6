import { type DuckDBConnection, DuckDBDataChunk, DuckDBInstance, INTEGER } from '@duckdb/node-api';
import { DAY_DEN, dayNumber, dayOfNumber, type HourColumns, POLLUTANTS } from '@qingzhang/standards';
import type { SharedWork } from './kernel-worker.ts';

const CHUNK = 2048;

/** The hours as one table `hours(station, day, label, so2 … o3)`, thousandths, null where absent. */
async function load(connection: DuckDBConnection, hours: HourColumns): Promise<void> {
  const columns = POLLUTANTS.map((pollutant) => `${pollutant} INTEGER`).join(', ');
  await connection.run(`CREATE TABLE hours (station INTEGER, day INTEGER, label INTEGER, ${columns})`);
  const appender = await connection.createAppender('hours');
  const cells = hours.places * hours.days * 24;
  const perPlace = hours.days * 24;
  const types = Array.from({ length: 3 + POLLUTANTS.length }, () => INTEGER);
  for (let from = 0; from < cells; from += CHUNK) {
    const rows = Math.min(CHUNK, cells - from);
    const column = (value: (cell: number) => number | null) =>
      Array.from({ length: rows }, (_, row) => value(from + row));
    const chunk = DuckDBDataChunk.create(types, rows);
    chunk.setColumns([
      column((cell) => Math.floor(cell / perPlace)),
      column((cell) => Math.floor((cell % perPlace) / 24)),
      column((cell) => (cell % 24) + 1),
      ...POLLUTANTS.map((pollutant) => {
        const values = hours.values[pollutant];
        return column((cell) => (values[cell]! < 0 ? null : values[cell]!));
      }),
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  await connection.run('CREATE TABLE calendar (day INTEGER, month INTEGER, year INTEGER)');
  const first = dayNumber(hours.firstDay);
  const days = Array.from({ length: hours.days }, (_, day) => {
    const [year, month] = dayOfNumber(first + day)
      .split('-')
      .map(Number);
    return `(${day}, ${year! * 100 + month!}, ${year})`;
  });
  await connection.run(`INSERT INTO calendar VALUES ${days.join(', ')}`);
}

const MEANS = ['so2', 'no2', 'pm10', 'pm25', 'co'] as const;

/** Day means with their 20-hour rule and MDA8 with its window, count and exception rules. */
const DAILY = `
  CREATE OR REPLACE TABLE daily AS
  WITH means AS (
    SELECT station, day, ${MEANS.map((p) => `CASE WHEN count(${p}) >= 20 THEN avg(${p}) / 1000 END AS ${p}`).join(', ')}
    FROM hours GROUP BY station, day
  ), windows AS (
    SELECT station, day, label,
      avg(o3) OVER eight / 1000 AS mean8, count(o3) OVER eight AS n
    FROM hours WINDOW eight AS (PARTITION BY station, day ORDER BY label ROWS 7 PRECEDING)
  ), ozone AS (
    SELECT station, day, CASE WHEN count(*) >= 14 OR max(mean8) > 160.5 THEN max(mean8) END AS o3
    FROM windows WHERE label >= 8 AND n >= 6 GROUP BY station, day
  )
  SELECT means.*, ozone.o3, month, year FROM means LEFT JOIN ozone USING (station, day) JOIN calendar USING (day)`;

/** Monthly and yearly statistics with composite index and rank (limits of 2012), without AQI and class counts. */
const period = (key: 'month' | 'year') => `
  WITH figures AS (
    SELECT station, ${key}, avg(so2) AS so2, avg(no2) AS no2, avg(pm10) AS pm10, avg(pm25) AS pm25,
      quantile_cont(co, 0.95) AS co, quantile_cont(o3, 0.9) AS o3, count(pm25) AS days
    FROM daily GROUP BY station, ${key}
  ), indices AS (
    SELECT *, round(so2 / 60 + no2 / 40 + pm10 / 70 + pm25 / 35 + co / 4 + o3 / 160, 2) AS idx FROM figures
  )
  SELECT station, ${key}, pm25, idx, rank() OVER (PARTITION BY ${key} ORDER BY idx) AS place FROM indices`;

async function evaluate(connection: DuckDBConnection): Promise<number> {
  const start = performance.now();
  await connection.run(DAILY);
  await connection.run(`CREATE OR REPLACE TABLE months AS ${period('month')}`);
  await connection.run(`CREATE OR REPLACE TABLE years AS ${period('year')}`);
  return performance.now() - start;
}

/** The same data through DuckDB in memory: printed beside our times. The load is not counted. */
export async function duckDbPeer(work: SharedWork, one: number, two: number, rounds: number): Promise<void> {
  console.log(
    '\nDuckDB on the same data (in memory; day means, MDA8, months, years, index, ranks; no AQI, no class counts)',
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const start = performance.now();
  await load(connection, work.hours);
  console.log(`  load, not counted      ${(performance.now() - start).toFixed(0).padStart(8)} ms`);
  for (const [threads, ours] of [
    [1, one],
    [2, two],
  ] as const) {
    await connection.run(`SET threads = ${threads}`);
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) best = Math.min(best, await evaluate(connection));
    console.log(
      `  ${threads} thread(s): DuckDB ${best.toFixed(0)} ms, ours ${ours.toFixed(0)} ms: ${(best / ours).toFixed(1)} × faster`,
    );
  }
  await compareFigures(connection, work);
  connection.closeSync();
}

/** Proof that both did the same work: the daily values of every station agree. */
async function compareFigures(connection: DuckDBConnection, work: SharedWork): Promise<void> {
  const sums = POLLUTANTS.map((p) => `sum(${p}), count(${p})`).join(', ');
  const row = (await connection.runAndReadAll(`SELECT ${sums} FROM daily`)).getRows()[0] ?? [];
  for (const [item, pollutant] of POLLUTANTS.entries()) {
    let [total, count] = [0, 0];
    for (const num of work.stations.num[pollutant]) {
      if (Number.isNaN(num)) continue;
      total += num / DAY_DEN;
      count += 1;
    }
    const [theirs, theirCount] = [Number(row[item * 2]), Number(row[item * 2 + 1])];
    if (count !== theirCount || Math.abs(total - theirs) > 1e-6 * total) {
      throw new Error(
        `${pollutant}: ours ${count} days, sum ${total}; DuckDB ${theirCount} days, sum ${theirs}`,
      );
    }
  }
  console.log('  the daily values agree (number and sum per pollutant)');
}
