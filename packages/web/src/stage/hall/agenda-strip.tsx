import type { StageAgendaItem } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import styles from './hall.module.css';

/** 议程条: what has been, what is on, what comes; one word each. */
export function AgendaStrip({
  agenda,
  now,
}: {
  readonly agenda: readonly StageAgendaItem[];
  readonly now: number | null;
}) {
  const { t } = useTranslation('stage');
  const running = agenda.find(({ id }) => id === now);
  const current = running?.parent ?? running?.id ?? null;
  const top = agenda.filter(({ parent, kind }) => parent === null && kind !== 'opening');
  return (
    <ol className={styles.agenda}>
      {top.map((item) => (
        <li
          key={item.id}
          className={item.id === current ? styles.now : item.endedAt !== null ? styles.done : undefined}
          aria-current={item.id === current ? 'step' : undefined}
        >
          {item.kind === 'other' ? item.title.slice(0, 6) : t(`agenda.${item.kind}`)}
        </li>
      ))}
    </ol>
  );
}
