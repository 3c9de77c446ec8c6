import type { ScreenSide, StageTimer } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { countdownText, remainingOf } from '../clock.ts';
import { tone } from './body-pictures.tsx';
import { Verdict } from './body-tables.tsx';
import { em, sideStacks } from './fit.ts';
import styles from './hall.module.css';

interface SideProps {
  readonly side: ScreenSide;
  /** The clock of who is on this page; null: another one's runs, or none. */
  readonly timer: StageTimer | null;
  readonly now: number;
}

/** The speaker's panel: who, how long still, what is still to do, last promise and result. */
export function Side({ side, timer, now }: SideProps) {
  const { t } = useTranslation('stage');
  return (
    <aside className={styles.side}>
      <p className={styles.role}>{side.role}</p>
      <p
        className={styles.speaker}
        style={{ fontSize: Math.max(40, Math.min(64, 456 / Math.max(1, em(side.name)))) }}
      >
        {side.name}
      </p>
      {timer !== null && <Countdown timer={timer} now={now} />}
      <dl className={sideStacks(side.facts) ? styles.stacked : undefined}>
        {side.facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>
              <b className={tone(fact.tone)}>{fact.value}</b> {fact.unit}
            </dd>
          </div>
        ))}
      </dl>
      {side.promised !== null && (
        <p className={styles.promise}>
          <span>{t('pledges.promised')}</span>
          {side.promised}
        </p>
      )}
      {side.result !== null && (
        <p className={styles.promise}>
          <span>{t('pledges.result')}</span>
          <Verdict verdict={side.result.verdict}>{side.result.text}</Verdict>
        </p>
      )}
    </aside>
  );
}

function Countdown({ timer, now }: { readonly timer: StageTimer; readonly now: number }) {
  const { t } = useTranslation('stage');
  const left = remainingOf(timer, now);
  const minutes = timer.seconds / 60;
  return (
    <div className={styles.countdown} role="timer">
      <p>
        <b>{countdownText(Math.abs(left))}</b>
        <span>
          {left < 0
            ? t('hall.over')
            : t(timer.startedAt === null ? 'hall.paused' : 'hall.left', {
                minutes: Number.isInteger(minutes) ? minutes : countdownText(timer.seconds),
              })}
        </span>
      </p>
      <i className={left < 0 ? styles.spent : undefined}>
        <i
          style={{ width: `${Math.max(0, Math.min(100, (1 - left / Math.max(1, timer.seconds)) * 100))}%` }}
        />
      </i>
    </div>
  );
}
