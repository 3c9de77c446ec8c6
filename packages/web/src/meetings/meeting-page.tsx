import { getMeeting, type Meeting } from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { useCall } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useLive } from '../notifications/live.ts';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { Agenda } from './agenda.tsx';
import { FollowUpSide } from './follow-up.tsx';
import { MeetingHead } from './meeting-head.tsx';
import styles from './meetings.module.css';
import { type MeetingTab, meetingTabs } from './meetings-search.ts';
import { MeetingPapers } from './papers.tsx';
import { Prepare } from './prepare.tsx';
import { Venues } from './venues.tsx';

/** One meeting under every address of its sides: 筹备, 议程, 材料, 会场, 会后. */
function MeetingPage({
  tab,
  children,
}: {
  readonly tab: MeetingTab;
  readonly children: (meeting: Meeting) => ReactNode;
}) {
  const { id } = useParams({ strict: false });
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const known = id !== undefined && /^\d{1,9}$/.test(id);
  const query = useCall(getMeeting, { params: { id: Number(id ?? 0) }, query: { lang } }, { enabled: known });
  useLive({ type: 'meeting' }, [getMeeting]);
  const missing = !known || (query.error instanceof ApiError && query.error.code === 'thing.notFound');
  if (missing && query.data === undefined) {
    return (
      <main className="page">
        <Empty title={t('missing')}>
          <p className="n2">{t('missingHint')}</p>
          <Link to="/meetings" className="btn">
            {t('toYear')}
          </Link>
        </Empty>
      </main>
    );
  }
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={16} bar={24} />}>
        {(meeting) => (
          <Whole key={meeting.id} meeting={meeting} tab={tab}>
            {children(meeting)}
          </Whole>
        )}
      </Loaded>
    </main>
  );
}

interface WholeProps {
  readonly meeting: Meeting;
  readonly tab: MeetingTab;
  readonly children: ReactNode;
}

function Whole({ meeting, tab, children }: WholeProps) {
  const { t } = useTranslation('meetings');
  const papers = useMay('papers.read');
  useTitle(`${t(`tab.${tab}`)} · ${meeting.title}`);
  const params = { id: String(meeting.id) };
  return (
    <>
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/meetings" search={{ year: Number(meeting.startsAt.slice(0, 4)) }}>
          {t('title')}
        </Link>{' '}
        › {meeting.title}
      </nav>
      <MeetingHead meeting={meeting} />
      <nav className={styles.tabs} aria-label={t('tabs')}>
        {meetingTabs
          .filter((one) => one !== 'papers' || papers)
          .map((one) => (
            <Link
              key={one}
              to={addresses[one]}
              params={params}
              className={one === tab ? styles.on : undefined}
              aria-current={one === tab ? 'page' : undefined}
              resetScroll={false}
              replace
            >
              {t(`tab.${one === 'prepare' && meeting.steps.length === 0 ? 'meeting' : one}`)}
            </Link>
          ))}
      </nav>
      {children}
    </>
  );
}

const addresses = {
  prepare: '/meetings/$id',
  agenda: '/meetings/$id/agenda',
  papers: '/meetings/$id/papers',
  venues: '/meetings/$id/venues',
  'follow-up': '/meetings/$id/follow-up',
} as const satisfies Record<MeetingTab, string>;

export const PreparePage = () => (
  <MeetingPage tab="prepare">{(meeting) => <Prepare meeting={meeting} />}</MeetingPage>
);
export const AgendaPage = () => (
  <MeetingPage tab="agenda">{(meeting) => <Agenda meeting={meeting} />}</MeetingPage>
);
export const PapersPage = () => (
  <MeetingPage tab="papers">{(meeting) => <MeetingPapers meeting={meeting} />}</MeetingPage>
);
export const VenuesPage = () => (
  <MeetingPage tab="venues">{(meeting) => <Venues meeting={meeting} />}</MeetingPage>
);
export const FollowUpPage = () => (
  <MeetingPage tab="follow-up">{(meeting) => <FollowUpSide meeting={meeting} />}</MeetingPage>
);
