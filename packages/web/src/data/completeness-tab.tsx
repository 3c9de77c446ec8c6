import { type Completeness, getCompleteness, getCompletenessXlsx } from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { nameOf, useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { monthTitle } from '../cities/chart/format.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { wallOf } from '../ui/moments.ts';
import { periodsBetween } from '../ui/period.ts';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import {
  byCity,
  type DayState,
  dayState,
  daysDue,
  HOURS_NEEDED,
  lastWholeDay,
  summaryOf,
} from './completeness-model.ts';
import styles from './data.module.css';

/** 完整性: hours present per place and day; what is missing catches the eye, what is there stays pale. */
export function CompletenessTab() {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const search = useSearch({ from: '/shell/data' });
  const navigate = useNavigate({ from: '/data' });
  const { data: overview } = useOverview();
  const [city, setCity] = useState<string | undefined>(undefined);
  const span = overview?.span ?? null;
  const lastDay = span ? lastWholeDay(span.last) : null;
  const months = span ? periodsBetween('month', wallOf(span.first).day, wallOf(span.last).day) : [];
  const month = search.month ?? months[0];
  const query = useCall(
    getCompleteness,
    { query: { month: month ?? '2000-01', city } },
    { enabled: month !== undefined },
  );
  if (overview && month === undefined) return <Empty title={t('complete.empty')} />;
  return (
    <>
      <div className={styles.tools}>
        <Select
          aria-label={t('complete.month')}
          {...(month !== undefined && { value: month })}
          onChange={(next) =>
            void navigate({ search: (before) => ({ ...before, month: next }), replace: true })
          }
          popupMatchSelectWidth={false}
          options={months.map((key) => ({ value: key, label: monthTitle(key, lang) }))}
        />
        <Select
          aria-label={t('complete.city')}
          value={city ?? ''}
          onChange={(code) => setCity(code === '' ? undefined : code)}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('complete.allCities') },
            ...(overview?.cities ?? []).map((one) => ({ value: one.code, label: nameOf(one, lang) })),
          ]}
        />
        <Legend />
        {month !== undefined && <ExportButton endpoint={getCompletenessXlsx} query={{ month, city, lang }} />}
      </div>
      <Loaded query={query} skeleton={<Skeleton rows={14} bar={18} />}>
        {(data) => <Grid data={data} lastDay={lastDay} />}
      </Loaded>
    </>
  );
}

const states: readonly DayState[] = ['full', 'enough', 'short', 'none', 'future'];

function Legend() {
  const { t } = useTranslation('data');
  return (
    <ul className={styles.legend}>
      {states.map((state) => (
        <li key={state}>
          <i className={styles[state]} aria-hidden="true">
            {state === 'short' ? '17' : ''}
          </i>
          {t(`complete.state.${state}`, { needed: HOURS_NEEDED })}
        </li>
      ))}
    </ul>
  );
}

function Grid({ data, lastDay }: { readonly data: Completeness; readonly lastDay: string | null }) {
  const { t } = useTranslation('data');
  const name = useRegionName();
  const due = daysDue(data.month, data.days, lastDay);
  const days = Array.from({ length: data.days }, (_, index) => index + 1);
  if (data.places.length === 0) return <Empty title={t('complete.noPlaces')} />;
  const short = data.places.filter((place) => place.counts && summaryOf(place, due).validDays < due).length;
  return (
    <>
      <p className="lead">
        {short === 0 ? (
          t('complete.sayAll')
        ) : (
          <b className="tight">▲ {t('complete.sayShort', { count: short })}</b>
        )}
      </p>
      <div className="scroll">
        <table className={styles.heat}>
          <caption className="unseen">{t('complete.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('complete.place')}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {day}
                </th>
              ))}
              <th scope="col" className="num">
                {t('complete.hours')}
              </th>
              <th scope="col" className="num">
                %
              </th>
            </tr>
          </thead>
          <tbody>
            {byCity(data.places).map((group) => (
              <Fragment key={group.city}>
                {(group.places.length > 1 || group.places[0]?.kind === 'station') && (
                  <tr className={styles.group}>
                    <th scope="rowgroup" colSpan={data.days + 3}>
                      {name(group.city)}
                    </th>
                  </tr>
                )}
                {group.places.map((place) => {
                  const summary = summaryOf(place, due);
                  return (
                    <tr key={place.id}>
                      <th scope="row">
                        {place.name}{' '}
                        <small>{place.kind === 'city_series' ? t('complete.series') : place.code}</small>
                        {!place.counts && <span className="bdg">{t('complete.notCounted')}</span>}
                      </th>
                      {days.map((day) => {
                        const hours = place.hours[day - 1] ?? 0;
                        const state = dayState(hours, day > due);
                        return (
                          <td
                            key={day}
                            className={styles[state]}
                            title={
                              state === 'future'
                                ? undefined
                                : t('complete.tip', { day, hours, values: place.values[day - 1] ?? 0 })
                            }
                          >
                            {state === 'short' ? hours : state === 'none' ? '0' : ''}
                            {(state === 'full' || state === 'enough') && (
                              <span className="unseen">{hours}</span>
                            )}
                          </td>
                        );
                      })}
                      <td className="num">
                        {summary.hours}/{summary.expected}
                      </td>
                      <td
                        className={
                          summary.percent !== null && Number(summary.percent) < 90 ? 'num worse b' : 'num'
                        }
                      >
                        {summary.percent ?? '—'}
                      </td>
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
