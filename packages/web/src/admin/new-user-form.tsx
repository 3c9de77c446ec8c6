import { NewUser, roleNames } from '@qingzhang/contract';
import { Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useErrorWords } from '../app/error-words.ts';
import { nameOf, useOverview } from '../app/overview.ts';
import { useView } from '../app/view.ts';

type Draft = z.input<typeof NewUser>;

interface NewUserFormProps {
  readonly sending: boolean;
  readonly error: unknown;
  readonly onSubmit: (user: Draft) => void;
  readonly onCancel: () => void;
}

const columnOf = { login: 'login', displayName: 'name', post: 'post' } as const;

/** 新建用户: what the contract asks for, said beside the field that lacks it. */
export function NewUserForm({ sending, error, onSubmit, onCancel }: NewUserFormProps) {
  const { t } = useTranslation('users');
  const { t: app } = useTranslation('app');
  const words = useErrorWords();
  const id = useId();
  const { lang } = useView();
  const { data } = useOverview();
  const [draft, setDraft] = useState<Draft>({
    login: '',
    displayName: '',
    post: '',
    role: 'city',
    regionCode: null,
  });
  const [tried, setTried] = useState(false);
  const checked = NewUser.safeParse(draft);
  const lacksRegion = draft.role === 'city' && !draft.regionCode;
  const wrong = (field: keyof Draft) =>
    tried && checked.error?.issues.some(({ path }) => path[0] === field)
      ? t(field === 'login' ? 'wrong.login' : 'wrong.text')
      : null;
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <Modal
      open
      title={t('add')}
      okText={t('create')}
      confirmLoading={sending}
      onCancel={onCancel}
      onOk={() => {
        setTried(true);
        if (checked.success && !lacksRegion) onSubmit(draft);
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
              onChange={(event) => set({ [field]: event.target.value })}
            />
            <em role="alert">{wrong(field)}</em>
          </div>
        ))}
        <div>
          {t('column.role')}
          <Select
            aria-label={t('column.role')}
            value={draft.role}
            options={roleNames.map((value) => ({ value, label: app(`self.role.${value}`) }))}
            onChange={(role) => set(role === 'city' ? { role } : { role, regionCode: null })}
          />
        </div>
        {draft.role === 'city' && (
          <div>
            {t('column.region')}
            <Select
              aria-label={t('column.region')}
              value={draft.regionCode ?? null}
              options={(data?.cities ?? []).map((city) => ({ value: city.code, label: nameOf(city, lang) }))}
              onChange={(regionCode) => set({ regionCode })}
            />
            <em role="alert">{tried && lacksRegion ? t('wrong.region') : null}</em>
          </div>
        )}
        {error !== null && error !== undefined && <p className="failed">{words(error)}</p>}
      </div>
    </Modal>
  );
}
