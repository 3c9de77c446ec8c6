/**
 * Import from CSV into PostgreSQL beside COPY of the same rows: same table definition, same server, same run.
 * Each measurement is a process of its own, so that its peak memory is its own. Arguments: rows in millions (2).
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { from as copyFrom } from 'pg-copy-streams';
import { reevaluate } from '../packages/server/src/evaluation/reevaluate.ts';
import { importAirHours } from '../packages/server/src/intake/import-air-hours.ts';
import { loadProvincePreset } from '../packages/server/src/intake/presets.ts';
import type { OnTouched } from '../packages/server/src/intake/touched.ts';
import { systemActor } from '../packages/server/src/platform/actor.ts';
import { readConfig } from '../packages/server/src/platform/config/config.ts';
import { migrate } from '../packages/server/src/platform/database/migrate.ts';
import { openPlatform, type Platform } from '../packages/server/src/platform/platform.ts';

/** As the program itself is started (packages/server/bin/qingzhang.js, scripts/lib/workspace.mjs). */
const MEMORY = '--max-semi-space-size=8';
const STATIONS = 228;
const ROUNDS = 3;

interface Measured {
  seconds: number;
  rows: number;
  peakMb: number;
}

function open(directory: string): Promise<Awaited<ReturnType<typeof openPlatform>>> {
  const environment = {
    QINGZHANG_DATA: directory,
    QINGZHANG_LOG_LEVEL: 'error',
    DATABASE_URL: process.env.DATABASE_URL,
  };
  return openPlatform(readConfig(environment, directory), 'command');
}

