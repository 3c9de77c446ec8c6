import { getTaskBoard, type TaskRow } from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../api/call.ts';
import { useCall } from '../api/use-call.ts';
import { Badge } from '../ui/badges.tsx';
import { SentenceText } from '../ui/sentence.tsx';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { useMedia } from '../ui/use-media.ts';
import { useKeys } from './keys.ts';
import { Tally } from './tally.tsx';
import { TaskPanel } from './task-panel.tsx';
import { TaskTable } from './task-table.tsx';
import styles from './tasks.module.css';
import type { TaskQuery } from './tasks-page.tsx';

/** No room for a panel beside the list: a row then opens the task itself. */
const ONE_COLUMN = '(max-width: 900px)';
/** Rows of 不用我办 shown before anybody asks for more. */
const FOLDED = 20;

interface BoardViewProps {
  readonly query: TaskQuery;
  readonly selected: number | null;
}

/** 看板: begins with what I must do; what runs by itself is folded below. */
export function BoardView({ query, selected }: BoardViewProps) {
  const { t } = useTranslation('tasks');
  const { t: ui } = useTranslation('ui');
  const navigate = useNavigate({ from: '/tasks' });
  const board = useCall(getTaskBoard, { query: { ...query, limit: FOLDED } }, { refetchInterval: 60_000 });
  const alone = useMedia(ONE_COLUMN);
  const open = (task: number) =>
    void navigate({ to: '/tasks/$id', params: { id: String(task) }, search: {} });
  const select = (task: number) =>
    alone
      ? open(task)
      : void navigate({ search: (before) => ({ ...before, task }), replace: true, resetScroll: false });
  return (
    <Loaded query={board} skeleton={<Skeleton rows={14} bar={28} />}>
      {(data) => {
        const shown = selected ?? data.mine.rows[0]?.id ?? null;
        return (
          <>
            <p className="lead">
              <SentenceText runs={data.sentence} />
              {data.simulated && (
                <>
                  {' '}
                  <Badge kind="sim">{ui('badge.simulated')}</Badge>
                </>
              )}
            </p>
            {data.mine.total + data.others.total === 0 ? (
              <Empty title={t('empty')}>
                <p className="n2">{t('emptyHint')}</p>
              </Empty>
            ) : (
              <div className={styles.three}>
                <Tally board={data} />
                <Rest
                  key={JSON.stringify(query)}
                  query={query}
                  mine={data.mine}
                  others={data.others}
                  selected={shown}
                  onSelect={select}
                  onOpen={open}
                />
                {shown !== null && !alone && <TaskPanel id={shown} />}
              </div>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

interface RestProps {
  readonly query: TaskQuery;
  readonly mine: { readonly total: number; readonly rows: readonly TaskRow[] };
  readonly others: {
    readonly total: number;
    readonly rows: readonly TaskRow[];
    readonly nextCursor: string | null;
  };
  readonly selected: number | null;
  readonly onSelect: (id: number) => void;
  readonly onOpen: (id: number) => void;
}

/** The list with its two parts; more of the second are fetched a page at a time. */
function Rest({ query, mine, others, selected, onSelect, onOpen }: RestProps) {
  const { t } = useTranslation('tasks');
  const [more, setMore] = useState<{ rows: readonly TaskRow[]; cursor: string | null } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const own = new Set([...mine.rows, ...others.rows].map(({ id }) => id));
  const rows = [...others.rows, ...(more?.rows ?? []).filter(({ id }) => !own.has(id))];
  const cursor = more === null ? others.nextCursor : more.cursor;
  const left = others.total - rows.length;
  const order = [...mine.rows, ...rows].map(({ id }) => id);
  const step = (by: number) => {
    const at = selected === null ? -1 : order.indexOf(selected);
    const next = order[Math.min(order.length - 1, Math.max(0, at + by))];
    if (next !== undefined && next !== selected) onSelect(next);
  };
  useKeys({
    j: () => step(1),
    arrowdown: () => step(1),
    k: () => step(-1),
    arrowup: () => step(-1),
    enter: () => selected !== null && onOpen(selected),
  });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-task="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const fetchMore = async () => {
    setFailure(null);
    try {
      const next = await perform(getTaskBoard, {
        query: { ...query, limit: 100, ...(cursor !== null && { cursor }) },
      });
      setMore({ rows: [...(more?.rows ?? []), ...next.others.rows], cursor: next.others.nextCursor });
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div ref={list}>
      <TaskTable
        selected={selected}
        onSelect={onSelect}
        groups={[
          {
            key: 'mine',
            heading:
              mine.total === 0 ? <b>{t('mine.none')}</b> : <b>{t('mine.heading', { count: mine.total })}</b>,
            rows: mine.rows,
          },
          {
            key: 'others',
            heading: (
              <>
                <b>{t('others.heading', { count: others.total })}</b>　<small>{t('others.note')}</small>
              </>
            ),
            rows,
          },
        ]}
      />
      {failure !== null && <ErrorPanel error={failure} onRetry={() => void fetchMore()} />}
      {left > 0 && cursor !== null && (
        <button type="button" className={styles.moreRows} onClick={() => void fetchMore()}>
          {t('others.more', { count: left })}
        </button>
      )}
    </div>
  );
}
