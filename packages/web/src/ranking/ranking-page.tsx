import { getRanking, getRankingXlsx, type Ranking } from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useOverview } from '../app/overview.ts';
import { TopTools } from '../app/top-tools.tsx';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { AsOfPicker } from '../ui/as-of-picker.tsx';
import { StandingBadges } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { SentenceText } from '../ui/sentence.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { accentsOf } from './accents.ts';
import { DecompositionPanel } from './decomposition-panel.tsx';
import { FullTable } from './full-table.tsx';
import { RankBy, type RankingSearch } from './ranking-search.ts';
import { SlopeColumn } from './slope-column.tsx';
import './ranking.css';

/** 排名: state and change side by side, and what moved a city. */
export function RankingPage() {
  const { t } = useTranslation('app');
  const view = useView();
  useTitle(t('nav.ranking'));
  const { period } = useSearch({ from: '__root__' });
  const { by, level, city } = useSearch({ from: '/shell/ranking' });
  const { data: overview } = useOverview();
  const empty = overview !== undefined && overview.span === null;
  const query = {
    ...view,
    ...(period && { period }),
    ...(by && { by }),
    ...(level && { level }),
    ...(city && { city }),
  };
  const ranking = useCall(getRanking, { query }, { enabled: !empty });
  return (
    <main className="page ranking stay">
      {empty ? (
        <Empty title={t('noData')}>
          <p>{t('noDataHint')}</p>
        </Empty>
      ) : (
        <Loaded query={ranking} skeleton={<Skeleton rows={16} bar={24} />}>
          {(data) => <Shown ranking={data} query={query} />}
        </Loaded>
      )}
    </main>
  );
}

function Shown({ ranking, query }: { readonly ranking: Ranking; readonly query: object }) {
  const { t } = useTranslation('ranking');
  const { t: ui } = useTranslation('ui');
  const search = useSearch({ from: '/shell/ranking' });
  const { period } = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const change = (part: RankingSearch & { period?: string }) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    });
  const first = ranking.columns[0];
  if (first === undefined) return <Empty title={t('none')} />;
  const by = search.by ?? 'index';
  const level = search.level ?? 'city';
  const asked = ranking.decomposition?.region ?? search.city ?? null;
  const accents = accentsOf(first, search.city);
  return (
    <>
      <TopTools>
        <PeriodPicker
          value={period ?? first.period.key}
          label={first.period.label}
          onChange={(next) => change({ period: next })}
        />
        <AsOfPicker standing={first.standing} />
      </TopTools>
      <header className="page-head">
        <h1>{t('title', { period: first.period.label })}</h1>
        <StandingBadges standing={first.standing} parts={['review', 'dust', 'simulated']} />
        <span className="n3">
          {t('scope', { n: first.n, days: first.period.days, edition: first.standing.edition })}
        </span>
        <span className="r noprint">
          <fieldset className="seg" aria-label={t('level.label')}>
            {(['city', 'county'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === level}
                onClick={() => change({ level: one, city: undefined })}
              >
                {t(`level.${one}`)}
              </button>
            ))}
          </fieldset>
          <Select
            size="small"
            aria-label={t('by')}
            popupMatchSelectWidth={false}
            value={by}
            options={RankBy.options.map((value) => ({ value, label: ui(`indicator.${value}`) }))}
            onChange={(value) => change({ by: value })}
          />
          <ExportButton endpoint={getRankingXlsx} query={query} />
        </span>
      </header>
      <p className="lead">
        <SentenceText runs={ranking.sentence} />
      </p>
      {first.rows.length === 0 ? (
        <Empty title={t('none')}>
          <p className="n2">{level === 'county' ? t('noneCounty') : t('noneHint')}</p>
        </Empty>
      ) : (
        <>
          <div className={ranking.columns.length > 1 ? 'rank-grid' : 'rank-grid single'}>
            {ranking.columns.map((column, at) => (
              <SlopeColumn
                key={column.period.key}
                column={column}
                by={by}
                accents={accents}
                showN={at === 0}
                asked={asked}
                onPick={(city) => change({ city })}
              />
            ))}
            {/* What moved a county is not taken apart: its own page of accounts does not exist either. */}
            {level === 'city' && (
              <DecompositionPanel decomposition={ranking.decomposition} column={first} by={by} />
            )}
          </div>
          <FullTable
            ranking={ranking}
            order={search.order ?? 'protocol'}
            onOrder={(order) => change({ order: order === 'protocol' ? undefined : order })}
          />
        </>
      )}
    </>
  );
}
