import { getSituation, getSituationXlsx, type Situation } from '@qingzhang/contract';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useOverview } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { TopTools } from '../app/top-tools.tsx';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { AsOfPicker } from '../ui/as-of-picker.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { SentenceText } from '../ui/sentence.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { NARROW, useMedia } from '../ui/use-media.ts';
import { AccountTable } from './account-table.tsx';
import { CityCards } from './city-cards.tsx';
import { useCityWork } from './city-work.tsx';
import { LampKey } from './lamp-key.tsx';
import { MapPanel } from './map-panel.tsx';
import type { SituationSearch } from './situation-search.ts';
import { SpeakersPanel } from './speakers-panel.tsx';
import { WorsePanel } from './worse-panel.tsx';
import './situation.css';

/** A page that stands at the latest hour asks again every minute. */
const LIVE = 60_000;

/** 形势: sentence, then account, then picture. */
export function SituationPage() {
  const { t } = useTranslation('app');
  const view = useView();
  const { period } = useSearch({ from: '__root__' });
  const { data: overview } = useOverview();
  const empty = overview !== undefined && overview.span === null;
  const query = { ...view, ...(period && { period }) };
  const situation = useCall(
    getSituation,
    { query },
    { enabled: !empty, refetchInterval: view.at || view.asOf ? false : LIVE },
  );
  useTitle(t('nav.situation'));
  if (empty) return <NoReadings />;
  return (
    <main className="situation stay">
      <Loaded query={situation} skeleton={<Waiting />}>
        {(data) => <Shown situation={data} query={query} />}
      </Loaded>
    </main>
  );
}

interface ShownProps {
  readonly situation: Situation;
  readonly query: object;
}

function Shown({ situation, query }: ShownProps) {
  const { t } = useTranslation('situation');
  const search = useSearch({ from: '/shell/' });
  const navigate = useNavigate();
  const narrow = useMedia(NARROW);
  const work = useCityWork(LIVE);
  const change = (part: SituationSearch & { period?: string }) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, ...part }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <TopTools>
        <PeriodPicker
          value={situation.period.key}
          label={situation.period.label}
          onChange={(period) => change({ period })}
        />
        <AsOfPicker standing={situation.standing} />
      </TopTools>
      <h1 className="unseen">{t('title', { period: situation.period.label })}</h1>
      <div className="say">
        {situation.say.map(({ heading, sentence }) => (
          <div key={heading}>
            <h3>{heading}</h3>
            <p>
              <SentenceText runs={sentence} />
            </p>
          </div>
        ))}
      </div>
      {narrow ? (
        <CityCards situation={situation} work={work} />
      ) : (
        <AccountTable
          situation={situation}
          work={work}
          sort={search.sort}
          onSort={(sort) => change({ sort })}
        />
      )}
      <LampKey bands={situation.bands} sorted={search.sort !== undefined}>
        <ExportButton endpoint={getSituationXlsx} query={query} />
      </LampKey>
      <div className="low">
        <MapPanel
          situation={situation}
          indicator={search.indicator ?? 'pm25'}
          onIndicator={(indicator) => change({ indicator })}
          form={search.map}
          onForm={(map) => change({ map })}
        />
        <WorsePanel situation={situation} />
        <SpeakersPanel situation={situation} />
      </div>
    </>
  );
}

/** The page's shape in grey: three sentences, eleven rows, three panels. */
function Waiting() {
  return (
    <>
      <div className="say">
        <Skeleton rows={3} />
        <Skeleton rows={3} />
        <Skeleton rows={3} />
      </div>
      <div className="wait-rows">
        <Skeleton rows={14} bar={24} />
      </div>
    </>
  );
}

function NoReadings() {
  const { t } = useTranslation('app');
  const mayImport = useMay('intake.write');
  return (
    <main className="page">
      <Empty title={t('noData')}>
        <p>{t('noDataHint')}</p>
        {mayImport && (
          <Link to="/data" className="btn pri">
            {t('toData')}
          </Link>
        )}
      </Empty>
    </main>
  );
}
