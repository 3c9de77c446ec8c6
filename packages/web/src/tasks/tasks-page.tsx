import {
  getTaskBoard,
  getTaskCalendar,
  getTaskCities,
  listTasksXlsx,
  type TaskFilter,
  taskSources,
} from '@qingzhang/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useLive } from '../notifications/live.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { BoardView } from './board-view.tsx';
import { CalendarView } from './calendar-view.tsx';
import { CitiesView } from './cities-view.tsx';
import { useKeys } from './keys.ts';
import { NewTaskDrawer } from './new-task.tsx';
import styles from './tasks.module.css';
import { type TasksSearch, taskViews } from './tasks-search.ts';

/** What every view of tasks is asked with. */
export type TaskQuery = Partial<Pick<TaskFilter, 'q' | 'late'>> & {
  lang: 'zh' | 'en';
  city?: string;
  lamp?: 'red' | 'yellow' | 'green' | 'blue' | 'grey';
  source?: (typeof taskSources)[number];
  closed?: 'true';
};

/** 任务督办: what I must do first, the rest folded; a calendar; city by city. */
export function TasksPage() {
  const { t } = useTranslation('tasks');
  useTitle(t('title'));
  const { lang } = useView();
  const search = useSearch({ from: '/shell/tasks' });
  const mayWrite = useMay('tasks.write');
  const [making, setMaking] = useState(false);
  const view = search.view ?? 'board';
  const query = useMemo(() => queryOf(search, lang), [search, lang]);
  useKeys({ n: () => mayWrite && setMaking(true) });
  useLive({ type: 'task' }, [getTaskBoard, getTaskCalendar, getTaskCities]);
  return (
    <main className={`page ${styles.page}`}>
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="r">
          <span className="seg">
            {taskViews.map((one) => (
              <Link
                key={one}
                to="/tasks"
                search={(before) => ({ ...before, view: one === 'board' ? undefined : one })}
                activeOptions={{ exact: true, includeSearch: true }}
                activeProps={{}}
                aria-current={one === view ? 'page' : undefined}
              >
                {t(`view.${one}`)}
              </Link>
            ))}
          </span>
          <Link to="/notices" className="btn">
            {t('notices.open')}
          </Link>
          <ExportButton endpoint={listTasksXlsx} query={query} />
          {mayWrite && (
            <button type="button" className="btn" onClick={() => setMaking(true)}>
              {t('new.open')} <kbd>N</kbd>
            </button>
          )}
        </span>
      </header>
      <Filters search={search} />
      {view === 'board' && <BoardView query={query} selected={search.task ?? null} />}
      {view === 'calendar' && <CalendarView query={query} month={search.month ?? null} />}
      {view === 'cities' && <CitiesView query={query} />}
      {making && <NewTaskDrawer onClose={() => setMaking(false)} />}
    </main>
  );
}

function queryOf(search: TasksSearch, lang: 'zh' | 'en'): TaskQuery {
  const { city, lamp, source, q, late, closed } = search;
  return {
    lang,
    ...(city && { city }),
    ...(lamp && { lamp }),
    ...(source && { source }),
    ...(q && { q }),
    ...(late && { late }),
    ...(closed && { closed }),
  };
}

function Filters({ search }: { readonly search: TasksSearch }) {
  const { t } = useTranslation('tasks');
  const { t: ui } = useTranslation('ui');
  const navigate = useNavigate({ from: '/tasks' });
  const overview = useOverview();
  const region = useRegionName();
  const set = (change: Partial<TasksSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const lamps = (['red', 'yellow', 'green', 'blue', 'grey'] as const).map((value) => ({
    value,
    label: ui(`programLamp.${value}`),
  }));
  return (
    <search className={styles.filters}>
      <Select
        size="small"
        allowClear
        placeholder={t('filter.city')}
        aria-label={t('filter.city')}
        value={search.city ?? null}
        onChange={(city) => set({ city: city ?? undefined })}
        options={(overview.data?.cities ?? []).map(({ code }) => ({ value: code, label: region(code) }))}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        allowClear
        placeholder={t('filter.lamp')}
        aria-label={t('filter.lamp')}
        value={search.lamp ?? null}
        onChange={(lamp) => set({ lamp: lamp ?? undefined })}
        options={lamps}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        allowClear
        placeholder={t('filter.source')}
        aria-label={t('filter.source')}
        value={search.source ?? null}
        onChange={(source) => set({ source: source ?? undefined })}
        options={taskSources.map((value) => ({ value, label: t(`source.${value}`) }))}
        popupMatchSelectWidth={false}
      />
      <button
        type="button"
        className="btn"
        aria-pressed={search.late === 'true'}
        onClick={() => set({ late: search.late ? undefined : 'true' })}
      >
        {t('filter.late')}
      </button>
      <button
        type="button"
        className="btn"
        aria-pressed={search.closed === 'true'}
        onClick={() => set({ closed: search.closed ? undefined : 'true' })}
      >
        {t('filter.closed')}
      </button>
      <Input.Search
        size="small"
        allowClear
        className={styles.find}
        placeholder={t('filter.find')}
        aria-label={t('filter.find')}
        defaultValue={search.q ?? ''}
        onSearch={(q) => set({ q: q.trim() || undefined })}
      />
    </search>
  );
}
