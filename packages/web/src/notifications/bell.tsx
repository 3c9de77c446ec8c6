import {
  countMessages,
  type MessageEvent as LiveMessage,
  listMessages,
  sayMessage,
} from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { useLiveMessages, useLiveState } from './live.ts';
import styles from './notifications.module.css';
import { today } from './today.ts';

/** While the stream is down the page asks by itself, this often. */
const ASK_MS = 30_000;

/** 铃: how many messages are open. Live; where the stream is down it asks. What disturbs nobody only counts. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const state = useLiveState();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { notification } = App.useApp();
  const count = useCall(countMessages, undefined, { refetchInterval: state === 'open' ? false : ASK_MS });
  const { refetch } = count;

  // What came while the stream was down is counted when it is there again.
  useEffect(() => {
    if (state === 'open') void refetch();
  }, [state, refetch]);

  // However the number came to change, a list on the page is of another moment then.
  const counted = count.data?.open;
  useEffect(() => {
    if (counted !== undefined) void client.invalidateQueries({ queryKey: [listMessages.path] });
  }, [counted, client]);

  useLiveMessages((event) => {
    for (const { path } of [countMessages, listMessages]) void client.invalidateQueries({ queryKey: [path] });
    if (!event.quiet) show(event);
  });

  const show = (event: LiveMessage) => {
    const key = `message-${event.id}`;
    const said = sayMessage(event, lang, today());
    notification.open({
      key,
      title: said.title,
      description: said.due ?? undefined,
      placement: 'bottomRight',
      duration: event.urgency === 'emergency' ? false : 8,
      role: event.urgency === 'emergency' ? 'alert' : 'status',
      onClick: () => {
        notification.destroy(key);
        void navigate({ href: event.link });
      },
    });
  };

  const open = count.data?.open ?? 0;
  return (
    <Link
      to="/notifications"
      className={styles.bell}
      aria-label={t('bell', { count: open })}
      title={t('title')}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d="M8 1.8a4 4 0 0 0-4 4c0 3.6-1.4 4.8-1.4 5.6h10.800c0-.8-1.400-2-1.400-5.600a4 4 0 0 0-4-4Zm-1.500 11.200a1.500 1.500 0 0 0 3 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.300"
        />
      </svg>
      {open > 0 && <b>{open > 99 ? '99+' : open}</b>}
    </Link>
  );
}
