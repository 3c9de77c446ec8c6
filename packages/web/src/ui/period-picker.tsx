import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOverview } from '../app/overview.ts';
import { wallOf } from './moments.ts';
import {
  endOf,
  kindOf,
  type PeriodKind,
  parsePeriod,
  periodKeyOf,
  periodKinds,
  periodsBetween,
} from './period.ts';

interface PeriodPickerProps {
  /** The period shown, as the server names it. */
  readonly value: string;
  /** The server's words for it, used for what has no kind (a free range of days). */
  readonly label?: string;
  readonly onChange: (key: string) => void;
  readonly kinds?: readonly PeriodKind[];
}

/** 期间: 月|季|半年|年|累计, and which one of those that the data reach. */
export function PeriodPicker({ value, label, onChange, kinds = periodKinds }: PeriodPickerProps) {
  const { t } = useTranslation('ui');
  const { data } = useOverview();
  const kind = kindOf(value);
  const end = endOf(value);
  const last = data?.span ? wallOf(data.span.last).day : null;
  const first = data?.span ? wallOf(data.span.first).day : null;
  const pick = (to: PeriodKind) => {
    if (!end) return;
    // A coarser period than the data reach ends where the data end: 2020 seen from June is January to June.
    const month = last?.startsWith(`${end.year}-`)
      ? Math.min(end.month, Number(last.slice(5, 7)))
      : end.month;
    onChange(periodKeyOf(to, end.year, month));
  };
  const keys = first && last ? periodsBetween(kind ?? 'half', first, last) : [];
  const options = (keys.includes(value) ? keys : [value, ...keys]).map((key) => ({
    value: key,
    label: nameOfPeriod(key),
  }));
  return (
    <>
      <Select
        size="small"
        variant="borderless"
        popupMatchSelectWidth={false}
        aria-label={t('period.which')}
        value={value}
        options={options}
        onChange={onChange}
      />
      <fieldset className="seg" aria-label={t('period.label')}>
        {kinds.map((one) => (
          <button key={one} type="button" aria-pressed={one === kind} onClick={() => pick(one)}>
            {t(`period.kind.${one}`)}
          </button>
        ))}
      </fieldset>
    </>
  );

  function nameOfPeriod(key: string): string {
    const parsed = parsePeriod(key);
    if (!parsed) return key === value && label ? label : key;
    const { year, month } = parsed;
    switch (parsed.kind) {
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
  }
}
