import type { ScreenPage, StageState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { dayText, wallOf } from '../../ui/moments.ts';
import { clockText } from '../clock.ts';
import { em } from './fit.ts';
import styles from './hall.module.css';

interface StillProps {
  readonly state: StageState;
  readonly venue: string | null;
}
const sizeOf = (title: string) => Math.max(56, Math.min(104, 1700 / Math.max(1, em(title))));

/** Before the opening: what it is, when it begins, where this is; and the time, so that everybody's clock agrees. */
export function WaitingPage({
  state,
  cover,
  now,
  venue,
}: StillProps & { readonly cover: ScreenPage | null; readonly now: number }) {
  const { t, i18n } = useTranslation('stage');
  const { day } = wallOf(state.startsAt);
  const lines = cover?.body.kind === 'cover' ? cover.body.lines : [];
  const live = state.state === 'live';
  return (
    <div className={styles.still}>
      <header className={styles.head}>
        {venue !== null && <span className={styles.stillVenue}>{venue}</span>}
        {state.simulated && <span className={styles.badge}>{t('hall.simulated')}</span>}
        <span className={styles.clock}>{clockText(now)}</span>
      </header>
      <div className={styles.stillBody}>
        <h1 style={{ fontSize: sizeOf(state.title) }}>{state.title}</h1>
        {lines.length > 0 ? (
          lines.map((line) => <p key={line}>{line}</p>)
        ) : (
          <p>
            {dayText(day, i18n.language)} {clockText(Date.parse(state.startsAt))}
          </p>
        )}
        {!live && <p className={styles.stillNote}>{untilText(t, Date.parse(state.startsAt) - now)}</p>}
      </div>
    </div>
  );
}

function untilText(t: ReturnType<typeof useTranslation<'stage'>>['t'], ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 0) return t('hall.soon');
  return minutes <= 120 ? t('hall.beginsIn', { count: minutes }) : t('hall.notYet');
}

/** After the end: said once, quietly. */
export function ClosingPage({ state, venue }: StillProps) {
  const { t } = useTranslation('stage');
  return (
    <div className={styles.still}>
      <header className={styles.head}>
        {venue !== null && <span className={styles.stillVenue}>{venue}</span>}
        {state.simulated && <span className={styles.badge}>{t('hall.simulated')}</span>}
      </header>
      <div className={styles.stillBody}>
        <h1 style={{ fontSize: sizeOf(state.title) }}>{state.title}</h1>
        <p>{t(state.state === 'cancelled' ? 'hall.cancelled' : 'hall.ended')}</p>
      </div>
    </div>
  );
}
