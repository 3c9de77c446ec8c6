import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { dayText } from '../ui/moments.ts';
import type { Fault, FormField } from './model.ts';
import styles from './report.module.css';
import { dayOf } from './times.ts';

interface ReportFieldProps {
  readonly field: FormField;
  readonly text: string;
  readonly last: string;
  readonly lastAt: string | null;
  readonly plan: string;
  readonly fault: Fault | undefined;
  /** Empty fields are complained of only after the first try. */
  readonly showMissing: boolean;
  readonly onChange: (text: string) => void;
}

/** One field: its name, what stood there last and the plan beside it, what is wrong with it below. */
export function ReportField(props: ReportFieldProps) {
  const { field, text, last, lastAt, plan, fault, showMissing, onChange } = props;
  const { t } = useTranslation('report');
  const { lang } = useView();
  const id = useId();
  const shown = fault !== undefined && (!fault.missing || showMissing);
  const hint = [
    last &&
      (lastAt
        ? t('lastValue', { day: dayText(dayOf(lastAt), lang), value: last })
        : t('now', { value: last })),
    plan && t('plan', { value: plan }),
    field.required === 'never' && t('optional'),
  ]
    .filter(Boolean)
    .join(t('comma'));
  const common = {
    id,
    value: text,
    'aria-invalid': shown,
    'aria-describedby': `${id}-more`,
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {field.name[lang]} <small>{hint}</small>
      </label>
      {field.type === 'choice' || field.type === 'yesNo' ? (
        <select {...common} onChange={({ target }) => onChange(target.value)}>
          <option value="">{t('pick')}</option>
          {field.type === 'yesNo'
            ? (['yes', 'no'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(one)}
                </option>
              ))
            : field.choices?.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name[lang]}
                </option>
              ))}
        </select>
      ) : field.type === 'longText' ? (
        <textarea {...common} rows={2} onChange={({ target }) => onChange(target.value)} />
      ) : (
        <span className={styles.input}>
          <input
            {...common}
            type={field.type === 'date' ? 'date' : field.type === 'month' ? 'month' : 'text'}
            inputMode={field.type === 'integer' ? 'numeric' : field.type === 'number' ? 'decimal' : undefined}
            autoComplete="off"
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => onChange(target.value)}
          />
          {field.unit && <small>{field.unit}</small>}
        </span>
      )}
      <p id={`${id}-more`} className={shown ? 'worse' : 'cap'}>
        {shown ? fault.say : field.use?.[lang]}
      </p>
    </div>
  );
}
