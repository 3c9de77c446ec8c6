import { listTargets, listTargetsXlsx, type TargetIndicator } from '@qingzhang/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useIndicatorName } from '../cities/indicator-name.tsx';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { type Grid, gridOf } from './grid-model.ts';
import { ImportTargets } from './import-targets.tsx';
import { TargetDrawer } from './target-drawer.tsx';
import { TargetGrid } from './target-grid.tsx';
import styles from './targets.module.css';

/** 目标: the binding values of a year, city by indicator, each with its versions and the document that set it. */
export function TargetsPage() {
  const { t } = useTranslation('targets');
  const { t: app } = useTranslation('app');
  useTitle(app('nav.targets'));
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  const search = useSearch({ from: '/shell/targets' });
  const navigate = useNavigate({ from: '/targets' });
  const mayWrite = useMay('targets.write');
  const overview = useOverview();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<{ region: string; indicator: TargetIndicator } | null>(null);
  const query = useCall(listTargets, { query: { year: search.year, history: 'true', lang } });
  if (overview.data === undefined) {
    return (
      <main className="page">
        {overview.error ? (
          <ErrorPanel error={overview.error} onRetry={() => void overview.refetch()} />
        ) : (
          <Skeleton rows={14} bar={22} />
        )}
      </main>
    );
  }
  const { cities } = overview.data;
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={14} bar={22} />}>
        {({ year, years, items }) => {
          const grid = gridOf(items, cities, all || (mayWrite && items.length === 0));
          const cell = open && grid.rows.flatMap(({ cells }) => cells).find((one) => same(one, open));
          const options = [...new Set([...years, year, year + 1])].sort((a, b) => b - a);
          return (
            <>
              <header className={styles.header}>
                <h1>{t('title', { year })}</h1>
                <Select
                  size="small"
                  variant="borderless"
                  aria-label={t('year')}
                  value={year}
                  onChange={(next) =>
                    void navigate({ search: (before) => ({ ...before, year: next }), replace: true })
                  }
                  popupMatchSelectWidth={false}
                  options={options.map((one) => ({ value: one, label: t('yearOption', { year: one }) }))}
                />
                {items.some(({ simulated }) => simulated) && (
                  <Badge kind="sim">{ui('badge.simulated')}</Badge>
                )}
                <span className={styles.actions}>
                  {mayWrite && (
                    <button type="button" className="btn" aria-pressed={all} onClick={() => setAll(!all)}>
                      {all ? t('fewer') : t('all')}
                    </button>
                  )}
                  {mayWrite && <ImportTargets />}
                  <ExportButton endpoint={listTargetsXlsx} query={{ year, lang }} />
                </span>
              </header>
              <Lead grid={grid} cities={cities.length} />
              {!mayWrite && <p className="n3">{t('mayNot')}</p>}
              <TargetGrid grid={grid} open={open} mayWrite={mayWrite} onOpen={setOpen} />
              <p className="cap">{t('gridNote')}</p>
              {cell && (
                <TargetDrawer
                  key={`${year}/${cell.region}/${cell.indicator}`}
                  cell={cell}
                  year={year}
                  lang={lang}
                  mayWrite={mayWrite}
                  onClose={() => setOpen(null)}
                />
              )}
            </>
          );
        }}
      </Loaded>
    </main>
  );
}

interface Place {
  readonly region: string;
  readonly indicator: TargetIndicator;
}
const same = (a: Place, b: Place) => a.region === b.region && a.indicator === b.indicator;

/** What is set and what is missing, in a sentence. */
function Lead({ grid, cities }: { readonly grid: Grid; readonly cities: number }) {
  const { t, i18n } = useTranslation('targets');
  const indicator = useIndicatorName();
  const region = useRegionName();
  const between = i18n.language.startsWith('zh') ? '、' : ', ';
  if (grid.set === 0) return <p className="lead">{t('leadNone')}</p>;
  return (
    <p className="lead">
      {t('lead', { cities, set: grid.set })}
      {grid.gaps.length === 0
        ? t('leadComplete')
        : grid.gaps.map((gap) => (
            <b key={gap.indicator} className="tight">
              {t('leadGap', {
                indicator: indicator(gap.indicator),
                regions: gap.regions.map((code) => region(code, 'short')).join(between),
              })}
            </b>
          ))}
    </p>
  );
}
