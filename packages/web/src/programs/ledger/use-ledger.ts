import { type InputOf, type LedgerRow, listItems, type OutputOf } from '@qingzhang/contract';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ApiError } from '../../api/api-error.ts';
import { perform } from '../../api/call.ts';

export type LedgerQuery = InputOf<typeof listItems>['query'];
type Page = OutputOf<typeof listItems>;

/** Rows asked for at once: several screens. */
const PAGE = 200;

/** A ledger page by page; totals and counts are those of the first page. */
export function useLedger(key: string, query: LedgerQuery) {
  const result = useInfiniteQuery<Page, ApiError, InfiniteData<Page>, readonly unknown[], string | null>({
    queryKey: [listItems.path, key, query],
    queryFn: ({ pageParam, signal }) =>
      perform(
        listItems,
        {
          params: { key },
          query: { ...query, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const rows = useMemo<readonly LedgerRow[]>(
    () => result.data?.pages.flatMap(({ items }) => items) ?? [],
    [result.data],
  );
  return { ...result, rows, first: result.data?.pages[0] };
}
