import { useTranslation } from 'react-i18next';

/** 今天, 还剩 3 天, 已过 2 天: never a date alone. */
export function useDayWords(): (days: number) => string {
  const { t } = useTranslation('meetings');
  return (days) =>
    days === 0
      ? t('days.today')
      : days > 0
        ? t('days.left', { count: days })
        : t('days.past', { count: -days });
}

/** 周三. */
export function useWeekday(): (day: string) => string {
  const { i18n } = useTranslation('meetings');
  return (day) =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(
      new Date(`${day}T00:00:00Z`),
    );
}
