import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@qingzhang/contract';
import type { Pool, PoolClient } from 'pg';
import { reasonOf } from './pool.ts';

/** One numbered file `NNNN-name.sql`. */
export interface Migration {
  readonly number: number;
  readonly file: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Where the project's migrations stand. */
export const migrationsDirectory = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** The migrations of a directory in order; every number once, none left out. */
export function readMigrations(directory: string = migrationsDirectory): Migration[] {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
    if (number !== index + 1)
      throw new Error(`migration ${file}: expected ${String(index + 1).padStart(4, '0')}-….sql`);
    // A checkout with other line ends is still the same migration.
    const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
    return { number, file, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Bring the database to the program's version: forward only, each file in its own transaction, safe against
 * another process doing the same. Refuses a database that is newer than the program, and files changed after they
 * were applied. Returns the files applied now.
 */
export async function migrate(
  pool: Pool,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = await pool.connect();
  try {
    await createTable(client);
    const applied: string[] = [];
    for (const migration of [null, ...migrations]) {
      await client.query('begin');
      // Whoever comes second waits here and then finds the work done.
      await client.query('lock table schema_migration in access exclusive mode');
      const known = await check(client, migrations);
      if (migration !== null && !known.has(migration.number)) {
        await apply(client, migration);
        applied.push(migration.file);
      }
      await client.query('commit');
    }
    return applied;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function createTable(client: PoolClient): Promise<void> {
  try {
    await client.query(`create table if not exists schema_migration (
      number     integer primary key,
      file       text not null,
      sha256     text not null,
      applied_at timestamptz not null default now()
    )`);
  } catch (error) {
    // "if not exists" still collides when two processes create it in the same moment.
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== '23505' && code !== '42P07') throw error;
  }
}

/** The numbers applied already, each compared with its file. */
async function check(client: PoolClient, migrations: readonly Migration[]): Promise<Set<number>> {
  const { rows } = await client.query<{ number: number; file: string; sha256: string }>(
    'select number, file, sha256 from schema_migration order by number',
  );
  for (const row of rows) {
    const own = migrations[row.number - 1];
    if (own === undefined) {
      throw new AppError('migration.newer', { version: row.file, known: migrations.at(-1)?.file ?? '' });
    }
    if (own.sha256 !== row.sha256) throw new AppError('migration.changed', { file: own.file });
  }
  return new Set(rows.map((row) => row.number));
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migration (number, file, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.file,
      migration.sha256,
    ]);
  } catch (error) {
    throw new AppError(
      'migration.failed',
      { file: migration.file, reason: reasonOf(error) },
      { cause: error },
    );
  }
}
