import type { ScreenPage, StageState } from '@qingzhang/contract';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText, countdownText, remainingOf } from '../clock.ts';
import { AgendaStrip } from './agenda-strip.tsx';
import { Body, type Ground } from './body.tsx';
import { em, titleSize } from './fit.ts';
import styles from './hall.module.css';
import { HALL } from './hall-frame.tsx';
import { Side } from './side.tsx';
import { ClosingPage, WaitingPage } from './still-pages.tsx';

interface HallViewProps {
  readonly state: StageState;
  /** The page on show, if this device has it. */
  readonly page: ScreenPage | null;
  readonly sub?: number;
  /** The server's moment, in milliseconds. */
  readonly now: number;
  readonly ground: Ground;
  readonly venue: string | null;
  /** Quiet line at the bottom edge: what the operator should know. */
  readonly strip?: string | null;
  readonly onScreens?: (count: number) => void;
}

const MARGIN = 56;
const SIDE = 502;
const FOOT = 84;
const HEAD = 80;

/** What a hall sees: one sentence, one picture, one speaker (1920×1080 units). The chair sees the same, smaller. */
export function HallView({ state, page, now, ground, venue, strip = null, ...rest }: HallViewProps) {
  const dark = ground === 'dark' ? 'dark' : '';
  if (state.blank && state.state === 'live')
    return (
      <div className={`${styles.hall} dark`} data-blank="">
        {strip !== null && <p className={styles.strip}>{strip}</p>}
      </div>
    );
  return (
    <div className={`${styles.hall} ${dark}`} data-page={page?.key ?? ''}>
      <Content state={state} page={page} now={now} ground={ground} venue={venue} {...rest} />
      {strip !== null && <p className={styles.strip}>{strip}</p>}
    </div>
  );
}

function Content({ state, page, now, ground, venue, sub = state.sub, onScreens }: HallViewProps) {
  if (state.state === 'ended' || state.state === 'followed' || state.state === 'cancelled')
    return <ClosingPage state={state} venue={venue} />;
  // Name and time; before the opening whoever drives may try other pages out, the halls see the cover alone.
  if (page === null || page.body.kind === 'cover')
    return <WaitingPage state={state} cover={page} now={now} venue={venue} />;
  return (
    <Shown
      key={page.key}
      state={state}
      page={page}
      now={now}
      ground={ground}
      venue={venue}
      sub={sub}
      {...(onScreens && { onScreens })}
    />
  );
}

interface ShownProps extends Omit<HallViewProps, 'page' | 'sub' | 'strip'> {
  readonly page: ScreenPage;
  readonly sub: number;
}

function Shown({ state, page, now, ground, venue, sub, onScreens }: ShownProps) {
  const { t } = useTranslation('stage');
  const [screens, setScreens] = useState(1);
  const tell = useCallback(
    (count: number) => {
      setScreens(count);
      onScreens?.(count);
    },
    [onScreens],
  );
  const number = state.pages.findIndex(({ key }) => key === page.key) + 1;
  const { timer } = state;
  const own = timer !== null && (page.agendaItem === null || timer.item === page.agendaItem) ? timer : null;
  const inSide = page.side !== null && own !== null;
  const width = HALL.width - 2 * MARGIN;
  const size = titleSize(page.title, width);
  const lines = em(page.title) * size > width ? 2 : 1;
  const top = HEAD + 22 + lines * size * 1.25 + 18;
  const room = {
    width: page.side === null ? width : width - SIDE - 56,
    height: HALL.height - top - FOOT,
  };
  const speaking = timer === null ? undefined : state.agenda.find(({ id }) => id === timer.item);
  return (
    <>
      <header className={styles.head}>
        <span className={styles.meeting}>{state.title}</span>
        <AgendaStrip agenda={state.agenda} now={state.agendaItem} />
        {timer !== null && !inSide && (
          <span className={styles.headTimer}>
            {speaking?.speaker !== '' && <span>{speaking?.speaker}</span>}
            <b>{countdownText(remainingOf(timer, now))}</b>
          </span>
        )}
        <span className={styles.clock}>{clockText(now)}</span>
      </header>
      <h1 style={{ fontSize: size, lineHeight: 1.25 }}>{page.title}</h1>
      <div className={styles.content} style={{ height: room.height }}>
        <div style={{ width: room.width }}>
          <Body body={page.body} room={room} ground={ground} sub={sub} onScreens={tell} />
        </div>
        {page.side !== null && <Side side={page.side} timer={own} now={now} />}
      </div>
      <footer className={styles.foot}>
        {page.badges.map((badge) => (
          <span key={badge} className={`${styles.badge} ${badge === t('hall.closed') ? styles.shut : ''}`}>
            {badge}
          </span>
        ))}
        {state.simulated && !page.badges.includes(t('hall.simulated')) && (
          <span className={styles.badge}>{t('hall.simulated')}</span>
        )}
        <span>{page.until}</span>
        <span className={styles.footRight}>
          {page.base !== '' && <span>{page.base}</span>}
          {venue !== null && <span>{venue}</span>}
          {number > 0 && (
            <span>
              {screens > 1
                ? t('hall.pagePart', { number, part: Math.min(sub, screens - 1) + 1, of: screens })
                : t('hall.page', { number })}
            </span>
          )}
        </span>
      </footer>
    </>
  );
}
