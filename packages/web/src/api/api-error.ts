import { ErrorBody, type ErrorParams } from '@qingzhang/contract';

/** Failures that no server named: it was not reached, or its answer is not what the contract promises. */
export type LocalErrorCode = 'network.unreachable' | 'response.unreadable';

/**
 * A call that failed, as the pages see it: the server's `{code, params, requestId}` or a local code.
 * The words stand in `app/locale` under `errors`; a code newer than this page falls back to a general sentence.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly params: ErrorParams;
  readonly status: number;
  readonly requestId: string | null;

  constructor(
    code: string,
    params: ErrorParams = {},
    status = 0,
    requestId: string | null = null,
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'ApiError';
    this.code = code;
    this.params = params;
    this.status = status;
    this.requestId = requestId;
  }
}

/** Read the body of a failed answer; anything that is not an error of ours (a proxy's page) becomes `internal`. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = ErrorBody.safeParse(body);
  return parsed.success
    ? new ApiError(parsed.data.code, parsed.data.params, response.status, parsed.data.requestId)
    : new ApiError('internal', {}, response.status);
}
