import type { StageState } from '@qingzhang/contract';
import { useCallback, useEffect, useMemo, useRef } from 'react';

/** What the last press asked for, so that the next one goes on from there. */
export interface Asked<T> {
  /** Null: the state on the page is the newest that is known. */
  last(): T | null;
  /** Say what is asked for; call the answer with the state it led to, or null where it failed. */
  ask(value: T): (answer: StageState | null) => void;
}

/**
 * Remembers what was asked for until the page shows the state that answers it: a press that comes after the answer, but
 * before the page has drawn it, would otherwise go on from what was before. `revision` is of the state on the page.
 */
export function useAsked<T>(revision: number): Asked<T> {
  const pending = useRef<{ readonly value: T; until: number | null } | null>(null);
  const drawn = useRef(revision);
  useEffect(() => {
    drawn.current = revision;
    const until = pending.current?.until ?? null;
    if (until !== null && revision >= until) pending.current = null;
  }, [revision]);
  const last = useCallback(() => pending.current?.value ?? null, []);
  const ask = useCallback((value: T) => {
    const one: { readonly value: T; until: number | null } = { value, until: null };
    pending.current = one;
    return (answer: StageState | null) => {
      if (pending.current !== one) return;
      if (answer === null || drawn.current >= answer.revision) pending.current = null;
      else one.until = answer.revision;
    };
  }, []);
  return useMemo(() => ({ last, ask }), [last, ask]);
}
