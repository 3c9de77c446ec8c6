import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/session.ts';
import { useTitle } from '../../app/use-title.ts';
import { ErrorPanel, Skeleton } from '../../ui/states.tsx';
import { agendaTimes, nextItem } from '../agenda-time.ts';
import { useServerNow } from '../clock.ts';
import { useRecord } from '../use-record.ts';
import { useStage } from '../use-stage.ts';
import { AgendaColumn } from './agenda-column.tsx';
import styles from './chair.module.css';
import { ChairBar } from './chair-bar.tsx';
import { ChairNotesPart } from './chair-notes.tsx';
import { JumpDialog } from './jump-dialog.tsx';
import { RecordColumn } from './record-column.tsx';
import { ScreenPart } from './screen-part.tsx';
import { turned } from './turned.ts';
import { useAsked } from './use-asked.ts';
import { useDrive } from './use-drive.ts';

/** 主持视图: time at the left, what everybody sees in the middle, what is being recorded at the right. */
export function ChairPage() {
  const { t } = useTranslation('stage');
  useTitle(t('chair.title'));
  const id = Number(useParams({ from: '/meetings/$id/chair' }).id);
  const mayDrive = useMay('meetings.drive');
  const hearLine = useRef<(line: Parameters<ReturnType<typeof useRecord>['hear']>[0]) => void>(() => {});
  const stage = useStage({ by: 'meeting', id, venue: null }, (line) => hearLine.current(line));
  const record = useRecord(id, stage.streams);
  hearLine.current = record.hear;
  const { state, anchor, refusal, take } = stage;
  const now = useServerNow(anchor);
  const drive = useDrive(id, take);
  const [jumping, setJumping] = useState(false);
  // How many screens the page on show has, as it says itself; of another page nothing is known yet.
  const page = state?.page ?? null;
  const [told, tell] = useState<{ readonly page: string | null; readonly count: number } | null>(null);
  const onScreens = useCallback((count: number) => tell({ page, count }), [page]);
  const screens = told !== null && told.page === page ? told.count : 1;

  // Where the last press leads, until the page says so itself: two quick presses turn two pages, or take back each other.
  const revision = state?.revision ?? 0;
  const turning = useAsked<{ page: string; sub: number }>(revision);
  const darkening = useAsked<boolean>(revision);
  const { act } = drive;
  const turn = useCallback(
    (forth: boolean) => {
      if (state === null) return;
      const here = turning.last() ?? { page: state.page ?? '', sub: state.sub };
      const known = here.page === state.page ? screens : 1;
      const to = turned(state.pages, here, known, forth);
      if (to !== null) act({ act: 'show', ...to }, turning.ask(to));
    },
    [state, screens, act, turning],
  );
  const blank = useCallback(() => {
    if (state === null) return;
    const on = !(darkening.last() ?? state.blank);
    act({ act: 'blank', on }, darkening.ask(on));
  }, [state, act, darkening]);
  useKeys(state !== null && mayDrive && !jumping, {
    turn,
    blank,
    jump: () => setJumping(true),
    begin: () => {
      const next =
        state === null || now === null ? null : nextItem(agendaTimes(state, now), state.agendaItem);
      if (state?.state === 'live' && next !== null) act({ act: 'begin', item: next.item.id });
    },
    pause: () => state?.timer && act({ act: state.timer.startedAt === null ? 'resume' : 'pause' }),
    longer: () => state?.timer && act({ act: 'addTime', seconds: 60 }),
  });

  if (refusal !== null && state === null) return <ErrorPanel error={refusal} />;
  if (state === null || now === null)
    return (
      <main className="page">
        <Skeleton rows={12} bar={28} />
      </main>
    );
  return (
    <div className={styles.page}>
      <ChairBar stage={stage} state={state} now={now} id={id} record={record.lines ?? []} />
      {(refusal !== null || drive.error !== null) && (
        <div className={styles.problem}>
          <ErrorPanel error={refusal ?? drive.error} />
        </div>
      )}
      <div className={styles.columns}>
        <AgendaColumn state={state} now={now} drive={drive} mayDrive={mayDrive} id={id} />
        <main className={styles.middle}>
          <ScreenPart
            stage={stage}
            state={state}
            now={now}
            mayDrive={mayDrive}
            screens={screens}
            onScreens={onScreens}
            onTurn={turn}
            onBlank={blank}
            onJump={() => setJumping(true)}
          />
          {mayDrive && <ChairNotesPart id={id} state={state} />}
        </main>
        <RecordColumn query={record.query} lines={record.lines ?? []} state={state} id={id} />
      </div>
      <JumpDialog
        open={jumping}
        state={state}
        onClose={() => setJumping(false)}
        onChoose={(key) => {
          setJumping(false);
          drive.act({ act: 'show', page: key, sub: 0 });
        }}
      />
    </div>
  );
}

interface Keys {
  turn(forth: boolean): void;
  blank(): void;
  jump(): void;
  begin(): void;
  pause(): void;
  longer(): void;
}

/** PgUp PgDn ← → Space B J N P +, wherever the focus is except where somebody writes or a button is under the finger. */
function useKeys(active: boolean, keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const { target } = event;
      if (!(target instanceof Element)) return;
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null) return;
      const act = actOf(event.key);
      // Space on a button presses the button.
      if (act === null || (event.key === ' ' && target.closest('button, a, summary') !== null)) return;
      event.preventDefault();
      if (event.repeat) return;
      if (act === 'forth' || act === 'back') latest.current.turn(act === 'forth');
      else latest.current[act]();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active]);
}

/** What a key does; letters in either case. */
function actOf(key: string): 'forth' | 'back' | Exclude<keyof Keys, 'turn'> | null {
  const acts: Readonly<Record<string, ReturnType<typeof actOf>>> = {
    ...{ PageDown: 'forth', ArrowRight: 'forth', ' ': 'forth', PageUp: 'back', ArrowLeft: 'back' },
    ...{ b: 'blank', j: 'jump', n: 'begin', p: 'pause', '+': 'longer', '=': 'longer' },
  };
  return acts[key.length === 1 ? key.toLowerCase() : key] ?? null;
}
