import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverview } from '../app/overview.ts';
import { wallOf } from '../ui/moments.ts';
import styles from './data.module.css';
import { type HourChoice, HourField, instantOfHour } from './hour-field.tsx';

/** From the first to the last hour, both ends of hours; at first the whole day on which the data end. */
interface HourSpan {
  readonly first: HourChoice;
  readonly last: HourChoice;
}

export function useHourSpan() {
  const { data: overview } = useOverview();
  const day = overview?.span ? wallOf(overview.span.last).day : new Date().toISOString().slice(0, 10);
  return useState<HourSpan>({ first: { day, hour: 1 }, last: { day, hour: 24 } });
}

export const isBackwards = ({ first, last }: HourSpan): boolean => instantOfHour(first) > instantOfHour(last);

/** The two hours as a request carries them. */
export const hoursOf = ({ first, last }: HourSpan) => ({
  firstHour: instantOfHour(first),
  lastHour: instantOfHour(last),
});

interface HourSpanFieldsProps {
  readonly value: HourSpan;
  readonly onChange: (value: HourSpan) => void;
}

/** The two fields of a form that say which hours; an end before its beginning says so in place. */
export function HourSpanFields({ value, onChange }: HourSpanFieldsProps) {
  const { t } = useTranslation('data');
  return (
    <>
      <div className={styles.field}>
        <span>{t('form.from')}</span>
        <HourField
          label={t('form.from')}
          value={value.first}
          onChange={(first) => onChange({ ...value, first })}
        />
      </div>
      <div className={styles.field}>
        <span>{t('form.to')}</span>
        <HourField
          label={t('form.to')}
          value={value.last}
          onChange={(last) => onChange({ ...value, last })}
        />
        {isBackwards(value) && <em className="worse">{t('form.backwards')}</em>}
      </div>
    </>
  );
}
