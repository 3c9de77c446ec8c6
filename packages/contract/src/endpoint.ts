import { z } from 'zod';
import type { PermissionName } from './permission.ts';

/** The HTTP methods an endpoint may use. GET reads; the others change something and are checked for origin. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Schema = z.ZodType;
type Shape = Schema | undefined;
/** A body is a schema (JSON) or `'upload'` (multipart form data, streamed). */
type BodyShape = Schema | 'upload' | undefined;
/** A response is a schema (JSON) or `'file'` (a download with a name and a media type). */
type ResponseShape = Schema | 'file';

/**
 * One route as server and web both see it: the server validates requests and responses with it
 * (`route(app, endpoint, handler)`), the web's typed `call(endpoint, input)` takes its types from it.
 */
export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends BodyShape = BodyShape,
  R extends ResponseShape = ResponseShape,
> {
  readonly method: Method;
  /** Path below the root with Fastify's `:name` for parameters, e.g. `/api/cities/:code`. */
  readonly path: `/api/${string}`;
  /** One line for the API description. */
  readonly summary?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** JSON responses must not transform: what the schema's output says is what goes over the wire. */
  readonly response: R;
  /** Who may call it; `'public'` only where no session can exist yet. */
  readonly permission: PermissionName | 'public';
}

/**
 * Declare an endpoint; the identity function that fixes its types.
 *
 * ```ts
 * export const getCity = endpoint({
 *   method: 'GET', path: '/api/cities/:code', params: z.object({ code: regionCode }),
 *   response: City, permission: 'figures.read',
 * });
 * ```
 */
export function endpoint<
  R extends ResponseShape,
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends BodyShape = undefined,
>(definition: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return definition;
}

type Field<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : { [K in Name]: T extends Schema ? z.input<T> : T extends 'upload' ? FormDataLike : never };

/** What both a browser's and Node's FormData are; the contract names no platform. */
export interface FormDataLike {
  append(name: string, value: string): void;
}

/** What a caller gives: `{ params?, query?, body? }`, only the parts that the endpoint declares. */
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? Field<'params', P> & Field<'query', Q> & Field<'body', B>
    : never;

/** What a caller gets back as JSON; for `'file'` endpoints `never` (use `urlOf` for a link instead). */
export type OutputOf<E> =
  E extends Endpoint<infer _P, infer _Q, infer _B, infer R>
    ? R extends Schema
      ? z.output<R>
      : never
    : never;

/** Parts of the address: path parameters and query, as far as given. */
export interface AddressParts {
  readonly params?: unknown;
  readonly query?: unknown;
}

/**
 * The address of a call: parameters put into the path and encoded, the query appended. Arrays repeat their
 * key, undefined, null and empty arrays are left out.
 */
export function urlOf(target: Pick<Endpoint, 'path'>, input: AddressParts = {}): string {
  const params = asRecord(input.params);
  const path = target.path.replace(/:([A-Za-z]\w*)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '') {
      throw new Error(`urlOf ${target.path}: parameter ${name} is missing`);
    }
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(asRecord(input.query))) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(key, String(one));
    }
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A whole number in a query: `?limit=50`. Chain `.pipe(z.number().max(…))` for bounds. */
export const queryInteger = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

/** A yes or no in a query: `?daily=true`. */
export const queryBoolean = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((text) => text === 'true'),
]);

/** One or several of the same in a query: `?pollutant=pm25&pollutant=o3`; a single value becomes a list of one. */
export function queryList<T extends z.ZodType<unknown, string>>(item: T) {
  return z.union([z.array(item), item.transform((one) => [one])]);
}

/** A page of a list: items, how many there are in all (null where counting is not worth it), where to go on. */
export function pageOf<T extends Schema>(item: T) {
  return z.object({
    items: z.array(item),
    total: z.number().int().nullable(),
    nextCursor: z.string().nullable(),
  });
}
