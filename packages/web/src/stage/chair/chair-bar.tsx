import { getPresence, type RecordLine, type StageState, type VenuePresence } from '@qingzhang/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { Badge } from '../../ui/badges.tsx';
import { clockText, steady } from '../clock.ts';
import type { Stage } from '../use-stage.ts';
import styles from './chair.module.css';

interface ChairBarProps {
  readonly stage: Stage;
  readonly state: StageState;
  readonly now: number;
  readonly id: number;
  readonly record: readonly RecordLine[];
}

/** The top line: which meeting, who is connected, when the record was kept last, the time. */
export function ChairBar({ stage, state, now, id, record }: ChairBarProps) {
  const { t } = useTranslation(['stage', 'app']);
  const last = record.reduce<string | null>((at, line) => (at === null || line.at > at ? line.at : at), null);
  const down = stage.downSince === null ? 0 : Math.floor((steady() - stage.downSince) / 1000);
  return (
    <header className={styles.bar}>
      <a className={styles.mark} href="/">
        {t('app:brand')}
      </a>
      <a className={styles.barTitle} href={`/meetings/${id}`}>
        {state.title}
      </a>
      <span className="n2">{t('chair.title')}</span>
      {state.simulated && <Badge kind="sim">{t('hall.simulated')}</Badge>}
      <span className={styles.barRight}>
        {down > 0 ? (
          <b className={styles.warn} role="status">
            ▲ {t('hall.reconnecting', { count: down })}
          </b>
        ) : (
          <VenueStrip id={id} pushed={stage.presence} />
        )}
        {last !== null && <span>{t('record.savedAt', { time: clockText(Date.parse(last), true) })}</span>}
        <b className={styles.clock}>{clockText(now)}</b>
      </span>
    </header>
  );
}

/** 11 个会场在线 10 ▲ 晋城 断线 42 秒: seconds count on between two words of the server. */
function VenueStrip({ id, pushed }: { readonly id: number; readonly pushed: readonly VenuePresence[] }) {
  const { t } = useTranslation('stage');
  const asked = useCall(getPresence, { params: { id } }, { refetchInterval: 10_000 });
  const items = pushed.length > 0 ? pushed : (asked.data?.items ?? []);
  const [at, setAt] = useState(steady);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew from each word of the server
  useEffect(() => setAt(steady()), [items]);
  if (items.length === 0) return null;
  const since = Math.floor((steady() - at) / 1000);
  const online = items.filter(({ state }) => state === 'online' || state === 'otherPage').length;
  const lost = items.filter(({ state }) => state === 'reconnecting');
  const other = items.filter(({ state }) => state === 'otherPage');
  const absent = items.filter(({ state }) => state === 'absent');
  const names = (list: readonly VenuePresence[]) => list.map(({ name }) => name).join(t('join'));
  return (
    <span className={styles.venues} role="status">
      <span>{t('venues.online', { of: items.length, count: online })}</span>
      {lost.slice(0, 2).map((venue) => (
        <b key={venue.venue} className={styles.warn}>
          ▲ {t('venues.lost', { name: venue.name, count: venue.seconds + since })}
        </b>
      ))}
      {lost.length > 2 && (
        <b className={styles.warn} title={names(lost)}>
          ▲ {t('venues.lostMany', { count: lost.length })}
        </b>
      )}
      {other.length > 0 && (
        <b className={styles.warn} title={names(other)}>
          ▲{' '}
          {other.length === 1
            ? t('venues.otherPage', { name: other[0]?.name ?? '' })
            : t('venues.otherPages', { count: other.length })}
        </b>
      )}
      {absent.length > 0 && (
        <span className="n3" title={names(absent)}>
          {absent.length <= 2
            ? t('venues.absent', { names: names(absent) })
            : t('venues.absentMany', { count: absent.length })}
        </span>
      )}
    </span>
  );
}
