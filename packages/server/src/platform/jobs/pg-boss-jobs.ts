import { fromKysely, PgBoss } from 'pg-boss';
import { systemActor } from '../actor.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/database.ts';
import type { Db } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import type { Platform } from '../platform.ts';
import type { Jobs, JobType, Run, Worker } from './jobs.ts';

/** A run that gives no sign of life for this long is tried again (its process is gone). */
const HEARTBEAT_SECONDS = 30;
const SCHEMA = 'pgboss';

/** The jobs port over pg-boss; connects at the first use, so that commands without jobs do not wait for it. */
export class PgBossJobs implements Jobs {
  readonly #database: Pick<Database, 'pool' | 'url' | 'embedded'>;
  readonly #clock: Clock;
  readonly #log: Log;
  #boss: Promise<PgBoss> | null = null;
  #working = false;
  readonly #queues = new Map<string, Promise<void>>();

  constructor(database: Pick<Database, 'pool' | 'url' | 'embedded'>, clock: Clock, log: Log) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  async enqueue<T>(trx: Db, type: JobType<T>, data: T): Promise<string> {
    const boss = await this.#ready(type);
    const id = await boss.send(type.name, { data: type.data.parse(data) }, { db: fromKysely(trx) });
    if (id === null) throw new Error(`job ${type.name} was not accepted`);
    return id;
  }

  async start(platform: Platform, workers: readonly Worker[]): Promise<void> {
    // Connected to enqueue only (a demo was loaded): begin anew, with supervision and the clock.
    if (!this.#working) await this.stop();
    this.#working = true;
    for (const one of workers) await this.#ready(one.type);
    const boss = await this.#connected();
    // With the embedded database this is the only server: whatever is marked as running was cut off.
    if (this.#database.embedded) {
      await this.#database.pool.query(
        `update ${SCHEMA}.job set state = 'retry', started_on = null, start_after = now() where state = 'active'`,
      );
    }
    await this.#schedule(boss, workers);
    for (const one of workers) {
      await boss.work<{ data: unknown }>(
        one.type.name,
        { localConcurrency: one.concurrency, pollingIntervalSeconds: 1, batchSize: 1 },
        async (jobs) => {
          for (const job of jobs)
            await this.#run(platform, one, job.id, job.retryCount, job.data.data, job.signal);
        },
      );
    }
  }

  async drain(platform: Platform, workers: readonly Worker[]): Promise<number> {
    let runs = 0;
    for (let found = true; found; ) {
      found = false;
      for (const one of workers) {
        const boss = await this.#ready(one.type);
        const [job] = await boss.fetch<{ data: unknown }>(one.type.name, { batchSize: 1 });
        if (job === undefined) continue;
        found = true;
        runs += 1;
        const life = setInterval(
          () => void boss.touch(job.name, job.id).catch(() => {}),
          (HEARTBEAT_SECONDS * 1000) / 3,
        );
        try {
          await this.#run(platform, one, job.id, job.retryCount, job.data.data, new AbortController().signal);
          await boss.complete(job.name, job.id);
        } catch (error) {
          await boss.fail(job.name, job.id, { message: String(error) });
          throw error;
        } finally {
          clearInterval(life);
        }
      }
    }
    return runs;
  }

  async stop(): Promise<void> {
    if (this.#boss === null) return;
    const boss = await this.#boss;
    await boss.stop({ graceful: this.#working, timeout: 15_000, close: true });
    this.#boss = null;
    this.#queues.clear();
  }

  async #run(
    platform: Platform,
    one: Worker,
    id: string,
    attempt: number,
    data: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    const log = this.#log.child({ job: one.type.name, jobId: id, attempt });
    const call = { actor: systemActor('system'), requestId: id, at: this.#clock.now() };
    const run: Run = { id, attempt, signal, log, call };
    try {
      await one.run(platform, data, run);
    } catch (error) {
      log.error({ err: error }, 'a background job failed');
      throw error;
    }
  }

  /** The workers' schedules and no others: what an older program left is taken away. */
  async #schedule(boss: PgBoss, workers: readonly Worker[]): Promise<void> {
    const wanted = new Set<string>();
    for (const { type, schedule } of workers) {
      if (schedule === null) continue;
      wanted.add(type.name);
      const data = { data: type.data.parse(schedule.data) };
      await boss.schedule(type.name, schedule.cron, data, { tz: 'Asia/Shanghai' });
    }
    for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
  }

  #connected(): Promise<PgBoss> {
    this.#boss ??= this.#connect();
    return this.#boss;
  }

  async #connect(): Promise<PgBoss> {
    const boss = new PgBoss({
      connectionString: this.#database.url,
      application_name: 'qingzhang jobs',
      schema: SCHEMA,
      max: 4,
      supervise: this.#working,
      schedule: this.#working,
      monitorIntervalSeconds: 15,
      maintenanceIntervalSeconds: 600,
      // What comes by the clock comes within seconds of its minute.
      cronMonitorIntervalSeconds: 10,
      cronWorkerIntervalSeconds: 2,
    });
    boss.on('error', (error) => this.#log.warn({ err: error }, 'background jobs: a failure of the queue'));
    await boss.start();
    return boss;
  }

  async #ready(type: Pick<JobType<unknown>, 'name' | 'retries' | 'timeoutMinutes'>): Promise<PgBoss> {
    const boss = await this.#connected();
    let queue = this.#queues.get(type.name);
    if (queue === undefined) {
      const options = {
        retryLimit: type.retries ?? 3,
        retryDelay: 2,
        retryBackoff: true,
        expireInSeconds: (type.timeoutMinutes ?? 60) * 60,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        deleteAfterSeconds: 7 * 24 * 3600,
      };
      queue = boss.createQueue(type.name, options).then(() => boss.updateQueue(type.name, options));
      this.#queues.set(type.name, queue);
    }
    await queue;
    return boss;
  }
}
