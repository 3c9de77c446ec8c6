import type { ScreenPage } from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../app/error-words.ts';
import { keepPagesOffline } from '../offline/register.ts';
import { LinkCode } from '../ui/link-code.tsx';
import { steady, useServerNow } from './clock.ts';
import type { Ground } from './hall/body.tsx';
import { HallFrame } from './hall/hall-frame.tsx';
import { HallView } from './hall/hall-view.tsx';
import styles from './screen.module.css';
import type { ScreenSearch } from './stage-search.ts';
import type { Stage } from './use-stage.ts';

interface ScreenProps {
  readonly stage: Stage;
  readonly venue: string | null;
  readonly search: ScreenSearch;
  /** A venue's own screen: its operator is told the conference's link before the opening. */
  readonly operated: boolean;
}

/** Below this nobody is told: a restarted server is back before anybody wonders. */
const QUIET_MS = 1_500;

/** A hall's whole screen: nothing to press, nothing that moves by itself but the clocks. */
export function Screen({ stage, venue, search, operated }: ScreenProps) {
  const { t } = useTranslation('stage');
  const words = useErrorWords();
  const { state, anchor, pages, refusal, downSince, shows } = stage;
  const now = useServerNow(anchor);
  useKeys(search);
  useAwake();
  useEffect(keepPagesOffline, []);
  const ground: Ground = search.ground ?? 'dark';
  const wanted = state?.page === null || state?.page === undefined ? null : (pages.get(state.page) ?? null);
  const page = useHeld(wanted, state?.page ?? null);
  const revision = state?.revision ?? null;
  const key = page?.key ?? null;
  useEffect(() => {
    if (revision === null) return;
    // After the frame in which it stands on the screen.
    const frame = requestAnimationFrame(() => shows({ revision, page: key }));
    return () => cancelAnimationFrame(frame);
  }, [revision, key, shows]);

  const down = downSince === null ? 0 : steady() - downSince;
  const strip = down > QUIET_MS ? t('hall.reconnecting', { count: Math.floor(down / 1000) }) : null;
  if (refusal !== null)
    return (
      <Plain ground={ground}>
        <b>{t('hall.refused')}</b>
        <p>{words(refusal)}</p>
      </Plain>
    );
  if (state === null || now === null)
    return <Plain ground={ground}>{downSince === null ? t('hall.connecting') : t('hall.unreachable')}</Plain>;
  const before = state.state !== 'live' && state.state !== 'ended' && state.state !== 'followed';
  return (
    <main
      className={`${styles.screen} ${ground === 'dark' || state.blank ? 'dark' : ''}`}
      data-ground={ground}
      data-video={search.video ?? 'none'}
      data-revision={state.revision}
    >
      <div className={styles.place}>
        <HallFrame>
          <HallView state={state} page={page} now={now} ground={ground} venue={venue} strip={strip} />
        </HallFrame>
      </div>
      {before && operated && (
        <aside className={styles.operator}>
          {state.conferenceLink !== null && (
            <LinkCode link={state.conferenceLink} label={t('operator.code')} className={styles.code} />
          )}
          <div>
            <b>{t('operator.title')}</b>
            {state.conferenceLink !== null && (
              <p>
                {t('operator.link')} <span>{state.conferenceLink}</span>
              </p>
            )}
            <p>{t('operator.keys')}</p>
          </div>
        </aside>
      )}
    </main>
  );
}

/** While a page that was just added is still on its way, the one before stays. */
function useHeld(wanted: ScreenPage | null, key: string | null): ScreenPage | null {
  const held = useRef<ScreenPage | null>(null);
  if (wanted !== null) held.current = wanted;
  else if (key === null) held.current = null;
  return held.current;
}

/** The operator's keys: V keeps room for the conference's window, L turns the ground, F fills the screen. */
function useKeys({ video, ground }: ScreenSearch): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const change = (more: Partial<ScreenSearch>) =>
        void navigate({ to: '.', search: (before) => ({ ...before, ...more }), replace: true });
      switch (event.key.toLowerCase()) {
        case 'v':
          return change({ video: video === undefined ? 'right' : video === 'right' ? 'corner' : undefined });
        case 'l':
          return change({ ground: ground === 'light' ? undefined : 'light' });
        case 'f':
          if (document.fullscreenElement === null)
            void document.documentElement.requestFullscreen().catch(() => {});
          else void document.exitFullscreen();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate, video, ground]);
}

/** The device does not go to sleep in the middle of a speech, where the browser lets a page ask for that. */
function useAwake(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return;
    let lock: { release(): Promise<void> } | null = null;
    let gone = false;
    const ask = () => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (granted) => {
          if (gone) void granted.release();
          else lock = granted;
        },
        () => {},
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}

function Plain({ ground, children }: { readonly ground: Ground; readonly children: React.ReactNode }) {
  return (
    <main className={`${styles.screen} ${styles.plain} ${ground === 'dark' ? 'dark' : ''}`} role="status">
      <div>{children}</div>
    </main>
  );
}
