import { listReceivedPapers, type ReceivedPaper } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { fileAddress } from './address.ts';
import styles from './papers.module.css';

/** 我收到的材料: what was sent to me, the newest first; made for a phone too. */
export function ReceivedPage() {
  const { t } = useTranslation('papers');
  useTitle(t('received.title'));
  const query = useCall(listReceivedPapers, undefined);
  const mayWrite = useMay('papers.write');
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('received.title')}</h1>
        <span className={styles.actions}>
          {mayWrite && (
            <Link className="btn" to="/templates">
              {t('received.templates')}
            </Link>
          )}
        </span>
      </header>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('received.none')}>
              <p className="n2">{t('received.noneHint')}</p>
            </Empty>
          ) : (
            <ul className={styles.received}>
              {items.map((paper) => (
                <Received key={`${paper.owner}${paper.id}`} paper={paper} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </main>
  );
}

function Received({ paper }: { readonly paper: ReceivedPaper }) {
  const { t } = useTranslation('papers');
  const { owner, id, title, meeting, copyNo, sentAt, readAt } = paper;
  return (
    <li>
      <Link className={styles.title} to="/papers/$owner/$id" params={{ owner, id: String(id) }}>
        {title}
      </Link>
      {readAt === null ? (
        <Badge kind="live">{t('received.unread')}</Badge>
      ) : (
        <Badge title={momentText(readAt)}>{t('received.read')}</Badge>
      )}
      <p className="n3">
        {meeting && `${meeting.title} · `}
        {t('received.copy', { no: String(copyNo).padStart(3, '0') })} · {momentText(sentAt)}
      </p>
      <a className="btn" href={fileAddress(owner, id, 'pdf')} download>
        PDF
      </a>
    </li>
  );
}