/** Writes the same rows twice: as our own CSV, and as the table's columns for COPY. */
async function writeFiles(directory: string, hours: number, placeIds: readonly number[]): Promise<void> {
  const plain = createWriteStream(join(directory, 'hours.csv'));
  const table = createWriteStream(join(directory, 'table.csv'));
  plain.write('time,station,so2,no2,pm10,pm25,co,o3\n');
  let seed = 20_200_630;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const first = Date.UTC(2019, 0, 1, 1);
  for (let hour = 0; hour < hours; hour++) {
    const stamp = new Date(first + hour * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    let ours = '';
    let theirs = '';
    for (let station = 0; station < STATIONS; station++) {
      const values = [
        1 + random(60),
        1 + random(90),
        5 + random(300),
        2 + random(200),
        100 + random(3000),
        1 + random(250),
      ];
      const gap = random(100) < 3 ? random(6) : -1;
      const units = values.map((value, i) =>
        i === gap ? '' : i === 4 ? String(value / 1000) : String(value),
      );
      const milli = values.map((value, i) => (i === gap ? '' : i === 4 ? String(value) : `${value}000`));
      ours += `${stamp},${codeOf(station)},${units.join(',')}\n`;
      theirs += `${placeIds[station]},${stamp}+08,${milli.join(',')},1\n`;
    }
    if (!plain.write(ours)) await once(plain, 'drain');
    if (!table.write(theirs)) await once(table, 'drain');
  }
  await Promise.all([plain, table].map((file) => new Promise<void>((resolve) => file.end(resolve))));
}

function codeOf(station: number): string {
  return `${String(5000 + station)}A`;
}

async function prepare(directory: string, hours: number): Promise<void> {
  const platform = await open(directory);
  try {
    await migrate(platform.database.pool);
    await loadProvincePreset(platform.db, 'shanxi');
    const { pool } = platform.database;
    await pool.query('create table if not exists copied (like air_hour including all)');
    await pool.query(
      `insert into place (kind, code, name, city_code)
       select 'station', (5000 + n)::text || 'A', 'bench ' || n, (array['140100', '140200', '140600'])[1 + n % 3]
         from generate_series(0, $1 - 1) n on conflict do nothing`,
      [STATIONS],
    );
    const { rows } = await pool.query<{ id: number }>(
      `select id from place where name like 'bench %' order by code`,
    );
    await writeFiles(
      directory,
      hours,
      rows.map((row) => row.id),
    );
  } finally {
    await platform.close();
  }
}

/** One measurement in this process: prints it as JSON. */
async function measure(directory: string, what: string): Promise<void> {
  const platform = await open(directory);
  try {
    const { pool } = platform.database;
    await pool.query(
      what === 'copy' ? 'truncate copied' : what === 'again' ? 'select 1' : 'truncate air_hour',
    );
    await pool.query('checkpoint');
    const began = performance.now();
    const rows = what === 'copy' ? await copy(platform, directory) : await take(platform, directory, what);
    const measured: Measured = {
      seconds: (performance.now() - began) / 1000,
      rows,
      peakMb: process.resourceUsage().maxRSS / 1024,
    };
    process.stdout.write(JSON.stringify(measured));
  } finally {
    await platform.close();
  }
}

async function copy(platform: Platform, directory: string): Promise<number> {
  const client = await platform.database.pool.connect();
  try {
    const into = client.query(copyFrom('copy copied from stdin (format csv)'));
    await pipeline(createReadStream(join(directory, 'table.csv'), { highWaterMark: 128 * 1024 }), into);
    return into.rowCount;
  } finally {
    client.release();
  }
}

async function take(platform: Platform, directory: string, what: string): Promise<number> {
  const onTouched: OnTouched = what === 'evaluated' ? reevaluate : async () => {};
  const call = { actor: systemActor('cli'), requestId: null, at: new Date() };
  const batch = await importAirHours(platform, call, { path: join(directory, 'hours.csv') }, { onTouched });
  const good = what === 'again' ? batch.rows.same : batch.rows.new;
  if (batch.state !== 'done' || good !== batch.rows.total) throw new Error(JSON.stringify(batch));
  return batch.rows.total;
}

function child(directory: string, what: string): Measured {
  const result = spawnSync(
    process.execPath,
    [MEMORY, fileURLToPath(import.meta.url), '--child', directory, what],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (result.status !== 0) throw new Error(`${what} failed`);
  return JSON.parse(result.stdout) as Measured;
}

function report(name: string, { seconds, rows, peakMb }: Measured, base?: Measured): void {
  const rate = rows / seconds;
  const ratio = base ? `  ${(rate / (base.rows / base.seconds)).toFixed(2)} × COPY` : '';
  console.log(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s  ${Math.round(rate / 1000)
      .toString()
      .padStart(5)} k rows/s  ` + `peak ${Math.round(peakMb).toString().padStart(4)} MB${ratio}`,
  );
}

function fastest(results: readonly Measured[]): Measured {
  return results.reduce((best, one) => (one.seconds < best.seconds ? one : best));
}

if (process.argv[2] === '--child') {
  await measure(process.argv[3]!, process.argv[4]!);
} else {
  const millions = Number(process.argv[2] ?? 2);
  const hours = Math.round((millions * 1e6) / STATIONS);
  const directory = mkdtempSync(join(tmpdir(), 'qz-bench-import-'));
  spawnSync('chmod', ['711', directory]);
  try {
    await prepare(directory, hours);
    const size = statSync(join(directory, 'hours.csv')).size / 1e6;
    console.log(
      `${STATIONS} stations × ${hours} hours = ${((STATIONS * hours) / 1e6).toFixed(2)} M rows, ${size.toFixed(0)} MB of CSV`,
    );
    const copies: Measured[] = [];
    const imports: Measured[] = [];
    // By turns, so that a busy moment of the machine falls on both.
    for (let round = 0; round < ROUNDS; round++) {
      copies.push(child(directory, 'copy'));
      imports.push(child(directory, 'import'));
    }
    const base = fastest(copies);
    report('COPY of the table’s columns (CSV)', base);
    report('import air-hours', fastest(imports), base);
    report('the same file again', child(directory, 'again'), base);
    report('import with its daily values', child(directory, 'evaluated'), base);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
