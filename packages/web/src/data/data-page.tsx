import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { NoPermission } from '../ui/states.tsx';
import { CompletenessTab } from './completeness-tab.tsx';
import styles from './data.module.css';
import { dataTabs } from './data-search.ts';
import { ExclusionsTab } from './exclusions-tab.tsx';
import { ImportsTab } from './imports-tab.tsx';
import { ReviewsTab } from './reviews-tab.tsx';
import { RevisionsTab } from './revisions-tab.tsx';

/** 数据: what came in, what is missing, what was left out, what was corrected. */
export function DataPage() {
  const { t } = useTranslation('data');
  useTitle(t('title'));
  const search = useSearch({ from: '/shell/data' });
  const mayRead = useMay('intake.read');
  const tab = search.tab ?? (mayRead ? 'imports' : 'completeness');
  const tabs = dataTabs.filter((one) => one !== 'imports' || mayRead || tab === 'imports');
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('title')}</h1>
        <nav className={styles.tabs} aria-label={t('tabs')}>
          {tabs.map((one) => (
            <Link
              key={one}
              to="/data"
              search={{ tab: one }}
              className={one === tab ? styles.on : undefined}
              aria-current={one === tab}
            >
              {t(`tab.${one}`)}
            </Link>
          ))}
        </nav>
      </header>
      {tab === 'imports' && (mayRead ? <ImportsTab /> : <NoPermission />)}
      {tab === 'completeness' && <CompletenessTab />}
      {tab === 'exclusions' && <ExclusionsTab />}
      {tab === 'revisions' && <RevisionsTab />}
      {tab === 'reviews' && <ReviewsTab />}
    </main>
  );
}
