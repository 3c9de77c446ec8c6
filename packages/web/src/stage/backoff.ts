/** How long a screen waits before it tries again: soon at first, never longer than a few seconds, never all at once. */
const LONGEST_MS = 5_000;
const FIRST_MS = 250;

/** Milliseconds before try `count` (0 is the first after a loss); `spread` is a random number of 0 … 1. */
export function backoff(count: number, spread: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** count);
  return Math.round(full * (0.5 + spread / 2));
}
