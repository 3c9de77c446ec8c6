import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './releases.module.css';

/** The three sides of the room: releases, what is public, rules. */
export function ReleaseTabs() {
  const { t } = useTranslation('releases');
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      <Link to="/releases" activeOptions={{ exact: true, includeSearch: false }}>
        {t('title')}
      </Link>
      <Link to="/releases/public" activeOptions={{ includeSearch: false }}>
        {t('public.title')}
      </Link>
      <Link to="/releases/rules" activeOptions={{ includeSearch: false }}>
        {t('rules.title')}
      </Link>
    </nav>
  );
}
