import { getCloseOutRecord, getItem, type ItemPage as Item, urlOf } from '@qingzhang/contract';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useLive } from '../notifications/live.ts';
import { Badge } from '../ui/badges.tsx';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { Acts } from './acts.tsx';
import { ChangeItem } from './change-item.tsx';
import { Evidence } from './evidence.tsx';
import { Facts } from './facts.tsx';
import { factsLine } from './facts-line.ts';
import { History } from './history.tsx';
import styles from './items.module.css';
import { isOfJudging, JudgeBox } from './judge-box.tsx';
import { Measures } from './measures.tsx';
import { Reports } from './reports.tsx';
import { Standards } from './standards.tsx';
import { StatePath } from './state-path.tsx';
import { useItemKeys } from './use-item-keys.ts';

/** 事项: one item with its life; the next act stands on the right, on a phone directly below the path. */
export function ItemPage() {
  const { id } = useParams({ from: '/shell/items/$id' });
  const { lang } = useView();
  useLive({ type: 'item', id }, [getItem]);
  const query = useCall(getItem, { params: { id: Number(id) }, query: { lang } });
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={16} bar={22} />}>
        {(item) => <Page key={item.id} item={item} />}
      </Loaded>
    </main>
  );
}

function Page({ item }: { readonly item: Item }) {
  useTitle(item.title);
  const navigate = useNavigate();
  const go = (id: number | null) => {
    if (id !== null) void navigate({ to: '/items/$id', params: { id: String(id) } });
  };
  useItemKeys({ previous: () => go(item.neighbours.previous), next: () => go(item.neighbours.next) });
  return (
    <>
      <Crumbs item={item} />
      <Head item={item} />
      <StatePath item={item} />
      <div className={styles.columns}>
        <aside className={styles.side}>
          {isOfJudging(item) && <JudgeBox item={item} />}
          <Acts item={item} />
          <Standards item={item} />
        </aside>
        <div className={styles.main}>
          <Facts item={item} />
          <ChangeItem item={item} />
          <Measures item={item} />
          <Evidence item={item} />
          <Reports item={item} />
          <History item={item} />
        </div>
      </div>
    </>
  );
}

function Crumbs({ item }: { readonly item: Item }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const regionName = useRegionName();
  const { previous, next } = item.neighbours;
  return (
    <nav className={styles.crumbs} aria-label={t('crumbs.label')}>
      <span>
        <a href={`/programs/${item.program}`}>{item.definition.shortName[lang]}</a> ›{' '}
        <a href={`/programs/${item.program}?city=${item.city}`}>{regionName(item.city)}</a> ›{' '}
        {t('crumbs.number', { no: item.no, counter: item.definition.counter })}
      </span>
      <span className={styles.neighbours}>
        {previous !== null && (
          <Link to="/items/$id" params={{ id: String(previous) }}>
            {t('crumbs.previous')} <kbd>K</kbd>
          </Link>
        )}
        {next !== null && (
          <Link to="/items/$id" params={{ id: String(next) }}>
            {t('crumbs.next')} <kbd>J</kbd>
          </Link>
        )}
      </span>
    </nav>
  );
}

function Head({ item }: { readonly item: Item }) {
  const { t } = useTranslation('items');
  const { t: ui } = useTranslation('ui');
  return (
    <header className={styles.head}>
      <span className={styles.title}>
        <ProgramLamp lamp={item.lamp} overridden={item.overridden} />
        <h1>{item.title}</h1>
      </span>
      {item.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
      {item.reboundCount > 0 && (
        <span className={styles.rebound}>{t('rebounds', { count: item.reboundCount })}</span>
      )}
      <span className="n2">{factsLine(item, t)}</span>
      {item.closeOutRecord && (
        <a
          className={`btn ${styles.print}`}
          href={urlOf(getCloseOutRecord, { params: { id: item.id }, query: { format: 'pdf' } })}
          target="_blank"
          rel="noreferrer"
        >
          {t('print')}
        </a>
      )}
    </header>
  );
}
