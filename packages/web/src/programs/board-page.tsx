import {
  getProgramBoard,
  getProgramBoardXlsx,
  listItems,
  listItemsXlsx,
  type ProgramBoard,
  remindUnreported,
  urlOf,
} from '@qingzhang/contract';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useMay, useSession } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText, monthText } from '../ui/moments.ts';
import { SentenceText } from '../ui/sentence.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { LedgerPanel } from './ledger/ledger-panel.tsx';
import { LookBackButton, LookBackResult, useLookBacks } from './look-backs.tsx';
import { NewItemDrawer } from './new-item-drawer.tsx';
import styles from './programs.module.css';
import { RankingTable } from './ranking-table.tsx';
import { Tiles } from './tiles.tsx';

const MapTab = lazy(() => import('./map-tab.tsx').then(({ MapTab: default_ }) => ({ default: default_ })));
const tabs = ['board', 'ledger', 'map', 'wall'] as const;

/** 专项看板: see who is late and how fast they must go; mend the rows that need it. */
export function BoardPage() {
  const { key } = useParams({ from: '/shell/programs/$key' });
  const { month } = useSearch({ from: '/shell/programs/$key' });
  const { lang } = useView();
  const { t } = useTranslation('programs');
  const query = useCall(getProgramBoard, { params: { key }, query: { lang, ...(month && { month }) } });
  useTitle(query.data ? query.data.name[lang] : t('title'));
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={20} bar={22} />}>
        {(board) => <Board board={board} />}
      </Loaded>
    </main>
  );
}

