import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { transaction } from '../database/transaction.ts';
import { createPlatform } from '../platform.ts';
import { jobType, worker } from './jobs.ts';

const platform = await createTestPlatform();
const { db, jobs } = platform;
const type = jobType({ name: 'test.note', data: z.object({ text: z.string() }) });
const done: string[] = [];
const note = worker(type, async (_, { text }) => void done.push(text));

it('work asked for in a transaction is done if that commits, else never', async () => {
  const failing = transaction(db, async (trx) => {
    await jobs.enqueue(trx, type, { text: 'rolled back' });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await transaction(db, (trx) => jobs.enqueue(trx, type, { text: 'committed' }));
  expect(await jobs.drain(platform, [note])).toBe(1);
  expect(done).toEqual(['committed']);
  expect(await jobs.drain(platform, [note])).toBe(0);
});

it('refuses data that does not fit when it is asked for, not hours later', async () => {
  const wrong: { text: string } = JSON.parse('{"text":1}');
  await expect(jobs.enqueue(db, type, wrong)).rejects.toThrow();
});

it('drain says what failed', async () => {
  const failing = jobType({ name: 'test.fail', data: z.object({}), retries: 0 });
  await jobs.enqueue(db, failing, {});
  const run = worker(failing, async () => {
    throw new Error('cannot');
  });
  await expect(jobs.drain(platform, [run])).rejects.toThrow('cannot');
});

it('a server resumes at its start what a killed one left half-done', async () => {
  const cut = jobType({ name: 'test.cut', data: z.object({ text: z.string() }) });
  await jobs.enqueue(db, cut, { text: 'cut off' });
  // A process that fetched the job and then died: it is marked as running, and nobody runs it.
  await platform.database.pool.query(
    `update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where name = 'test.cut'`,
  );
  const next = createPlatform({
    config: platform.config,
    database: { ...platform.testDatabase, embedded: true, close: async () => {} },
    clock: platform.clock,
    log: platform.log,
  });
  const runs: string[] = [];
  await next.jobs.start(next, [worker(cut, async (_, { text }) => void runs.push(text))]);
  try {
    await vi.waitFor(() => expect(runs).toEqual(['cut off']), { timeout: 10_000 });
  } finally {
    await next.jobs.stop();
  }
  await vi.waitFor(async () => {
    const { rows } = await platform.database.pool.query(
      `select state from pgboss.job where name = 'test.cut'`,
    );
    expect(rows).toEqual([{ state: 'completed' }]);
  });
});

it('work comes by the clock, in Beijing time; what an older program scheduled goes', async () => {
  const timed = jobType({ name: 'test.timed', data: z.object({ text: z.string() }) });
  const older = jobType({ name: 'test.older', data: z.object({}) });
  const server = () =>
    createPlatform({
      config: platform.config,
      database: { ...platform.testDatabase, embedded: true, close: async () => {} },
      clock: platform.clock,
      log: platform.log,
    });
  const first = server();
  await first.jobs.start(first, [
    worker(older, async () => {}, { schedule: { cron: '30 8 * * *', data: {} } }),
  ]);
  await first.jobs.stop();

  const runs: string[] = [];
  const next = server();
  // Connected before it works, as a server is that loads a demo first.
  await next.jobs.enqueue(next.db, older, {});
  const run = worker(timed, async (_, { text }) => void runs.push(text), {
    schedule: { cron: '* * * * * *', data: { text: 'tick' } },
  });
  await next.jobs.start(next, [run]);
  try {
    const { rows } = await platform.database.pool.query('select name, cron, timezone from pgboss.schedule');
    expect(rows).toEqual([{ name: 'test.timed', cron: '* * * * * *', timezone: 'Asia/Shanghai' }]);
    await vi.waitFor(() => expect(runs.length).toBeGreaterThan(0), { timeout: 60_000, interval: 200 });
    expect(new Set(runs)).toEqual(new Set(['tick']));
  } finally {
    await next.jobs.stop();
  }
}, 90_000);
