import type { TaskClock, TaskRow } from '@qingzhang/contract';
import { rungNames } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { dayText } from '../ui/moments.ts';
import styles from './tasks.module.css';

const clockClass: Record<TaskClock['state'], string | undefined> = {
  met: styles.met,
  late: styles.late,
  running: styles.running,
  stopped: styles.stopped,
  notYet: undefined,
  none: styles.none,
};
const clockMark: Partial<Record<TaskClock['state'], string>> = { met: '✓', late: '✕', stopped: '‖' };

/** 13710: five clocks in a row; the mark repeats what the colour says. */
export function Clocks({ clocks }: { readonly clocks: readonly TaskClock[] }) {
  const { t } = useTranslation('tasks');
  if (clocks.every(({ state }) => state === 'none')) return <span className="n3">—</span>;
  return (
    <span className={styles.clocks} role="img" aria-label={clocks.map((one) => spoken(one)).join('，')}>
      {clocks.map((one) => (
        <i key={one.clock} className={clockClass[one.state]} title={spoken(one)}>
          {t(`clock.mark.${one.clock}`)}
          {clockMark[one.state]}
        </i>
      ))}
    </span>
  );

  function spoken({ clock, state, due, doneOn }: TaskClock): string {
    const day = doneOn ?? due;
    return `${t(`clock.${clock}`)} ${t(`clock.state.${state}`)}${day === null ? '' : ` ${day}`}`;
  }
}

/** 督办梯级: nine dots; the last rung and its day below. */
export function LadderDots({ ladder }: { readonly ladder: TaskRow['ladder'] }) {
  const { t, i18n } = useTranslation('tasks');
  if (ladder.dots.every((dot) => dot === 'ahead')) return <span className="n3">—</span>;
  const all = rungNames.map((name) => t(`rung.${name}`)).join(' → ');
  return (
    <>
      <span className={styles.dots} role="img" aria-label={all} title={all}>
        {ladder.dots.map((dot, index) => (
          <i key={rungNames[index]} className={styles[`dot-${dot}`]} />
        ))}
      </span>
      {ladder.last && (
        <small className={styles.under}>
          {t(`rung.short.${ladder.last.rung}`)} {dayText(ladder.last.on, i18n.language)}
        </small>
      )}
    </>
  );
}

/** 还剩 n 天, 逾期 n 天, 今天 15:00: never a date alone. */
export function Due({ due, deadline }: { readonly due: TaskRow['due']; readonly deadline: string | null }) {
  const { t } = useTranslation('tasks');
  const tone = due.kind === 'overdue' ? styles.bad : due.kind === 'today' ? styles.amber : undefined;
  const quiet = due.kind === 'paused' || due.kind === 'notApplicable' || due.kind === 'closed' ? 'n3' : tone;
  return (
    <span className={`nowrap ${quiet ?? ''}`} title={deadline ?? undefined}>
      {t(`due.${due.kind}`, { count: due.days ?? 0, time: due.time ?? '' })}
    </span>
  );
}
