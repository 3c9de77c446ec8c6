import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, describe, expect, it, vi } from 'vitest';

// The program as an operator runs it: its own processes, its own embedded PostgreSQL with fsync.

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'qz-process-'));
chmodSync(data, 0o711);
const started: ChildProcess[] = [];

afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  const pid = postmaster();
  if (pid !== null) process.kill(pid, 'SIGQUIT');
  await vi.waitFor(() => expect(pid === null || !isAlive(pid)).toBe(true), { timeout: 10_000 });
  rmSync(data, { recursive: true, force: true });
});

function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The running postmaster of the data directory. */
function postmaster(): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    return isAlive(pid) ? pid : null;
  } catch {
    return null;
  }
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(...args: string[]): { child: ChildProcess; output: () => string; ended: Promise<Ended> } {
  const environment = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL)/.test(name),
  );
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...Object.fromEntries(environment), QINGZHANG_DATA: data, PORT: '0', QINGZHANG_LOG_LEVEL: 'warn' },
    // As scripts/start.mjs starts it: the extra channel tells when the starter is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  started.push(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  // Not the event 'close': after `disconnect()` it does not come.
  const ends = [
    once(child, 'exit'),
    ...[child.stdout, child.stderr].map((stream) => stream && once(stream, 'end')),
  ];
  const ended = Promise.all(ends).then(() => ({ code: child.exitCode, out, err }));
  return { child, output: () => out + err, ended };
}

async function serve() {
  const server = start('serve');
  const url = await vi.waitFor(
    () => {
      const found = /http:\/\/\S+(?=\/)/.exec(server.output())?.[0];
      if (found === undefined) throw new Error(server.output());
      return found;
    },
    { timeout: 60_000, interval: 50 },
  );
  return { ...server, url };
}

async function stop(server: { child: ChildProcess; ended: Promise<Ended> }): Promise<Ended> {
  server.child.kill('SIGTERM');
  return server.ended;
}

async function connect(): Promise<Client> {
  const { port, password } = JSON.parse(readFileSync(join(data, 'run', 'postgres.json'), 'utf8'));
  const client = new Client({
    connectionString: `postgresql://qingzhang:${password}@127.0.0.1:${port}/qingzhang`,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

describe('the program as processes', { timeout: 120_000 }, () => {
  it('starts from nothing, shows the first login once, signs it in, stops cleanly', async () => {
    const server = await serve();
    const [, password] = /admin \/ (\S+)/.exec(server.output()) ?? [];
    expect(server.output()).toMatch(/security \/ \S+[\s\S]*auditor \/ \S+/);
    const response = await fetch(`${server.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'admin', password }),
    });
    expect(response.status).toBe(200);
    expect(statSync(join(data, 'run', 'postgres.json')).mode & 0o777).toBe(0o600);
    const { code, out } = await stop(server);
    expect(code).toBe(0);
    expect(out).toContain('已停止');
    expect(postmaster()).toBeNull();

    const again = await serve();
    expect(again.output()).not.toMatch(/admin \//);
    await stop(again);
  });

  it('kill -9 of server and database loses nothing that was acknowledged', async () => {
    const server = await serve();
    const client = await connect();
    await client.query('create table witness (n integer primary key)');
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await client.query('insert into witness values ($1)', [acknowledged + 1]);
        acknowledged += 1;
      }
    })().catch(() => {});
    await vi.waitFor(() => expect(acknowledged).toBeGreaterThan(200), { timeout: 20_000 });
    const pid = postmaster();
    server.child.kill('SIGKILL');
    process.kill(pid ?? 0, 'SIGKILL');
    await writing;
    await server.ended;

    const again = await serve();
    const after = await connect();
    const { rows } = await after.query('select count(*)::int as n, max(n) as last from witness');
    expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged);
    expect(rows[0].n).toBe(rows[0].last);
    await after.query('drop table witness');
    await after.end();
    await stop(again);
  });

  it('finds the database that a killed server left running, and stops it at its own end', async () => {
    const server = await serve();
    const pid = postmaster();
    server.child.kill('SIGKILL');
    await server.ended;
    expect(postmaster()).toBe(pid);
    const again = await serve();
    expect(postmaster()).toBe(pid);
    await stop(again);
    expect(postmaster()).toBeNull();
  });

  it('is not kept from starting by a stale pid file whose number belongs to someone else now', async () => {
    writeFileSync(
      join(data, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${data}/postgres\n1\n5432\n\n\n`,
    );
    const list = await start('user', 'list', '--json').ended;
    expect(list.code).toBe(0);
  });

  it('refuses a second server; a command uses the running database and leaves it running', async () => {
    const server = await serve();
    const second = await start('serve').ended;
    expect(second.code).toBe(1);
    expect(second.err).toContain(String(server.child.pid));
    expect(second.err).toContain('QINGZHANG_DATA');
    const pid = postmaster();
    const made = await start(
      'user',
      'create',
      'ops',
      '--role',
      'dispatch',
      '--name',
      '值班',
      '--post',
      '调度员',
      '--json',
    ).ended;
    expect(JSON.parse(made.out)).toMatchObject({ user: { login: 'ops', role: 'dispatch' } });
    expect(postmaster()).toBe(pid);
    await stop(server);
    expect(postmaster()).toBeNull();
  });

  it('several commands at once share one database and the last stops it', async () => {
    const results = await Promise.all([1, 2, 3].map(() => start('user', 'list', '--json').ended));
    expect(results.map((one) => [one.code, one.err])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    expect(JSON.parse(results[0]?.out ?? '').items.map((one: { login: string }) => one.login)).toEqual([
      'admin',
      'security',
      'auditor',
      'ops',
    ]);
    expect(postmaster()).toBeNull();
  });

  it('stops when the process that started it is gone, which cannot say so', async () => {
    const server = await serve();
    server.child.disconnect();
    expect(await server.ended).toMatchObject({ code: 0, out: expect.stringContaining('已停止') });
    expect(postmaster()).toBeNull();
  });

  it('checks the audit log; where a row was changed behind its back it says which and exits with 1', async () => {
    const intact = await start('audit', 'verify', '--json').ended;
    expect(intact.code).toBe(0);
    const { ok, head } = JSON.parse(intact.out);
    expect(ok).toBe(true);
    const expected = `${head.seq}:${head.hash}`;
    expect((await start('audit', 'verify', '--expect', expected).ended).code).toBe(0);
    const other = `${head.seq}:${'0'.repeat(64)}`;
    expect((await start('audit', 'verify', '--expect', other).ended).code).toBe(1);
    const server = await serve();
    const client = await connect();
    await client.query('alter table audit_log disable trigger audit_log_append_only');
    await client.query("update audit_log set actor_login = 'nobody' where id = 2");
    await client.end();
    const broken = await start('audit', 'verify', '--json').ended;
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.out)).toMatchObject({
      ok: false,
      problem: { kind: 'changedRow', auditId: 2 },
    });
    await stop(server);
  });

  it('says in JSON what failed, with exit code 1; a wrong call is 2', async () => {
    const failed = await start('user', 'reset', 'nobody-here', '--json').ended;
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.err)).toEqual({
      error: { code: 'user.notFound', params: { login: 'nobody-here' } },
    });
    expect((await start('user', 'reset').ended).code).toBe(2);
    expect((await start('nonsense').ended).code).toBe(2);
    expect((await start('serve', '--port', 'seven').ended).code).toBe(2);
  });
});
