import type { Day } from '@qingzhang/standards';

/** Where the present moment comes from; tests and the demo set their own. */
export interface Clock {
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved; for tests. */
export class FixedClock implements Clock {
  #now: Date;

  constructor(now: Date | string) {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(now: Date | string): void {
    this.#now = new Date(now);
  }

  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

const BEIJING_MS = 8 * 3_600_000;

/** The Beijing day (UTC+8, no daylight saving) of a moment: it begins at 16:00 UTC. */
export function beijingDay(at: Date): Day {
  return new Date(at.getTime() + BEIJING_MS).toISOString().slice(0, 10);
}
