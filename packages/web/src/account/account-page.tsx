import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from '../app/password-form.tsx';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import styles from './account.module.css';
import { Delegations } from './delegations.tsx';
import { SecondFactorPart } from './second-factor.tsx';
import { OwnSessions } from './sessions.tsx';

/** 本人账号: password, second factor, sign-ins, who acts for whom. */
export function AccountPage() {
  const { t } = useTranslation('account');
  useTitle(t('title'));
  const mayDelegate = useMay('delegations.own');
  const [changing, setChanging] = useState(false);
  return (
    <main className={`page ${styles.page}`}>
      <header className="page-head">
        <h1>{t('title')}</h1>
      </header>
      <section aria-labelledby="account-password">
        <h2 id="account-password">{t('password')}</h2>
        <button type="button" className="btn" onClick={() => setChanging(true)}>
          {t('changePassword')}
        </button>
        {changing && <PasswordForm onClose={() => setChanging(false)} />}
      </section>
      <SecondFactorPart />
      {mayDelegate && <Delegations />}
      <OwnSessions />
    </main>
  );
}
