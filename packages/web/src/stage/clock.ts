/** The server's clock as a screen counts it: from the moment it was told, by the device's own steady clock. */
import type { StageTimer } from '@qingzhang/contract';
import { useEffect, useState } from 'react';

/** Server time `server` was so when the steady clock stood at `local`; both in milliseconds. */
export interface ClockAnchor {
  readonly server: number;
  readonly local: number;
}

/** A steady clock: nobody setting the device's time moves a speaker's countdown. */
export const steady = (): number => performance.now();

export function anchorOf(now: string, local: number = steady()): ClockAnchor {
  return { server: Date.parse(now), local };
}

export function serverNow(anchor: ClockAnchor, local: number = steady()): number {
  return anchor.server + (local - anchor.local);
}

/** Seconds used of a timer at a moment of the server's clock; whole seconds, never less than before. */
export function usedOf(timer: StageTimer, now: number): number {
  const running = timer.startedAt === null ? 0 : Math.max(0, (now - Date.parse(timer.startedAt)) / 1000);
  return timer.used + Math.floor(running);
}

/** Seconds left; negative once the time is over. */
export function remainingOf(timer: StageTimer, now: number): number {
  return timer.seconds - usedOf(timer, now);
}

/** '1:58'; beyond the end '−0:12', as over time is counted on. */
export function countdownText(seconds: number): string {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? '−' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const BEIJING = 8 * 3_600_000;

/** '09:36' on the Beijing wall clock; with seconds where something was kept. */
export function clockText(milliseconds: number, seconds = false): string {
  return new Date(milliseconds + BEIJING).toISOString().slice(11, seconds ? 19 : 16);
}

/** The server's moment, anew every so often; the pages count with it. Null before the server has been heard. */
export function useServerNow(anchor: ClockAnchor | null, everyMs = 250): number | null {
  const [, tick] = useState(0);
  const counts = anchor !== null;
  useEffect(() => {
    if (!counts) return;
    const timer = setInterval(() => tick((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [counts, everyMs]);
  return anchor === null ? null : serverNow(anchor);
}
