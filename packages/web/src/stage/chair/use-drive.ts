import { postStage, type StageAct } from '@qingzhang/contract';
import { useCallback } from 'react';
import { useSend } from '../../api/use-call.ts';
import type { Stage } from '../use-stage.ts';

export interface Drive {
  /** Do it; what comes back stands at once, before the stream brings it. */
  act(act: StageAct, onSettled?: () => void): void;
  readonly pending: boolean;
  readonly error: Error | null;
}

/** The chair's hand on every venue's screen. The last hand wins: who drives sees what stands. */
export function useDrive(meeting: number, take: Stage['take']): Drive {
  const { mutate, isPending, error } = useSend(postStage);
  const act = useCallback(
    (one: StageAct, onSettled?: () => void) =>
      mutate(
        { params: { id: meeting }, body: { revision: null, act: one } },
        { onSuccess: take, onSettled: () => onSettled?.() },
      ),
    [mutate, meeting, take],
  );
  return { act, pending: isPending, error };
}
