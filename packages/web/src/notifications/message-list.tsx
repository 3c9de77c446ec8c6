import {
  countMessages,
  listMessages,
  listMessagesXlsx,
  type Message,
  readMessages,
  sayMessage,
} from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { momentText } from '../ui/moments.ts';
import { usePostName } from '../ui/post-name.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { groupMessages, isOpen } from './groups.ts';
import styles from './notifications.module.css';
import { SnoozeForm } from './snooze-form.tsx';
import { today } from './today.ts';

const LIMIT = 200;

/** 消息: what is open first, grouped by what it is about; each opens the exact place. */
export function MessageList({ state }: { readonly state: 'open' | 'all' }) {
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const query = useCall(listMessages, { query: { state, limit: LIMIT } });
  const read = useSend(readMessages, [listMessages, countMessages]);
  const newest = query.data?.items[0]?.seq;
  return (
    <>
      <div className={styles.bar}>
        <div className="seg">
          {(['open', 'all'] as const).map((one) => (
            <Link
              key={one}
              to="/notifications"
              search={one === 'all' ? { state: 'all' } : {}}
              aria-pressed={one === state}
              role="button"
            >
              {t(`state.${one}`)}
            </Link>
          ))}
        </div>
        <button
          type="button"
          className="btn"
          disabled={newest === undefined || read.isPending || !query.data?.items.some(isOpen)}
          onClick={() => newest !== undefined && read.mutate({ body: { upTo: newest } })}
        >
          {t('readAll')}
        </button>
        <ExportButton endpoint={listMessagesXlsx} query={{ state, lang }} />
      </div>
      <Loaded query={query}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty title={t(`empty.${state}`)}>
              <p className="n2">{t('emptyHint')}</p>
            </Empty>
          ) : (
            <>
              <ul className={styles.groups}>
                {groupMessages(items).map(({ key, messages: [newestOf, ...earlier] }) => (
                  <li key={key}>
                    <MessageLine message={newestOf} />
                    {earlier.length > 0 && (
                      <details>
                        <summary>{t('earlier', { count: earlier.length })}</summary>
                        {earlier.map((message) => (
                          <MessageLine key={message.id} message={message} />
                        ))}
                      </details>
                    )}
                  </li>
                ))}
              </ul>
              {nextCursor !== null && <p className="cap">{t('more', { count: LIMIT })}</p>}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function MessageLine({ message }: { readonly message: Message }) {
  const postName = usePostName();
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const navigate = useNavigate();
  const read = useSend(readMessages, [listMessages, countMessages]);
  const [snoozing, setSnoozing] = useState(false);
  const said = sayMessage(message, lang, today());
  const open = isOpen(message);
  const markRead = () => read.mutate({ body: { ids: [message.id] } });
  return (
    <div className={open ? styles.open : styles.seen}>
      <a
        href={message.link}
        className={styles.title}
        onClick={(event) => {
          if (open) markRead();
          // A new window, by whatever key, is the browser's own.
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          void navigate({ href: message.link });
        }}
      >
        {message.urgency !== 'digest' && open && <span className={styles.now}>{t('now')}</span>}
        {said.title}
      </a>
      {said.due && <span className={styles.due}>{said.due}</span>}
      {said.reason && <p className="n2">{t('reason', { reason: said.reason })}</p>}
      <p className="cap">
        {momentText(message.at)}
        {message.byPost !== '' && ` · ${postName(message.byPost)}`}
        {message.settled && ` · ${t(`settled.${message.settled.reason}`)}`}
        {message.snoozed && ` · ${t('snoozed', message.snoozed)}`}
      </p>
      {open && (
        <span className={styles.acts}>
          <button type="button" className="plain" onClick={markRead} disabled={read.isPending}>
            {t('markRead')}
          </button>
          <button type="button" className="plain" onClick={() => setSnoozing(true)}>
            {t('snooze')}
          </button>
        </span>
      )}
      {snoozing && <SnoozeForm id={message.id} title={said.title} onClose={() => setSnoozing(false)} />}
    </div>
  );
}
