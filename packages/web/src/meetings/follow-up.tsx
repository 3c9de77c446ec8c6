import {
  type FollowUp,
  getFollowUp,
  getFollowUpXlsx,
  listCommitments,
  type Meeting,
} from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import { CityTable } from './city-table.tsx';
import { CommitmentList } from './commitments.tsx';
import styles from './meetings.module.css';
import { MinutesPart } from './minutes-part.tsx';
import { TaskList } from './task-list.tsx';

/** 会后: minutes, what every city was told to do, what was promised, letters, the release (DIS-6.1 T+1 … T+7). */
export function FollowUpSide({ meeting }: { readonly meeting: Meeting }) {
  const { lang } = useView();
  const query = useCall(
    getFollowUp,
    { params: { id: meeting.id }, query: { lang } },
    { refetchInterval: 60_000 },
  );
  return (
    <Loaded query={query} skeleton={<Skeleton rows={14} bar={24} />}>
      {(data) => <Whole meeting={meeting} data={data} />}
    </Loaded>
  );
}

interface WholeProps {
  readonly meeting: Meeting;
  readonly data: FollowUp;
}

const OVER = ['ended', 'followed'];

function Whole({ meeting, data }: WholeProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const [city, setCity] = useState<string | null>(null);
  const over = OVER.includes(meeting.state);
  const house = useMay('meetings.follow');
  const shows = data.tasks.length > 0 || data.cities.length > 0;
  return (
    <>
      <div className={styles.sideHead}>
        <Sentence meeting={meeting} data={data} over={over} />
        <span className={styles.ways}>
          <ExportButton endpoint={getFollowUpXlsx} params={{ id: meeting.id }} query={{ lang }} />
        </span>
      </div>
      <div className={house || data.minutes !== null ? styles.two : undefined}>
        <div>
          {shows ? (
            <>
              <CityTable rows={data.cities} city={city} onCity={setCity} />
              <TaskList tasks={data.tasks} city={city} onAll={() => setCity(null)} />
            </>
          ) : (
            <Empty title={t(over ? 'follow.noTasks' : 'follow.notYet')}>
              <p className="n2">{t(over ? 'follow.noTasksHint' : 'follow.notYetHint')}</p>
            </Empty>
          )}
          {data.commitments.length > 0 && (
            <section className={styles.section}>
              <h2>
                {t('promise.own')}
                <small>{t('promise.ownNote')}</small>
              </h2>
              <CommitmentList items={data.commitments} heardIn={null} />
            </section>
          )}
          <Due meeting={meeting} />
        </div>
        {(house || data.minutes !== null) && <MinutesPart meeting={meeting} data={data} />}
      </div>
    </>
  );
}

function Sentence({ meeting, data, over }: WholeProps & { readonly over: boolean }) {
  const { t } = useTranslation('meetings');
  if (!over)
    return <p className={styles.sentence}>{t('follow.before', { state: t(`state.${meeting.state}`) })}</p>;
  const closed = data.cities.reduce((sum, one) => sum + one.closed, 0);
  const late = data.cities.reduce((sum, one) => sum + one.late, 0);
  const count = (state: FollowUp['commitments'][number]['state']) =>
    data.commitments.filter((one) => one.state === state).length;
  return (
    <p className={styles.sentence}>
      {t('follow.sentence', { requirements: data.requirements, tasks: data.tasks.length, closed })}
      {late > 0 && (
        <>
          {t('sentence.and')}
          <b className="run-worse">{t('follow.late', { count: late })}</b>
        </>
      )}
      {data.commitments.length > 0 &&
        t('follow.promises', {
          count: data.commitments.length,
          kept: count('kept') + count('late'),
          open: count('open'),
        })}
      {t('sentence.end')}
    </p>
  );
}

/** 上次承诺—本次兑现: promises of earlier meetings that are due by this one, settled here. */
function Due({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const query = useCall(listCommitments, { query: { lang, before: meeting.id } });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={4} bar={20} />}>
      {({ items }) =>
        items.length === 0 ? null : (
          <section className={styles.section}>
            <h2>
              {t('promise.due')}
              <small>{t('promise.dueNote')}</small>
            </h2>
            <CommitmentList items={items} heardIn={meeting.id} />
          </section>
        )
      }
    </Loaded>
  );
}
