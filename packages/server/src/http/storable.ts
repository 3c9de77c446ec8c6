/**
 * Words that the database cannot hold: NUL, and halves of pairs that an emoji was cut into. They come with what people paste
 * and mean nothing; refused, the line they stand in would be lost, so they are left out before anything reads the request.
 */
import type { FastifyInstance } from 'fastify';

// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is exactly what PostgreSQL refuses
const UNSTORABLE = /\u0000|\p{Cs}/gu;

/** Plain data without them; the very same object where there are none. Buffers and streams are left as they are. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '');
  if (Array.isArray(value)) {
    const list = value.map(storable);
    return list.some((one, at) => one !== value[at]) ? list : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, storable(one), one] as const);
  return entries.some(([, now, was]) => now !== was)
    ? Object.fromEntries(entries.map(([key, now]) => [key, now]))
    : value;
}

/** Clean every request's body and query before they are validated. */
export function installStorable(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    request.body = storable(request.body);
    request.query = storable(request.query);
  });
}
