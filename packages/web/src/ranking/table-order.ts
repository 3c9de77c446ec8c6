export const tableOrders = ['protocol', 'state', 'change'] as const;
export type TableOrder = (typeof tableOrders)[number];

interface Row {
  readonly rank: number | null;
  readonly changeRank: number | null;
}

/** Rows in protocol order (as they come), or by a rank; ties and what is not ranked keep protocol order, unranked last. */
export function orderedTable<R extends Row>(rows: readonly R[], order: TableOrder): readonly R[] {
  if (order === 'protocol') return rows;
  const key = (row: R) => (order === 'state' ? row.rank : row.changeRank) ?? Number.MAX_SAFE_INTEGER;
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => key(a.row) - key(b.row) || a.at - b.at)
    .map(({ row }) => row);
}
