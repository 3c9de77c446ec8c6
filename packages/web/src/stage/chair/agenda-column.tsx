import type { StageState } from '@qingzhang/contract';
import { getChairNotes } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { useView } from '../../app/view.ts';
import { type AgendaTime, agendaTimes, forecast, nextItem } from '../agenda-time.ts';
import { clockText, countdownText, remainingOf } from '../clock.ts';
import styles from './chair.module.css';
import { OpenAndEnd } from './open-and-end.tsx';
import type { Drive } from './use-drive.ts';

interface AgendaColumnProps {
  readonly state: StageState;
  readonly now: number;
  readonly drive: Drive;
  readonly mayDrive: boolean;
  readonly id: number;
}

/** Time left, the agenda with used and planned minutes, and what moves it on. */
export function AgendaColumn({ state, now, drive, mayDrive, id }: AgendaColumnProps) {
  const { t } = useTranslation('stage');
  const times = agendaTimes(state, now);
  const { endsAt, lateMinutes } = forecast(state, now);
  const live = state.state === 'live';
  const over = state.state === 'ended' || state.state === 'followed';
  const next = live ? nextItem(times, state.agendaItem) : null;
  const toStart = Math.ceil((Date.parse(state.startsAt) - now) / 60_000);
  const left = live ? Math.max(0, Math.round((endsAt - now) / 60_000)) : toStart;
  return (
    <aside className={styles.left} aria-label={t('chair.agenda')}>
      <div className={styles.leftTime}>
        <p className="n2">
          {t(live ? 'chair.toEnd' : over ? 'chair.over' : left < 0 ? 'chair.pastStart' : 'chair.toStart')}
        </p>
        {!over && (
          <p className={styles.big}>
            {Math.abs(left) > 600 ? (
              <span className={styles.bigDay}>{clockText(Date.parse(state.startsAt))}</span>
            ) : (
              <>
                {Math.abs(left)}
                <small>{t('chair.minutes')}</small>
              </>
            )}
          </p>
        )}
        {live && (
          <p className="n2">
            {t('chair.expected', { time: clockText(endsAt) })}
            {lateMinutes !== 0 && (
              <b className={lateMinutes > 0 ? styles.warn : styles.good}>
                {t(lateMinutes > 0 ? 'chair.late' : 'chair.early', { count: Math.abs(lateMinutes) })}
              </b>
            )}
          </p>
        )}
      </div>
      <table className={styles.agendaTable}>
        <caption className="unseen">{t('chair.agenda')}</caption>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              <span className="unseen">{t('chair.item')}</span>
            </th>
            <th scope="col">{t('chair.used')}</th>
            <th scope="col">{t('chair.planned')}</th>
          </tr>
        </thead>
        <tbody>
          {times.map((one, at) => (
            <Item
              key={one.item.id}
              one={one}
              no={at + 1}
              state={state}
              now={now}
              drive={drive}
              may={mayDrive && live}
            />
          ))}
        </tbody>
      </table>
      {mayDrive && live && (
        <div className={styles.driveButtons}>
          {next !== null && (
            <button
              type="button"
              className="btn pri"
              disabled={drive.pending}
              onClick={() => drive.act({ act: 'begin', item: next.item.id })}
            >
              {t('chair.beginNext', { name: nameOf(next) })} <kbd>N</kbd>
            </button>
          )}
          <Timer state={state} drive={drive} />
        </div>
      )}
      {mayDrive && live && <Replan id={id} state={state} drive={drive} />}
      {mayDrive && <OpenAndEnd state={state} drive={drive} nothingLeft={live && next === null} />}
    </aside>
  );
}

const nameOf = ({ item }: AgendaTime): string => item.speaker || item.title;
const minutesText = (seconds: number): string => String(Math.round(seconds / 60));

interface ItemProps {
  readonly one: AgendaTime;
  readonly no: number;
  readonly state: StageState;
  readonly now: number;
  readonly drive: Drive;
  readonly may: boolean;
}

