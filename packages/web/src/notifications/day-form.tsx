import { type CalendarDay, deleteCalendarDay, getCalendarYear, putCalendarDay } from '@qingzhang/contract';
import { isWeekday } from '@qingzhang/domain';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import styles from './notifications.module.css';

interface DayFormProps {
  readonly day: string;
  /** What is entered for the day. */
  readonly entry: CalendarDay | null;
  readonly onClose: () => void;
}

/** 调整一天: worked or off, its name, by which document and why. */
export function DayForm({ day, entry, onClose }: DayFormProps) {
  const { t } = useTranslation('notifications');
  const words = useErrorWords();
  const id = useId();
  const put = useSend(putCalendarDay, [getCalendarYear]);
  const remove = useSend(deleteCalendarDay, [getCalendarYear]);
  const [work, setWork] = useState(!(entry?.work ?? isWeekday(day)));
  const [text, setText] = useState({ name: entry?.name ?? '', source: '', reason: '' });
  const reasoned = text.reason.trim().length >= 2;
  const error = put.error ?? remove.error;
  return (
    <Modal
      open
      title={t('calendar.change', { day })}
      onCancel={onClose}
      footer={
        <>
          {entry !== null && (
            <button
              type="button"
              className="btn"
              disabled={!reasoned || remove.isPending}
              onClick={() =>
                remove.mutate({ params: { day }, body: { reason: text.reason } }, { onSuccess: onClose })
              }
            >
              {t('calendar.remove')}
            </button>
          )}{' '}
          <button
            type="button"
            className="btn pri"
            disabled={!reasoned || text.source.trim().length < 2 || put.isPending}
            onClick={() => put.mutate({ params: { day }, body: { work, ...text } }, { onSuccess: onClose })}
          >
            {t(`calendar.set.${work ? 'work' : 'off'}`)}
          </button>
        </>
      }
    >
      <div className={styles.form}>
        <div className="seg">
          {([true, false] as const).map((one) => (
            <button key={String(one)} type="button" aria-pressed={one === work} onClick={() => setWork(one)}>
              {t(`calendar.mark.${one ? 'work' : 'off'}`)}
            </button>
          ))}
        </div>
        {(['name', 'source', 'reason'] as const).map((field) => (
          <div key={field}>
            <label htmlFor={`${id}${field}`}>{t(`calendar.field.${field}`)}</label>
            <Input
              id={`${id}${field}`}
              value={text[field]}
              onChange={(event) => setText((before) => ({ ...before, [field]: event.target.value }))}
            />
          </div>
        ))}
        <p className="cap">{t('calendar.changeHint')}</p>
        {error && <p className={styles.failed}>{words(error)}</p>}
      </div>
    </Modal>
  );
}
