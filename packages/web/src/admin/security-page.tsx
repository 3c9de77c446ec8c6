import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { NoPermission } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import { securityTabs } from './admin-search.ts';
import { DelegationsTab } from './delegations-tab.tsx';
import { MatrixTab } from './matrix-tab.tsx';
import { PolicyTab } from './policy-tab.tsx';
import { RolesTab } from './roles-tab.tsx';
import { SessionsTab } from './sessions-tab.tsx';

/** 安全管理: roles and scopes, sign-ins, delegations, the policy, who can do what. */
export function SecurityPage() {
  const { t } = useTranslation('users');
  useTitle(t('security.title'));
  const may = useMay('roles.assign');
  const { tab = 'roles' } = useSearch({ from: '/shell/admin/security' });
  if (!may) {
    return (
      <main className="page">
        <NoPermission />
      </main>
    );
  }
  return (
    <main className={`page ${tabbed.page}`}>
      <header className={tabbed.header}>
        <h1>{t('security.title')}</h1>
        <nav className={tabbed.tabs} aria-label={t('security.tabs')}>
          {securityTabs.map((one) => (
            <Link
              key={one}
              to="/admin/security"
              search={{ tab: one }}
              className={one === tab ? tabbed.on : undefined}
              aria-current={one === tab}
            >
              {t(`security.tab.${one}`)}
            </Link>
          ))}
        </nav>
      </header>
      {tab === 'roles' && <RolesTab />}
      {tab === 'sessions' && <SessionsTab />}
      {tab === 'delegations' && <DelegationsTab />}
      {tab === 'policy' && <PolicyTab />}
      {tab === 'matrix' && <MatrixTab />}
    </main>
  );
}
