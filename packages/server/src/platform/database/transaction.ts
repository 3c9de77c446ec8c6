import { Kysely, PostgresDialect } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { DB } from './schema.gen.ts';

/** The database, or a transaction on it: what every query function takes first. */
export type Db = Kysely<DB>;

/** Kysely over a pool. */
export function kyselyOver(pool: Pool): Db {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

/** Run as one transaction; inside one already, as part of it. */
export function transaction<T>(db: Db, run: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? run(db) : db.transaction().execute(run);
}

/**
 * One transaction that also gives the bare `pg` client it runs on, for COPY streams beside typed queries. Rolled
 * back when `run` throws.
 */
export function clientTransaction<T>(
  pool: Pool,
  run: (trx: Db, client: PoolClient) => Promise<T>,
): Promise<T> {
  let client: PoolClient | undefined;
  const single = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => {
          client = await pool.connect();
          return client;
        },
        end: async () => {},
        options: pool.options,
      },
    }),
  });
  return single.transaction().execute((trx) => {
    if (client === undefined) throw new Error('a transaction began without a connection');
    return run(trx, client);
  });
}
