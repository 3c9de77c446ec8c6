import {
  type Attendee,
  deleteVenue,
  getMeeting,
  listAttendees,
  listAttendeesXlsx,
  type Meeting,
  postVenueScreen,
  type Venue,
} from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { LinkCode } from '../ui/link-code.tsx';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { AttendeeForm } from './attendee-form.tsx';
import { AttendeeTable } from './attendee-table.tsx';
import styles from './meetings.module.css';
import { ScreenLink } from './screen-link.tsx';
import { VenueForm } from './venue-form.tsx';

const touched = [listAttendees, getMeeting];

/** 会场: who is expected where, who has come, who is on leave; a bureau keeps its own list. */
export function Venues({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const query = useCall(
    listAttendees,
    { params: { id: meeting.id }, query: {} },
    { refetchInterval: meeting.state === 'live' || meeting.state === 'ready' ? 15_000 : false },
  );
  const [making, setMaking] = useState(false);
  return (
    <Loaded query={query} skeleton={<Skeleton rows={12} bar={26} />}>
      {({ venues, items }) => (
        <>
          <div className={styles.sideHead}>
            <Sums venues={venues} items={items} />
            <span className={styles.ways}>
              {meeting.can.prepare && ['planned', 'preparing', 'ready'].includes(meeting.state) && (
                <button type="button" className="btn" onClick={() => setMaking(true)}>
                  {t('venue.add')}
                </button>
              )}
              <ExportButton endpoint={listAttendeesXlsx} params={{ id: meeting.id }} query={{ lang }} />
            </span>
          </div>
          <Conference meeting={meeting} />
          {venues.length === 0 ? (
            <Empty title={t('venue.none')}>
              <p className="n2">{t('venue.noneHint')}</p>
            </Empty>
          ) : (
            <Lists meeting={meeting} venues={venues} items={items} />
          )}
          {making && <VenueForm meeting={meeting} onClose={() => setMaking(false)} />}
        </>
      )}
    </Loaded>
  );
}

/** 视频会议: the way in, to be scanned or copied, until the meeting is over. */
function Conference({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { conferenceLink: link, conferenceNote: note, state } = meeting;
  if ((link === null && note === '') || ['ended', 'followed', 'cancelled'].includes(state)) return null;
  return (
    <section className={styles.conference} aria-label={t('conference.title')}>
      {link !== null && (
        <LinkCode link={link} label={t('conference.code')} className={styles.conferenceCode} />
      )}
      <div>
        <h2>{t('conference.title')}</h2>
        {link !== null && (
          <a href={link} target="_blank" rel="noreferrer">
            {link}
          </a>
        )}
        {note !== '' && <p>{note}</p>}
        {link !== null && <p className="cap">{t('conference.hint')}</p>}
      </div>
    </section>
  );
}

interface ListsProps {
  readonly meeting: Meeting;
  readonly venues: readonly Venue[];
  readonly items: readonly Attendee[];
}

function Sums({ venues, items }: Omit<ListsProps, 'meeting'>) {
  const { t } = useTranslation('meetings');
  const sum = (pick: (venue: Venue) => number) => venues.reduce((total, venue) => total + pick(venue), 0);
  const asked = items.filter(({ leave }) => leave === 'asked').length;
  const late = items.filter((one) => one.late).length;
  return (
    <p className={styles.sentence}>
      {t('venue.sentence', { venues: venues.length })}
      {t('venue.sums', {
        expected: sum(({ expected }) => expected),
        signedIn: sum(({ signedIn }) => signedIn),
        onLeave: sum(({ onLeave }) => onLeave),
      })}
      {late > 0 && t('venue.late', { count: late })}
      {asked > 0 && (
        <>
          {t('comma')}
          <b className="run-worse">{t('venue.asked', { count: asked })}</b>
        </>
      )}
      {t('sentence.end')}
    </p>
  );
}

function Lists({ meeting, venues, items }: ListsProps) {
  const { t } = useTranslation('meetings');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/meetings/$id/venues' });
  const [editing, setEditing] = useState<Attendee | 'new' | null>(null);
  // Opened where somebody waits for an answer; it stays there once the answer is given.
  const [waiting] = useState(
    () => items.find(({ leave, can }) => leave === 'asked' && can.judgeLeave)?.venue,
  );
  const shown =
    venues.find(({ id }) => id === search.venue) ??
    venues.find(({ id }) => id === meeting.can.ownVenue) ??
    venues.find(({ id }) => id === waiting) ??
    venues[0];
  if (shown === undefined) return null;
  const own = items.filter(({ venue }) => venue === shown.id);
  const before = ['planned', 'preparing', 'ready'].includes(meeting.state);
  const keeps = before && (meeting.can.prepare || meeting.can.ownVenue === shown.id);
  return (
    <>
      {venues.length > 1 && (
        <ul className={styles.venues}>
          {venues.map((venue) => (
            <li key={venue.id}>
              <button
                type="button"
                aria-pressed={venue.id === shown.id}
                onClick={() =>
                  void navigate({
                    to: '/meetings/$id/venues',
                    params: { id: String(meeting.id) },
                    search: { venue: venue.id },
                    replace: true,
                    resetScroll: false,
                  })
                }
              >
                <b>{venue.name}</b>
                <span className={styles.seats} aria-hidden="true">
                  <i className={styles.seatIn} style={{ flexGrow: venue.signedIn }} />
                  <i className={styles.seatLeave} style={{ flexGrow: venue.onLeave }} />
                  <i style={{ flexGrow: Math.max(0, venue.expected - venue.signedIn - venue.onLeave) }} />
                </span>
                <small>
                  {t('venue.tile', { signedIn: venue.signedIn, expected: venue.expected })}
                  {venue.onLeave > 0 && t('venue.tileLeave', { count: venue.onLeave })}
                  {asking(venue) > 0 && (
                    <>
                      {t('comma')}
                      <b className={styles.bad}>{t('venue.asked', { count: asking(venue) })}</b>
                    </>
                  )}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <section className={styles.section} aria-label={shown.name}>
        <div className={styles.sideHead}>
          <h2>
            {shown.name}
            <small>
              {t('venue.sums', {
                expected: shown.expected,
                signedIn: shown.signedIn,
                onLeave: shown.onLeave,
              })}
            </small>
          </h2>
          <span className={styles.ways}>
            {keeps && (
              <button type="button" className="btn" onClick={() => setEditing('new')}>
                {t('person.add')}
              </button>
            )}
            {meeting.can.prepare && <VenueActs key={shown.id} meeting={meeting} venue={shown} />}
          </span>
        </div>
        {own.length === 0 ? (
          <Empty title={t('person.none')} />
        ) : (
          <AttendeeTable meeting={meeting} items={own} onEdit={setEditing} />
        )}
      </section>
      {editing !== null && (
        <AttendeeForm
          key={editing === 'new' ? 'new' : editing.id}
          meeting={meeting}
          venues={venues}
          venue={shown}
          attendee={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );

  function asking(venue: Venue): number {
    return items.filter((one) => one.venue === venue.id && one.leave === 'asked').length;
  }
}

/** 生成大屏链接, 撤销会场. */
function VenueActs({ meeting, venue }: { readonly meeting: Meeting; readonly venue: Venue }) {
  const { t } = useTranslation('meetings');
  const make = useSend(postVenueScreen, touched);
  const remove = useSend(deleteVenue, touched);
  const params = { id: meeting.id, venue: venue.id };
  const over = ['ended', 'followed', 'cancelled'].includes(meeting.state);
  const before = ['planned', 'preparing', 'ready'].includes(meeting.state);
  const error = make.error ?? remove.error;
  return (
    <>
      {!over &&
        (venue.screen ? (
          <Popconfirm
            title={t('screen.again')}
            description={t('screen.againHint')}
            okText={t('screen.make')}
            cancelText={t('cancel')}
            onConfirm={() => make.mutate({ params })}
          >
            <button type="button" className="btn" disabled={make.isPending}>
              {t('screen.renew')}
            </button>
          </Popconfirm>
        ) : (
          <button
            type="button"
            className="btn"
            disabled={make.isPending}
            onClick={() => make.mutate({ params })}
          >
            {t('screen.make')}
          </button>
        ))}
      {before && venue.kind !== 'main' && (
        <Popconfirm
          title={t('venue.removeAsk', { name: venue.name })}
          okText={t('venue.remove')}
          cancelText={t('cancel')}
          onConfirm={() => remove.mutate({ params })}
        >
          <button type="button" className={styles.quiet} disabled={remove.isPending}>
            {t('venue.remove')}
          </button>
        </Popconfirm>
      )}
      {make.data !== undefined && (
        <ScreenLink venue={venue.name} path={make.data.path} onClose={() => make.reset()} />
      )}
      {error && <ErrorPanel error={error} />}
    </>
  );
}
