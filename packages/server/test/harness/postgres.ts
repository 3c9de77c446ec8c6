import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { embeddedUrl, ensureRunning, stopRunning } from '../../src/platform/database/embedded.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { openPool } from '../../src/platform/database/pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's maintenance database, and the name of the migrated template. */
    postgres: { url: string; template: string };
  }
}

/**
 * One PostgreSQL for the whole test run (an embedded one without fsync, or the server of TEST_DATABASE_URL), with
 * one migrated template database that every test file clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.TEST_DATABASE_URL;
  const server =
    external === undefined || external === ''
      ? await startThrowAway()
      : { url: external, stop: async () => {} };
  const template = `qz_template_${process.pid}`;
  const stop = async () => {
    if (external !== undefined) await admin(server.url, `drop database if exists ${template}`);
    await server.stop();
  };
  try {
    await admin(server.url, `create database ${template} template template0`);
    const pool = await openPool(withDatabase(server.url, template), {
      max: 1,
      name: 'harness',
      onError: () => {},
    });
    await migrate(pool).finally(() => pool.end());
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('postgres', { url: server.url, template });
  return stop;
}

/** A PostgreSQL in a temporary directory, without fsync; gone when stopped. */
export async function startThrowAway() {
  const directory = mkdtempSync(join(tmpdir(), 'qz-test-'));
  chmodSync(directory, 0o711); // An unprivileged PostgreSQL must pass.
  const options = {
    cluster: join(directory, 'postgres'),
    connection: join(directory, 'postgres.json'),
    log: join(directory, 'postgres.log'),
    durable: false,
    maxConnections: 200,
  };
  const connection = await ensureRunning(options);
  return {
    url: embeddedUrl(connection, 'postgres'),
    stop: async () => {
      await stopRunning(options);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

/** One statement on the maintenance database. */
export async function admin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
