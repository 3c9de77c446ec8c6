import { listMeetings, listMeetingsXlsx } from '@qingzhang/contract';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useLive } from '../notifications/live.ts';
import { today as dayNow } from '../notifications/today.ts';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { Health } from './health.tsx';
import { type MeetingDraft, MeetingDrawer } from './meeting-form.tsx';
import { MeetingList } from './meeting-list.tsx';
import styles from './meetings.module.css';
import { Proposals } from './proposals.tsx';
import type { MeetingYear } from './year-model.ts';
import { YearSentence } from './year-sentence.tsx';
import { YearStrip } from './year-strip.tsx';

/** 调度会: the year's meetings, what the calendar proposes, and how the mechanism itself fares (DIS-15.2). */
export function MeetingsPage() {
  const { t } = useTranslation('meetings');
  useTitle(t('title'));
  const { lang } = useView();
  const { year } = useSearch({ from: '/shell/meetings' });
  const query = useCall(listMeetings, { query: { lang, ...(year && { year }) } });
  useLive({ type: 'meeting' }, [listMeetings]);
  const [draft, setDraft] = useState<MeetingDraft | null>(null);
  const shown = query.data?.year;
  return (
    <main className={`page ${styles.page}`}>
      <header className="page-head">
        <h1>{t('title')}</h1>
        {query.data !== undefined && <YearSwitch data={query.data} />}
        <span className="r">
          {query.data !== undefined && (
            <>
              <Link to="/meeting-rules" className="btn">
                {t('rules.open')}
              </Link>
              <ExportButton
                endpoint={listMeetingsXlsx}
                query={{ lang, ...(shown !== undefined && { year: shown }) }}
              />
            </>
          )}
          {query.data?.can.prepare && (
            <button type="button" className="btn" onClick={() => setDraft({})}>
              {t('new.open')}
            </button>
          )}
        </span>
      </header>
      <Loaded query={query} skeleton={<Skeleton rows={14} bar={26} />}>
        {(data) => <Whole data={data} onMake={setDraft} />}
      </Loaded>
      {draft !== null && (
        <MeetingDrawer
          key={draft.period ?? ''}
          year={shown ?? Number(dayNow().slice(0, 4))}
          draft={draft}
          onClose={() => setDraft(null)}
        />
      )}
    </main>
  );
}

function YearSwitch({ data: { year, years } }: { readonly data: MeetingYear }) {
  const { t } = useTranslation('meetings');
  const all = [...new Set([...years, year, year - 1, year + 1])].toSorted((a, b) => a - b);
  return (
    <nav className="seg" aria-label={t('year.label')}>
      {all.map((one) => (
        <Link
          key={one}
          to="/meetings"
          search={{ year: one }}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{}}
          aria-current={one === year ? 'page' : undefined}
        >
          {one}
        </Link>
      ))}
    </nav>
  );
}

interface WholeProps {
  readonly data: MeetingYear;
  readonly onMake: (draft: MeetingDraft) => void;
}

function Whole({ data, onMake }: WholeProps) {
  const { t } = useTranslation('meetings');
  const { t: ui } = useTranslation('ui');
  const today = dayNow();
  return (
    <>
      <p className="lead">
        <YearSentence data={data} today={today} />{' '}
        {data.items.some(({ simulated }) => simulated) && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
      </p>
      <YearStrip data={data} today={today} />
      <div className={styles.two}>
        <div>
          {data.items.length === 0 ? (
            <Empty title={t('list.empty', { year: data.year })}>
              <p className="n2">{t(data.can.prepare ? 'list.emptyHint' : 'list.emptyInvited')}</p>
            </Empty>
          ) : (
            <MeetingList items={data.items} today={today} />
          )}
          {data.proposals.length > 0 && <Proposals data={data} today={today} onMake={onMake} />}
        </div>
        <Health health={data.health} />
      </div>
    </>
  );
}