function Item({ one, no, state, now, drive, may }: ItemProps) {
  const { t } = useTranslation('stage');
  const { item, children } = one;
  const begun = one.state !== 'ahead' || one.usedSeconds > 0;
  return (
    <>
      <tr className={styles[one.state]} aria-current={one.state === 'now' ? 'step' : undefined}>
        <td className={styles.no}>{no}</td>
        <th scope="row">
          <span className={styles.itemLine}>
            <Begin one={one} drive={drive} may={may && children.length === 0}>
              {item.title}
              {children.length > 0 && one.state === 'ahead' && (
                <small>{t('chair.speakers', { count: children.length })}</small>
              )}
            </Begin>
            {state.timer?.item === item.id && (
              <span className={styles.itemTimer}>{countdownText(remainingOf(state.timer, now))}</span>
            )}
          </span>
        </th>
        <td className={`num ${one.usedSeconds > one.plannedSeconds + 59 ? styles.spent : ''}`}>
          {begun ? minutesText(one.usedSeconds) : '—'}
        </td>
        <td className="num n3">{minutesText(one.plannedSeconds)}</td>
      </tr>
      {children.length > 0 && one.state === 'now' && (
        <tr className={styles.below}>
          <td colSpan={4}>
            <ul>
              {children.map((child) => (
                <li key={child.item.id} className={styles[child.state]}>
                  <Begin one={child} drive={drive} may={may}>
                    {nameOf(child)}
                  </Begin>
                  <span className="num">
                    {state.timer?.item === child.item.id
                      ? countdownText(remainingOf(state.timer, now))
                      : countdownText(child.state === 'done' ? child.usedSeconds : child.plannedSeconds)}
                  </span>
                  {child.item.note !== '' && <p>{child.item.note}</p>}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

/** The item's name; where it can be begun, the name is what begins it. */
function Begin({
  one,
  drive,
  may,
  children,
}: {
  readonly one: AgendaTime;
  readonly drive: Drive;
  readonly may: boolean;
  readonly children: React.ReactNode;
}) {
  const { t } = useTranslation('stage');
  if (!may || one.state === 'now')
    return (
      <span className={styles.itemName} title={nameOf(one)}>
        {children}
      </span>
    );
  return (
    <button
      type="button"
      className={`plain ${styles.itemName} ${styles.begin}`}
      title={t(one.state === 'done' ? 'chair.beginAgain' : 'chair.begin', { name: nameOf(one) })}
      disabled={drive.pending}
      onClick={() => drive.act({ act: 'begin', item: one.item.id })}
    >
      {children}
    </button>
  );
}

function Timer({ state, drive }: { readonly state: StageState; readonly drive: Drive }) {
  const { t } = useTranslation('stage');
  const { timer } = state;
  if (timer === null) return null;
  return (
    <span className={styles.timerButtons}>
      <button type="button" className="btn" onClick={() => drive.act({ act: 'addTime', seconds: 60 })}>
        {t('chair.addMinute')}
      </button>
      <button type="button" className="btn" onClick={() => drive.act({ act: 'addTime', seconds: -60 })}>
        {t('chair.lessMinute')}
      </button>
      <button
        type="button"
        className="btn"
        onClick={() => drive.act({ act: timer.startedAt === null ? 'resume' : 'pause' })}
      >
        {t(timer.startedAt === null ? 'chair.resume' : 'chair.pause')} <kbd>P</kbd>
      </button>
    </span>
  );
}

/** 点评 6 位各减 20 秒，可追回 2 分: proposed, taken over by one press. */
function Replan({
  id,
  state,
  drive,
}: {
  readonly id: number;
  readonly state: StageState;
  readonly drive: Drive;
}) {
  const { t } = useTranslation('stage');
  const { lang } = useView();
  const notes = useCall(
    getChairNotes,
    { params: { id }, query: { lang, ...(state.agendaItem !== null && { item: state.agendaItem }) } },
    { refetchInterval: 20_000 },
  );
  const replan = notes.data?.replan ?? null;
  if (replan === null) return null;
  return (
    <p className={styles.tip}>
      {replan.text}
      <button
        type="button"
        className={`plain ${styles.link}`}
        onClick={() => {
          drive.act({ act: 'replan', minutes: replan.minutes });
          void notes.refetch();
        }}
      >
        {t('chair.replan')}
      </button>
    </p>
  );
}
