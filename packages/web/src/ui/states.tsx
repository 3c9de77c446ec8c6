import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { useErrorWords } from '../app/error-words.ts';

/** 加载中: grey bars of the height the content will have; no spinner, nothing blinks. */
export function Skeleton({ rows = 6, bar = 14 }: { readonly rows?: number; readonly bar?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div className="skeleton" role="status" style={{ ['--bar' as string]: `${bar}px` }}>
      <span className="unseen">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <i key={index} style={{ width: `${[100, 96, 88, 98, 74, 92][index % 6]}%` }} />
      ))}
    </div>
  );
}

/** 出错: the reason and 重试 in place; the rest of the page lives. Missing rights are no error but a statement. */
export function ErrorPanel({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation('ui');
  const words = useErrorWords();
  if (error instanceof ApiError && error.code.startsWith('permission.'))
    return <NoPermission error={error} />;
  return (
    <div className="panel error" role="alert">
      <p className="b">{words(error)}</p>
      {error instanceof ApiError && error.requestId && (
        <p className="n3">{t('requestId', { id: error.requestId })}</p>
      )}
      {onRetry && (
        <button type="button" className="btn" onClick={onRetry}>
          {t('retry')}
        </button>
      )}
    </div>
  );
}

/** 无权查看: says what and who can grant it; never an empty cell that reads as zero. */
export function NoPermission({ error }: { readonly error?: ApiError }) {
  const { t } = useTranslation('ui');
  const words = useErrorWords();
  return (
    <div className="panel" role="note">
      <p className="b">{t('noPermission')}</p>
      <p className="n2">{error ? words(error) : t('noPermissionHint')}</p>
    </div>
  );
}

/** 没有数据: says why there is nothing and what would bring something. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="panel">
      <p className="b">{title}</p>
      {children}
    </div>
  );
}

/** What has to be known of a question to show its states. */
export type LoadedQuery<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isPlaceholderData'>;

interface LoadedProps<T> {
  readonly query: LoadedQuery<T>;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** The states of everything that is asked from the server: waiting, failed, out of date (paler), there. */
export function Loaded<T>({ query, skeleton = <Skeleton />, children }: LoadedProps<T>) {
  const retry = () => void query.refetch();
  if (query.data === undefined)
    return query.error ? <ErrorPanel error={query.error} onRetry={retry} /> : skeleton;
  return (
    <>
      {query.error && <ErrorPanel error={query.error} onRetry={retry} />}
      <div className={query.isPlaceholderData ? 'stale' : undefined} aria-busy={query.isPlaceholderData}>
        {children(query.data)}
      </div>
    </>
  );
}
