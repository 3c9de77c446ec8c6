import type { Endpoint, InputOf, OutputOf } from '@qingzhang/contract';
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ApiError } from './api-error.ts';
import { perform } from './call.ts';

export interface UseCallOptions<T = unknown> {
  /** False: not asked yet. */
  readonly enabled?: boolean;
  /** Ask again every so many milliseconds (progress of an import), also by what the answer says; false: never. */
  readonly refetchInterval?: number | false | ((answer: T | undefined) => number | false);
}

type CallInput<E> = unknown extends InputOf<E> ? undefined : InputOf<E>;

/** The query key of a call; `queryKey: [endpoint.path]` invalidates all inputs of one address. */
export function keyOf(endpoint: Endpoint, input: unknown): readonly unknown[] {
  return [endpoint.path, input ?? null];
}

/**
 * Server state of one endpoint. While a new period or city loads, the last known answer stays on the page
 * (`isPlaceholderData`), as the displays keep their height and figures until new ones are there.
 */
export function useCall<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  { enabled = true, refetchInterval = false }: UseCallOptions<OutputOf<E>> = {},
): UseQueryResult<OutputOf<E>, ApiError> {
  return useQuery<OutputOf<E>, ApiError>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => perform(endpoint, input, { signal }),
    placeholderData: keepPreviousData,
    enabled,
    refetchInterval:
      typeof refetchInterval === 'function' ? ({ state }) => refetchInterval(state.data) : refetchInterval,
  });
}

/** Forget that anything is fresh: every figure may have changed, so the next page that is opened asks again. */
export function useStaleAll(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ refetchType: 'none' }), [client]);
}

/** Send a change; when it has succeeded the addresses in `touches` are asked again at once, all others when next shown. */
export function useSend<E extends Endpoint>(
  endpoint: E,
  touches: readonly Endpoint[] = [],
): UseMutationResult<OutputOf<E>, ApiError, CallInput<E>> {
  const renew = useRenew(touches);
  return useMutation<OutputOf<E>, ApiError, CallInput<E>>({
    mutationFn: (input) => perform(endpoint, input),
    onSuccess: renew,
  });
}

/** After a change: the addresses in `touches` are asked again at once, all others when next shown. */
export function useRenew(touches: readonly Endpoint[]): () => Promise<void> {
  const client = useQueryClient();
  const staleAll = useStaleAll();
  return useCallback(async () => {
    await staleAll();
    await Promise.all(touches.map(({ path }) => client.invalidateQueries({ queryKey: [path] })));
  }, [client, staleAll, touches]);
}
