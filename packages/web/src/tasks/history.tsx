import { listTaskEvents, listTaskEventsXlsx, RungName, type TaskEvent, urlOf } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../api/call.ts';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Loaded } from '../ui/states.tsx';
import styles from './tasks.module.css';

interface HistoryProps {
  readonly id: number;
  /** A change of the task asks again. */
  readonly revision: number;
}

/** 经过: only ever added to. */
export function History({ id, revision }: HistoryProps) {
  const { t } = useTranslation('tasks');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  const first = useCall(listTaskEvents, { params: { id }, query: {} });
  const [more, setMore] = useState<{ items: readonly TaskEvent[]; cursor: string | null } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [at, setAt] = useState(revision);
  if (at !== revision) {
    setAt(revision);
    setMore(null);
    void first.refetch();
  }
  const load = async (cursor: string) => {
    setFailure(null);
    try {
      const page = await perform(listTaskEvents, { params: { id }, query: { cursor } });
      setMore({ items: [...(more?.items ?? []), ...page.items], cursor: page.nextCursor });
    } catch (error) {
      setFailure(error);
    }
  };
  /** A notice says which rung; the others are their kind. */
  const words = ({ kind, detail }: TaskEvent): string => {
    const rung = RungName.safeParse(detail.rung);
    if (!rung.success) return t(`event.${kind}`);
    const name = t(`rung.${rung.data}`);
    return kind === 'notice' ? t('history.sent', { rung: name }) : `${t(`event.${kind}`)} ${name}`;
  };
  return (
    <section>
      <h2 className={styles.next}>
        {t('history.title')}
        <small>{t('history.note')}</small>
        <a
          className={styles.aside}
          href={urlOf(listTaskEventsXlsx, { params: { id }, query: { lang } })}
          download
        >
          {ui('exportXlsx')}
        </a>
      </h2>
      <Loaded query={first}>
        {(page) => {
          const items = [...page.items, ...(more?.items ?? [])];
          const cursor = more === null ? page.nextCursor : more.cursor;
          return (
            <>
              <ol className={styles.history}>
                {items.map((event) => (
                  <li key={event.id}>
                    <span className={styles.when}>{momentText(event.at)}</span>
                    <span className="n2">
                      {event.post}
                      {event.actingFor && t('actingFor', { post: event.actingFor })}
                    </span>
                    <span className={event.kind.startsWith('return') ? 'worse' : undefined}>
                      {words(event)}
                      {event.from !== null && event.to !== null && event.from !== event.to && (
                        <small>
                          {' '}
                          {t(`state.${event.from}`)} → {t(`state.${event.to}`)}
                        </small>
                      )}
                      {event.reason && `：${event.reason}`}
                    </span>
                  </li>
                ))}
              </ol>
              {failure !== null && <ErrorPanel error={failure} />}
              {cursor !== null && (
                <button type="button" className={styles.moreRows} onClick={() => void load(cursor)}>
                  {t('history.more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
