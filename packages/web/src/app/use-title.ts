import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The window's title: the page, then the product. */
export function useTitle(page: string): void {
  const { t } = useTranslation('app');
  const product = t('title');
  useEffect(() => {
    document.title = `${page} · ${product}`;
    return () => {
      document.title = product;
    };
  }, [page, product]);
}
