import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { ErrorPanel } from '../ui/states.tsx';
import { createI18n } from './i18n.ts';

/** The frame itself threw: the same, in a language of its own since nothing of the frame stands. */
export function RootFailure(props: ErrorComponentProps) {
  const [i18n] = useState(() => createI18n(document.documentElement.lang === 'en' ? 'en' : 'zh'));
  return (
    <I18nextProvider i18n={i18n}>
      <PageFailure {...props} />
    </I18nextProvider>
  );
}

/** A page threw: say so in its place, offer to try again; the rest of the product lives. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  return (
    <main className="page">
      <ErrorPanel error={error} onRetry={reset} />
    </main>
  );
}

export function NotFound() {
  const { t } = useTranslation('app');
  return (
    <main className="page">
      <div className="panel" role="alert">
        <p className="b">{t('notFound')}</p>
        <p>
          <Link to="/">{t('backToSituation')}</Link>
        </p>
      </div>
    </main>
  );
}
