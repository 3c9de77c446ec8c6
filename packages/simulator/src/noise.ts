/**
 * Counter-based randomness: every number is a hash of (stream, counter), so any hour can be asked for without replaying
 * those before it. No state, no clock.
 */

/** One 32-bit hash of a stream and a counter. */
export function hash(stream: number, counter: number): number {
  let h = Math.imul(stream ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(counter + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream of its own for a named subject under a parent stream. */
export function streamOf(parent: number, name: string): number {
  let h = hash(parent, name.length);
  for (let i = 0; i < name.length; i++) h = hash(h, name.charCodeAt(i));
  return h;
}

/** Uniform in [0, 1). */
export function uniform(stream: number, counter: number): number {
  return hash(stream, counter) / 0x1_0000_0000;
}

/** Near-normal, mean 0, deviation 1, within ±3.5: the sum of the four bytes of one hash. */
export function normal(stream: number, counter: number): number {
  const h = hash(stream, counter);
  return ((h & 255) + ((h >>> 8) & 255) + ((h >>> 16) & 255) + (h >>> 24) - 510) / 147.8;
}

/**
 * Smooth noise over hours: normal values at knots `period` hours apart, joined by an S-curve. Deviation about 1.
 */
export function smooth(stream: number, hour: number, period: number): number {
  const k = Math.floor(hour / period);
  const f = hour / period - k;
  const a = normal(stream, k);
  return 1.16 * (a + (normal(stream, k + 1) - a) * f * f * (3 - 2 * f));
}

/**
 * Evenly spread normal values: a golden-ratio rotation through the quantiles with a little jitter. Years drawn from it
 * have nearly the same weather on the whole, so that a trend of some per cent shows through.
 */
export function evenNormal(stream: number, counter: number): number {
  const turn = counter * 0.618_033_988_75 + uniform(stream, -1) + 0.06 * uniform(stream, counter);
  const u = 0.004 + 0.992 * (turn - Math.floor(turn));
  return Math.log(u / (1 - u)) / 1.72;
}
