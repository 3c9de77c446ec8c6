import type { StageState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/badges.tsx';
import { clockText, countdownText, remainingOf, steady } from '../clock.ts';
import { HallFrame } from '../hall/hall-frame.tsx';
import { HallView } from '../hall/hall-view.tsx';
import type { Stage } from '../use-stage.ts';
import styles from './recorder.module.css';

interface FrameProps {
  readonly stage: Stage;
  readonly state: StageState;
  readonly now: number;
}
interface BarProps extends FrameProps {
  readonly id: number;
  readonly unsent: number;
  readonly clashes: number;
  readonly keptAt: string | null;
}

/** The top line: which meeting, and whether everything is kept. */
export function RecorderBar({ stage, state, now, id, unsent, clashes, keptAt }: BarProps) {
  const { t } = useTranslation(['stage', 'app']);
  const down = stage.downSince === null ? 0 : Math.floor((steady() - stage.downSince) / 1000);
  return (
    <header className={styles.bar}>
      <a className={styles.mark} href="/">
        {t('app:brand')}
      </a>
      <a className={styles.barTitle} href={`/meetings/${id}`}>
        {state.title}
      </a>
      {state.simulated && <Badge kind="sim">{t('hall.simulated')}</Badge>}
      <span className={styles.barRight} role="status">
        {down > 1 && <b className={styles.pending}>▲ {t('hall.reconnecting', { count: down })}</b>}
        {clashes > 0 && <b className={styles.pending}>▲ {t('recorder.clashes', { count: clashes })}</b>}
        {unsent > 0 ? (
          <b className={styles.pending}>{t('recorder.unsentCount', { count: unsent })}</b>
        ) : (
          keptAt !== null && <span>{t('record.savedAt', { time: clockText(Date.parse(keptAt), true) })}</span>
        )}
        <b className={styles.clock}>{clockText(now)}</b>
      </span>
    </header>
  );
}

/** Who speaks, how long still, and what the halls see. */
export function RecorderSide({ stage, state, now }: FrameProps) {
  const { t } = useTranslation('stage');
  const item = state.agenda.find(({ id }) => id === state.agendaItem) ?? null;
  const above = state.agenda.find(({ id }) => id === item?.parent);
  const page = state.page === null ? null : (stage.pages.get(state.page) ?? null);
  return (
    <aside className={styles.side} aria-label={t('recorder.onNow')}>
      <p className="n2">{t('recorder.onNow')}</p>
      {item === null ? (
        <p className={styles.onNow}>{t('recorder.nobody')}</p>
      ) : (
        <>
          <p className={styles.onNow}>
            {item.speaker || item.title}
            {state.timer !== null && <span>{countdownText(remainingOf(state.timer, now))}</span>}
          </p>
          <p className="n2">
            {[above?.title ?? (item.speaker ? item.title : ''), item.note].filter(Boolean).join(' · ')}
          </p>
        </>
      )}
      <div className={styles.preview} aria-hidden="true">
        <HallFrame>
          <HallView state={state} page={page} now={now} ground="dark" venue={null} />
        </HallFrame>
      </div>
      <ol className={styles.agenda}>
        {state.agenda
          .filter(({ parent }) => parent === null)
          .map((one) => (
            <li
              key={one.id}
              className={
                one.id === (item?.parent ?? item?.id)
                  ? styles.now
                  : one.endedAt !== null
                    ? styles.past
                    : undefined
              }
            >
              {one.title}
            </li>
          ))}
      </ol>
    </aside>
  );
}
