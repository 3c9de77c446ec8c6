import { type DeskRow, getDesk, sendReports } from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { shortMoment } from '../items/days.ts';
import { newDeviceKey } from '../offline/register.ts';
import { monthText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './desk.module.css';
import { targetOf } from './row-target.ts';

/** One thing to do: what, why, until when, and its one button. */
export function DeskLine({ row, first }: { readonly row: DeskRow; readonly first: boolean }) {
  return (
    <li className={styles.row}>
      <div>
        <Title row={row} />
        <Facts row={row} />
      </div>
      {row.kind === 'reports' && row.only !== null && row.only.last !== '' ? (
        <Unchanged row={row} only={row.only} />
      ) : (
        <Go row={row} primary={first} />
      )}
    </li>
  );
}

function Title({ row }: { readonly row: DeskRow }) {
  const { t } = useTranslation('desk');
  const { lang } = useView();
  return (
    <p className={styles.title}>
      {row.lamp !== null && (row.lamp === 'red' || row.lamp === 'yellow') && <ProgramLamp lamp={row.lamp} />}{' '}
      <a href={targetOf(row)}>
        <b>
          {row.kind === 'reports' && row.only === null
            ? t('reportsTitle', {
                program: row.programName[lang],
                month: monthText(Number(row.month.slice(5)), lang),
              })
            : row.title}
        </b>
      </a>
    </p>
  );
}

function Facts({ row }: { readonly row: DeskRow }) {
  const { t } = useTranslation('desk');
  const { lang } = useView();
  const due = useDue(row);
  const parts: ReactNode[] = [];
  if (row.kind === 'item' && row.returned !== null) {
    return (
      <p className={styles.facts}>
        <span className="worse">{t('returned', { reason: row.returned.reason })}</span>
        <span>
          {' '}
          {row.returned.post} {shortMoment(row.returned.at)}
        </span>
      </p>
    );
  }
  if (row.kind === 'reports') {
    parts.push(
      row.only === null
        ? t('reportsLeft', { left: row.left, all: row.all, counter: row.counter })
        : row.only.last === ''
          ? t('reportsFirst')
          : t('reportsLast', { values: row.only.last }),
    );
    if (row.only !== null) parts.unshift(row.programName[lang]);
  } else {
    if (row.kind === 'item') parts.push(row.programName[lang]);
    if (row.place) parts.push(row.place);
    if (row.kind === 'task' && row.action.why !== '') parts.push(row.action.why);
    else if (row.reason && row.lamp !== 'green') parts.push(row.reason);
    if (row.kind === 'item' && row.act === 'judge' && row.from)
      parts.push(t('reportedAt', { at: shortMoment(row.from.at) }));
    if (row.kind === 'item' && row.from?.post)
      parts.push(t(row.second ? 'second' : 'from', { post: row.from.post, at: shortMoment(row.from.at) }));
  }
  return (
    <p className={styles.facts}>
      {due && <span className={(row.daysLeft ?? 1) < 0 ? 'worse' : undefined}>{due}</span>}
      {due && parts.length > 0 && ' · '}
      {parts.join(' · ')}
    </p>
  );
}

/** 还剩 n 天, not dates alone (DIS-11.3). */
function useDue({ daysLeft, due }: DeskRow): string {
  const { t } = useTranslation('desk');
  if (daysLeft === null || due === null) return '';
  if (daysLeft < 0) return t('due.over', { days: -daysLeft });
  return daysLeft === 0 ? t('due.today') : t('due.left', { days: daysLeft, day: due.slice(5) });
}

function Go({ row, primary }: { readonly row: DeskRow; readonly primary: boolean }) {
  const { t } = useTranslation('desk');
  const navigate = useNavigate();
  const target = targetOf(row);
  return (
    <a
      className={`btn ${primary ? 'pri' : ''} ${styles.button}`}
      href={target}
      aria-label={t('doThis', { act: wordOf(row, t), title: row.title })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void navigate({ href: target });
      }}
    >
      {wordOf(row, t)}
    </a>
  );
}

type Words = ReturnType<typeof useTranslation<'desk'>>['t'];
const wordOf = (row: DeskRow, t: Words): string =>
  row.kind === 'item'
    ? t(`act.${row.act}`)
    : row.kind === 'task'
      ? t(`task.${row.action.act}`)
      : row.kind === 'meeting'
        ? t('meeting')
        : row.kind === 'page'
          ? t(`page.${row.act}`)
          : row.only === null
            ? t('fillMany', { left: row.left })
            : t('act.report');

interface UnchangedProps {
  readonly row: Extract<DeskRow, { kind: 'reports' }>;
  readonly only: { readonly item: number; readonly revision: number };
}

/** 一键无变化: sent from here; what is asked or clashes opens the form. */
function Unchanged({ row, only }: UnchangedProps) {
  const { t } = useTranslation('desk');
  const { lang } = useView();
  const navigate = useNavigate();
  const send = useSend(sendReports, [getDesk]);
  const key = useRef(newDeviceKey());
  return (
    <div className={styles.unchanged}>
      <button
        type="button"
        className={`btn ${styles.button}`}
        disabled={send.isPending || send.isSuccess}
        aria-label={t('doThis', { act: t('unchanged'), title: row.title })}
        onClick={() =>
          send.mutate(
            {
              body: {
                month: row.month,
                deviceKey: key.current,
                lang,
                rows: [{ item: only.item, revision: only.revision, kind: 'unchanged' }],
              },
            },
            {
              onSuccess: ({ outcomes }) => {
                const outcome = outcomes[0]?.outcome;
                if (outcome !== 'sent' && outcome !== 'same') void navigate({ href: targetOf(row) });
              },
            },
          )
        }
      >
        {t('unchanged')}
      </button>
      {send.error && <ErrorPanel error={send.error} />}
    </div>
  );
}
