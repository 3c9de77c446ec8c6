import {
  type Lang,
  type LedgerRow,
  listItems,
  type ProgramBoard,
  type ReportOutcome,
  sendReports,
} from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { perform } from '../../api/call.ts';
import { attemptFor, type Draft } from './draft-store.ts';
import { type Answers, type Doubt, type Refusal, reportRows } from './reports.ts';
import type { SheetAction, SheetState } from './sheet-model.ts';

/** What the server answered about rows that did not go in. */
export interface Held {
  readonly doubts: readonly Doubt[];
  readonly refusals: readonly Refusal[];
  readonly clashes: ReadonlyMap<number, NonNullable<ReportOutcome['current']>>;
}
const nothingHeld: Held = { doubts: [], refusals: [], clashes: new Map() };

interface SendingOf {
  readonly definition: ProgramBoard['definition'];
  readonly rows: readonly LedgerRow[];
  readonly state: SheetState;
  readonly answers: Answers;
  readonly today: string;
  readonly lang: Lang;
  readonly dispatch: (action: SheetAction) => void;
}

const PER_SENDING = 2000;

/** 提交: good rows go in, the others come back with what is asked. Without network it waits and goes once, with the same key. */
export function useSending({ definition, rows, state, answers, today, lang, dispatch }: SendingOf) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [attempt, setAttempt] = useState<Draft['attempt']>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [held, setHeld] = useState<Held>(nothingHeld);

  const send = useCallback(async () => {
    const byMonth = reportRows(definition, rows, state, answers, today);
    if (byMonth.size === 0) return;
    setBusy(true);
    setError(null);
    setSent(null);
    const content = JSON.stringify([...byMonth]);
    const own = attemptFor(attempt, content, () => crypto.randomUUID());
    setAttempt(own);
    const outcomes: ReportOutcome[] = [];
    let count = 0;
    try {
      for (const [month, list] of byMonth) {
        for (let start = 0; start < list.length; start += PER_SENDING) {
          const body = {
            month,
            // One key for each part of the sending, the same again when the same is sent again.
            deviceKey: `${own.key}-${month}-${start}`,
            lang,
            rows: list.slice(start, start + PER_SENDING),
          };
          const answer = await perform(sendReports, { body });
          count += answer.sent;
          outcomes.push(...answer.outcomes);
        }
      }
      setAttempt(null);
      setWaiting(false);
    } catch (failure) {
      const offline = failure instanceof ApiError && failure.code === 'network.unreachable';
      setWaiting(offline);
      if (!offline) setError(failure);
    }
    const gone = outcomes
      .filter(({ outcome }) => outcome === 'sent' || outcome === 'same')
      .map(({ item }) => item);
    if (gone.length > 0) dispatch({ type: 'sent', rows: gone });
    setHeld(heldOf(outcomes, rows));
    if (outcomes.length > 0) setSent(count);
    setBusy(false);
    // Figures above the sheet follow from what was sent.
    if (gone.length > 0) await client.invalidateQueries();
    else if (outcomes.some(({ outcome }) => outcome === 'clash'))
      await client.invalidateQueries({ queryKey: [listItems.path] });
  }, [definition, rows, state, answers, today, lang, dispatch, attempt, client]);

  const latest = useRef(send);
  latest.current = send;
  useEffect(() => {
    if (!waiting) return;
    const again = () => void latest.current();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [waiting]);

  const restore = useCallback((draft: Draft) => {
    setAttempt(draft.attempt);
    setWaiting(draft.waiting);
  }, []);
  const settle = useCallback((item: number) => {
    setHeld((before) => ({
      doubts: before.doubts.filter((one) => one.item !== item),
      refusals: before.refusals.filter((one) => one.item !== item),
      clashes: new Map([...before.clashes].filter(([id]) => id !== item)),
    }));
  }, []);
  return { send, busy, waiting, attempt, sent, error, held, restore, settle };
}

function heldOf(outcomes: readonly ReportOutcome[], rows: readonly LedgerRow[]): Held {
  const noOf = new Map(rows.map(({ id, no }) => [id, no]));
  return {
    doubts: outcomes.flatMap(({ item, outcome, questions }) =>
      outcome === 'ask'
        ? questions.map((question) => ({ ...question, item, no: noOf.get(item) ?? item }))
        : [],
    ),
    refusals: outcomes.flatMap(({ item, outcome, issues }) =>
      outcome === 'refused' ? issues.map((issue) => ({ ...issue, item })) : [],
    ),
    clashes: new Map(
      outcomes.flatMap(({ item, outcome, current }) =>
        outcome === 'clash' && current ? [[item, current] as const] : [],
      ),
    ),
  };
}
