import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayText, monthText } from '../ui/moments.ts';
import { Twin } from '../ui/twin.tsx';
import styles from './meetings.module.css';
import { type MarkState, type MeetingYear, type YearMark, yearMarks } from './year-model.ts';

const shape: Record<MarkState, string> = {
  held: '●',
  live: '◉',
  planned: '○',
  overdue: '✕',
  proposed: '◌',
  missed: '✕',
  cancelled: '⊘',
};

/** 十二个月: what was held, is planned, is proposed, was missed; below each month papers on time and follow-ups closed. */
export function YearStrip({ data, today }: { readonly data: MeetingYear; readonly today: string }) {
  const { t, i18n } = useTranslation('meetings');
  const months = yearMarks(data, today);
  const now = today.startsWith(`${data.year}-`) ? Number(today.slice(5, 7)) : null;
  const label = t('strip.label', {
    year: data.year,
    held: data.health.held,
    planned: data.health.planned,
  });
  const chart = (
    <ol className={styles.strip}>
      {months.map((marks, index) => {
        const facts = data.health.months[index];
        const month = monthText(index + 1, i18n.language);
        return (
          <li
            key={month}
            aria-current={now === index + 1 ? 'date' : undefined}
            className={now !== null && index + 1 > now ? styles.ahead : undefined}
          >
            <span className={styles.month}>{month}</span>
            <span className={styles.marks}>
              {marks.map((mark) => (
                <Mark key={mark.key} mark={mark} />
              ))}
              {marks.length === 0 && <span className={styles.none}>—</span>}
            </span>
            <span className={styles.monthBars}>
              {facts !== undefined && facts.papers > 0 && (
                <Share label={t('strip.papers')} part={facts.papersOnTime} of={facts.papers} />
              )}
              {facts !== undefined && facts.followUps > 0 && (
                <Share label={t('strip.closed')} part={facts.closed} of={facts.followUps} />
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
  const table = (
    <table className={styles.table}>
      <caption className="unseen">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('strip.month')}</th>
          <th scope="col">{t('strip.meetings')}</th>
          <th scope="col">{t('strip.papers')}</th>
          <th scope="col">{t('strip.closed')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map((marks, index) => {
          const facts = data.health.months[index];
          const month = monthText(index + 1, i18n.language);
          return (
            <tr key={month}>
              <th scope="row">{month}</th>
              <td>{marks.map((mark) => spoken(mark)).join(t('join')) || '—'}</td>
              <td>{facts ? `${facts.papersOnTime}/${facts.papers}` : '—'}</td>
              <td>{facts ? `${facts.closed}/${facts.followUps}` : '—'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  return <Twin label={label} chart={chart} table={table} className={styles.stripBox ?? ''} />;

  function spoken(mark: YearMark): string {
    return `${dayText(mark.day, i18n.language)} ${t(`kindShort.${mark.kind}`)} ${t(`mark.${mark.state}`)}`;
  }
}

function Mark({ mark }: { readonly mark: YearMark }) {
  const { t, i18n } = useTranslation('meetings');
  const inner = (
    <>
      <i aria-hidden="true">{shape[mark.state]}</i>
      <b>{t(`kindShort.${mark.kind}`)}</b> {dayOf(mark.day, i18n.language)}
      <small>{t(`mark.${mark.state}`)}</small>
    </>
  );
  const name = `${styles.mark} ${styles[`mark-${mark.state}`] ?? ''}`;
  return mark.meeting === null ? (
    <span className={name} title={mark.title}>
      {inner}
    </span>
  ) : (
    <Link to="/meetings/$id" params={{ id: String(mark.meeting) }} className={name} title={mark.title}>
      {inner}
    </Link>
  );
}

/** The month stands above: the day alone. */
const dayOf = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

interface ShareProps {
  readonly label: string;
  readonly part: number;
  readonly of: number;
}

/** n of m as a bar with its figure. */
export function Share({ label, part, of }: ShareProps) {
  return (
    <span className={styles.share} title={`${label} ${part}/${of}`}>
      <span className={styles.shareName}>{label}</span>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${of === 0 ? 0 : Math.min(100, (part / of) * 100)}%` }} />
      </span>
      <span className={styles.shareFigure}>
        {part}/{of}
      </span>
    </span>
  );
}
