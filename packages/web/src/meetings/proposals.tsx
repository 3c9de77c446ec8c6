import type { MeetingProposal } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { dayText } from '../ui/moments.ts';
import type { MeetingDraft } from './meeting-form.tsx';
import styles from './meetings.module.css';
import { useDayWords, useWeekday } from './words.ts';
import { daysBetween, type MeetingYear, openProposals } from './year-model.ts';

interface ProposalsProps {
  readonly data: MeetingYear;
  readonly today: string;
  readonly onMake: (draft: MeetingDraft) => void;
}

/** 日历建议: days after the national data day (DIS-1.2) of which no meeting was made; those to come first. */
export function Proposals({ data, today, onMake }: ProposalsProps) {
  const { t } = useTranslation('meetings');
  const open = openProposals(data, today);
  if (open.length === 0) return null;
  const coming = open.filter(({ day }) => day >= today);
  const past = open.filter(({ day }) => day < today);
  const rows = (list: readonly MeetingProposal[]) => (
    <ul className={styles.proposals}>
      {list.map((one) => (
        <Proposal
          key={`${one.kind}${one.period}`}
          proposal={one}
          today={today}
          onMake={data.can.prepare ? () => onMake(one) : null}
        />
      ))}
    </ul>
  );
  return (
    <section className={styles.section}>
      <h2>
        {t('proposals.title')}
        <small>{t('proposals.note')}</small>
      </h2>
      {coming.length > 0 ? rows(coming) : <p className="n2">{t('proposals.none')}</p>}
      {past.length > 0 && (
        <details className={styles.fold}>
          <summary>{t('proposals.past', { count: past.length })}</summary>
          {rows(past)}
        </details>
      )}
    </section>
  );
}

interface ProposalProps {
  readonly proposal: MeetingProposal;
  readonly today: string;
  readonly onMake: (() => void) | null;
}

function Proposal({ proposal, today, onMake }: ProposalProps) {
  const { t, i18n } = useTranslation('meetings');
  const days = useDayWords();
  const weekday = useWeekday();
  return (
    <li>
      <span className="nowrap">
        <b>{dayText(proposal.day, i18n.language)}</b> {weekday(proposal.day)}
        <small>{days(daysBetween(today, proposal.day))}</small>
      </span>
      <span>
        {proposal.title}
        <small>{proposal.why}</small>
      </span>
      {onMake !== null && (
        <button type="button" className="btn" onClick={onMake}>
          {t('new.make')}
        </button>
      )}
    </li>
  );
}
