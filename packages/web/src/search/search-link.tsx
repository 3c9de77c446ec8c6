import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import { isPageKey } from '../items/use-item-keys.ts';
import styles from './search.module.css';

/** ⌕ 查事项 in the top bar; the key / opens it from everywhere. */
export function SearchLink() {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const may = useMay('programs.read');
  useEffect(() => {
    if (!may) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== '/' || !isPageKey(event)) return;
      event.preventDefault();
      void navigate({ to: '/search', search: (before) => ({ ...before, q: undefined }) });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [may, navigate]);
  if (!may) return null;
  return (
    <Link
      to="/search"
      search={(before) => ({ ...before, q: undefined })}
      title={t('key')}
      className={styles.find}
    >
      <span aria-hidden="true">⌕</span> <span className={styles.word}>{t('title')}</span>
    </Link>
  );
}
