import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiError, errorOf } from '../api/api-error.ts';

/** The text of a document the server makes (an HTML page): for showing it, where a link would download it. */
export function useFileText(address: string): UseQueryResult<string, ApiError> {
  return useQuery<string, ApiError>({
    queryKey: ['file', address],
    queryFn: async ({ signal }) => {
      const response = await fetch(address, { credentials: 'same-origin', signal }).catch(
        (cause: unknown) => {
          if (signal.aborted) throw cause;
          throw new ApiError('network.unreachable', {}, 0, null, { cause });
        },
      );
      if (!response.ok) throw await errorOf(response);
      return response.text();
    },
  });
}
