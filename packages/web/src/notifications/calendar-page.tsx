import {
  announceCalendarYear,
  type CalendarDay,
  type CalendarYear,
  getCalendarYear,
  getCalendarYearXlsx,
} from '@qingzhang/contract';
import { isWeekday } from '@qingzhang/domain';
import { addDays, daysInMonth, formatDay } from '@qingzhang/standards';
import { Link, useSearch } from '@tanstack/react-router';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { dayText, momentText, monthText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import { DayForm } from './day-form.tsx';
import styles from './notifications.module.css';
import { today } from './today.ts';

/** 工作日历: the year's working days; holidays and days made up; changed with reason and source by who may. */
export function CalendarPage() {
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const now = today();
  const { year = Number(now.slice(0, 4)) } = useSearch({ from: '/shell/work-calendar' });
  useTitle(t('calendar.title', { year }));
  const may = useMay('calendar.write');
  const query = useCall(getCalendarYear, { params: { year } });
  const [day, setDay] = useState<string | null>(null);
  const [announcing, setAnnouncing] = useState(false);
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('calendar.title', { year })}</h1>
        <div className="seg">
          <Link to="/work-calendar" search={{ year: year - 1 }}>
            {year - 1}
          </Link>
          <Link to="/work-calendar" search={{ year: year + 1 }}>
            {year + 1}
          </Link>
        </div>
        <span className="r">
          {may && query.data?.announced === null && (
            <button type="button" className="btn" onClick={() => setAnnouncing(true)}>
              {t('calendar.announce')}
            </button>
          )}
          <ExportButton endpoint={getCalendarYearXlsx} params={{ year }} query={{ lang }} />
        </span>
      </header>
      <Loaded query={query}>
        {(answer) => (
          <>
            <Standing answer={answer} />
            <div className={styles.year}>
              {answer.workdays.map((count, index) => (
                <Month
                  // biome-ignore lint/suspicious/noArrayIndexKey: a month is its number
                  key={index}
                  answer={answer}
                  month={index + 1}
                  count={count}
                  now={now}
                  onPick={may ? setDay : null}
                />
              ))}
            </div>
            <Changes days={answer.days} />
            {day !== null && (
              <DayForm
                day={day}
                entry={answer.days.find((one) => one.day === day) ?? null}
                onClose={() => setDay(null)}
              />
            )}
          </>
        )}
      </Loaded>
      {announcing && <AnnounceForm year={year} onClose={() => setAnnouncing(false)} />}
    </main>
  );
}

function Standing({ answer: { announced, workdays, known } }: { readonly answer: CalendarYear }) {
  const { t } = useTranslation('notifications');
  const total = workdays.reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p className="lead">
        {t('calendar.total', { count: total })}
        {announced === null && <b className="tight"> ▲ {t('calendar.assumed')}</b>}
      </p>
      <p className="cap">
        {announced
          ? t('calendar.source', { source: announced.source, moment: momentText(announced.changedAt) })
          : t('calendar.knownUpTo', { year: known.at(-1) ?? '—' })}
      </p>
    </>
  );
}

interface MonthProps {
  readonly answer: CalendarYear;
  readonly month: number;
  readonly count: number;
  readonly now: string;
  readonly onPick: ((day: string) => void) | null;
}

function Month({ answer: { year, days }, month, count, now, onPick }: MonthProps) {
  const { t, i18n } = useTranslation('notifications');
  const { lang } = useView();
  const entries = new Map(days.map((one) => [one.day, one]));
  const first = formatDay(year, month, 1);
  // Weeks begin on Monday.
  const lead = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells = Array.from({ length: daysInMonth(year, month) }, (_, index) => addDays(first, index));
  return (
    <section className={styles.month} aria-label={`${monthText(month, i18n.language)}`}>
      <h2>
        {monthText(month, i18n.language)}
        <small>{t('calendar.workdays', { count })}</small>
      </h2>
      <div className={styles.days}>
        {(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((one) => (
          <span key={one} className={styles.weekday}>
            {t(`weekday.${one}`)}
          </span>
        ))}
        {Array.from({ length: lead }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty cells have no identity
          <span key={`lead${index}`} />
        ))}
        {cells.map((day) => {
          const entry = entries.get(day);
          const name = (lang === 'zh' ? entry?.name : entry?.nameEn) ?? '';
          const work = entry?.work ?? isWeekday(day);
          const mark =
            entry === undefined ? null : entry.work === isWeekday(day) ? null : work ? 'work' : 'off';
          const words = [day, t(`calendar.mark.${work ? 'work' : 'off'}`), name].filter((one) => one !== '');
          const parts = (
            <>
              {Number(day.slice(8))}
              {mark && <i>{t(`calendar.short.${mark}`)}</i>}
            </>
          );
          const shown = [work ? styles.work : styles.rest, day === now ? styles.today : ''].join(' ');
          return onPick === null ? (
            <span key={day} className={shown} title={words.join(' ')}>
              {parts}
            </span>
          ) : (
            <button
              key={day}
              type="button"
              className={shown}
              title={words.join(' ')}
              aria-label={words.join(' ')}
              onClick={() => onPick(day)}
            >
              {parts}
            </button>
          );
        })}
      </div>
    </section>
  );
}

/** What was changed by hand, with who and why. */
function Changes({ days }: { readonly days: readonly CalendarDay[] }) {
  const { t, i18n } = useTranslation('notifications');
  const changed = days.filter(({ reason }) => reason !== null);
  if (changed.length === 0) return null;
  return (
    <section className={styles.block}>
      <h2>{t('calendar.changes')}</h2>
      <ul className={styles.changes}>
        {changed.map((one) => (
          <li key={one.day}>
            <b>{dayText(one.day, i18n.language)}</b> {t(`calendar.mark.${one.work ? 'work' : 'off'}`)}{' '}
            {one.name}
            <span className="cap">
              {' '}
              {one.reason} · {one.source} · {one.changedBy} · {momentText(one.changedAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AnnounceForm({ year, onClose }: { readonly year: number; readonly onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const words = useErrorWords();
  const id = useId();
  const send = useSend(announceCalendarYear, [getCalendarYear]);
  const [source, setSource] = useState('');
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      title={t('calendar.announceTitle', { year })}
      okText={t('calendar.announce')}
      okButtonProps={{ disabled: source.trim().length < 2 || reason.trim().length < 2 }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => send.mutate({ params: { year }, body: { source, reason } }, { onSuccess: onClose })}
    >
      <div className={styles.form}>
        <p>{t('calendar.announceHint')}</p>
        <label htmlFor={`${id}source`}>{t('calendar.field.source')}</label>
        <Input id={`${id}source`} value={source} onChange={(event) => setSource(event.target.value)} />
        <label htmlFor={`${id}reason`}>{t('calendar.field.reason')}</label>
        <Input id={`${id}reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
        {send.error && <p className={styles.failed}>{words(send.error)}</p>}
      </div>
    </Modal>
  );
}
