import { DocumentOwner, listReceivedPapers } from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useRenew } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { useFileText } from '../documents/use-file-text.ts';
import { Empty, ErrorPanel, Skeleton } from '../ui/states.tsx';
import { downloads, fileAddress } from './address.ts';
import styles from './papers.module.css';

const touched = [listReceivedPapers];

/** A paper one received, to be read here or taken along. */
export function ReceivedPaperPage() {
  const { t } = useTranslation('papers');
  const { owner, id } = useParams({ from: '/shell/papers/$owner/$id' });
  const of = DocumentOwner.safeParse(owner);
  return (
    <main className={`page ${styles.page}`}>
      {of.success && /^\d+$/.test(id) ? (
        <Reader owner={of.data} id={Number(id)} />
      ) : (
        <Empty title={t('edit.noSuch')} />
      )}
    </main>
  );
}

function Reader({ owner, id }: { readonly owner: DocumentOwner; readonly id: number }) {
  const { t } = useTranslation('papers');
  const mayWrite = useMay('papers.write');
  const page = useFileText(fileAddress(owner, id, 'html'));
  const own = useCall(listReceivedPapers, undefined).data?.items.find(
    (paper) => paper.owner === owner && paper.id === id,
  );
  const title = own?.title ?? t('received.paper');
  useTitle(title);
  const renew = useRenew(touched);
  const opened = page.data !== undefined;
  // Opening it made it read: lists say so from now on.
  useEffect(() => {
    if (opened) void renew();
  }, [opened, renew]);
  return (
    <>
      <header className={styles.header}>
        <h1>{title}</h1>
        <span className={styles.actions}>
          <Link className="btn" to="/papers">
            {t('received.back')}
          </Link>
          {downloads.map((format) => (
            <a key={format} className="btn" href={fileAddress(owner, id, format)} download>
              {format.toUpperCase()}
            </a>
          ))}
          {mayWrite && (
            <Link className="btn" to="/documents/$owner/$id/edit" params={{ owner, id: String(id) }}>
              {t('received.edit')}
            </Link>
          )}
        </span>
      </header>
      {page.data === undefined ? (
        page.error ? (
          <ErrorPanel error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <Skeleton rows={20} bar={22} />
        )
      ) : (
        <DocumentFrame html={page.data} title={title} />
      )}
    </>
  );
}
