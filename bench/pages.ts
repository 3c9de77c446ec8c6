/**
 * What a page's data cost with five years of a province's hours stored: every reading route, asked many times in varied
 * ways, in process (no network). An hour of new data arrives between rounds, so that caches are not always warm.
 * Arguments: years (5), rounds (6). Budget: 100 ms at the 95th percentile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTargets, Province, shanxiProfile, shanxiStations } from '@qingzhang/simulator';
import { addDays, daysInMonth, formatDay, HOURS_OF_DAY, hourEndIso, hourIndex } from '@qingzhang/standards';
import { importReadings } from '../packages/server/src/demo/hours.ts';
import { registerStations } from '../packages/server/src/demo/stations.ts';
import { buildApp } from '../packages/server/src/http/app.ts';
import { ensureProvince } from '../packages/server/src/intake/presets.ts';
import { systemActor } from '../packages/server/src/platform/actor.ts';
import { readConfig } from '../packages/server/src/platform/config/config.ts';
import { migrate } from '../packages/server/src/platform/database/migrate.ts';
import { openPlatform } from '../packages/server/src/platform/platform.ts';
import { createUser } from '../packages/server/src/session/users.ts';

const YEARS = Number(process.argv[2] ?? 5);
const ROUNDS = Number(process.argv[3] ?? 6);
const LAST_YEAR = 2025;
const LAST_DAY = `${LAST_YEAR}-11-20`;
const BUDGET_MS = 100;
/** Asks of each kind between two hours of data; a province's desks ask far more. */
const ASKS = 30;

const directory = mkdtempSync(join(tmpdir(), 'qz-bench-pages-'));
const config = readConfig({ QINGZHANG_DATA: directory, QINGZHANG_LOG_LEVEL: 'error' }, directory);
const platform = await openPlatform(config, 'command');
const signal = new AbortController().signal;
try {
  await migrate(platform.database.pool);
  await ensureProvince(platform.db, '140000');
  await registerStations(platform.db, shanxiStations);
  const province = new Province({
    seed: 4,
    stations: shanxiStations,
    profile: { ...shanxiProfile, anchorDay: '2024-07-01' },
  });
  await load(province);
  await setTargets();
  await measure(province);
} finally {
  await platform.close();
  rmSync(directory, { recursive: true, force: true });
}

