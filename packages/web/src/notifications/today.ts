import { wallOf } from '../ui/moments.ts';

/** The Beijing day it is now. */
export function today(): string {
  // A minute later than now: at midnight `wallOf` still names the day that ends.
  return wallOf(new Date(Date.now() + 60_000).toISOString()).day;
}
