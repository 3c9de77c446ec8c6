import { type Bulletin, listBulletins, listBulletinsXlsx, listClosingsXlsx } from '@qingzhang/contract';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { BulletinBadges } from './bulletin-badges.tsx';
import { BulletinDownloads } from './bulletin-downloads.tsx';
import styles from './bulletins.module.css';
import { bulletinTabs } from './bulletins-search.ts';
import { Closings } from './closings.tsx';
import { MakeBulletin } from './make-bulletin.tsx';
import { usePeriodName } from './period-name.ts';

/** 通报: the bulletins that were made, and the closing of months on which they stand. */
export function BulletinsPage() {
  const { t } = useTranslation('bulletins');
  useTitle(t('title'));
  const { lang } = useView();
  const { tab = 'bulletins' } = useSearch({ from: '/shell/bulletins' });
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('title')}</h1>
        <nav className={styles.tabs} aria-label={t('tabs')}>
          {bulletinTabs.map((one) => (
            <Link
              key={one}
              to="/bulletins"
              search={{ tab: one }}
              className={one === tab ? styles.on : undefined}
              aria-current={one === tab ? 'page' : undefined}
            >
              {t(`tab.${one}`)}
            </Link>
          ))}
        </nav>
        <span className={styles.actions}>
          <ExportButton
            endpoint={tab === 'bulletins' ? listBulletinsXlsx : listClosingsXlsx}
            query={{ lang }}
          />
        </span>
      </header>
      {tab === 'bulletins' ? <Bulletins /> : <Closings />}
    </main>
  );
}

function Bulletins() {
  const { t } = useTranslation('bulletins');
  const mayMake = useMay('bulletins.write');
  const query = useCall(listBulletins, undefined);
  return (
    <>
      {mayMake ? <MakeBulletin /> : <p className="n3">{t('make.mayNot')}</p>}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('list.empty')}>
              <p className="n2">{t('list.emptyHint')}</p>
            </Empty>
          ) : (
            <BulletinList items={items} />
          )
        }
      </Loaded>
    </>
  );
}

function BulletinList({ items }: { readonly items: readonly Bulletin[] }) {
  const { t } = useTranslation('bulletins');
  const name = usePeriodName();
  return (
    <ListTable
      className={styles.table}
      headings={[
        t('list.period'),
        t('list.title'),
        t('list.state'),
        t('list.asOf'),
        t('list.made'),
        t('list.files'),
      ]}
    >
      {items.map((bulletin) => (
        <tr key={bulletin.id}>
          <td className="nowrap">{name(bulletin.period)}</td>
          <th scope="row" className={styles.wrap}>
            <Link to="/bulletins/$id" params={{ id: String(bulletin.id) }}>
              {bulletin.title}
            </Link>
            {bulletin.number !== null && <small>{bulletin.number}</small>}
          </th>
          <td>
            <BulletinBadges bulletin={bulletin} />
          </td>
          <td className="nowrap">{momentText(bulletin.asOf)}</td>
          <td className="nowrap">
            {momentText(bulletin.createdAt)} <small>{bulletin.createdBy}</small>
          </td>
          <td className={styles.files}>
            <BulletinDownloads id={bulletin.id} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}
