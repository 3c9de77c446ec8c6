import type { z } from 'zod';
import type { Call } from '../actor.ts';
import type { Db } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import type { Platform } from '../platform.ts';

/**
 * A kind of background work (后台任务): its name and the data it takes. Declared where it is asked for, so that an
 * area can ask for what a later area does without importing it.
 */
export interface JobType<T> {
  /** `area.verb`, e.g. `evaluation.renew`. */
  readonly name: string;
  readonly data: z.ZodType<T>;
  /** How often a failing run is tried again; 3 unless said. */
  readonly retries?: number;
  /** After this a run counts as hung and is tried again; 60 minutes unless said. */
  readonly timeoutMinutes?: number;
}

/** Declare a kind of background work. */
export function jobType<T>(type: JobType<T>): JobType<T> {
  return type;
}

/** What a run knows about itself. */
export interface Run {
  readonly id: string;
  /** 0 at first, 1 at the first repetition … */
  readonly attempt: number;
  /** Aborted when the server stops or the run takes too long. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** The program itself acting, for services and the audit log. */
  readonly call: Call;
}

/** Work that comes by the clock, once for all servers on a database. What was missed while none ran is not made up. */
export interface Schedule {
  /** Five fields by Beijing's wall clock: `30 8 * * *` is 08:30 each day; six where the first counts seconds. */
  readonly cron: string;
  readonly data: unknown;
}

/** Who does a kind of work. Runs may repeat after a crash: the handler must come to the same end. */
export interface Worker {
  readonly type: JobType<unknown>;
  /** How many at once in this process. */
  readonly concurrency: number;
  /** When it is asked for by the clock; null: only when somebody enqueues it. */
  readonly schedule: Schedule | null;
  run(platform: Platform, data: unknown, run: Run): Promise<void>;
}

/** Say who does a kind of work. */
export function worker<T>(
  type: JobType<T>,
  handle: (platform: Platform, data: T, run: Run) => Promise<void>,
  options: {
    readonly concurrency?: number;
    readonly schedule?: { readonly cron: string; readonly data: T };
  } = {},
): Worker {
  return {
    type,
    concurrency: options.concurrency ?? 1,
    schedule: options.schedule ?? null,
    run: (platform, data, run) => handle(platform, type.data.parse(data), run),
  };
}

/** Background work, kept in the database beside the data it concerns. */
export interface Jobs {
  /** Ask for work in the caller's transaction: it is done if that commits, else never. Returns its id. */
  enqueue<T>(trx: Db, type: JobType<T>, data: T): Promise<string>;
  /** Begin to work, by the clock too, resuming what a killed process left half-done. */
  start(platform: Platform, workers: readonly Worker[]): Promise<void>;
  /** Do all waiting work of these workers now, in this process, one after the other; returns how many runs. */
  drain(platform: Platform, workers: readonly Worker[]): Promise<number>;
  /** Let running work end (or abort it after a while) and let go of the database. */
  stop(): Promise<void>;
}
