import { AppError } from '@qingzhang/contract';
import { Pool } from 'pg';
import { typeParsers } from './types.ts';

/** Oldest PostgreSQL the program runs on, as `server_version_num`. */
const OLDEST = 15_00_00;

/** Options of a pool. */
export interface PoolOptions {
  readonly max: number;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
  /** Called for errors of idle connections (server restarted …); without a listener Node would exit. */
  readonly onError: (error: Error) => void;
}

/** A connection pool with our type parsers and Beijing time, checked for reachability and version. */
export async function openPool(url: string, options: PoolOptions): Promise<Pool> {
  const pool = new Pool({
    connectionString: url,
    max: options.max,
    application_name: options.name,
    types: typeParsers,
    // The wall clock of Chinese monitoring; a distributed or pooled server must accept the same.
    options: '-c TimeZone=Asia/Shanghai',
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  pool.on('error', options.onError);
  // A connection lost while in use fails its query; without a listener of its own it would end the process too.
  pool.on('connect', (client) => client.on('error', options.onError));
  try {
    const result = await pool.query<{ server_version_num: string; server_version: string }>(
      `select current_setting('server_version_num') as server_version_num,
              current_setting('server_version') as server_version`,
    );
    const row = result.rows[0];
    requireVersion(Number(row?.server_version_num), row?.server_version ?? '?');
  } catch (error) {
    await pool.end();
    if (error instanceof AppError) throw error;
    throw new AppError('database.unreachable', { reason: reasonOf(error) }, { cause: error });
  }
  return pool;
}

/** Refuse a server older than the program runs on; `number` is its `server_version_num`. */
export function requireVersion(number: number, name: string): void {
  if (!(number >= OLDEST)) throw new AppError('database.tooOld', { found: name, needed: '15' });
}

/** The plain words of an error; a failed connection to several addresses arrives as an aggregate. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
