import type { MeetingRow } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePeriodName } from '../bulletins/period-name.ts';
import { ListTable } from '../ui/list-table.tsx';
import { dayText } from '../ui/moments.ts';
import styles from './meetings.module.css';
import { useDayWords, useWeekday } from './words.ts';
import { daysBetween } from './year-model.ts';

interface MeetingListProps {
  readonly items: readonly MeetingRow[];
  readonly today: string;
}

/** The meetings of the year, newest first: how each stands and what comes next. */
export function MeetingList({ items, today }: MeetingListProps) {
  const { t } = useTranslation('meetings');
  return (
    <section>
      <h2>{t('list.title')}</h2>
      <ListTable
        className={`${styles.table} ${styles.list}`}
        headings={[
          t('list.meeting'),
          t('list.when'),
          t('list.state'),
          t('list.papers'),
          t('list.followUps'),
          t('list.next'),
        ]}
      >
        {items
          .toSorted((a, b) => (a.startsAt < b.startsAt ? 1 : -1))
          .map((one) => (
            <Row key={one.id} meeting={one} today={today} />
          ))}
      </ListTable>
    </section>
  );
}

function Row({ meeting, today }: { readonly meeting: MeetingRow; readonly today: string }) {
  const { t, i18n } = useTranslation('meetings');
  const period = usePeriodName();
  const days = useDayWords();
  const weekday = useWeekday();
  const day = meeting.startsAt.slice(0, 10);
  const before = ['planned', 'preparing', 'ready'].includes(meeting.state);
  const { papers, followUps, nextStep } = meeting;
  return (
    <tr>
      <th scope="row">
        <Link to="/meetings/$id" params={{ id: String(meeting.id) }}>
          {meeting.title}
        </Link>
        <small>
          {t(`kind.${meeting.kind}`)} · {period(meeting.period)}
          {meeting.chair !== '' && ` · ${t('list.chair', { post: meeting.chair })}`}
        </small>
      </th>
      <td className="nowrap">
        {dayText(day, i18n.language)} {weekday(day)} {meeting.startsAt.slice(11, 16)}
        <small>{before ? days(daysBetween(today, day)) : meeting.place || '—'}</small>
      </td>
      <td className="nowrap">{t(`state.${meeting.state}`)}</td>
      <td className="nowrap" data-label={t('list.papers')} data-empty={papers.of === 0 || undefined}>
        {papers.of === 0 ? '—' : <Of part={papers.onTime} of={papers.of} />}
      </td>
      <td className="nowrap" data-label={t('list.followUps')} data-empty={followUps.of === 0 || undefined}>
        {followUps.of === 0 ? '—' : <Of part={followUps.closed} of={followUps.of} />}
      </td>
      <td data-label={t('list.next')} data-empty={nextStep === null || undefined}>
        {nextStep === null ? (
          <span className="n3">—</span>
        ) : (
          <>
            <span className={nextStep.late ? styles.bad : undefined}>{t(`step.${nextStep.step}`)}</span>
            <small className={nextStep.late ? styles.bad : undefined}>
              {nextStep.late
                ? t('late', { count: daysBetween(nextStep.due, today) })
                : t('dueBy', { day: dayText(nextStep.due, i18n.language) })}
            </small>
          </>
        )}
      </td>
    </tr>
  );
}

/** 9/11; what is not whole stands in ink, what is whole is quiet. */
function Of({ part, of }: { readonly part: number; readonly of: number }) {
  return (
    <span className={part < of ? 'b' : 'n2'}>
      {part}/{of}
    </span>
  );
}
