import {
  getNotificationPreference,
  NotificationPreference,
  putNotificationPreference,
} from '@qingzhang/contract';
import { App, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { Loaded } from '../ui/states.tsx';
import styles from './notifications.module.css';

/** 通知设置: by which ways, when not, when the digest comes. */
export function PreferenceForm() {
  const query = useCall(getNotificationPreference, undefined);
  return <Loaded query={query}>{(answer) => <Fields {...answer} />}</Loaded>;
}

interface FieldsProps {
  readonly preference: NotificationPreference;
  readonly mail: boolean;
}

const times = ['digestAt', 'quietFrom', 'quietTo'] as const;

function Fields({ preference, mail }: FieldsProps) {
  const { t } = useTranslation('notifications');
  const words = useErrorWords();
  const { message } = App.useApp();
  const id = useId();
  const save = useSend(putNotificationPreference, [getNotificationPreference]);
  const [draft, setDraft] = useState(preference);
  const set = (change: Partial<NotificationPreference>) => setDraft((before) => ({ ...before, ...change }));
  const checked = NotificationPreference.safeParse(draft);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!checked.success) return;
        save.mutate({ body: checked.data }, { onSuccess: () => void message.success(t('prefer.saved')) });
      }}
    >
      <p className="lead">{t('prefer.lead')}</p>
      <label htmlFor={`${id}email`}>{t('prefer.email')}</label>
      <Input
        id={`${id}email`}
        type="email"
        autoComplete="email"
        value={draft.email ?? ''}
        onChange={(event) =>
          set({ email: event.target.value.trim() === '' ? null : event.target.value.trim() })
        }
      />
      {!mail && <p className="cap">{t('prefer.noMail')}</p>}
      <Checkbox checked={draft.byEmail} onChange={(event) => set({ byEmail: event.target.checked })}>
        {t('prefer.byEmail')}
      </Checkbox>
      <Checkbox checked={draft.digest} onChange={(event) => set({ digest: event.target.checked })}>
        {t('prefer.digest')}
      </Checkbox>
      <div className={styles.times}>
        {times.map((one) => (
          <span key={one}>
            <label htmlFor={`${id}${one}`}>{t(`prefer.${one}`)}</label>
            <Input
              id={`${id}${one}`}
              inputMode="numeric"
              maxLength={5}
              placeholder="08:30"
              value={draft[one]}
              onChange={(event) => set({ [one]: event.target.value })}
            />
          </span>
        ))}
        <span>
          <label htmlFor={`${id}lang`}>{t('prefer.lang')}</label>
          <select
            id={`${id}lang`}
            value={draft.lang}
            onChange={(event) => set({ lang: event.target.value === 'en' ? 'en' : 'zh' })}
          >
            <option value="zh" lang="zh">
              {t('prefer.zh')}
            </option>
            <option value="en" lang="en">
              English
            </option>
          </select>
        </span>
      </div>
      <p className="cap">{t('prefer.quietHint')}</p>
      {!checked.success && <p className={styles.failed}>{t('prefer.wrong')}</p>}
      {save.error && <p className={styles.failed}>{words(save.error)}</p>}
      <button type="submit" className="btn pri" disabled={!checked.success || save.isPending}>
        {t('prefer.save')}
      </button>
    </form>
  );
}
