import {
  getMeeting,
  listMeetings,
  type Meeting,
  type MeetingStep,
  putMeetingStep,
} from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { dayText } from '../ui/moments.ts';
import { usePostName } from '../ui/post-name.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './meetings.module.css';
import { ReasonModal } from './reason-modal.tsx';
import { useDayWords } from './words.ts';
import { daysBetween } from './year-model.ts';
import { Share } from './year-strip.tsx';

interface ChecklistProps {
  readonly meeting: Meeting;
  readonly today: string;
}

const marks = { done: '✓', skipped: '–', open: '○', late: '✕' } as const;

/** T−7 … T+7 as a line of days: what was done by itself, what waits, what is late, and the page that does it. */
export function Checklist({ meeting, today }: ChecklistProps) {
  const { t, i18n } = useTranslation('meetings');
  const { lang } = useView();
  const put = useSend(putMeetingStep, [getMeeting, listMeetings]);
  const [skipping, setSkipping] = useState<MeetingStep | null>(null);
  const set = (step: MeetingStep, state: MeetingStep['state'], note = '') =>
    put.mutate(
      { params: { id: meeting.id, step: step.step }, query: { lang }, body: { state, note } },
      { onSuccess: () => setSkipping(null) },
    );
  const days = [...new Set(meeting.steps.map(({ due }) => due))].toSorted();
  const passed = days.filter((day) => day <= today).length;
  return (
    <section>
      {put.error && skipping === null && <ErrorPanel error={put.error} />}
      <ol className={styles.line} aria-label={t('prepare.list')}>
        {days.map((day, index) => {
          const steps = meeting.steps.filter(({ due }) => due === day);
          const offset = steps[0]?.offset ?? 0;
          return (
            <li key={day} className={day < today ? styles.dayPast : undefined}>
              {index === passed && <Today day={today} />}
              <span className={styles.when}>
                <b>{offset === 0 ? 'T' : `T${offset > 0 ? '+' : '−'}${Math.abs(offset)}`}</b>
                <small>{dayText(day, i18n.language)}</small>
              </span>
              <ul>
                {steps.map((step) => (
                  <Step
                    key={step.step}
                    step={step}
                    today={today}
                    pending={put.isPending}
                    onSet={(state) => set(step, state)}
                    onSkip={() => setSkipping(step)}
                  />
                ))}
              </ul>
            </li>
          );
        })}
        {passed === days.length && (
          <li>
            <Today day={today} />
          </li>
        )}
      </ol>
      {skipping !== null && (
        <ReasonModal
          title={t('prepare.skipAsk', { step: t(`step.${skipping.step}`) })}
          hint={t('prepare.skipHint')}
          send={t('prepare.skip')}
          pending={put.isPending}
          error={put.error}
          onSend={(note) => set(skipping, 'skipped', note)}
          onClose={() => setSkipping(null)}
        />
      )}
    </section>
  );
}

/** Where the line stands today. */
function Today({ day }: { readonly day: string }) {
  const { t, i18n } = useTranslation('meetings');
  return (
    <span className={styles.today} aria-current="date">
      {t('prepare.today', { day: dayText(day, i18n.language) })}
    </span>
  );
}

interface StepProps {
  readonly step: MeetingStep;
  readonly today: string;
  readonly pending: boolean;
  readonly onSet: (state: 'open' | 'done') => void;
  readonly onSkip: () => void;
}

function Step({ step, today, pending, onSet, onSkip }: StepProps) {
  const { t, i18n } = useTranslation('meetings');
  const post = usePostName();
  const days = useDayWords();
  const { state, late } = step;
  const mark = state === 'open' && late ? 'late' : state;
  const name = t(`step.${step.step}`);
  return (
    <li className={`${styles.step} ${styles[`step-${mark}`] ?? ''}`}>
      <i className={styles.stepMark} aria-hidden="true">
        {marks[mark]}
      </i>
      <span className={styles.stepName}>
        {name}
        <small>
          {step.owner}
          {step.automatic && ` · ${t('prepare.automatic')}`}
        </small>
      </span>
      <span className={styles.stepState}>
        {step.of !== null && step.of > 0 && state !== 'skipped' && (
          <Share label="" part={step.done ?? 0} of={step.of} />
        )}
        <span className={mark === 'late' ? styles.bad : 'n2'}>
          <span className="unseen">{t(`prepare.state.${state}`)} </span>
          {state === 'open' &&
            (late ? t('late', { count: daysBetween(step.due, today) }) : days(daysBetween(today, step.due)))}
          {state === 'done' && step.doneOn !== null && (
            <>
              {t('prepare.doneOn', { day: dayText(step.doneOn, i18n.language) })}
              {late && <b className={styles.amber}> {t('prepare.doneLate')}</b>}
            </>
          )}
          {state === 'skipped' && t('prepare.skipped')}
        </span>
        {(step.note !== '' || step.post !== null) && (
          <small>{[step.post !== null && post(step.post), step.note].filter(Boolean).join('：')}</small>
        )}
      </span>
      <span className={styles.stepActs}>
        {step.link !== null && (
          <Link to={step.link} className={state === 'open' ? 'btn' : undefined}>
            {t(`stepAct.${step.step}`)}
          </Link>
        )}
        {step.can && state === 'open' && !step.automatic && (
          <button type="button" className="btn" disabled={pending} onClick={() => onSet('done')}>
            {t('prepare.tick')}
            <span className="unseen">{name}</span>
          </button>
        )}
        {step.can && state === 'open' && (
          <button type="button" className={styles.quiet} disabled={pending} onClick={onSkip}>
            {t('prepare.skip')}
            <span className="unseen">{name}</span>
          </button>
        )}
        {step.can && (state === 'skipped' || (state === 'done' && !step.automatic)) && (
          <button type="button" className={styles.quiet} disabled={pending} onClick={() => onSet('open')}>
            {t('prepare.untick')}
            <span className="unseen">{name}</span>
          </button>
        )}
      </span>
    </li>
  );
}
