import type { ItemPage } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { monthDay } from './days.ts';
import styles from './path.module.css';
import { type DrawnLoop, drawnLoops, handedOver, middleOf, reachedIndex } from './path-layout.ts';

type Step = ItemPage['steps'][number];

/** 状态路径: passed, now, ahead; who, when, how long; ways back drawn over it. On a phone it stands upright. */
export function StatePath({ item }: { readonly item: Pick<ItemPage, 'steps' | 'loops' | 'pauseUntil'> }) {
  const { t } = useTranslation('items');
  const { steps } = item;
  const loops = drawnLoops(steps, item.loops);
  const reached = reachedIndex(steps);
  return (
    <section className={styles.path} aria-label={t('path.label')}>
      <Lines steps={steps.length} reached={reached} loops={loops} />
      <ol style={{ ['--steps' as string]: steps.length }}>
        {steps.map((step, index) => (
          <li
            key={step.state}
            className={styles[step.status]}
            aria-current={step.status === 'current' ? 'step' : undefined}
          >
            <i aria-hidden="true">{step.status === 'passed' ? '✓' : ''}</i>
            <StepWords step={step} />
            {loops
              .filter(({ to }) => to === index)
              .map((loop) => (
                <p key={loop.from} className={styles.loopRow}>
                  <LoopWords loop={loop} />
                </p>
              ))}
          </li>
        ))}
      </ol>
      {item.pauseUntil && <p className="cap">{t('path.paused', { day: item.pauseUntil })}</p>}
    </section>
  );
}

function StepWords({ step }: { readonly step: Step }) {
  const { t } = useTranslation('items');
  const { status, on, until, post, days, remark } = step;
  const span =
    on === null
      ? null
      : status === 'current'
        ? t('path.since', { day: monthDay(on) })
        : until !== null && until !== on
          ? t('path.span', { from: monthDay(on), to: monthDay(until) })
          : monthDay(on);
  const length =
    days === null
      ? null
      : status === 'current'
        ? t('path.dayNumber', { days: days + 1 })
        : days === 0
          ? t('path.sameDay')
          : t('path.days', { days });
  return (
    <span className={styles.words}>
      <b>{t(`state.${step.state}`)}</b>
      <span className="unseen">{t(`path.status.${status}`)}</span>
      {span && <span>{span}</span>}
      {post && (
        <span className="n3">
          {status === 'current' && handedOver(step.state) ? t('path.from', { post }) : post}
        </span>
      )}
      {length && <span className="n3">{length}</span>}
      {remark && <span className="n3">{remark}</span>}
    </span>
  );
}

function LoopWords({ loop }: { readonly loop: DrawnLoop }) {
  const { t } = useTranslation('items');
  return (
    <>↩ {t(`path.loop.${loop.kind}`, { day: monthDay(loop.on), count: loop.count, reason: loop.reason })}</>
  );
}

/** The line through the steps and the arcs over it, in percent of the width; strokes keep their weight. */
function Lines({
  steps,
  reached,
  loops,
}: {
  readonly steps: number;
  readonly reached: number;
  readonly loops: readonly DrawnLoop[];
}) {
  if (steps < 2) return null;
  const first = middleOf(0, steps);
  const now = middleOf(Math.max(reached, 0), steps);
  const last = middleOf(steps - 1, steps);
  return (
    <div className={styles.drawn} aria-hidden="true">
      <svg viewBox="0 0 100 48" preserveAspectRatio="none" role="presentation">
        <line className={styles.walked} x1={first} x2={now} y1={40} y2={40} />
        <line className={styles.coming} x1={now} x2={last} y1={40} y2={40} />
        {loops.map(({ from, to, kind }, index) => {
          const a = middleOf(from, steps);
          const b = middleOf(to, steps);
          const top = 6 - index * 4;
          return (
            <path
              key={`${from}-${to}`}
              className={kind === 'rebound' ? styles.rebound : styles.loop}
              d={`M${a},30 C${a - 0.6},${top} ${b + 0.6},${top} ${b},29`}
            />
          );
        })}
      </svg>
      {loops.map((loop) => (
        <span
          key={`${loop.from}-${loop.to}`}
          className={styles.loopWords}
          style={{ left: `${(middleOf(loop.from, steps) + middleOf(loop.to, steps)) / 2}%` }}
          title={loop.reason}
        >
          <LoopWords loop={loop} />
        </span>
      ))}
      {loops.map(({ from, to }) => (
        <span key={`${from}-${to}`} className={styles.tip} style={{ left: `${middleOf(to, steps)}%` }}>
          ▾
        </span>
      ))}
    </div>
  );
}
