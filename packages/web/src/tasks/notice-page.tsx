import { getNotice, getNoticeFile, urlOf } from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { useFileText } from '../documents/use-file-text.ts';
import { useLive } from '../notifications/live.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { Files } from './task-parts.tsx';
import styles from './tasks.module.css';

/** One notice: the paper as it went out, its facts, the reply, the lifting. */
export function NoticePage() {
  const { t } = useTranslation('tasks');
  const { t: ui } = useTranslation('ui');
  const { id } = useParams({ from: '/shell/notices/$id' });
  const { lang } = useView();
  const region = useRegionName();
  const query = useCall(getNotice, { params: { id: Number(id) }, query: { lang } });
  useLive({ type: 'notice', id }, [getNotice]);
  const paper = useFileText(urlOf(getNoticeFile, { params: { id: Number(id), format: 'html' } }));
  useTitle(query.data?.number ?? t('notices.title'));
  const file = (format: 'docx' | 'pdf') => urlOf(getNoticeFile, { params: { id: Number(id), format } });
  return (
    <main className="page">
      <Loaded query={query} skeleton={<Skeleton rows={16} bar={22} />}>
        {(notice) => (
          <>
            <nav className={styles.crumbs} aria-label={t('crumbs')}>
              <Link to="/tasks">{t('title')}</Link> › <Link to="/notices">{t('notices.title')}</Link> ›{' '}
              {notice.number}
            </nav>
            <header className="page-head">
              <h1>
                {t(`rung.${notice.rung}`)}
                <small>{notice.number}</small>
              </h1>
              {notice.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
              {notice.lifted && (
                <Badge kind="shut">{t('notices.lifted', { at: momentText(notice.lifted.at) })}</Badge>
              )}
              <span className="r">
                <a className="btn" href={file('docx')} download>
                  DOCX
                </a>
                <a className="btn" href={file('pdf')} download>
                  PDF
                </a>
              </span>
            </header>
            <div className={styles.two}>
              <Loaded query={paper} skeleton={<Skeleton rows={20} bar={22} />}>
                {(html) => <DocumentFrame html={html} title={notice.number} />}
              </Loaded>
              <aside className={styles.panel}>
                <p>
                  <Link to="/tasks/$id" params={{ id: String(notice.task) }}>
                    {notice.taskText}
                  </Link>
                </p>
                <dl className={styles.terms}>
                  <div>
                    <dt>{t('notices.receiver')}</dt>
                    <dd>
                      {notice.city ? region(notice.city) : notice.leadUnit} {notice.receiverPost}
                    </dd>
                  </div>
                  <div>
                    <dt>{t('notices.issued')}</dt>
                    <dd>
                      {momentText(notice.issuedAt)} {notice.issuedPost}
                    </dd>
                  </div>
                  <div>
                    <dt>{t('notice.facts')}</dt>
                    <dd>{notice.facts.words.join(t('join'))}</dd>
                  </div>
                  <div>
                    <dt>{t('ladder.lift')}</dt>
                    <dd>
                      {notice.liftWords} {t(notice.liftMet ? 'lift.isMet' : 'lift.isNotMet')}
                    </dd>
                  </div>
                  {notice.decision && (
                    <div>
                      <dt>{t('notice.decision')}</dt>
                      <dd>
                        {notice.decision.by} {notice.decision.document} {notice.decision.on}
                      </dd>
                    </div>
                  )}
                  <div>
                    <dt>{t('notices.reply')}</dt>
                    <dd>
                      {notice.reply === null ? (
                        t('notices.replyBy', { day: notice.replyDue ?? '—' })
                      ) : (
                        <>
                          {notice.reply.text}
                          <small>
                            {notice.reply.post} {momentText(notice.reply.at)}
                          </small>
                          <Files task={notice.task} files={notice.reply.files} />
                        </>
                      )}
                    </dd>
                  </div>
                  <div>
                    <dt>{t('notices.effect')}</dt>
                    <dd>{notice.effect}</dd>
                  </div>
                  {notice.lifted && (
                    <div>
                      <dt>{t('action.lift')}</dt>
                      <dd>
                        {notice.lifted.post} {momentText(notice.lifted.at)} {notice.lifted.note}
                      </dd>
                    </div>
                  )}
                </dl>
              </aside>
            </div>
          </>
        )}
      </Loaded>
    </main>
  );
}
