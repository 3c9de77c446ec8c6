import { getSecurityPolicy, putSecurityPolicy, roleNames, type SecurityPolicy } from '@qingzhang/contract';
import { App, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { Loaded } from '../ui/states.tsx';
import './users.css';

/** 安全策略: passwords, lock-out, sessions, second factor (GB/T 22239—2019). */
export function PolicyTab() {
  const policy = useCall(getSecurityPolicy, undefined);
  return <Loaded query={policy}>{(data) => <PolicyForm key={JSON.stringify(data)} policy={data} />}</Loaded>;
}

function PolicyForm({ policy }: { readonly policy: SecurityPolicy }) {
  const { t } = useTranslation('users');
  const { t: app } = useTranslation('app');
  const words = useErrorWords();
  const { message } = App.useApp();
  const save = useSend(putSecurityPolicy, [getSecurityPolicy]);
  const [draft, setDraft] = useState(policy);
  const { password, lock, session } = draft;
  const number = (label: string, value: number, min: number, max: number, set: (next: number) => void) => (
    <div>
      <span>{label}</span>
      <InputNumber
        aria-label={label}
        min={min}
        max={max}
        precision={0}
        value={value}
        onChange={(next) => set(next ?? min)}
      />
    </div>
  );
  const onPassword = (key: keyof typeof password) => (value: number) =>
    setDraft((before) => ({ ...before, password: { ...before.password, [key]: value } }));
  const onLock = (key: keyof typeof lock) => (value: number) =>
    setDraft((before) => ({ ...before, lock: { ...before.lock, [key]: value } }));
  const onSession = (key: keyof typeof session) => (value: number) =>
    setDraft((before) => ({ ...before, session: { ...before.session, [key]: value } }));
  return (
    <div className="policy-form">
      <p className="n3">{t('policy.hint')}</p>
      <h2>{t('policy.password')}</h2>
      {number(t('policy.minLength'), password.minLength, 6, 64, onPassword('minLength'))}
      {number(t('policy.classes'), password.classes, 1, 4, onPassword('classes'))}
      {number(t('policy.history'), password.history, 0, 24, onPassword('history'))}
      {number(t('policy.maxAgeDays'), password.maxAgeDays, 0, 3650, onPassword('maxAgeDays'))}
      <h2>{t('policy.lock')}</h2>
      {number(t('policy.failures'), lock.failures, 1, 100, onLock('failures'))}
      {number(t('policy.minutes'), lock.minutes, 1, 1440, onLock('minutes'))}
      <h2>{t('policy.session')}</h2>
      {number(t('policy.idleMinutes'), session.idleMinutes, 1, 43_200, onSession('idleMinutes'))}
      {number(t('policy.hours'), session.hours, 1, 720, onSession('hours'))}
      {number(t('policy.concurrent'), session.concurrent, 0, 1000, onSession('concurrent'))}
      <h2>{t('policy.factor')}</h2>
      <Select
        aria-label={t('policy.factor')}
        mode="multiple"
        value={draft.secondFactorRoles}
        options={roleNames.map((role) => ({ value: role, label: app(`self.role.${role}`) }))}
        onChange={(secondFactorRoles) => setDraft((before) => ({ ...before, secondFactorRoles }))}
      />
      <p role="alert" className="worse">
        {save.error ? words(save.error) : ''}
      </p>
      <button
        type="button"
        className="btn pri"
        disabled={save.isPending}
        onClick={() =>
          save.mutate({ body: draft }, { onSuccess: () => void message.success(t('policy.saved')) })
        }
      >
        {t('policy.save')}
      </button>
    </div>
  );
}
