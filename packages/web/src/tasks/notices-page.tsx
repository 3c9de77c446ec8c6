import { listNotices, listNoticesXlsx, type Notice } from '@qingzhang/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import styles from './tasks.module.css';

/** 督办单: every notice sent, with its reply and whether it has been lifted. */
export function NoticesPage() {
  const { t } = useTranslation('tasks');
  useTitle(t('notices.title'));
  const { lang } = useView();
  const { city, open } = useSearch({ from: '/shell/notices' });
  const navigate = useNavigate({ from: '/notices' });
  const overview = useOverview();
  const region = useRegionName();
  const mayHandOver = useMay('handover');
  const query = { lang, ...(city && { city }), ...(open && { open }) };
  const list = useCall(listNotices, { query: { ...query, limit: 200 } });
  return (
    <main className="page">
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/tasks">{t('title')}</Link> › {t('notices.title')}
      </nav>
      <header className="page-head">
        <h1>{t('notices.title')}</h1>
        <span className="r">
          <Select
            size="small"
            allowClear
            placeholder={t('filter.city')}
            aria-label={t('filter.city')}
            value={city ?? null}
            onChange={(code) =>
              void navigate({ search: (before) => ({ ...before, city: code ?? undefined }) })
            }
            options={(overview.data?.cities ?? []).map(({ code }) => ({ value: code, label: region(code) }))}
            popupMatchSelectWidth={false}
          />
          <button
            type="button"
            className="btn"
            aria-pressed={open === 'true'}
            onClick={() =>
              void navigate({ search: (before) => ({ ...before, open: open ? undefined : 'true' }) })
            }
          >
            {t('notices.inForce')}
          </button>
          {mayHandOver && (
            <Link to="/handover" className="btn">
              {t('handover.open')}
            </Link>
          )}
          <ExportButton endpoint={listNoticesXlsx} query={query} />
        </span>
      </header>
      <Loaded query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('notices.none')}>
              <p className="n2">{t('notices.noneHint')}</p>
            </Empty>
          ) : (
            <ListTable
              className={styles.list}
              headings={[
                t('notices.number'),
                t('notices.rung'),
                t('notices.task'),
                t('notices.receiver'),
                t('notices.issued'),
                t('notices.reply'),
                t('notices.effect'),
              ]}
            >
              {items.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} />
              ))}
            </ListTable>
          )
        }
      </Loaded>
    </main>
  );
}

function NoticeRow({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  return (
    <tr>
      <th scope="row" className="nowrap">
        <Link to="/notices/$id" params={{ id: String(notice.id) }}>
          {notice.number}
        </Link>
      </th>
      <td className="nowrap">{t(`rung.${notice.rung}`)}</td>
      <td>
        <Link to="/tasks/$id" params={{ id: String(notice.task) }}>
          {notice.taskText}
        </Link>
      </td>
      <td>
        {notice.city ? region(notice.city) : notice.leadUnit} <small>{notice.receiverPost}</small>
      </td>
      <td className="nowrap">
        {momentText(notice.issuedAt)} <small>{notice.issuedPost}</small>
      </td>
      <td>
        {notice.reply === null ? (
          <span className={notice.replyDue === null ? 'n3' : undefined}>
            {notice.replyDue === null
              ? t('notices.noReplyAsked')
              : t('notices.replyBy', { day: notice.replyDue })}
          </span>
        ) : (
          <>
            {notice.reply.text} <small>{momentText(notice.reply.at)}</small>
          </>
        )}
      </td>
      <td>
        {notice.lifted === null ? notice.effect : t('notices.lifted', { at: momentText(notice.lifted.at) })}
      </td>
    </tr>
  );
}
