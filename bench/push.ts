/**
 * Server push to a whole province: 2,000 people with an open stream each to a real server process on this machine. What
 * the process then weighs, how long after its commit a message to everybody has reached each of them, and what a page's
 * answer costs meanwhile. Arguments: people (2000), rounds (12). Budgets: 300 MB; 3 s at the 95th percentile.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { notify } from '../packages/server/src/notifications/notify.ts';
import { systemActor } from '../packages/server/src/platform/actor.ts';
import { readConfig } from '../packages/server/src/platform/config/config.ts';
import { transaction } from '../packages/server/src/platform/database/transaction.ts';
import { type OpenPlatform, openPlatform } from '../packages/server/src/platform/platform.ts';
import { hashToken } from '../packages/server/src/session/service.ts';

const PEOPLE = Number(process.argv[2] ?? 2000);
const ROUNDS = Number(process.argv[3] ?? 12);
const MEMORY_MB = 300;
const LATENCY_MS = 3000;

/** A person with a stream, and when each message of the bench reached it. */
interface Reader {
  readonly id: number;
  readonly cookie: string;
  readonly seen: Map<string, number>;
  stream?: ClientRequest;
}

const directory = mkdtempSync(join(tmpdir(), 'qz-bench-push-'));
const settings = { QINGZHANG_DATA: directory, QINGZHANG_LOG_LEVEL: 'error', PORT: '0' };
const { server, url } = await startServer();
const platform = await openPlatform(readConfig(settings, directory), 'command');
const agent = new Agent({ maxSockets: PEOPLE + 10 });
const readers: Reader[] = [];
try {
  const empty = weightOf(server);
  readers.push(...(await addReaders(platform)));
  const began = performance.now();
  await openStreams();
  console.log(`${PEOPLE} streams open after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const open = weightOf(server);
  const { toAll, toOne, pages } = await measure();
  const after = weightOf(server);
  console.log(
    `the server process: ${empty} MB before, ${open} MB with all streams, ${after} MB after the messages`,
  );
  say('a message to everybody, commit to each reader', toAll);
  say('a message to one', toOne);
  say('an answer to a page meanwhile', pages);
  const good = Math.max(open, after) < MEMORY_MB && at(toAll, 0.95) < LATENCY_MS;
  console.log(`budget ${MEMORY_MB} MB, ${LATENCY_MS} ms at p95: ${good ? 'kept' : 'EXCEEDED'}`);
  process.exitCode = good ? 0 : 1;
} finally {
  for (const { stream } of readers) stream?.destroy();
  agent.destroy();
  await platform.close();
  server.kill('SIGTERM');
  await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(null)));
  rmSync(directory, { recursive: true, force: true });
}

/** The program as it is run, with an empty database of its own; resolves when it says where it listens. */
async function startServer(): Promise<{ server: ChildProcess; url: string }> {
  const program = fileURLToPath(new URL('../packages/server/bin/qingzhang.js', import.meta.url));
  const child = spawn(process.execPath, ['--max-semi-space-size=8', program, 'serve'], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += String(part);
      const found = /http:\/\/[\d.]+:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
  return { server: child, url: address };
}

/** People who are signed in, written straight into the database: signing in is not what is measured. */
async function addReaders({ db, clock }: OpenPlatform): Promise<Reader[]> {
  const at = clock.now();
  const rows = Array.from({ length: PEOPLE }, (_, n) => ({
    login: `reader${n}`,
    display_name: `reader ${n}`,
    post: '模拟岗位',
    role: 'dispatch',
    password_hash: '!',
    created_at: at,
    role_given_at: at,
    password_changed_at: at,
  }));
  const made: Reader[] = [];
  for (let n = 0; n < rows.length; n += 500) {
    const users = await db
      .insertInto('app_user')
      .values(rows.slice(n, n + 500))
      .returning('id')
      .execute();
    const tokens = users.map(({ id }) => ({ id, token: randomBytes(32).toString('base64url') }));
    await db
      .insertInto('session')
      .values(
        tokens.map(({ id, token }) => ({
          token_hash: hashToken(token),
          user_id: id,
          created_at: at,
          last_seen_at: at,
          expires_at: new Date(at.getTime() + 3_600_000),
        })),
      )
      .execute();
    for (const { id, token } of tokens) {
      made.push({ id, cookie: `qingzhang_session=${token}`, seen: new Map() });
    }
  }
  return made;
}

/** Open all streams, fifty at a time. */
async function openStreams(): Promise<void> {
  const waiting = [...readers];
  const opener = async () => {
    for (let reader = waiting.pop(); reader !== undefined; reader = waiting.pop()) await openStream(reader);
  };
  await Promise.all(Array.from({ length: 50 }, opener));
}

function openStream(reader: Reader): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: reader.cookie, accept: 'text/event-stream' };
    reader.stream = request(`${url}/api/events`, { headers, agent }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) {
        reject(new Error(`a stream was answered ${response.statusCode}`));
        return;
      }
      response.setEncoding('utf8').on('data', (text: string) => {
        const now = performance.now();
        for (const [, id = ''] of text.matchAll(/"subject":\{"type":"program","id":"([^"]+)"\}/g)) {
          reader.seen.set(id, now);
        }
      });
      resolve();
    });
    reader.stream.on('error', reject).end();
  });
}

/** Messages to everybody and to one, at moments that do not keep step with the server's rounds. */
async function measure() {
  const toAll: number[] = [];
  const toOne: number[] = [];
  const pages: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await wait(400 + ((round * 377) % 900));
    toAll.push(...(await tell(`all-${round}`, readers)));
    const one = readers[(round * 131) % readers.length];
    if (one === undefined) throw new Error('nobody reads');
    toOne.push(...(await tell(`one-${round}`, [one])));
    for (let ask = 0; ask < 5; ask += 1) pages.push(await askPage(one));
  }
  return { toAll, toOne, pages };
}

/** One notification; the milliseconds from its commit until each of them has it. */
async function tell(id: string, to: readonly Reader[]): Promise<number[]> {
  const call = { actor: systemActor('system'), requestId: null, at: platform.clock.now() };
  await transaction(platform.db, (trx) =>
    notify(trx, call, {
      to: to.map((reader) => ({ userId: reader.id, as: 'responsible' })),
      kind: 'leader.note',
      subject: { type: 'program', id },
      params: { title: '关于抓紧秋冬季大气攻坚的批示（模拟）', due: '2026-12-31' },
      link: '/tasks',
    }),
  );
  const committed = performance.now();
  const last = committed + 20_000;
  while (to.some((reader) => !reader.seen.has(id))) {
    if (performance.now() > last) throw new Error(`${id}: not everybody was reached in 20 s`);
    await wait(20);
  }
  return to.map((reader) => (reader.seen.get(id) ?? 0) - committed);
}

async function askPage({ cookie }: Reader): Promise<number> {
  const began = performance.now();
  const answer = await fetch(`${url}/api/messages?limit=50`, { headers: { cookie } });
  await answer.text();
  if (!answer.ok) throw new Error(`the list was answered ${answer.status}`);
  return performance.now() - began;
}

/** Megabytes that the process holds in memory. */
function weightOf({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function say(what: string, values: readonly number[]): void {
  const [median, p95, worst] = [0.5, 0.95, 1].map((share) => at(values, share).toFixed(0));
  console.log(`${what}: median ${median} ms, p95 ${p95} ms, worst ${worst} ms (${values.length})`);
}
