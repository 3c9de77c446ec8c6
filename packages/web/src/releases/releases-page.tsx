import { listReleases, listReleasesXlsx, postRelease, type Release } from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { ReleaseTabs } from './release-tabs.tsx';
import styles from './releases.module.css';
import { useWaits } from './words.ts';

type Listed = Omit<Release, 'findings' | 'blocks'>;

/** 新闻: every release with its state and what it waits for. */
export function ReleasesPage() {
  const { t } = useTranslation('releases');
  useTitle(t('title'));
  const { lang } = useView();
  const query = useCall(listReleases, { query: { lang } }, { refetchInterval: 60_000 });
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('title')}</h1>
        <ReleaseTabs />
        <span className={styles.actions}>
          <ExportButton endpoint={listReleasesXlsx} query={{ lang }} />
        </span>
      </header>
      <Loaded query={query} skeleton={<Skeleton rows={8} bar={26} />}>
        {({ items, meetings }) => (
          <>
            {meetings.length > 0 && <Undrafted meetings={meetings} />}
            {items.length === 0 ? (
              <Empty title={t('list.empty')}>
                <p className="n2">{t('list.emptyHint')}</p>
              </Empty>
            ) : (
              <List items={items} />
            )}
          </>
        )}
      </Loaded>
    </main>
  );
}

/** Ended meetings that nobody has written about yet. */
function Undrafted({ meetings }: { readonly meetings: readonly { id: number; title: string }[] }) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const navigate = useNavigate();
  const draft = useSend(postRelease, [listReleases]);
  return (
    <section className={styles.undrafted} aria-label={t('list.undrafted')}>
      <h2>{t('list.undrafted')}</h2>
      <ul className={styles.lines}>
        {meetings.map((meeting) => (
          <li key={meeting.id}>
            <Link to="/meetings/$id/follow-up" params={{ id: String(meeting.id) }}>
              {meeting.title}
            </Link>
            <button
              type="button"
              className="btn pri"
              disabled={draft.isPending}
              onClick={() =>
                draft.mutate(
                  { params: { id: meeting.id }, query: { lang } },
                  {
                    onSuccess: ({ id }) => void navigate({ to: '/releases/$id', params: { id: String(id) } }),
                  },
                )
              }
            >
              {t('list.draft')}
            </button>
          </li>
        ))}
      </ul>
      {draft.error && <ErrorPanel error={draft.error} />}
    </section>
  );
}

function List({ items }: { readonly items: readonly Listed[] }) {
  const { t } = useTranslation('releases');
  const waits = useWaits();
  return (
    <ListTable
      className={styles.table}
      headings={[
        t('list.release'),
        t('list.state'),
        t('list.waits'),
        t('list.words'),
        t('list.drafted'),
        t('list.published'),
      ]}
    >
      {items.map((item) => (
        <tr key={item.id}>
          <th scope="row" className={styles.wrap}>
            <Link to="/releases/$id" params={{ id: String(item.id) }}>
              {item.title}
            </Link>
            {item.simulated && <Badge kind="sim">{t('simulated')}</Badge>}
            {item.meeting !== null && <small>{item.meeting.title}</small>}
          </th>
          <td className="nowrap">{t(`state.${item.state}`)}</td>
          <td>
            {waits(item)}
            {item.can.review.length > 0 && <b className={styles.mine}>{t('list.mine')}</b>}
          </td>
          <td className="nowrap">{t('words', { count: item.words })}</td>
          <td className="nowrap">
            {momentText(item.createdAt)} <small>{item.createdPost}</small>
          </td>
          <td className="nowrap">
            {item.publishedAt === null ? '' : momentText(item.publishedAt)}
            {item.publishedPost !== null && <small> {item.publishedPost}</small>}
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
