import {
  cancelMeeting,
  freezeMeeting,
  getMeeting,
  listMeetings,
  listPapers,
  type Meeting,
} from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { usePeriodName } from '../bulletins/period-name.ts';
import { today as dayNow } from '../notifications/today.ts';
import { Badge } from '../ui/badges.tsx';
import { dayText, momentText } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { EditMeeting } from './meeting-form.tsx';
import styles from './meetings.module.css';
import { ReasonModal } from './reason-modal.tsx';
import { useDayWords, useWeekday } from './words.ts';
import { daysBetween } from './year-model.ts';

const BEFORE = ['planned', 'preparing', 'ready'] as const;
const isBefore = ({ state }: Pick<Meeting, 'state'>): boolean =>
  (BEFORE as readonly string[]).includes(state);

/** What the meeting is, how far it is, what its figures rest on, and the ways into it. */
export function MeetingHead({ meeting }: { readonly meeting: Meeting }) {
  const { t, i18n } = useTranslation('meetings');
  const { t: ui } = useTranslation('ui');
  const period = usePeriodName();
  const days = useDayWords();
  const weekday = useWeekday();
  const day = meeting.startsAt.slice(0, 10);
  const today = dayNow();
  return (
    <>
      <header className={styles.head}>
        <h1>{meeting.title}</h1>
        {meeting.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
        {meeting.closing === null ? (
          <Badge kind="live" title={t('head.openHint')}>
            {t('head.open')}
          </Badge>
        ) : (
          <Badge
            kind="shut"
            title={t('head.closedHint', {
              month: meeting.closing.month,
              moment: momentText(meeting.closing.closedAt),
            })}
          >
            {t('head.closed')}
          </Badge>
        )}
        <Badge
          kind={meeting.reviewed ? 'plain' : 'live'}
          title={t(meeting.reviewed ? 'head.reviewedHint' : 'head.liveHint')}
        >
          {t(meeting.reviewed ? 'head.reviewed' : 'head.live')}
        </Badge>
        {meeting.frozenAt !== null && (
          <Badge kind="shut" title={momentText(meeting.frozenAt)}>
            {t('head.frozen')}
          </Badge>
        )}
        <Ways meeting={meeting} />
      </header>
      <p className={styles.facts}>
        <span>
          <b>
            {dayText(day, i18n.language)} {weekday(day)} {meeting.startsAt.slice(11, 16)}
          </b>
          {isBefore(meeting) && (
            <span className={day < today ? styles.bad : styles.soon}>{days(daysBetween(today, day))}</span>
          )}
        </span>
        <span>{t('head.period', { kind: t(`kind.${meeting.kind}`), period: period(meeting.period) })}</span>
        {meeting.place !== '' && <span>{meeting.place}</span>}
        {meeting.chair !== '' && <span>{t('head.chair', { post: meeting.chair })}</span>}
        <span>{t('minutes', { count: meeting.minutesPlanned })}</span>
        {meeting.bulletin !== null && (
          <Link to="/bulletins/$id" params={{ id: String(meeting.bulletin.id) }}>
            {t(meeting.bulletin.state === 'issued' ? 'head.bulletin' : 'head.bulletinDraft')}
          </Link>
        )}
        {meeting.conferenceLink !== null && (
          <a
            href={meeting.conferenceLink}
            target="_blank"
            rel="noreferrer"
            title={meeting.conferenceNote || undefined}
          >
            {t('head.conference')}
          </a>
        )}
        {meeting.previous !== null && (
          <Link to="/meetings/$id/follow-up" params={{ id: String(meeting.previous.id) }}>
            {t('head.previous', { day: dayText(meeting.previous.startsAt.slice(0, 10), i18n.language) })}
          </Link>
        )}
      </p>
      {meeting.state === 'cancelled' ? (
        <p className={styles.notice}>
          <b>{t('state.cancelled')}</b> {meeting.cancelledReason}
        </p>
      ) : (
        <StatePath meeting={meeting} />
      )}
      {meeting.proposedWhy !== '' && isBefore(meeting) && <p className="cap">{meeting.proposedWhy}</p>}
    </>
  );
}

const PATH = ['preparing', 'ready', 'live', 'ended', 'followed'] as const;
const indexIn = (list: readonly string[], one: string): number => list.indexOf(one);

/** 筹备 → 就绪 → 进行 → 散会 → 落实: passed, current, ahead. */
function StatePath({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const at = meeting.state === 'planned' ? -1 : indexIn(PATH, meeting.state);
  const since: Partial<Record<(typeof PATH)[number], string | null>> = {
    ready: meeting.frozenAt,
    live: meeting.openedAt,
    ended: meeting.endedAt,
  };
  return (
    <ol className={styles.path} aria-label={t('path')}>
      {meeting.state === 'planned' && (
        <li aria-current="step">
          <b>{t('state.planned')}</b>
        </li>
      )}
      {PATH.map((one, index) => {
        const moment = since[one] ?? null;
        return (
          <li
            key={one}
            className={index < at ? styles.passed : undefined}
            aria-current={index === at ? 'step' : undefined}
          >
            <b>
              {index < at && <span aria-hidden="true">✓ </span>}
              {t(`state.${one}`)}
            </b>
            {moment !== null && index <= at && <small>{momentText(moment).slice(5)}</small>}
          </li>
        );
      })}
    </ol>
  );
}

/** 进入主持, 记录, 大屏, 定稿并冻结, 编辑安排, 取消会议. */
function Ways({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const mayWrite = useMay('papers.write');
  const cancel = useSend(cancelMeeting, [getMeeting, listMeetings]);
  const freeze = useSend(freezeMeeting, [getMeeting, listPapers]);
  const [editing, setEditing] = useState(false);
  const [cancelling, setCancelling] = useState(false);
  const params = { id: String(meeting.id) };
  const running = meeting.state !== 'cancelled';
  const before = isBefore(meeting);
  const target = { params: { id: meeting.id }, query: { lang } };
  return (
    <span className={styles.ways}>
      {running && meeting.can.drive && (
        <Link
          to="/meetings/$id/chair"
          params={params}
          className={meeting.state === 'live' ? 'btn pri' : 'btn'}
        >
          {t('way.chair')}
        </Link>
      )}
      {running && meeting.can.record && (
        <Link to="/meetings/$id/record" params={params} className="btn">
          {t('way.record')}
        </Link>
      )}
      {running && (meeting.can.drive || meeting.can.ownVenue !== null) && (
        <Link
          to="/meetings/$id/screen"
          params={params}
          search={meeting.can.ownVenue === null ? {} : { venue: meeting.can.ownVenue }}
          className="btn"
        >
          {t('way.screen')}
        </Link>
      )}
      {mayWrite && before && meeting.frozenAt === null && meeting.closing === null && (
        <Link to="/targets" className="btn" title={t('way.freezeOpen')}>
          {t('way.close')}
        </Link>
      )}
      {mayWrite && before && meeting.frozenAt === null && meeting.closing !== null && (
        <Popconfirm
          title={t('way.freezeAsk')}
          description={t('way.freezeHint')}
          okText={t('way.freeze')}
          cancelText={t('cancel')}
          onConfirm={() => freeze.mutate(target)}
        >
          <button type="button" className="btn pri" disabled={freeze.isPending}>
            {t('way.freeze')}
          </button>
        </Popconfirm>
      )}
      {meeting.can.prepare && before && (
        <>
          <button type="button" className="btn" onClick={() => setEditing(true)}>
            {t('edit.open')}
          </button>
          <button type="button" className="btn" onClick={() => setCancelling(true)}>
            {t('way.cancel')}
          </button>
        </>
      )}
      {editing && <EditMeeting meeting={meeting} onClose={() => setEditing(false)} />}
      {cancelling && (
        <ReasonModal
          title={t('way.cancelAsk', { title: meeting.title })}
          hint={t('way.cancelHint')}
          send={t('way.cancel')}
          pending={cancel.isPending}
          error={cancel.error}
          onClose={() => setCancelling(false)}
          onSend={(reason) =>
            cancel.mutate({ ...target, body: { reason } }, { onSuccess: () => setCancelling(false) })
          }
        />
      )}
      {freeze.error && <ErrorPanel error={freeze.error} />}
    </span>
  );
}
