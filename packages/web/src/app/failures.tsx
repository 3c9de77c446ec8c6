import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../ui/states.tsx';

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
