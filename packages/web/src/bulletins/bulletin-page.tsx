import {
  type Bulletin,
  getBulletin,
  getBulletinFile,
  issueBulletin,
  listBulletins,
  urlOf,
} from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { useFileText } from '../documents/use-file-text.ts';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { BulletinBadges } from './bulletin-badges.tsx';
import { BulletinDownloads } from './bulletin-downloads.tsx';
import styles from './bulletins.module.css';

/** 一份通报: as it will be read, with its files and its issuing. */
export function BulletinPage() {
  const { id } = useParams({ from: '/shell/bulletins/$id' });
  const query = useCall(
    getBulletin,
    { params: { id } },
    { refetchInterval: (bulletin) => (bulletin?.updating ? 1500 : false) },
  );
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={14} bar={22} />}>
        {(bulletin) => <BulletinView bulletin={bulletin} />}
      </Loaded>
    </main>
  );
}

function BulletinView({ bulletin }: { readonly bulletin: Bulletin & { readonly updating: boolean } }) {
  const { t } = useTranslation('bulletins');
  const mayIssue = useMay('bulletins.write');
  const mayEdit = useMay('papers.write');
  const issue = useSend(issueBulletin, [getBulletin, listBulletins]);
  const { id } = bulletin;
  useTitle(bulletin.title);
  const page = useFileText(
    `${urlOf(getBulletinFile, { params: { id, format: 'html' } })}?revision=${bulletin.revision}`,
  );
  return (
    <>
      <header className={styles.header}>
        <h1>{bulletin.title}</h1>
        {bulletin.number !== null && <span className="nowrap">{bulletin.number}</span>}
        <BulletinBadges bulletin={bulletin} />
        <span className={styles.actions}>
          <Link className="btn" to="/bulletins">
            {t('view.back')}
          </Link>
          <BulletinDownloads id={id} className="btn" />
          {mayEdit && (
            <Link
              className="btn"
              to="/documents/$owner/$id/edit"
              params={{ owner: 'bulletin', id: String(id) }}
            >
              {t(bulletin.state === 'draft' ? 'view.edit' : 'view.send')}
            </Link>
          )}
          {mayIssue && bulletin.state === 'draft' && (
            <Popconfirm
              title={t('view.issueTitle')}
              description={t(bulletin.closed ? 'view.issueClosed' : 'view.issueOpen')}
              okText={t('view.issue')}
              cancelText={t('view.cancel')}
              onConfirm={() => issue.mutate({ params: { id } })}
            >
              <button type="button" className="btn pri" disabled={issue.isPending}>
                {t('view.issue')}
              </button>
            </Popconfirm>
          )}
        </span>
      </header>
      <p className="cap" role="status">
        {bulletin.updating && <b>{t('view.updating')} </b>}
        {t('view.trace', {
          asOf: momentText(bulletin.asOf),
          by: bulletin.createdBy,
          at: momentText(bulletin.createdAt),
        })}
        {bulletin.issuedAt &&
          t('view.issued', { by: bulletin.issuedBy ?? '', at: momentText(bulletin.issuedAt) })}
      </p>
      {issue.error && <ErrorPanel error={issue.error} />}
      {page.data === undefined ? (
        page.error ? (
          <ErrorPanel error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <Skeleton rows={20} bar={22} />
        )
      ) : (
        <DocumentFrame html={page.data} title={bulletin.title} />
      )}
    </>
  );
}
