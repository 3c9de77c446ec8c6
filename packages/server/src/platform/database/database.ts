import { AppError } from '@qingzhang/contract';
import { Client, type Pool } from 'pg';
import { type Config, dataPaths } from '../config/config.ts';
import type { Log } from '../log.ts';
import { type Connection, embeddedUrl, ensureRunning, stopRunning } from './embedded.ts';
import { openPool, reasonOf } from './pool.ts';
import { ProcessRegistry } from './processes.ts';
import { type Db, kyselyOver } from './transaction.ts';

/** An open database: typed queries, the pool beneath, its address, and how to leave it. */
export interface Database {
  readonly db: Db;
  readonly pool: Pool;
  readonly url: string;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** What the opening process is: there is one server at a time, and any number of commands beside it. */
export type ProcessRole = 'serve' | 'command';

const DATABASE = 'qingzhang';

/**
 * Open the database of the configuration: the external one of `DATABASE_URL`, else the embedded PostgreSQL of the
 * data directory, started if no other process has done so and stopped by the last one that leaves.
 */
export async function openDatabase(
  config: Pick<Config, 'data' | 'databaseUrl' | 'databasePool'>,
  role: ProcessRole,
  log: Log,
): Promise<Database> {
  // A pool that has ended may still hear its connections go when the server stops: that is no loss.
  let closing = false;
  const pool = (url: string) =>
    openPool(url, {
      max: config.databasePool,
      name: `qingzhang ${role}`,
      onError: (error) => {
        // The error carries its client, and with it the connection's settings: only the words are logged.
        if (!closing) log.warn({ reason: reasonOf(error) }, 'an idle database connection was lost');
      },
    });
  const end = async (opened: Pool) => {
    closing = true;
    await opened.end();
  };

  if (config.databaseUrl !== null) {
    const opened = await pool(config.databaseUrl);
    return {
      db: kyselyOver(opened),
      pool: opened,
      url: config.databaseUrl,
      embedded: false,
      close: () => end(opened),
    };
  }

  const paths = dataPaths(config);
  const registry = new ProcessRegistry(paths.run, role);
  const options = {
    cluster: paths.cluster,
    connection: paths.connection,
    log: paths.postgresLog,
    durable: true,
    maxConnections: Math.max(100, config.databasePool * 4),
  };
  const leave = () =>
    registry.alone(async () => {
      registry.leave();
      if (registry.others().length === 0) await stopRunning(options);
    });

  const connection = await registry.alone(async () => {
    const server = registry.others().find((other) => other.role === 'serve');
    if (role === 'serve' && server !== undefined) {
      throw new AppError('database.inUse', { directory: config.data, pid: server.pid });
    }
    registry.enter();
    try {
      return await ensureRunning(options);
    } catch (error) {
      registry.leave();
      throw error;
    }
  });
  try {
    await createDatabase(connection);
    const url = embeddedUrl(connection, DATABASE);
    const opened = await pool(url);
    return {
      db: kyselyOver(opened),
      pool: opened,
      url,
      embedded: true,
      close: async () => {
        await end(opened);
        await leave();
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new Client({ connectionString: embeddedUrl(connection, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} template template0`);
  } catch (error) {
    // Another process created it in the same moment.
    if (!(error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505')))
      throw error;
  } finally {
    await client.end();
  }
}
