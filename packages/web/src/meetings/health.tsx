import type { MechanismHealth } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import styles from './meetings.module.css';
import { Share } from './year-strip.tsx';

/** 机制自身的健康 (DIS-15.2, DIS-15.3): kept, late, followed up; never about persons. */
export function Health({ health }: { readonly health: MechanismHealth }) {
  const { t } = useTranslation('meetings');
  const { papersOnTime, minutesOnTime, followUps, commitments, warnings } = health;
  const promised = commitments.kept + commitments.late + commitments.broken;
  const empty = t('health.nothing');
  // Who is invited is not told what the department has to mend.
  const house = useMay('meetings.follow');
  return (
    <aside className={styles.panel} aria-label={t('health.title')}>
      <h2>
        {t('health.title')}
        <small>{t('health.note')}</small>
      </h2>
      <dl className={styles.health}>
        <Line name={t('health.held')} part={health.held} of={health.planned} empty={empty}>
          {health.cancelled > 0 && t('health.cancelled', { count: health.cancelled })}
        </Line>
        <Line name={t('health.papers')} part={papersOnTime.onTime} of={papersOnTime.of} empty={empty} />
        <Line name={t('health.minutes')} part={minutesOnTime.onTime} of={minutesOnTime.of} empty={empty} />
        <Line name={t('health.followUps')} part={followUps.closed} of={followUps.of} empty={empty}>
          {followUps.late > 0 && (
            <b className={styles.bad}>{t('health.followUpsLate', { count: followUps.late })}</b>
          )}
        </Line>
        <Line name={t('health.kept')} part={commitments.kept} of={promised} empty={empty}>
          {[
            commitments.late > 0 && t('health.late', { count: commitments.late }),
            commitments.broken > 0 && t('health.broken', { count: commitments.broken }),
            commitments.open > 0 && t('health.open', { count: commitments.open }),
          ]
            .filter(Boolean)
            .join(t('join'))}
        </Line>
        <div>
          <dt>{t('health.gap')}</dt>
          <dd>
            {health.longestGap === null ? (
              <span className="n3">{t('health.noGap')}</span>
            ) : (
              t('health.gapDays', { count: health.longestGap })
            )}
          </dd>
        </div>
      </dl>
      {((house && health.planned > 0) || warnings.length > 0) && (
        <h2 className={styles.next}>
          {warnings.length === 0 ? t('health.calm') : t('health.warnings', { count: warnings.length })}
        </h2>
      )}
      <ul className={styles.warnings}>
        {warnings.map(({ code, text, meeting }) => (
          <li key={`${code}${text}`}>
            <i aria-hidden="true">▲</i>
            <span>
              {text}{' '}
              {meeting !== null && (
                <Link to="/meetings/$id" params={{ id: String(meeting) }}>
                  {t('health.open1')}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}

interface LineProps {
  readonly name: string;
  readonly part: number;
  readonly of: number;
  readonly empty: string;
  readonly children?: ReactNode;
}

function Line({ name, part, of, empty, children }: LineProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {of === 0 ? <span className="n3">{empty}</span> : <Share label="" part={part} of={of} />}
        {children && <small>{children}</small>}
      </dd>
    </div>
  );
}
