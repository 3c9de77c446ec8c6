import { useTranslation } from 'react-i18next';
import { type AgendaPart, agendaMinutes, partMinutes } from './agenda-model.ts';
import styles from './meetings.module.css';

interface MinutesStripProps {
  readonly parts: readonly AgendaPart[];
  readonly planned: number;
}

/** The meeting's time as one bar: a part each, as long as its minutes; what is over the plan is hatched. */
export function MinutesStrip({ parts, planned }: MinutesStripProps) {
  const { t } = useTranslation('meetings');
  const sum = agendaMinutes(parts);
  const whole = Math.max(sum, planned, 1);
  const over = sum - planned;
  const words =
    over > 0
      ? t('agenda.over', { sum, planned, over })
      : over < 0
        ? t('agenda.under', { sum, planned, left: -over })
        : t('agenda.exact', { sum });
  return (
    <figure className={styles.minutes} aria-label={words}>
      <ol>
        {parts
          .filter((part) => partMinutes(part) > 0)
          .map((part) => (
            <li key={part.item.id} style={{ flexGrow: partMinutes(part) }} title={part.item.title}>
              <b>{partMinutes(part)}</b>
              <span>{t(`agendaKind.${part.item.kind}`)}</span>
            </li>
          ))}
        {over < 0 && (
          <li className={styles.minutesLeft} style={{ flexGrow: -over }}>
            <b>{-over}</b>
            <span>{t('agenda.spare')}</span>
          </li>
        )}
      </ol>
      {over > 0 && (
        <i className={styles.planLine} style={{ left: `${(planned / whole) * 100}%` }} aria-hidden="true" />
      )}
      <figcaption className={over > 0 ? styles.bad : 'n2'}>{words}</figcaption>
    </figure>
  );
}
