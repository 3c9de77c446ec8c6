import type { Meeting } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { today as dayNow } from '../notifications/today.ts';
import { momentText } from '../ui/moments.ts';
import { agendaMinutes, agendaParts } from './agenda-model.ts';
import { Checklist } from './checklist.tsx';
import { Invited } from './invited.tsx';
import styles from './meetings.module.css';

/** 筹备: the checklist from T−7 to T+7; who is invited sees what is asked of them instead. */
export function Prepare({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  if (meeting.steps.length === 0) return <Invited meeting={meeting} />;
  const open = meeting.steps.filter(({ state }) => state === 'open');
  const late = open.filter((step) => step.late);
  const done = meeting.steps.length - open.length;
  return (
    <>
      <p className={styles.sentence}>
        {t('prepare.sentence', { done, of: meeting.steps.length })}
        {late.length > 0 && (
          <>
            {t('sentence.and')}
            <b className="run-worse">{t('prepare.late', { count: late.length })}</b>
          </>
        )}
        {t('sentence.end')}
      </p>
      <div className={styles.two}>
        <Checklist meeting={meeting} today={dayNow()} />
        <Ground meeting={meeting} />
      </div>
    </>
  );
}

/** 底数: what the meeting rests on, at a glance, each with its page. */
function Ground({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const params = { id: String(meeting.id) };
  const minutes = agendaMinutes(agendaParts(meeting.agenda));
  const speeches = meeting.agenda.filter(
    ({ kind, parent }) => parent !== null && (kind === 'experience' || kind === 'pledge'),
  );
  const sum = (pick: (venue: Meeting['venues'][number]) => number) =>
    meeting.venues.reduce((total, venue) => total + pick(venue), 0);
  return (
    <aside className={styles.panel} aria-label={t('ground.title')}>
      <h2>{t('ground.title')}</h2>
      <dl className={styles.health}>
        <div>
          <dt>{t('ground.closing')}</dt>
          <dd>
            {meeting.closing === null ? (
              <Link to="/targets">{t('ground.notClosed')}</Link>
            ) : (
              t('ground.closed', {
                month: meeting.closing.month,
                moment: momentText(meeting.closing.closedAt).slice(0, 10),
              })
            )}
          </dd>
        </div>
        <div>
          <dt>{t('ground.review')}</dt>
          <dd>{t(meeting.reviewed ? 'ground.reviewed' : 'ground.notReviewed')}</dd>
        </div>
        <div>
          <dt>{t('ground.bulletin')}</dt>
          <dd>
            {meeting.bulletin === null ? (
              <Link to="/bulletins">{t('ground.noBulletin')}</Link>
            ) : (
              <Link to="/bulletins/$id" params={{ id: String(meeting.bulletin.id) }}>
                {t(`ground.bulletinState.${meeting.bulletin.state}`)}
              </Link>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('ground.agenda')}</dt>
          <dd>
            <Link to="/meetings/$id/agenda" params={params}>
              {t('ground.minutes', { sum: minutes, planned: meeting.minutesPlanned })}
            </Link>
            <small>
              {t('ground.speeches', {
                confirmed: speeches.filter(({ confirmed }) => confirmed !== null).length,
                count: speeches.length,
              })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('ground.venues')}</dt>
          <dd>
            <Link to="/meetings/$id/venues" params={params}>
              {t('ground.venueCount', { count: meeting.venues.length })}
            </Link>
            <small>
              {t('venue.sums', {
                expected: sum(({ expected }) => expected),
                signedIn: sum(({ signedIn }) => signedIn),
                onLeave: sum(({ onLeave }) => onLeave),
              })}
            </small>
          </dd>
        </div>
        <div>
          <dt>{t('ground.papers')}</dt>
          <dd>
            <Link to="/meetings/$id/papers" params={params}>
              {meeting.frozenAt === null
                ? t('ground.notFrozen')
                : t('ground.frozen', { moment: momentText(meeting.frozenAt) })}
            </Link>
          </dd>
        </div>
      </dl>
    </aside>
  );
}
