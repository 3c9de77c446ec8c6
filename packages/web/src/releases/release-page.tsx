import {
  getRelease,
  getReleaseFile,
  listReleases,
  postRelease,
  type Release,
  urlOf,
} from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { PublishPart } from './publish-part.tsx';
import { ReleasePaper } from './release-paper.tsx';
import styles from './releases.module.css';
import { ReviewPart } from './review-part.tsx';
import { SourceLines } from './source-lines.tsx';
import { useWaits } from './words.ts';

/** 一篇新闻稿: its text with what the checks say, who has read it, what may be done with it. */
export function ReleasePage() {
  const { id } = useParams({ from: '/shell/releases/$id' });
  const { lang } = useView();
  const query = useCall(getRelease, { params: { id }, query: { lang } }, { refetchInterval: 30_000 });
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={16} bar={22} />}>
        {(release) => <Whole key={release.id} release={release} />}
      </Loaded>
    </main>
  );
}

function Whole({ release }: { readonly release: Release }) {
  const { t } = useTranslation('releases');
  useTitle(release.title);
  const waits = useWaits();
  // Findings that this reader lets stand with the next review.
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const accept = (key: string, on: boolean) =>
    setAccepted((before) => (on ? [...before, key] : before.filter((one) => one !== key)));
  const said = waits(release);
  return (
    <>
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/releases">{t('title')}</Link>
        {release.meeting !== null && (
          <>
            {' › '}
            <Link to="/meetings/$id/follow-up" params={{ id: String(release.meeting.id) }}>
              {release.meeting.title}
            </Link>
          </>
        )}
      </nav>
      <header className={styles.header}>
        <h1>{release.title}</h1>
        {release.simulated && <Badge kind="sim">{t('simulated')}</Badge>}
        <span className={styles.actions}>
          {(['docx', 'pdf'] as const).map((format) => (
            <a
              key={format}
              className="btn"
              href={urlOf(getReleaseFile, { params: { id: release.id, format } })}
              download
            >
              {format.toUpperCase()}
            </a>
          ))}
          {release.can.edit && (
            <Link
              className="btn"
              to="/documents/$owner/$id/edit"
              params={{ owner: 'release', id: String(release.id) }}
            >
              {t('edit')}
            </Link>
          )}
          <Redraft release={release} />
        </span>
      </header>
      <p className={styles.sentence}>
        {t('sentence', { state: t(`state.${release.state}`), words: t('words', { count: release.words }) })}
        {said !== '' && (
          <>
            {t('and')}
            <b>{said}</b>
          </>
        )}
        {t('end')}
        {release.withdrawnReason !== null && t('withdrawnFor', { reason: release.withdrawnReason })}
      </p>
      <div className={styles.two}>
        <div>
          <ReleasePaper release={release} accepted={accepted} onAccept={accept} />
          <SourceLines key={release.revision} release={release} />
        </div>
        <aside className={styles.panel}>
          <ReviewPart release={release} accepted={accepted} />
          <PublishPart release={release} />
        </aside>
      </div>
    </>
  );
}

/** The record may have been completed since: draft anew, edits stay. */
function Redraft({ release }: { readonly release: Release }) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const draft = useSend(postRelease, [getRelease, listReleases]);
  const { meeting } = release;
  if (release.state !== 'draft' || !release.can.edit || meeting === null) return null;
  return (
    <>
      <button
        type="button"
        className="btn"
        title={t('redraftHint')}
        disabled={draft.isPending}
        onClick={() => draft.mutate({ params: { id: meeting.id }, query: { lang } })}
      >
        {t('redraft')}
      </button>
      {draft.error && <ErrorPanel error={draft.error} />}
    </>
  );
}
