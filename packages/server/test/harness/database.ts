import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, inject } from 'vitest';
import { openPool } from '../../src/platform/database/pool.ts';
import { type Db, kyselyOver } from '../../src/platform/database/transaction.ts';
import { admin, withDatabase } from './postgres.ts';

/** A migrated database of its own; dropped after the file's tests. */
export interface TestDatabase {
  readonly db: Db;
  readonly pool: Pool;
  readonly url: string;
}

/**
 * Clone the migrated template for this test file: call it at the top of a `*.db.test.ts`
 * (`const { db } = await createTestDatabase()`). Another template may already hold data.
 */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `qz_test_${randomBytes(6).toString('hex')}`;
  await admin(server.url, `create database ${name} template ${template ?? server.template}`);
  const url = withDatabase(server.url, name);
  const errors: Error[] = [];
  const pool = await openPool(url, { max: 6, name: 'test', onError: (error) => errors.push(error) });
  afterAll(async () => {
    await pool.end();
    await admin(server.url, `drop database if exists ${name} with (force)`);
  });
  return { db: kyselyOver(pool), pool, url };
}
