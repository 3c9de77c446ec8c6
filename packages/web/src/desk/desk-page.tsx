import {
  DESK_MOST,
  type Desk,
  type DeskRow,
  getDesk,
  getDeskChanges,
  getDeskXlsx,
} from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useMay, useSession } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useLive } from '../notifications/live.ts';
import { useOnline } from '../offline/use-online.ts';
import { Banner } from '../report/report-banner.tsx';
import { clockText } from '../report/times.ts';
import { useSending } from '../report/use-forms.ts';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { dayText } from '../ui/moments.ts';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { AccountStrip } from './account-strip.tsx';
import { Changes } from './changes.tsx';
import styles from './desk.module.css';
import { DeskLine } from './desk-line.tsx';

const sections = ['due', 'returned', 'judge', 'watch', 'reports', 'next'] as const;
type SectionName = (typeof sections)[number];
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
/** Rows of a section before one asks for the rest. */
const FEW = 6;
const ALL = DESK_MOST;

/** 今日: what I must do, in order, on one screen; each row one button that opens the form. */
export function DeskPage() {
  const { t } = useTranslation('desk');
  useTitle(t('title'));
  const { lang } = useView();
  const online = useOnline();
  const [all, setAll] = useState(false);
  const reports = useMay('items.report');
  const { drafts } = useSending(reports);
  const desk = useCall(getDesk, { query: { lang, limit: all ? ALL : FEW } }, { refetchInterval: 60_000 });
  useLive({ type: 'item' }, [getDesk]);
  useLive({ type: 'task' }, [getDesk]);
  const changes = useCall(getDeskChanges, { query: { lang } });
  const unsent = drafts?.filter(({ state }) => state !== 'writing').length ?? 0;
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={desk} skeleton={<Skeleton rows={12} bar={44} />}>
        {(data) => (
          <>
            <Head desk={data} />
            {!online && <Banner kind="offline">{t('offline', { time: clockText(data.at) })}</Banner>}
            {unsent > 0 && (
              <Banner kind="wait">
                <Link to="/report">{t('unsent', { count: unsent })}</Link>
              </Banner>
            )}
            <AccountStrip />
            {sections.every((name) => name === 'watch' || data[name].total === 0) && <Nothing desk={data} />}
            <div className={styles.columns}>
              <div>
                {sections.slice(0, 4).map((name) => (
                  <Section key={name} name={name} section={data[name]} onAll={() => setAll(true)} />
                ))}
              </div>
              <div>
                <Section name="reports" section={data.reports} onAll={() => setAll(true)} />
                {changes.data && <Changes changes={changes.data} />}
                <Section name="next" section={data.next} onAll={() => setAll(true)} />
                <Overview desk={data} />
              </div>
            </div>
          </>
        )}
      </Loaded>
    </main>
  );
}

function Head({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  const user = useSession()?.user;
  const weekday = WEEKDAYS[new Date(`${desk.today}T00:00:00Z`).getUTCDay()] ?? 0;
  return (
    <header className={styles.head}>
      <h1>{t('title')}</h1>
      <span className="n3">
        {dayText(desk.today, lang)} {t(`weekday.${weekday}`)} {clockText(desk.at)}
        {user?.post && ` · ${user.post}`}
      </span>
      {desk.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
      <span className={styles.tools}>
        <ExportButton endpoint={getDeskXlsx} query={{ lang }} />
      </span>
    </header>
  );
}

interface SectionProps {
  readonly name: SectionName;
  readonly section: { readonly total: number; readonly rows: readonly DeskRow[] };
  readonly onAll: () => void;
}

function Section({ name, section, onAll }: SectionProps) {
  const { t } = useTranslation('desk');
  const { total, rows } = section;
  if (total === 0) return null;
  return (
    <section className={styles.section} aria-labelledby={`desk-${name}`}>
      <h2 id={`desk-${name}`}>
        {t(`section.${name}`)} {total}
        {total >= DESK_MOST && '+'}
      </h2>
      <ul>
        {rows.map((row, index) => (
          <DeskLine key={row.key} row={row} first={index === 0 && name === 'due'} />
        ))}
      </ul>
      {total > rows.length && (
        <button type="button" className={`plain ${styles.more}`} onClick={onAll}>
          {t('more', { count: total - rows.length })}
        </button>
      )}
    </section>
  );
}

/** Nothing to do: said so, with what the day looks like. */
function Nothing({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk');
  return (
    <p className={styles.nothing}>
      {t('nothing')}
      {desk.overview.open > 0 && t('nothingOpen', { open: desk.overview.open })}
    </p>
  );
}

function Overview({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk');
  const { open, overdue, red, redOf, tasks } = desk.overview;
  if (open + tasks === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t('overview.title')}</h2>
      <p className={styles.overview}>
        {t(`overview.${redOf}`, { open, overdue, red })}
        {tasks > 0 && t('overview.tasks', { tasks })}
      </p>
    </section>
  );
}
