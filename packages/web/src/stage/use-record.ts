/** The record as it stands, fed by the stage's stream and asked again when the line comes back. */
import { listRecord, type RecordLine } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { keyOf, useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';

/** `hear` takes a line from the stream; a line that is older than what is known changes nothing. */
export function useRecord(meeting: number, up: boolean) {
  const { lang } = useView();
  const client = useQueryClient();
  const input = useMemo(() => ({ params: { id: meeting }, query: { lang } }), [meeting, lang]);
  const query = useCall(listRecord, input);
  const { refetch } = query;
  useEffect(() => {
    if (up) void refetch();
  }, [up, refetch]);
  const hear = useCallback(
    (line: RecordLine) => {
      client.setQueryData<{ items: RecordLine[]; incomplete: number }>(keyOf(listRecord, input), (before) => {
        if (before === undefined) return before;
        const items = withLine(before.items, line);
        return { items, incomplete: items.filter(isIncomplete).length };
      });
    },
    [client, input],
  );
  return { query, hear };
}

/** The lines with this one in its place; the one of the higher revision stays. */
export function withLine(lines: readonly RecordLine[], line: RecordLine): RecordLine[] {
  const known = lines.find(({ clientKey }) => clientKey === line.clientKey);
  if (known !== undefined && known.revision > line.revision) return [...lines];
  return [...lines.filter(({ clientKey }) => clientKey !== line.clientKey), line].sort(
    (a, b) => a.sort - b.sort || a.id - b.id,
  );
}

/** What the minutes will refuse (DIS-8.2). */
export const isIncomplete = (line: Pick<RecordLine, 'missing' | 'state'>): boolean =>
  line.state !== 'void' && line.missing.length > 0;
