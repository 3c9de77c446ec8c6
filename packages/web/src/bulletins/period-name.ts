import { useTranslation } from 'react-i18next';
import { parsePeriod } from '../ui/period.ts';

/** A period in words: 2020年6月, 2020年上半年; a free range stays as it is written. */
export function usePeriodName(): (key: string) => string {
  const { t } = useTranslation('ui');
  return (key) => {
    const parsed = parsePeriod(key);
    if (!parsed) return key.replace('..', ' — ');
    const { kind, year, month } = parsed;
    switch (kind) {
      case 'month':
        return t('period.month', { year, month });
      case 'quarter':
        return t('period.quarter', { year, quarter: month / 3 });
      case 'half':
        return month === 6 ? t('period.half1', { year }) : t('period.half2', { year });
      case 'year':
        return t('period.year', { year });
      case 'ytd':
        return t('period.ytd', { year, month });
    }
  };
}
