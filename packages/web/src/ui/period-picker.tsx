import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOverview } from '../app/overview.ts';
import { wallOf } from './moments.ts';
import { type PeriodKind, parsePeriod, periodKeyOf, periodKinds, periodsBetween } from './period.ts';

interface PeriodPickerProps {
  /** The period shown, as the server names it. */
  readonly value: string;
  readonly onChange: (key: string) => void;
  readonly kinds?: readonly PeriodKind[];
}

/** 期间: 月|季|半年|年|累计, and which one of those that the data reach. */
export function PeriodPicker({ value, onChange, kinds = periodKinds }: PeriodPickerProps) {
  const { t } = useTranslation('ui');
  const { data } = useOverview();
  const choice = parsePeriod(value);
  const last = data?.span ? wallOf(data.span.last).day : null;
  const first = data?.span ? wallOf(data.span.first).day : null;
  const pick = (kind: PeriodKind) => {
    if (!choice) return;
    // A coarser period than the data reach ends where the data end: 2020 seen from June is January to June.
    const month = last?.startsWith(`${choice.year}-`)
      ? Math.min(choice.month, Number(last.slice(5, 7)))
      : choice.month;
    onChange(periodKeyOf(kind, choice.year, month));
  };
  const keys = choice && first && last ? periodsBetween(choice.kind, first, last) : [];
  const options = (keys.includes(value) ? keys : [value, ...keys]).map((key) => ({
    value: key,
    label: label(key),
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
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={choice?.kind === kind} onClick={() => pick(kind)}>
            {t(`period.kind.${kind}`)}
          </button>
        ))}
      </fieldset>
    </>
  );

  function label(key: string): string {
    const parsed = parsePeriod(key);
    if (!parsed) return key;
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
