import type { RecordLine } from '@qingzhang/contract';
import { missingOf } from '@qingzhang/domain';
import { useMemo } from 'react';
import type { Waiting } from './outbox.ts';

interface ShownLine {
  readonly line: RecordLine;
  readonly waiting: Waiting | null;
}

/** The server's lines with what is still on its way laid over them; a new one stands at the end. */
export function useLines(
  kept: readonly RecordLine[] | undefined,
  waiting: readonly Waiting[] | undefined,
  post: string,
): ShownLine[] {
  return useMemo(() => {
    const byKey = new Map((waiting ?? []).map((one) => [one.key, one]));
    const known = (kept ?? []).map((line): ShownLine => {
      const one = byKey.get(line.clientKey) ?? null;
      byKey.delete(line.clientKey);
      return { line: one?.state === 'queued' ? laidOver(line, one) : line, waiting: one };
    });
    const own = [...byKey.values()].map(
      (one, at): ShownLine => ({
        waiting: one,
        line: laidOver(
          {
            ...{
              kind: one.line.kind,
              state: 'kept',
              agendaItem: null,
              speaker: '',
              cities: [],
              program: null,
            },
            ...{
              verb: '',
              text: one.line.text,
              deadline: null,
              measure: null,
              leadUnit: '',
              supportingUnits: [],
            },
            ...{
              ownerPost: '',
              id: -1 - at,
              clientKey: one.key,
              sort: Number.MAX_SAFE_INTEGER,
              revision: 0,
              post,
            },
            ...{
              at: new Date(one.savedAt).toISOString(),
              missing: [],
              doubt: null,
              changes: 0,
              confirmed: null,
              tasks: [],
            },
          },
          one,
        ),
      }),
    );
    return [...known, ...own];
  }, [kept, waiting, post]);
}

function laidOver(line: RecordLine, { line: input }: Waiting): RecordLine {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const over: RecordLine = { ...line, ...given };
  return { ...over, missing: missingOf(over), doubt: null };
}
