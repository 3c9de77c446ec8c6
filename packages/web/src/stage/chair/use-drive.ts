import { postStage, type StageAct, type StageState } from '@qingzhang/contract';
import { useCallback } from 'react';
import { useSend } from '../../api/use-call.ts';
import type { Stage } from '../use-stage.ts';

export interface Drive {
  /** Do it; what comes back stands at once, before the stream brings it. `onSettled` hears it, or null where it failed. */
  act(act: StageAct, onSettled?: (answer: StageState | null) => void): void;
  readonly pending: boolean;
  readonly error: Error | null;
}

/** The chair's hand on every venue's screen. The last hand wins: who drives sees what stands. */
export function useDrive(meeting: number, take: Stage['take']): Drive {
  const { mutateAsync, isPending, error } = useSend(postStage);
  const act = useCallback(
    (one: StageAct, onSettled?: (answer: StageState | null) => void) =>
      // Each act is heard to its end, also where the next one is under way already; `error` tells what failed.
      void mutateAsync({ params: { id: meeting }, body: { revision: null, act: one } })
        .then(
          (state) => {
            take(state);
            return state;
          },
          () => null,
        )
        .then((answer) => onSettled?.(answer)),
    [mutateAsync, meeting, take],
  );
  return { act, pending: isPending, error };
}
