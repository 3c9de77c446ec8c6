import { type Endpoint, type InputOf, type OutputOf, urlOf } from '@qingzhang/contract';
import { ApiError, errorOf, type LocalErrorCode } from './api-error.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** `{}` may be left out where the endpoint declares neither parameters, query nor body. */
type Arguments<E> =
  unknown extends InputOf<E>
    ? [input?: undefined, options?: CallOptions]
    : [input: InputOf<E>, options?: CallOptions];

/**
 * Call an endpoint of the contract: its types in, its validated answer out, an `ApiError` for everything else.
 *
 * ```ts
 * const account = await call(getCityAccount, { params: { code: '140100' }, query: { lang: 'zh' } }, { signal });
 * ```
 */
export function call<E extends Endpoint>(
  endpoint: E,
  ...[input, options]: Arguments<E>
): Promise<OutputOf<E>> {
  return perform(endpoint, input, options);
}

/** `call` for code that holds an endpoint it does not know: what `input` must be has been checked by its caller's types. */
export async function perform<E extends Endpoint>(
  endpoint: E,
  input: unknown,
  options: CallOptions = {},
): Promise<OutputOf<E>> {
  const parts: { params?: unknown; query?: unknown; body?: unknown } =
    typeof input === 'object' && input !== null ? input : {};
  const response = await send(urlOf(endpoint, parts), request(endpoint, parts.body, options));
  if (!response.ok) throw await errorOf(response);
  if (endpoint.response === 'file') {
    throw new TypeError(`${endpoint.path} answers with a file: link to urlOf(…) instead of calling it`);
  }
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(unreadable);
  const parsed = endpoint.response.safeParse(answer);
  if (!parsed.success) {
    console.error('answer does not fit the contract', endpoint.path, parsed.error.issues);
    throw local('response.unreadable', parsed.error);
  }
  return parsed.data as OutputOf<E>;
}

function request(endpoint: Endpoint, body: unknown, { signal }: CallOptions): RequestInit {
  const init: RequestInit = { method: endpoint.method, credentials: 'same-origin', signal: signal ?? null };
  if (endpoint.body === undefined) return init;
  if (endpoint.body === 'upload' && body instanceof FormData) return { ...init, body };
  return { ...init, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw local('network.unreachable', cause);
  }
}

function unreadable(cause: unknown): never {
  throw local('response.unreadable', cause);
}

function local(code: LocalErrorCode, cause: unknown): ApiError {
  return new ApiError(code, {}, 0, null, { cause });
}
