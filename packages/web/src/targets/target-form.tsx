import { type Lang, listTargets, postTarget } from '@qingzhang/contract';
import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { monthText } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { type Cell, decimalText, monthlyState, pastedMonths, unitOf } from './grid-model.ts';
import styles from './targets.module.css';

interface TargetFormProps {
  readonly cell: Cell;
  readonly year: number;
  readonly lang: Lang;
  readonly onDone: () => void;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

/** A new target, or a new version of one: value, plan of the months if the document gives one, the document. */
export function TargetForm({ cell, year, lang, onDone }: TargetFormProps) {
  const { t } = useTranslation('targets');
  const send = useSend(postTarget, [listTargets]);
  const { current } = cell;
  const [value, setValue] = useState(current?.value ?? '');
  const [months, setMonths] = useState<readonly string[]>(current?.monthly ?? MONTHS.map(() => ''));
  const [document, setDocument] = useState(current?.document ?? '');
  const [date, setDate] = useState<string | null>(current?.documentDate ?? null);
  const exact = decimalText(value);
  const plan = monthlyState(months);
  const ready = exact !== null && (plan === 'none' || plan === 'all') && document.trim() !== '';
  const setMonth = (index: number, text: string) =>
    setMonths((before) => before.map((old, at) => (at === index ? text : old)));

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (exact === null || !ready) return;
        send.mutate(
          {
            body: {
              region: cell.region,
              year,
              indicator: cell.indicator,
              value: exact,
              monthly: plan === 'all' ? months.map((text) => decimalText(text) ?? '') : null,
              document: document.trim(),
              documentDate: date,
            },
          },
          { onSuccess: onDone },
        );
      }}
    >
      <div className={styles.field}>
        <span>{t('value')}</span>
        <Input
          aria-label={t('value')}
          inputMode="decimal"
          suffix={unitOf[cell.indicator]}
          status={value !== '' && exact === null ? 'error' : ''}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </div>
      {value !== '' && exact === null && <p className="worse">{t('valueInvalid')}</p>}
      <div className={styles.field}>
        <span>{t('document')}</span>
        <Input
          aria-label={t('document')}
          placeholder={t('documentHint')}
          maxLength={300}
          value={document}
          onChange={(event) => setDocument(event.target.value)}
        />
      </div>
      <div className={styles.field}>
        <span>{t('documentDate')}</span>
        <DatePicker
          aria-label={t('documentDate')}
          value={date ? dayjs(date) : null}
          onChange={(picked) => setDate(picked ? picked.format('YYYY-MM-DD') : null)}
        />
      </div>
      <fieldset className={styles.plan}>
        <legend>
          {t('monthly')} <small>{t('monthlyHint')}</small>
        </legend>
        <div className={styles.monthInputs}>
          {MONTHS.map((month) => (
            <label key={month} htmlFor={`month-${month}`}>
              {monthText(month, lang)}
              <Input
                id={`month-${month}`}
                size="small"
                inputMode="decimal"
                value={months[month - 1] ?? ''}
                onChange={(event) => setMonth(month - 1, event.target.value)}
                onPaste={(event) => {
                  const pasted = pastedMonths(event.clipboardData.getData('text'));
                  if (pasted === null) return;
                  event.preventDefault();
                  setMonths(pasted);
                }}
              />
            </label>
          ))}
        </div>
        {plan === 'partial' && <p className="worse">{t('monthlyPartial')}</p>}
        {plan === 'invalid' && <p className="worse">{t('monthlyInvalid')}</p>}
      </fieldset>
      {send.error && <ErrorPanel error={send.error} />}
      <div className={styles.buttons}>
        <button type="submit" className="btn pri" disabled={!ready || send.isPending}>
          {current ? t('saveVersion') : t('save')}
        </button>
        <span className="n3">{t('effect')}</span>
      </div>
    </form>
  );
}
