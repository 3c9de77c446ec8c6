import { actFor } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from './error-words.ts';

/** 代办: act for somebody by a delegation, or (null) for oneself again. Everything shown before is forgotten. */
export function useActFor(): {
  readonly act: (delegation: number | null) => void;
  readonly pending: boolean;
} {
  const send = useSend(actFor);
  const words = useErrorWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const act = (delegation: number | null) =>
    send.mutate(
      { body: { delegation } },
      {
        onSuccess: () => {
          void client.resetQueries();
          void navigate({ to: '/' });
        },
        onError: (error) => void message.error(words(error)),
      },
    );
  return { act, pending: send.isPending };
}
