import { type CityDay, getCityDay, type Lang } from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { Drawer } from 'antd';
import { type CSSProperties, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { StandingBadges } from '../ui/badges.tsx';
import { FigureText } from '../ui/figure.tsx';
import { addDays, momentText } from '../ui/moments.ts';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { useWhy } from '../why/why-context.tsx';
import { asLevel } from './calendar-heatmap.tsx';
import { longDay } from './chart/format.ts';
import styles from './day.module.css';
import { DayCurve } from './day-curve.tsx';
import tables from './tables.module.css';

interface DayDrawerProps {
  readonly code: string;
  readonly cityName: string;
  readonly day: string | null;
  /** The last day that can be shown. */
  readonly latest: string;
  readonly lang: Lang;
  readonly onChange: (day: string | null) => void;
}

/** 某日逐时: what happened in one day, hour by hour, station by station, and what was left out of it. */
export function DayDrawer({ code, cityName, day, latest, lang, onChange }: DayDrawerProps) {
  const { t } = useTranslation('cities');
  const { key: why } = useWhy();
  const open = day !== null;
  const next = day !== null && day < latest ? addDays(day, 1) : null;

  useEffect(() => {
    if (day === null || why !== null) return;
    const keys = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === 'PageUp') onChange(addDays(day, -1));
      if (event.key === 'PageDown' && next !== null) onChange(next);
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [day, next, why, onChange]);

  return (
    <Drawer
      open={open}
      onClose={() => onChange(null)}
      size={Math.min(760, window.innerWidth)}
      keyboard={why === null}
      styles={{ wrapper: { right: why !== null && window.innerWidth >= 1200 ? 408 : 0 } }}
      title={day === null ? '' : t('day.title', { city: cityName, day: longDay(day, lang) })}
      extra={
        day !== null && (
          <span style={{ display: 'flex', gap: 6 }}>
            <button
              type="button"
              className={tables.step}
              aria-label={t('day.previous')}
              title="PageUp"
              onClick={() => onChange(addDays(day, -1))}
            >
              ‹
            </button>
            <button
              type="button"
              className={tables.step}
              aria-label={t('day.next')}
              title="PageDown"
              disabled={next === null}
              onClick={() => next !== null && onChange(next)}
            >
              ›
            </button>
          </span>
        )
      }
    >
      {day !== null && <DayBody code={code} day={day} />}
    </Drawer>
  );
}

function DayBody({ code, day }: { readonly code: string; readonly day: string }) {
  const view = useView();
  const query = useCall(getCityDay, { params: { code, day }, query: view });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={12} bar={22} />}>
      {(data) => <DayView data={data} />}
    </Loaded>
  );
}

/** The day as it was measured: heading, six curves, stations, exclusions. */
export function DayView({ data }: { readonly data: CityDay }) {
  const { t, i18n } = useTranslation('cities');
  const between = i18n.language.startsWith('zh') ? '、' : ', ';
  const classStyle: CSSProperties | undefined =
    data.level === null
      ? undefined
      : { background: `var(--aqi${data.level}f)`, color: data.level > 3 ? '#fff' : 'var(--ink)' };
  return (
    <>
      <p className={styles.head}>
        <span>
          AQI{' '}
          <b>
            <FigureText figure={data.aqi} />
          </b>
        </span>
        <span className={styles.class} style={classStyle}>
          {data.level === null ? t('day.notEvaluated') : t(`levelFull.${asLevel(data.level)}`)}
        </span>
        {data.primary.length > 0 && (
          <span>
            {t('day.primary', { primary: data.primary.map((one) => POLLUTANT_NAMES[one]).join(between) })}
          </span>
        )}
        <StandingBadges
          standing={data.standing}
          parts={['closing', 'adjusted', 'review', 'dust', 'simulated']}
        />
      </p>
      <div className={styles.curves}>
        {data.values.map((value) => (
          <DayCurve key={value.pollutant} value={value} hours={data.hours} />
        ))}
      </div>
      <p className="cap">{t('day.hourNote')}</p>
      <section className={styles.section}>
        <h2>
          {t('day.stations')}
          {data.stations.length > 0 && (
            <small>
              {t('day.stationsNote', { count: data.stations.filter(({ counts }) => counts).length })}
            </small>
          )}
        </h2>
        {data.stations.length === 0 ? (
          <p className="n3">{t('day.noStations')}</p>
        ) : (
          <div className="scroll">
            <table className={tables.table}>
              <thead>
                <tr>
                  <th scope="col">{t('day.station')}</th>
                  {data.values.map(({ pollutant }) => (
                    <th key={pollutant} scope="col" className="num">
                      {POLLUTANT_NAMES[pollutant]}
                    </th>
                  ))}
                  <th scope="col" className="num">
                    {t('day.hoursValid')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.stations.map((station) => (
                  <tr key={station.code}>
                    <th scope="row">
                      {station.name} <small>{station.code}</small>{' '}
                      {!station.counts && <span className="bdg">{t('day.notCounted')}</span>}
                    </th>
                    {data.values.map(({ pollutant }) => (
                      <td key={pollutant} className="num">
                        {station.values[pollutant] ? <FigureText figure={station.values[pollutant]} /> : '—'}
                      </td>
                    ))}
                    <td className={station.hoursValid < 20 ? 'num worse' : 'num'}>{station.hoursValid}/24</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className={styles.section}>
        <h2>{t('day.exclusions')}</h2>
        {data.exclusions.length === 0 ? (
          <p className="n3">{t('day.noExclusions')}</p>
        ) : (
          <ul className={styles.list}>
            {data.exclusions.map(({ kind, text, by, at }) => (
              <li key={`${at}${text}`}>
                <b>{t(`day.kind.${kind}`)}</b>　{text}
                <br />
                <span className="n3">{t('day.by', { by, at: momentText(at) })}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
