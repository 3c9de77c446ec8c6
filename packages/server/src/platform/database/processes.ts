import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** A process, told apart from a later one with the same number by the moment it started. */
const Process = z.object({ pid: z.number().int(), started: z.string(), role: z.string() });
export type ProcessMark = z.output<typeof Process>;

/** When a process started (clock ticks since boot, with the boot's id), or null where there is none. */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may contain blanks; the fields after it are fixed, the start time is the 20th of them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const state = fields[0];
    if (state === 'Z' || state === 'X') return null;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return null;
  }
}

function own(role: string): ProcessMark {
  return { pid: process.pid, started: startOf(process.pid) ?? '', role };
}

function read(path: string): ProcessMark | null {
  try {
    return Process.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.started;
}

/**
 * The processes that use a data directory, as files in `run/`, so that the last one to leave can stop the embedded
 * database and a second server is refused. What a killed process left behind is recognised and removed.
 */
export class ProcessRegistry {
  readonly #directory: string;
  readonly #role: string;
  readonly #token = Math.random().toString(36).slice(2, 10);

  constructor(directory: string, role: string) {
    this.#directory = directory;
    this.#role = role;
    // The data directory itself must stay passable for the user that PostgreSQL runs as.
    mkdirSync(dirname(directory), { recursive: true });
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  #file(): string {
    return join(this.#directory, `${process.pid}-${this.#token}.user`);
  }

  /** Those who use it now, without this one. */
  others(): ProcessMark[] {
    const found: ProcessMark[] = [];
    for (const name of readdirSync(this.#directory)) {
      const path = join(this.#directory, name);
      if (!name.endsWith('.user') || path === this.#file()) continue;
      const mark = read(path);
      if (mark !== null && isAlive(mark)) found.push(mark);
      else rmSync(path, { force: true });
    }
    return found;
  }

  enter(): void {
    writeFileSync(this.#file(), JSON.stringify(own(this.#role)));
  }

  leave(): void {
    rmSync(this.#file(), { force: true });
  }

  /** Remove the lock of a dead process; put it back if meanwhile another took it. */
  #takeAway(lock: string, dead: ProcessMark | null): void {
    const aside = join(this.#directory, `${process.pid}-${this.#token}.stale`);
    try {
      renameSync(lock, aside);
    } catch {
      return; // Another process was quicker.
    }
    const moved = read(aside);
    if (moved !== null && isAlive(moved) && moved.pid !== dead?.pid) linkSync(aside, lock);
    rmSync(aside, { force: true });
  }

  /** Run alone among all processes of this data directory; waits for the one that holds the lock. */
  async alone<T>(run: () => Promise<T>): Promise<T> {
    const lock = join(this.#directory, 'lock');
    const mine = join(this.#directory, `${process.pid}-${this.#token}.lock`);
    writeFileSync(mine, JSON.stringify(own(this.#role)));
    try {
      const end = Date.now() + 120_000;
      for (;;) {
        try {
          // A hard link appears with its content at once: nobody ever reads a half-written lock.
          linkSync(mine, lock);
          break;
        } catch (error) {
          if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
        }
        const holder = read(lock);
        if (holder === null || !isAlive(holder)) this.#takeAway(lock, holder);
        else if (Date.now() > end) throw new Error(`process ${holder.pid} holds ${lock} for too long`);
        else await sleep(50);
      }
      try {
        return await run();
      } finally {
        rmSync(lock, { force: true });
      }
    } finally {
      rmSync(mine, { force: true });
    }
  }
}

/** Wait until no process has its working directory there (backends of a killed PostgreSQL finish by themselves). */
export async function waitUntilUnused(directory: string, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (processesIn(directory).length > 0) {
    if (Date.now() > end) return false;
    await sleep(100);
  }
  return true;
}

/** Processes whose working directory is `directory`. */
export function processesIn(directory: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readlinkSync(`/proc/${name}/cwd`) === directory && startOf(Number(name)) !== null
        ? [Number(name)]
        : [];
    } catch {
      return [];
    }
  });
}
