import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { instantOf } from '../ui/moments.ts';
import styles from './data.module.css';

/** An hour named by its day and its end, 1 … 24, as monitoring people say it. */
export interface HourChoice {
  readonly day: string;
  readonly hour: number;
}

/** The instant at which the hour ends. */
export function instantOfHour({ day, hour }: HourChoice): string {
  return instantOf(day, hour);
}

interface HourFieldProps {
  readonly label: string;
  readonly value: HourChoice;
  readonly onChange: (value: HourChoice) => void;
}

/** Day and hour side by side: no picker shows 24:00, and an hour here is labelled by its end. */
export function HourField({ label, value, onChange }: HourFieldProps) {
  const { t } = useTranslation('data');
  return (
    <span className={styles.hourField}>
      <DatePicker
        aria-label={t('hour.day', { label })}
        allowClear={false}
        value={dayjs(value.day)}
        onChange={(picked) => picked && onChange({ ...value, day: picked.format('YYYY-MM-DD') })}
      />
      <Select
        aria-label={t('hour.hour', { label })}
        value={value.hour}
        onChange={(hour) => onChange({ ...value, hour })}
        popupMatchSelectWidth={false}
        options={Array.from({ length: 24 }, (_, index) => ({
          value: index + 1,
          label: t('hour.label', { hour: String(index + 1).padStart(2, '0') }),
        }))}
      />
    </span>
  );
}
