import type { Endpoint, InputOf, OutputOf } from '@qingzhang/contract';
import { useMutation } from '@tanstack/react-query';
import type { ApiError } from '../../api/api-error.ts';
import { perform } from '../../api/call.ts';
import { useRenew } from '../../api/use-call.ts';
import { useView } from '../../app/view.ts';
import { TOUCHES } from './fields.tsx';

type ParamsOf<E> = InputOf<E> extends { readonly params: infer P } ? P : never;
type BodyOf<E> = InputOf<E> extends { readonly body: infer B } ? B : undefined;

interface Act<E extends Endpoint> {
  /** For the form: whether it is on its way, and what went wrong. */
  readonly state: { readonly pending: boolean; readonly error: ApiError | null };
  /** Send it; once it has gone, the task is read anew and the form closes. */
  readonly send: (params: ParamsOf<E>, ...body: BodyOf<E> extends undefined ? [] : [BodyOf<E>]) => void;
}

/** One act on a task, sent in the reader's language. */
export function useAct<E extends Endpoint>(endpoint: E, onDone: () => void): Act<E> {
  const { lang } = useView();
  const renew = useRenew(TOUCHES);
  const { isPending, error, mutate } = useMutation<OutputOf<E>, ApiError, { params: unknown; body: unknown }>(
    {
      mutationFn: (given) => perform(endpoint, { ...given, query: { lang } }),
      onSuccess: renew,
    },
  );
  return {
    state: { pending: isPending, error },
    send: (params, ...[body]) => mutate({ params, body }, { onSuccess: onDone }),
  };
}
