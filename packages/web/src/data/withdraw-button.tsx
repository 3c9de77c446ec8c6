import { Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './data.module.css';

interface WithdrawButtonProps {
  readonly what: string;
  readonly pending: boolean;
  readonly onWithdraw: (reason: string) => void;
}

/** 撤销: asks for the reason in place; without one it cannot be sent. */
export function WithdrawButton({ what, pending, onWithdraw }: WithdrawButtonProps) {
  const { t } = useTranslation('data');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = () => {
    onWithdraw(reason.trim());
    setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('withdraw.title', { what })}
      content={
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Input.TextArea
            autoFocus
            rows={3}
            maxLength={2000}
            aria-label={t('withdraw.reason')}
            placeholder={t('withdraw.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <button type="submit" className="btn pri" disabled={reason.trim() === '' || pending}>
            {t('withdraw.send')}
          </button>
        </form>
      }
    >
      <button type="button" className={styles.link}>
        {t('withdraw.open')}
      </button>
    </Popover>
  );
}
