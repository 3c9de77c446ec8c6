import { changePassword, PASSWORD_MIN_LENGTH } from '@qingzhang/contract';
import { App, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from './error-words.ts';

/** 修改密码: one's own, with the present one; other sessions end. */
export function PasswordForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('app');
  const words = useErrorWords();
  const { message } = App.useApp();
  const id = useId();
  const send = useSend(changePassword);
  const [fields, setFields] = useState({ current: '', next: '', again: '' });
  const differ = fields.again !== '' && fields.again !== fields.next;
  const ready =
    fields.current !== '' && fields.next.length >= PASSWORD_MIN_LENGTH && fields.again === fields.next;
  const save = () =>
    send.mutate(
      { body: { current: fields.current, next: fields.next } },
      {
        onSuccess: () => {
          void message.success(t('password.done'));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('self.password')}
      okText={t('password.save')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={send.isPending}
      onOk={save}
      onCancel={onClose}
    >
      {(['current', 'next', 'again'] as const).map((field) => (
        <p key={field}>
          <label htmlFor={`${id}${field}`}>{t(`password.${field}`, { min: PASSWORD_MIN_LENGTH })}</label>
          <Input.Password
            id={`${id}${field}`}
            autoComplete={field === 'current' ? 'current-password' : 'new-password'}
            value={fields[field]}
            onChange={(event) => setFields((before) => ({ ...before, [field]: event.target.value }))}
          />
        </p>
      ))}
      <p role="alert" className="worse">
        {differ ? t('password.differ') : send.error ? words(send.error) : ''}
      </p>
    </Modal>
  );
}
