import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { type Call, systemActor } from '../../src/platform/actor.ts';
import { FixedClock } from '../../src/platform/clock.ts';
import { type Config, readConfig } from '../../src/platform/config/config.ts';
import { createPlatform, type Platform } from '../../src/platform/platform.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** A platform over a database of its own, with a clock that stands still. */
export interface TestPlatform extends Platform {
  readonly clock: FixedClock;
  readonly testDatabase: TestDatabase;
  /** A call by the program itself at the clock's moment. */
  call(): Call;
}

/** For `*.db.test.ts`: everything an area stands on, thrown away after the file's tests. */
export async function createTestPlatform(
  options: { readonly now?: string; readonly config?: Partial<Config>; readonly template?: string } = {},
): Promise<TestPlatform> {
  const testDatabase = await createTestDatabase(options.template);
  const data = mkdtempSync(join(tmpdir(), 'qz-data-'));
  const config = {
    ...readConfig({ QINGZHANG_DATA: data, QINGZHANG_LOG_LEVEL: 'silent' }, data),
    ...options.config,
  };
  const clock = new FixedClock(options.now ?? '2026-06-15T10:20:00+08:00');
  const database = { ...testDatabase, embedded: true, close: async () => {} };
  const platform = createPlatform({ config, database, clock, log: pino({ level: 'silent' }) });
  afterAll(async () => {
    await platform.close();
    rmSync(data, { recursive: true, force: true });
  });
  const call = () => ({ actor: systemActor('system'), requestId: null, at: clock.now() });
  return { ...platform, clock, testDatabase, call };
}