async function load(province: Province): Promise<void> {
  const started = performance.now();
  let rows = 0;
  for (let year = LAST_YEAR - YEARS + 1; year <= LAST_YEAR; year++) {
    for (let month = 1; month <= 12; month++) {
      const first = formatDay(year, month, 1);
      if (first > LAST_DAY) break;
      const end = formatDay(year, month, daysInMonth(year, month));
      const last = end < LAST_DAY ? hourIndex(end, HOURS_OF_DAY) : hourIndex(LAST_DAY, 14);
      const done = await importReadings(
        platform,
        province.history(first, last),
        `${first.slice(0, 7)}.csv`,
        new Date(hourEndIso(last)),
        signal,
      );
      rows += done.rows;
    }
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${rows} station-hours in ${seconds.toFixed(1)} s, evaluated (${Math.round(rows / seconds)} rows/s)`,
  );
}

async function setTargets(): Promise<void> {
  const targets = [LAST_YEAR - 2, LAST_YEAR].flatMap((year) => demoTargets(shanxiProfile, year));
  await platform.db
    .insertInto('target')
    .values(
      targets.map((target) => ({
        region_code: target.region,
        year: target.year,
        indicator: target.indicator,
        value: target.value,
        version: 1,
        document: target.document,
        simulated: true,
        created_by: 'bench',
        created_at: new Date(`${target.year}-01-15T00:00:00+08:00`),
      })),
    )
    .execute();
}

async function measure(province: Province): Promise<void> {
  const call = { actor: systemActor('cli'), requestId: null, at: platform.clock.now() };
  const { password } = await createUser(
    platform.db,
    { login: 'bench', displayName: 'bench', post: 'bench', role: 'dispatch', regionCode: null },
    call,
  );
  const app = await buildApp(platform);
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { login: 'bench', password },
  });
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const cities = shanxiProfile.cities.map((city) => city.code);
  const years = Array.from({ length: YEARS }, (_, index) => LAST_YEAR - index);
  const city = (index: number) => cities[index % cities.length]!;
  const routes: Record<string, (index: number) => string> = {
    overview: () => '/api/overview',
    'situation, now': () => '/api/situation?lang=zh',
    'situation, a period': (i) =>
      `/api/situation?period=${['2025-H1', '2025-10', '2024', '2025-Q3', '2023-H2', '2022-06'][i % 6]}`,
    'city account': (i) => `/api/cities/${city(i)}/account?lang=zh`,
    'city account, a year': (i) => `/api/cities/${city(i)}/account?year=${years[i % years.length]}`,
    'city day': (i) => `/api/cities/${city(i)}/days/${addDays(LAST_DAY, -(i * 37) % 600)}`,
    'what-if': (i) => `/api/cities/${city(i)}/what-if`,
    'ranking, now': () => '/api/ranking',
    'ranking, a period': (i) =>
      `/api/ranking?period=${['2025-H1', '2025-10', '2024', '2025-Q3', '2023', '2022-06'][i % 6]}`,
    'why, a mean': (i) => `/api/why?key=${encodeURIComponent(`stat|pm25|${city(i)}|2025-H1|deducted`)}`,
    'why, an AQI': (i) => `/api/why?key=${encodeURIComponent(`aqi|${city(i)}|${addDays(LAST_DAY, -i)}`)}`,
    'why, an account': (i) => `/api/why?key=${encodeURIComponent(`account|year|pm25|${city(i)}|2025`)}`,
    completeness: (i) => `/api/completeness?month=2025-${`${1 + (i % 10)}`.padStart(2, '0')}`,
    targets: (i) => `/api/targets?year=${years[i % years.length]}`,
    closings: () => '/api/closings',
    imports: () => '/api/imports',
  };
  const times = new Map<string, number[]>();
  /** The first of each kind after new data: nothing kept helps it. */
  const cold = new Map<string, number[]>();
  const failed = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, urlOf] of Object.entries(routes)) {
      for (let repeat = 0; repeat < ASKS; repeat++) {
        const started = performance.now();
        const answer = await app.inject({
          method: 'GET',
          url: urlOf(round * ASKS + repeat),
          headers: { cookie },
        });
        const spent = performance.now() - started;
        if (answer.statusCode !== 200) failed.set(name, answer.statusCode);
        times.set(name, [...(times.get(name) ?? []), spent]);
        if (repeat === 0 && round > 0) cold.set(name, [...(cold.get(name) ?? []), spent]);
      }
    }
    const hour = hourIndex(LAST_DAY, 14) + 1 + round;
    await importReadings(
      platform,
      province.arrivals(hour),
      `live-${hour}.csv`,
      new Date(hourEndIso(hour)),
      signal,
    );
  }
  console.log(
    `\n${'route'.padEnd(24)}${'median'.padStart(9)}${'p95'.padStart(9)}${'worst'.padStart(9)}${'first'.padStart(9)}  ms, n = ${ROUNDS * ASKS}; first: after an hour of new data`,
  );
  for (const [name, list] of times) {
    const sorted = [...list].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
    const status = failed.get(name);
    const verdict = status !== undefined ? `HTTP ${status}` : at(0.95) <= BUDGET_MS ? 'met' : 'MISSED';
    console.log(
      `${name.padEnd(24)}${ms(at(0.5))}${ms(at(0.95))}${ms(sorted.at(-1)!)}${ms(median(cold.get(name) ?? [Number.NaN]))}  ${verdict}`,
    );
  }
  await app.close();
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
}

function ms(value: number): string {
  return value.toFixed(1).padStart(9);
}
