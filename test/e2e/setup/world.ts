import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_SEED, demoTargets, Province, shanxiProfile, shanxiStations } from '@qingzhang/simulator';
import { hourIndex } from '@qingzhang/standards';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { closeMonth } from '../../../packages/server/src/accounts/closings/service.ts';
import { demoCall, importReadings, platformAt } from '../../../packages/server/src/demo/hours.ts';
import { registerStations } from '../../../packages/server/src/demo/stations.ts';
import { reevaluate } from '../../../packages/server/src/evaluation/reevaluate.ts';
import { ensureProvince } from '../../../packages/server/src/intake/presets.ts';
import { FixedClock } from '../../../packages/server/src/platform/clock.ts';
import { readConfig } from '../../../packages/server/src/platform/config/config.ts';
import { openPool } from '../../../packages/server/src/platform/database/pool.ts';
import { kyselyOver } from '../../../packages/server/src/platform/database/transaction.ts';
import { createPlatform, type Platform } from '../../../packages/server/src/platform/platform.ts';
import { enterDustEvent } from '../../../packages/server/src/readings/exclusions.ts';
import { admin, withDatabase } from '../../../packages/server/test/harness/postgres.ts';
import { WORLD } from './moments.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of the database that holds the simulated province; every file of journeys clones it. */
    world: { template: string };
  }
}

/** Stations a city keeps: enough for a mean over several counties, few enough to load quickly. */
const STATIONS_A_CITY = 3;

/**
 * Once a run: a province under simulation (模拟数据) with some fourteen months of hours, targets, a dust event and one
 * closed month, in a database that every file of journeys gets a copy of.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pages = fileURLToPath(new URL('../../../packages/web/dist/index.html', import.meta.url));
  if (!existsSync(pages)) {
    throw new Error(
      '网页还没有构建，浏览器测试无从打开：请运行 npm test，或在 packages/web 里运行 vite build。\n' +
        'The pages are not built: run npm test, or vite build in packages/web.',
    );
  }
  const server = project.getProvidedContext().postgres;
  const template = `qz_world_${process.pid}`;
  await admin(server.url, `create database ${template} template ${server.template}`);
  const drop = () => admin(server.url, `drop database if exists ${template} with (force)`);
  const data = mkdtempSync(join(tmpdir(), 'qz-world-'));
  try {
    const url = withDatabase(server.url, template);
    const pool = await openPool(url, { max: 4, name: 'world', onError: () => {} });
    const platform = createPlatform({
      config: readConfig({ QINGZHANG_DATA: data, QINGZHANG_LOG_LEVEL: 'silent' }, data),
      database: { db: kyselyOver(pool), pool, url, embedded: true, close: () => pool.end() },
      clock: new FixedClock(WORLD.now),
      log: pino({ level: 'silent' }),
    });
    await populate(platform).finally(() => platform.close());
  } catch (error) {
    await drop();
    throw error;
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
  project.provide('world', { template });
  return drop;
}

async function populate(platform: Platform): Promise<void> {
  const { db } = platform;
  const { signal } = new AbortController();
  const kept = new Map<string, number>();
  const stations = shanxiStations.filter(({ cityCode, control }) => {
    const count = (kept.get(cityCode) ?? 0) + 1;
    kept.set(cityCode, count);
    return !control && count <= STATIONS_A_CITY;
  });
  await ensureProvince(db, '140000');
  await registerStations(db, stations);
  await db
    .insertInto('target')
    .values(
      demoTargets(shanxiProfile, 2026).map((target) => ({
        region_code: target.region,
        year: target.year,
        indicator: target.indicator,
        value: target.value,
        version: 1,
        document: target.document,
        document_date: target.documentDate,
        simulated: true,
        created_by: 'demo',
        created_at: new Date(`${target.year}-01-20T10:00:00+08:00`),
      })),
    )
    .execute();
  const province = new Province({ seed: DEMO_SEED, stations, profile: shanxiProfile });
  const load = (first: string, last: string, lastHour: number, at: string) =>
    importReadings(
      platform,
      province.history(first, hourIndex(last, lastHour)),
      `模拟-${first}-${last}.csv`,
      new Date(at),
      signal,
    );
  await load('2025-04-01', '2025-12-31', 24, '2026-01-01T02:00:00+08:00');
  await load('2026-01-01', '2026-04-30', 24, '2026-05-01T02:00:00+08:00');
  await enterDustEvent(
    db,
    demoCall(new Date('2026-05-03T10:00:00+08:00')),
    {
      firstHour: '2026-04-10T09:00:00+08:00',
      lastHour: '2026-04-11T20:00:00+08:00',
      cities: ['140200', '140600'],
      pollutants: ['pm10', 'pm25'],
      document: '模拟〔2026〕12号 沙尘天气影响确认（模拟数据）',
      note: '模拟数据',
      simulated: true,
    },
    reevaluate,
  );
  const closing = new Date('2026-05-08T15:00:00+08:00');
  await closeMonth(platformAt(platform, closing), { period: '2026-04', note: '模拟' }, demoCall(closing));
  await load('2026-05-01', '2026-05-31', 24, '2026-06-01T02:00:00+08:00');
  await load('2026-06-01', '2026-06-15', 10, WORLD.now);
}
