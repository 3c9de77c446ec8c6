import { actFor } from '@qingzhang/contract';
import { App } from 'antd';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from './error-words.ts';

/**
 * 代办: act for somebody by a delegation, or (null) for oneself again. The whole page begins anew, so that nothing of the
 * one before stays on it.
 */
export function useActFor(): {
  readonly act: (delegation: number | null) => void;
  readonly pending: boolean;
} {
  const send = useSend(actFor);
  const words = useErrorWords();
  const { message } = App.useApp();
  const act = (delegation: number | null) =>
    send.mutate(
      { body: { delegation } },
      {
        onSuccess: () => window.location.assign('/'),
        onError: (error) => void message.error(words(error)),
      },
    );
  return { act, pending: send.isPending || send.isSuccess };
}
