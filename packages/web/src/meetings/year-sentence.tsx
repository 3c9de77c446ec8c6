import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText } from '../ui/moments.ts';
import { useDayWords } from './words.ts';
import { daysBetween, type MeetingYear, nextMeeting, nextProposal, openProposals } from './year-model.ts';

/** 今年已开 n 次、应开 n 次；下一次 …；还差 …. */
export function YearSentence({ data, today }: { readonly data: MeetingYear; readonly today: string }) {
  const { t, i18n } = useTranslation('meetings');
  const days = useDayWords();
  const { health } = data;
  const next = nextMeeting(data.items, today);
  const proposed = nextProposal(data, today);
  const missed = openProposals(data, today).filter(({ day }) => day < today).length;
  const parts = [
    t('sentence.held', { year: data.year, held: health.held, planned: health.planned }),
    health.cancelled > 0 && t('sentence.cancelled', { count: health.cancelled }),
    missed > 0 && t('sentence.missed', { count: missed }),
    next !== null &&
      (next.state === 'live'
        ? t('sentence.live', { title: next.title })
        : t('sentence.next', {
            day: dayText(next.startsAt.slice(0, 10), i18n.language),
            time: next.startsAt.slice(11, 16),
            title: next.title,
            left: days(daysBetween(today, next.startsAt.slice(0, 10))),
          })),
    next === null &&
      proposed !== null &&
      t('sentence.proposed', { day: dayText(proposed.day, i18n.language), title: proposed.title }),
  ].filter((one) => one !== false);
  const step = next?.nextStep ?? null;
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && t('sentence.and')}
          {part}
        </Fragment>
      ))}
      {step !== null && (
        <>
          {t('sentence.and')}
          <b className={step.late ? 'run-worse' : undefined}>
            {t(step.late ? 'sentence.stepLate' : 'sentence.step', {
              step: t(`step.${step.step}`),
              day: dayText(step.due, i18n.language),
            })}
          </b>
        </>
      )}
      {t('sentence.end')}
    </>
  );
}
