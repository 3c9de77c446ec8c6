import { getTaskCalendar } from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { addDays, dayText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { monthGrid, monthOfNow, stepMonth } from './month-grid.ts';
import styles from './tasks.module.css';
import type { TaskQuery } from './tasks-page.tsx';

interface CalendarViewProps {
  readonly query: TaskQuery;
  readonly month: string | null;
}

/** 日历: what falls due on which day; days off are hatched by the official calendar. */
export function CalendarView({ query, month: asked }: CalendarViewProps) {
  const { t, i18n } = useTranslation('tasks');
  const navigate = useNavigate({ from: '/tasks' });
  const region = useRegionName();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const month = asked ?? monthOfNow();
  const weeks = monthGrid(month);
  const from = weeks[0]?.[0] ?? `${month}-01`;
  const calendar = useCall(getTaskCalendar, {
    query: { ...query, from, to: addDays(from, weeks.length * 7 - 1) },
  });
  const go = (by: number) =>
    void navigate({ search: (before) => ({ ...before, month: stepMonth(month, by) }), replace: true });
  return (
    <>
      <div className={styles.monthBar}>
        <button type="button" className="btn" aria-label={t('calendar.previous')} onClick={() => go(-1)}>
          ‹
        </button>
        <b>{t('calendar.month', { year: Number(month.slice(0, 4)), month: Number(month.slice(5)) })}</b>
        <button type="button" className="btn" aria-label={t('calendar.next')} onClick={() => go(1)}>
          ›
        </button>
      </div>
      <Loaded query={calendar} skeleton={<Skeleton rows={12} bar={60} />}>
        {({ days, dateless }) => {
          const byDay = new Map(days.map((one) => [one.day, one]));
          return (
            <>
              <table className={styles.calendar}>
                <thead>
                  <tr>
                    {([0, 1, 2, 3, 4, 5, 6] as const).map((day) => (
                      <th key={day} scope="col">
                        {t(`calendar.weekday.${day}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {weeks.map((week) => (
                    <tr key={week[0]}>
                      {week.map((day) => {
                        const one = byDay.get(day);
                        const off = one !== undefined && !one.workday;
                        return (
                          <td
                            key={day}
                            className={[
                              off && styles.off,
                              !day.startsWith(month) && styles.outside,
                              (one === undefined || one.total === 0) && styles.idle,
                            ]
                              .filter(Boolean)
                              .join(' ')}
                            aria-current={day === today ? 'date' : undefined}
                          >
                            <div className={styles.dayHead}>
                              <b className={styles.shortDay}>{Number(day.slice(8))}</b>
                              <b className={styles.wholeDay}>{dayText(day, i18n.language)}</b>
                              {off && <small>{t('calendar.off')}</small>}
                              {one !== undefined && one.total > 0 && (
                                <small>{t('calendar.total', { count: one.total })}</small>
                              )}
                            </div>
                            <ul>
                              {one?.rows.map((row) => (
                                <li key={row.id}>
                                  <ProgramLamp lamp={row.lamp} />
                                  <Link to="/tasks/$id" params={{ id: String(row.id) }} title={row.text}>
                                    {row.city !== null &&
                                      !row.text.startsWith(region(row.city, 'short')) &&
                                      `${region(row.city, 'short')} `}
                                    {row.text}
                                  </Link>
                                </li>
                              ))}
                            </ul>
                            {one !== undefined && one.total > one.rows.length && (
                              <small className="n3">
                                {t('calendar.more', { count: one.total - one.rows.length })}
                              </small>
                            )}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
              {dateless > 0 && <p className="cap">{t('calendar.dateless', { count: dateless })}</p>}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
