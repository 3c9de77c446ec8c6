import { getTaskCities } from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { Due } from './marks.tsx';
import styles from './tasks.module.css';
import type { TaskQuery } from './tasks-page.tsx';

/** 按城市: each city's counts and its worst first, in protocol order. */
export function CitiesView({ query }: { readonly query: TaskQuery }) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  const navigate = useNavigate({ from: '/tasks' });
  const answer = useCall(getTaskCities, { query });
  return (
    <Loaded query={answer} skeleton={<Skeleton rows={12} bar={40} />}>
      {({ cities }) =>
        cities.length === 0 ? (
          <Empty title={t('empty')} />
        ) : (
          <div className={styles.cityGrid}>
            {cities.map(({ city, lamps, total, overdue, rows }) => (
              <section key={city ?? 'province'} className={styles.city}>
                <h2>
                  {city === null ? (
                    t('tally.province')
                  ) : (
                    <button
                      type="button"
                      className="plain"
                      onClick={() =>
                        void navigate({ search: (before) => ({ ...before, city, view: undefined }) })
                      }
                    >
                      {region(city)}
                    </button>
                  )}
                  <small>
                    {t('tally.count', { count: total })}
                    {overdue > 0 && <b className={styles.bad}> {t('cities.overdue', { count: overdue })}</b>}
                  </small>
                </h2>
                <p className={styles.lamps}>
                  {(['red', 'yellow', 'green', 'blue', 'grey'] as const).map((lamp) => (
                    <span key={lamp}>
                      <ProgramLamp lamp={lamp} />
                      <b>{lamps[lamp]}</b>
                    </span>
                  ))}
                </p>
                <ul>
                  {rows.map((row) => (
                    <li key={row.id}>
                      <ProgramLamp lamp={row.lamp.lamp} overridden={row.lamp.manual !== null} />
                      <span>
                        <Link to="/tasks/$id" params={{ id: String(row.id) }}>
                          {row.text}
                        </Link>
                        <small>{row.lamp.reason}</small>
                      </span>
                      <Due due={row.due} deadline={row.deadline} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
