import { type CityAccount, getCityAccount, type TargetIndicator } from '@qingzhang/contract';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { TopTools } from '../app/top-tools.tsx';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { AsOfPicker } from '../ui/as-of-picker.tsx';
import { StandingBadges } from '../ui/badges.tsx';
import { wallOf } from '../ui/moments.ts';
import { SentenceText } from '../ui/sentence.tsx';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { CalendarHeatmap } from './calendar-heatmap.tsx';
import styles from './city.module.css';
import { CityHeader } from './city-header.tsx';
import { useCitySearch } from './city-search.ts';
import { ComparisonTable } from './comparison-table.tsx';
import { CurveSection } from './curve-section.tsx';
import { Debts } from './debts.tsx';
import { IndexShares } from './index-shares.tsx';
import { useIndicatorName } from './indicator-name.tsx';
import { Ladder } from './ladder.tsx';
import { Ledger } from './ledger.tsx';
import { MonthBars } from './month-bars.tsx';

const DayDrawer = lazy(() => import('./day-drawer.tsx').then((m) => ({ default: m.DayDrawer })));
const WhatIfPanel = lazy(() =>
  import('./what-if/what-if-panel.tsx').then((m) => ({ default: m.WhatIfPanel })),
);

/** 城市: the account of one city for a year, on one page. */
export function CityPage() {
  const { code } = useParams({ from: '/shell/cities/$code' });
  const view = useView();
  const [search] = useCitySearch();
  const query = useCall(getCityAccount, {
    params: { code },
    query: { ...view, year: search.year, indicator: search.indicator },
  });
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<PageSkeleton />}>
        {(account) => <CityView code={code} account={account} />}
      </Loaded>
    </main>
  );
}

function CityView({ code, account }: { readonly code: string; readonly account: CityAccount }) {
  const { t } = useTranslation('cities');
  const { lang } = useView();
  const name = useRegionName();
  useTitle(name(code));
  const indicatorName = useIndicatorName();
  const [search, change] = useCitySearch();
  const indicator = search.indicator ?? account.curve?.indicator ?? 'pm25';
  return (
    <>
      <TopTools>
        <AsOfPicker standing={account.standing} />
        <StandingBadges standing={account.standing} parts={['review']} />
      </TopTools>
      <CityHeader
        code={code}
        account={account}
        lang={lang}
        search={search}
        onYear={(year) => change({ year, day: undefined, at: undefined })}
        onWhatIf={(open) => change({ whatif: open ? '1' : undefined })}
      />
      <p className="lead">
        <SentenceText runs={account.lead} />
      </p>
      {search.whatif === '1' && (
        <Suspense fallback={<Skeleton rows={6} bar={26} />}>
          <WhatIfPanel code={code} year={account.year} lang={lang} />
        </Suspense>
      )}
      <div className={styles.flow}>
        <section className={styles.ladder}>
          <Ladder rungs={account.rungs} />
        </section>
        <CurveSection
          className={styles.curve}
          account={account}
          indicator={indicator}
          lang={lang}
          onIndicator={(next) => change({ indicator: next })}
        />
        <section className={`${styles.calendar} ${styles.two}`}>
          <CalendarHeatmap
            year={account.year}
            cells={account.calendar}
            counts={account.classCounts}
            invalidDays={account.invalidDays}
            lang={lang}
            selected={search.day ?? null}
            onSelect={(day) => change({ day })}
          />
          <div>
            <h2>
              {t('shares.title')}
              <small>{t('shares.note')}</small>
            </h2>
            <IndexShares now={account.shares.now} last={account.shares.last} />
          </div>
        </section>
        <section className={styles.ledger}>
          <Ledger code={code} year={account.year} account={account} lang={lang} />
        </section>
        <section className={styles.ledger}>
          <Debts code={code} />
        </section>
        <section className={`${styles.comparison} ${styles.halves}`}>
          <div>
            <h2>{t('comparison.title')}</h2>
            <ComparisonTable year={account.year} rows={account.comparison} />
          </div>
          <div>
            <h2>
              {t('months.title', { indicator: indicatorName(monthlyOf(indicator)) })}
              <small>{t('months.note')}</small>
            </h2>
            <MonthBars months={account.months} lang={lang} />
          </div>
        </section>
      </div>
      <Suspense fallback={null}>
        <DayDrawer
          code={code}
          cityName={name(code)}
          day={search.day ?? null}
          latest={wallOf(account.standing.at).day}
          lang={lang}
          onChange={(day) => change({ day: day ?? undefined })}
        />
      </Suspense>
    </>
  );
}

/** Months are means; of a target that is no mean, the months of PM2.5 are shown. */
function monthlyOf(indicator: TargetIndicator): TargetIndicator {
  return indicator === 'pm10' || indicator === 'so2' || indicator === 'no2' ? indicator : 'pm25';
}

function PageSkeleton() {
  return (
    <div className={styles.skeleton}>
      <Skeleton rows={2} bar={24} />
      <Skeleton rows={4} bar={42} />
      <Skeleton rows={1} bar={320} />
    </div>
  );
}
