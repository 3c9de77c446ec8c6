import { changePassword, signInOptions } from '@qingzhang/contract';
import { App, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from './error-words.ts';

interface PasswordFormProps {
  readonly onClose: () => void;
  /** The password has to be changed before anything else; there is no way past. */
  readonly forced?: boolean;
}

/** 修改密码: one's own, with the present one; other sessions end. */
export function PasswordForm({ onClose, forced = false }: PasswordFormProps) {
  const { t } = useTranslation('app');
  const words = useErrorWords();
  const { message } = App.useApp();
  const id = useId();
  const rules = useCall(signInOptions, undefined).data?.password;
  const send = useSend(changePassword);
  const [fields, setFields] = useState({ current: '', next: '', again: '' });
  const min = rules?.minLength ?? 0;
  const differ = fields.again !== '' && fields.again !== fields.next;
  const ready = fields.current !== '' && fields.next.length >= min && fields.again === fields.next;
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
      cancelButtonProps={forced ? { style: { display: 'none' } } : {}}
      closable={!forced}
      keyboard={!forced}
      mask={{ closable: !forced }}
      confirmLoading={send.isPending}
      onOk={save}
      onCancel={onClose}
    >
      {forced && <p>{t('password.forced')}</p>}
      {(['current', 'next', 'again'] as const).map((field) => (
        <p key={field}>
          <label htmlFor={`${id}${field}`}>{t(`password.${field}`, { min })}</label>
          <Input.Password
            id={`${id}${field}`}
            autoComplete={field === 'current' ? 'current-password' : 'new-password'}
            value={fields[field]}
            onChange={(event) => setFields((before) => ({ ...before, [field]: event.target.value }))}
          />
        </p>
      ))}
      {rules && <p className="cap">{t('password.rules', rules)}</p>}
      <p role="alert" className="worse">
        {differ ? t('password.differ') : send.error ? words(send.error) : ''}
      </p>
    </Modal>
  );
}
