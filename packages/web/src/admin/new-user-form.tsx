import { NewUser } from '@qingzhang/contract';
import { Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useErrorWords } from '../app/error-words.ts';

type Draft = z.input<typeof NewUser>;

interface NewUserFormProps {
  readonly sending: boolean;
  readonly error: unknown;
  readonly onSubmit: (user: Draft) => void;
  readonly onCancel: () => void;
}

const columnOf = { login: 'login', displayName: 'name', post: 'post' } as const;

/** 新建用户: what the contract asks for, said beside the field that lacks it. The role comes from security. */
export function NewUserForm({ sending, error, onSubmit, onCancel }: NewUserFormProps) {
  const { t } = useTranslation('users');
  const words = useErrorWords();
  const id = useId();
  const [draft, setDraft] = useState<Draft>({ login: '', displayName: '', post: '' });
  const [tried, setTried] = useState(false);
  const checked = NewUser.safeParse(draft);
  const wrong = (field: keyof Draft) =>
    tried && checked.error?.issues.some(({ path }) => path[0] === field)
      ? t(field === 'login' ? 'wrong.login' : 'wrong.text')
      : null;
  return (
    <Modal
      open
      title={t('add')}
      okText={t('create')}
      confirmLoading={sending}
      onCancel={onCancel}
      onOk={() => {
        setTried(true);
        if (checked.success) onSubmit(draft);
      }}
    >
      <div className="user-form">
        {(['login', 'displayName', 'post'] as const).map((field, at) => (
          <div key={field}>
            <label htmlFor={`${id}${field}`}>{t(`column.${columnOf[field]}`)}</label>
            <Input
              id={`${id}${field}`}
              value={draft[field]}
              autoFocus={at === 0}
              autoComplete="off"
              onChange={(event) => setDraft((before) => ({ ...before, [field]: event.target.value }))}
            />
            <em role="alert">{wrong(field)}</em>
          </div>
        ))}
        <p className="cap">{t('addHint')}</p>
        {error !== null && error !== undefined && <p className="failed">{words(error)}</p>}
      </div>
    </Modal>
  );
}
