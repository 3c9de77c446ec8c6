import { type ItemPage, listItemEvents, listItemEventsXlsx } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { usePostName } from '../ui/post-name.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { ActForm } from './act-form.tsx';
import { shortMoment } from './days.ts';
import { aboutOf, changesOf, knownEvent } from './event-words.ts';
import styles from './items.module.css';
import { mayAct, useAct } from './use-act.ts';

type Event = ItemPage['events'][number];

/** 经过: append-only, newest first; comments are part of it. */
export function History({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const [all, setAll] = useState(false);
  const [writing, setWriting] = useState(false);
  const { act, error, pending } = useAct(item);
  const more = useCall(
    listItemEvents,
    { params: { id: item.id }, query: { limit: 200 } },
    { enabled: all && item.eventCount > item.events.length },
  );
  const events = all ? (more.data?.items ?? item.events) : item.events.slice(0, 8);
  return (
    <section className={styles.block} id="history">
      <h2>
        {t('history.title')}
        <small>{t('history.hint')}</small>
      </h2>
      <ul className={styles.history}>
        {events.map((event) => (
          <Line key={event.id} item={item} event={event} />
        ))}
      </ul>
      <p className={styles.buttons}>
        {!all && item.eventCount > events.length && (
          <button type="button" className={`plain ${styles.link}`} onClick={() => setAll(true)}>
            {t('history.all', { count: item.eventCount })}
          </button>
        )}
        {mayAct(item, 'comment') && !writing && (
          <button type="button" className={`plain ${styles.link}`} onClick={() => setWriting(true)}>
            {t('act.comment')}
          </button>
        )}
        {all && <ExportButton endpoint={listItemEventsXlsx} params={{ id: item.id }} query={{ lang }} />}
      </p>
      {more.error && <ErrorPanel error={more.error} onRetry={() => void more.refetch()} />}
      {writing && (
        <ActForm
          item={item}
          act="comment"
          pending={pending}
          onSend={(body) => act(body, () => setWriting(false))}
          onCancel={() => setWriting(false)}
        />
      )}
      {error && <ErrorPanel error={error} />}
    </section>
  );
}

function Line({ item, event }: { readonly item: ItemPage; readonly event: Event }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const postName = usePostName();
  const kind = knownEvent(event.kind);
  const about = aboutOf(kind, event.detail, item.definition, lang);
  const changes = changesOf(event.detail, item.definition.fields, lang);
  const back = event.kind === 'return' || event.kind === 'rebound' || event.kind === 'denyExtension';
  return (
    <li className={back ? 'worse' : undefined}>
      <time dateTime={event.at} className="n3" title={event.at}>
        {shortMoment(event.at)}
      </time>
      <span className="n2">
        {postName(event.post)}
        {event.actingFor && t('history.actingFor', { post: event.actingFor })}
      </span>
      <span>
        {kind ? t(`event.${kind}`) : event.kind}
        {about !== '' && <span className={styles.change}>　{about}</span>}
        {event.reason && t('history.reason', { reason: event.reason })}
        {changes.map(({ name, from, to }) => (
          <span key={name} className={styles.change}>
            {from === '' ? t('history.set', { name, to }) : t('history.change', { name, from, to })}
          </span>
        ))}
      </span>
    </li>
  );
}
