import type { StageState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { HallFrame } from '../hall/hall-frame.tsx';
import { HallView } from '../hall/hall-view.tsx';
import type { Stage } from '../use-stage.ts';
import styles from './chair.module.css';

interface ScreenPartProps {
  readonly stage: Stage;
  readonly state: StageState;
  readonly now: number;
  readonly mayDrive: boolean;
  readonly screens: number;
  readonly onScreens: (count: number) => void;
  readonly onTurn: (forth: boolean) => void;
  readonly onBlank: () => void;
  readonly onJump: () => void;
}

/** 各会场现在看到的: the hall's page itself, scaled, not a picture of it; and what comes next. */
export function ScreenPart(props: ScreenPartProps) {
  const { stage, state, now, mayDrive, screens, onScreens, onTurn, onBlank, onJump } = props;
  const { t } = useTranslation('stage');
  const at = state.pages.findIndex(({ key }) => key === state.page);
  const page = state.page === null ? null : (stage.pages.get(state.page) ?? null);
  const next = state.pages[at + 1];
  const nextPage = next === undefined ? null : (stage.pages.get(next.key) ?? null);
  const live = state.state === 'live';
  // After the end the halls see that it has ended; there is nothing to turn.
  const over = state.state === 'ended' || state.state === 'followed' || state.state === 'cancelled';
  return (
    <section aria-labelledby="chair-screen" data-revision={state.revision}>
      <div className={styles.screenHead}>
        <h2 id="chair-screen">
          {t(live || over ? 'chair.seen' : 'chair.seenBefore')}
          <small hidden={over}>
            {at >= 0
              ? screens > 1
                ? t('hall.pagePart', {
                    number: at + 1,
                    part: Math.min(state.sub, screens - 1) + 1,
                    of: screens,
                  })
                : t('hall.page', { number: at + 1 })
              : t('chair.noPage')}
            {t('chair.ofPages', { count: state.pages.length })}
          </small>
        </h2>
        {mayDrive && !over && (
          <span className={styles.turn}>
            <button type="button" className="btn" onClick={() => onTurn(false)}>
              ◀ {t('chair.previous')} <kbd>PgUp</kbd>
            </button>
            <button type="button" className="btn" aria-pressed={state.blank} onClick={onBlank}>
              {t(state.blank ? 'chair.unblank' : 'chair.blank')} <kbd>B</kbd>
            </button>
            <button type="button" className="btn pri" onClick={() => onTurn(true)}>
              {t('chair.next')} <kbd>PgDn</kbd> ▶
            </button>
          </span>
        )}
      </div>
      <div className={styles.screens}>
        <div className={styles.preview}>
          <HallFrame>
            <HallView state={state} page={page} now={now} ground="dark" venue={null} onScreens={onScreens} />
          </HallFrame>
        </div>
        <div className={styles.following} hidden={over}>
          <div className={styles.nextPicture} aria-hidden="true">
            {nextPage !== null && (
              <HallFrame>
                <HallView
                  state={{ ...state, blank: false }}
                  page={nextPage}
                  sub={0}
                  now={now}
                  ground="dark"
                  venue={null}
                />
              </HallFrame>
            )}
          </div>
          <p>
            <b>{t('chair.following')}</b>{' '}
            {next === undefined
              ? t('chair.lastPage')
              : t('chair.pageTitle', { number: at + 2, title: next.title })}
            {mayDrive && (
              <button type="button" className={`plain ${styles.link}`} onClick={onJump}>
                {t('chair.jump')} <kbd>J</kbd>
              </button>
            )}
          </p>
        </div>
      </div>
    </section>
  );
}