function Board({ board }: { readonly board: ProgramBoard }) {
  const { t, i18n } = useTranslation('programs');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  const search = useSearch({ from: '/shell/programs/$key' });
  const navigate = useNavigate({ from: '/programs/$key' });
  const tab = search.tab ?? 'board';
  // A list is issued by whoever runs the program, figures are reported by whom it concerns: both bring spreadsheets.
  const mayImport = useMay('items.import');
  const lookBacks = useLookBacks(board);
  const [making, setMaking] = useState(false);
  const month = monthText(Number(board.month.slice(5)), i18n.language);
  return (
    <>
      <header className={styles.head}>
        <h1>{board.name[lang] || board.name.zh}</h1>
        <Badge kind={board.closed ? 'shut' : 'live'}>
          {t(board.closed ? 'month.closed' : 'month.open', { month })}
        </Badge>
        {board.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
        {board.state !== 'active' && <Badge>{t(`state.${board.state}`)}</Badge>}
        <span className="n3">{t('until', { moment: momentText(board.until) })}</span>
        <Select
          size="small"
          variant="borderless"
          aria-label={t('month.pick')}
          value={board.month}
          popupMatchSelectWidth={false}
          options={[...board.months].reverse().map((value) => ({ value, label: value }))}
          onChange={(value) =>
            void navigate({ search: (before) => ({ ...before, month: value }), replace: true })
          }
        />
        <span className={styles.right}>
          <nav className="seg" aria-label={t('tab.label')}>
            {tabs.map((one) => (
              <Link
                key={one}
                to="/programs/$key"
                params={{ key: board.key }}
                search={{ ...search, tab: one === 'board' ? undefined : one }}
                activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
                className={one === tab ? 'on' : undefined}
                aria-current={one === tab ? 'page' : undefined}
              >
                {t(`tab.${one}`)}
              </Link>
            ))}
          </nav>
          {board.may.assign && board.state === 'active' && (
            <button type="button" className="btn" onClick={() => setMaking(true)}>
              {t('newItem.open')}
            </button>
          )}
          <LookBackButton lookBacks={lookBacks} />
          {(board.may.report || mayImport) && (
            <Link className="btn" to="/programs/$key/import" params={{ key: board.key }}>
              {t('import')}
            </Link>
          )}
          <a
            className="btn"
            download
            href={urlOf(listItemsXlsx, {
              params: { key: board.key },
              query: {
                lang,
                ...(search.region?.endsWith('00') &&
                  !search.region.endsWith('0000') && { city: search.region }),
              },
            })}
          >
            {t('exportLedger')}
          </a>
          <a
            className="btn"
            download
            href={urlOf(getProgramBoardXlsx, {
              params: { key: board.key },
              query: { lang, month: board.month },
            })}
          >
            {t('exportBoard')}
          </a>
          <Remind board={board} />
        </span>
      </header>
      <p className={styles.say}>
        <SentenceText runs={board.lead} />
      </p>
      <LookBackResult board={board} lookBacks={lookBacks} />
      {making && (
        <NewItemDrawer board={board} region={search.region ?? null} onClose={() => setMaking(false)} />
      )}
      {tab === 'board' && <BoardTab board={board} />}
      {tab === 'ledger' && <LedgerPanel board={board} region={search.region ?? null} tall />}
      {tab === 'map' && (
        <Suspense fallback={<Skeleton rows={12} />}>
          <MapTab board={board} />
        </Suspense>
      )}
      {tab === 'wall' && <WallTab board={board} />}
    </>
  );
}

/** The tile that is open: the one asked for, the own region, else the first that is late. */
function useOpenRegion(board: ProgramBoard): string | null {
  const { region } = useSearch({ from: '/shell/programs/$key' });
  const own = useSession()?.user.regionCode;
  const known = (code: string | null | undefined) =>
    code && (board.tiles.some((tile) => tile.region === code) || board.province?.region === code)
      ? code
      : null;
  return known(region) ?? known(own) ?? board.tiles.find(({ applicable }) => applicable)?.region ?? null;
}

function BoardTab({ board }: { readonly board: ProgramBoard }) {
  const { t } = useTranslation('programs');
  const navigate = useNavigate({ from: '/programs/$key' });
  const region = useOpenRegion(board);
  const none = board.tiles.every(({ applicable }) => !applicable);
  if (none) {
    return (
      <Empty title={t('empty.items')}>
        <p className="n2">{t('empty.itemsHint')}</p>
      </Empty>
    );
  }
  return (
    <>
      <Tiles
        board={board}
        selected={region}
        onSelect={(code) =>
          void navigate({
            search: (before) => ({ ...before, region: code }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <LedgerPanel board={board} region={region} />
      <RankingTable board={board} />
    </>
  );
}

/** 催报（5 村未报）: only those whose report is missing hear of it, once a day. */
function Remind({ board }: { readonly board: ProgramBoard }) {
  const { t } = useTranslation('programs');
  const words = useErrorWords();
  const send = useSend(remindUnreported, [listItems]);
  if (!board.may.remind || board.unreported === 0) return null;
  const { counter } = board.definition;
  if (send.data) {
    return (
      <span className="n2" role="status">
        {t('remind.done', { rows: send.data.rows, people: send.data.people, counter })}
      </span>
    );
  }
  return (
    <button
      type="button"
      className="btn pri"
      disabled={send.isPending}
      title={send.error ? words(send.error) : undefined}
      onClick={() => send.mutate({ params: { key: board.key }, body: {} })}
    >
      {send.error ? t('remind.failed') : t('remind.button', { count: board.unreported, counter })}
    </button>
  );
}

/** 挂图: what will be printed, and its two sizes. */
function WallTab({ board }: { readonly board: ProgramBoard }) {
  const { t } = useTranslation('programs');
  const address = (size: 'A0' | 'A3') => `/api/programs/${board.key}/wall?size=${size}&month=${board.month}`;
  return (
    <section aria-label={t('tab.wall')}>
      <div className={styles.bar}>
        <h2>
          {t('tab.wall')}
          <small>{t('wall.hint')}</small>
        </h2>
        <span className={styles.right}>
          <a className="btn" href={address('A3')} download>
            {t('wall.a3')}
          </a>
          <a className="btn" href={address('A0')} download>
            {t('wall.a0')}
          </a>
        </span>
      </div>
      <img
        className={styles.wall}
        src={`/api/programs/${board.key}/wall?size=A3&month=${board.month}&format=svg`}
        alt={t('wall.alt', { name: board.name.zh, month: board.month })}
      />
    </section>
  );
}
