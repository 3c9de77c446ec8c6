import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { NoPermission } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import { Deliveries } from './deliveries.tsx';
import { MessageList } from './message-list.tsx';
import { notificationTabs } from './notifications-search.ts';
import { PreferenceForm } from './preference-form.tsx';
import { Robots } from './robots.tsx';

/** 消息: what I am told, how I want to be told, and (for who looks after it) whether it arrived. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  useTitle(t('title'));
  const { tab = 'messages', state } = useSearch({ from: '/shell/notifications' });
  const mayManage = useMay('notifications.manage');
  const tabs = notificationTabs.filter((one) => one !== 'deliveries' || mayManage || tab === one);
  return (
    <main className={`page ${tabbed.page}`}>
      <header className={tabbed.header}>
        <h1>{t('title')}</h1>
        <nav className={tabbed.tabs} aria-label={t('tabs')}>
          {tabs.map((one) => (
            <Link
              key={one}
              to="/notifications"
              search={{ tab: one }}
              className={one === tab ? tabbed.on : undefined}
              aria-current={one === tab}
            >
              {t(`tab.${one}`)}
            </Link>
          ))}
          <Link to="/work-calendar">{t('tab.calendar')}</Link>
        </nav>
      </header>
      {tab === 'messages' && <MessageList state={state ?? 'open'} />}
      {tab === 'settings' && <PreferenceForm />}
      {tab === 'deliveries' &&
        (mayManage ? (
          <>
            <Deliveries />
            <Robots />
          </>
        ) : (
          <NoPermission />
        ))}
    </main>
  );
}
