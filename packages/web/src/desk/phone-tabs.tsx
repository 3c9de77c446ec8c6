import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../app/session.ts';
import { keepPagesOffline } from '../offline/register.ts';
import styles from './tabs.module.css';

/** 手机底栏: 今日 上报 消息 账单, for those who have items; the pages of who reports are kept for when there is no network. */
export function PhoneTabs() {
  const { t } = useTranslation('report');
  const session = useSession();
  const items = useMay('programs.read');
  const reports = useMay('items.report');
  const figures = useMay('figures.read');
  useEffect(() => {
    if (reports) keepPagesOffline();
  }, [reports]);
  if (!items) return null;
  const region = session?.user.regionCode;
  return (
    <>
      <div className={styles.room} />
      <nav className={styles.tabs} aria-label={t('tabs.label')}>
        <Link to="/today">{t('tabs.today')}</Link>
        {reports && <Link to="/report">{t('tabs.report')}</Link>}
        <Link to="/notifications">{t('tabs.messages')}</Link>
        {region && figures && (
          <Link to="/cities/$code/statement" params={{ code: `${region.slice(0, 4)}00` }}>
            {t('tabs.statement')}
          </Link>
        )}
      </nav>
    </>
  );
}
