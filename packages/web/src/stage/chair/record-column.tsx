import { type RecordLine, recordKinds, type StageState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { Loaded, type LoadedQuery } from '../../ui/states.tsx';
import { RecordCard } from '../record-card.tsx';
import { usePrograms } from '../use-programs.ts';
import { isIncomplete } from '../use-record.ts';
import styles from './chair.module.css';

interface RecordColumnProps {
  readonly query: LoadedQuery<{ items: RecordLine[]; incomplete: number }>;
  readonly lines: readonly RecordLine[];
  readonly state: StageState;
  readonly id: number;
}

/** 正在记录: the newest first, with what is missing and what does not work out. */
export function RecordColumn({ query, lines: all, state, id }: RecordColumnProps) {
  const { t } = useTranslation('stage');
  const { name } = usePrograms();
  const lines = all.filter((line) => line.state !== 'void');
  const incomplete = lines.filter(isIncomplete).length;
  const counts = recordKinds
    .map((kind) => ({ kind, count: lines.filter((line) => line.kind === kind).length }))
    .filter(({ count }) => count > 0);
  return (
    <aside className={styles.right} aria-labelledby="chair-record">
      <div className={styles.recordHead}>
        <h2 id="chair-record">{t(state.state === 'live' ? 'chair.recording' : 'chair.recorded')}</h2>
        {incomplete > 0 && <b className={styles.warn}>▲ {t('record.incomplete', { count: incomplete })}</b>}
      </div>
      {counts.length > 0 && (
        <ul className={styles.counts}>
          {counts.map(({ kind, count }) => (
            <li key={kind}>
              {t(`kind.${kind}`)} {count}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.cards}>
        <Loaded query={query}>
          {() => (
            <ul>
              {[...lines].reverse().map((line) => (
                <li key={line.clientKey}>
                  <RecordCard line={line} programName={name} />
                </li>
              ))}
              {lines.length === 0 && <li className="n3">{t('record.empty')}</li>}
            </ul>
          )}
        </Loaded>
      </div>
      <p className={styles.recordFoot}>
        <a href={`/meetings/${id}/record`}>{t('record.open')}</a>
      </p>
    </aside>
  );
}
