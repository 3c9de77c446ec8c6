import { countMessages, listMessages, snoozeMessage } from '@qingzhang/contract';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { addDays } from '../ui/moments.ts';
import styles from './notifications.module.css';
import { today } from './today.ts';

interface SnoozeFormProps {
  readonly id: number;
  readonly title: string;
  readonly onClose: () => void;
}

/** 推迟提醒: until which day, and why. */
export function SnoozeForm({ id, title, onClose }: SnoozeFormProps) {
  const { t } = useTranslation('notifications');
  const words = useErrorWords();
  const field = useId();
  const send = useSend(snoozeMessage, [listMessages, countMessages]);
  const first = addDays(today(), 1);
  const [until, setUntil] = useState(addDays(today(), 3));
  const [reason, setReason] = useState('');
  const ready = until >= first && reason.trim().length >= 2;
  return (
    <Modal
      open
      title={t('snoozeTitle')}
      okText={t('snoozeUntil', { until })}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() => send.mutate({ params: { id }, body: { until, reason } }, { onSuccess: onClose })}
    >
      <div className={styles.form}>
        <p className="b">{title}</p>
        <label htmlFor={`${field}until`}>{t('until')}</label>
        <Input
          id={`${field}until`}
          type="date"
          min={first}
          max={addDays(today(), 30)}
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <label htmlFor={`${field}reason`}>{t('snoozeReason')}</label>
        <Input
          id={`${field}reason`}
          value={reason}
          maxLength={200}
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="cap">{t('snoozeHint')}</p>
        {send.error && <p className={styles.failed}>{words(send.error)}</p>}
      </div>
    </Modal>
  );
}
