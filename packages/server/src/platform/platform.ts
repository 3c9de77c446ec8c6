import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config/config.ts';
import type { Database, ProcessRole } from './database/database.ts';
import { openDatabase } from './database/database.ts';
import type { Db } from './database/transaction.ts';
import { FileStore } from './files/files.ts';
import type { Jobs } from './jobs/jobs.ts';
import { PgBossJobs } from './jobs/pg-boss-jobs.ts';
import { createLog, type Log } from './log.ts';

/** What every area stands on. Services take it first; pure code never sees it. */
export interface Platform {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly database: Pick<Database, 'pool' | 'url' | 'embedded'>;
  readonly db: Db;
  readonly files: FileStore;
  readonly jobs: Jobs;
}

/** A platform that must be closed. */
export interface OpenPlatform extends Platform {
  close(): Promise<void>;
}

/** The parts that differ between the program and a test. */
export interface PlatformParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** Put a platform together over an open database. */
export function createPlatform(parts: PlatformParts): OpenPlatform {
  const { config, database } = parts;
  const clock = parts.clock ?? systemClock;
  const log = parts.log ?? createLog(config);
  const jobs = new PgBossJobs(database, clock, log);
  return {
    config,
    clock,
    log,
    database,
    db: database.db,
    files: new FileStore(config),
    jobs,
    close: async () => {
      await jobs.stop();
      await database.close();
    },
  };
}

/** Open the configured database and put the platform together. */
export async function openPlatform(config: Config, role: ProcessRole, clock?: Clock): Promise<OpenPlatform> {
  const log = createLog(config);
  const database = await openDatabase(config, role, log);
  return createPlatform({ config, database, log, ...(clock === undefined ? {} : { clock }) });
}
