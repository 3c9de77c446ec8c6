/** The record as it stands: asked once the stage's stream has spoken, then fed by it. */
import { listRecord, type RecordLine } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { keyOf, useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';

/**
 * `streams` counts the streams that have spoken: what was kept before one began it never tells, so the record is asked
 * anew each time. What is heard is laid over the answers, because an answer may be older than what was heard meanwhile.
 */
export function useRecord(meeting: number, streams: number) {
  const { lang } = useView();
  const client = useQueryClient();
  const input = useMemo(() => ({ params: { id: meeting }, query: { lang } }), [meeting, lang]);
  const query = useCall(listRecord, input);
  const { refetch } = query;
  useEffect(() => {
    if (streams === 0) return;
    // A question that is under way was asked before the stream began: its answer may lack what neither will tell.
    void client.cancelQueries({ queryKey: keyOf(listRecord, input) }).then(() => refetch());
  }, [streams, client, input, refetch]);
  const [heard, setHeard] = useState<readonly RecordLine[]>([]);
  const hear = useCallback((line: RecordLine) => setHeard((before) => withLine(before, line)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another meeting, another language: nothing was heard
  useEffect(() => setHeard([]), [input]);
  const answered = query.data?.items;
  const lines = useMemo(() => answered && heard.reduce(withLine, answered), [answered, heard]);
  return { query, lines, hear };
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
